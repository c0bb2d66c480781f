"""Fonts read from the file: name, whether the program is inside, widths (ISO 32000-2, 9.6 to 9.8)."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Object, Stream

from yearbook.preflight.content.painted import Font
from yearbook.preflight.content.spaces import plain

MAX_WIDTHS = 70_000
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def read_font(obj: Any) -> Font:
    """A font of any kind; one without a name when it is none."""
    if not isinstance(obj, Dictionary):
        return Font("", embedded=False)
    kind = plain(obj.get("/Subtype"))
    name = plain(obj.get("/BaseFont")).rpartition("+")[2] or plain(obj.get("/Name"))
    if kind == "Type3":
        matrix = obj.get("/FontMatrix")
        scale = abs(float(matrix[0])) if isinstance(matrix, Array) and len(matrix) == 6 else 0.001
        return Font(name or "Type 3", type3=True, widths=_simple(obj), default=0.0, scale=scale)
    if kind == "Type0":
        descendants = obj.get("/DescendantFonts")
        inner = descendants[0] if isinstance(descendants, Array) and len(descendants) else None
        if not isinstance(inner, Dictionary):
            return Font(name, embedded=False, composite=True)
        widths, default = _cid_widths(inner.get("/W")), _number(inner.get("/DW"), 1000)
        program = _outlines(obj, inner) if min(widths.values(), default=default) >= 0 <= default else (0, 0)
        return Font(name, _embedded(inner), False, True, widths, default, program=program)
    return Font(name, _embedded(obj), widths=_simple(obj))


def _embedded(font: Object) -> bool:
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, Dictionary) and any(isinstance(descriptor.get(key), Stream) for key in _PROGRAMS)


def _outlines(font: Object, inner: Object) -> tuple[int, int]:
    """The TrueType program, if codes are glyphs in a line and so stand where the widths say."""
    descriptor = inner.get("/FontDescriptor")
    program = descriptor.get("/FontFile2") if isinstance(descriptor, Dictionary) else None
    plainly = plain(font.get("/Encoding")) == "Identity-H" and plain(inner.get("/Subtype")) == "CIDFontType2"
    return program.objgen if plainly and isinstance(program, Stream) else (0, 0)


def _number(value: Any, fallback: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return fallback


def _simple(font: Object) -> dict[int, float]:
    widths, first = font.get("/Widths"), font.get("/FirstChar", 0)
    if not isinstance(widths, Array) or not isinstance(first, int):
        return {}
    return {first + position: _number(width, 500.0) for position, width in enumerate(list(widths)[:256])}


def _cid_widths(obj: Any) -> dict[int, float]:
    """The two forms of /W: «c [w1 w2 …]» and «first last w»."""
    widths: dict[int, float] = {}
    items = list(obj)[:MAX_WIDTHS] if isinstance(obj, Array) else []
    position = 0
    while position + 1 < len(items) and len(widths) < MAX_WIDTHS:
        first, then = int(_number(items[position], 0)), items[position + 1]
        if isinstance(then, Array):
            widths.update((first + step, _number(width, 1000)) for step, width in enumerate(then))
            position += 2
        elif position + 2 < len(items):
            last = min(int(_number(then, 0)), 0xFFFF)
            widths.update(dict.fromkeys(range(max(first, 0), last + 1), _number(items[position + 2], 1000)))
            position += 3
        else:
            break
    return widths
