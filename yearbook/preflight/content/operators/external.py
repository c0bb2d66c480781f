"""Images, forms, shadings (ISO 32000-2, 8.7.4, 8.9 and 8.10)."""

from __future__ import annotations

import math
from typing import Any

from yearbook.preflight.content.colours import CMYK, GRAY, RGB, UNKNOWN, Space
from yearbook.preflight.content.library import Piece
from yearbook.preflight.content.machine import Machine, Operands, operator
from yearbook.preflight.content.painted import Picture, Raster, Shading

_UNIT = (0.0, 0.0, 1.0, 1.0)
_SHORT = {
    "Fl": "FlateDecode", "DCT": "DCTDecode", "LZW": "LZWDecode", "CCF": "CCITTFaxDecode", "RL": "RunLengthDecode",
    "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode",
}  # fmt: skip


@operator("Do")
def do(machine: Machine, operands: Operands) -> None:
    found = machine.resources.external(operands[-1]) if machine.resources else None
    if isinstance(found, Raster):
        _place(machine, found, inline=False)
    elif isinstance(found, Piece):
        machine.form(found)
    elif found == "PS":
        machine.content.postscript = True
    else:
        machine.fault(f"không có hình «{operands[-1]}» trong tài nguyên của trang")


def _place(machine: Machine, image: Raster, inline: bool) -> None:
    """An image fills the unit square of user space; its resolution follows from the sides of that square."""
    state = machine.state
    around = machine.around(_UNIT, state.ctm)
    rect = around.meet(state.clip) if around and state.clip else None
    if rect is None:
        return
    a, b, c, d, _, _ = state.ctm
    across, down = math.hypot(a, b), math.hypot(c, d)
    ppi = (image.width / across * 72 if across else math.inf, image.height / down * 72 if down else math.inf)
    machine.emit(Picture(rect, image, *ppi, state.look(), inline))
    if image.space is None and state.fill_pattern is not None:
        machine.paint_pattern(state.fill_pattern, rect, state.fill)


@operator("BI")
def inline_image(machine: Machine, operands: Operands) -> None:
    values = operands[-1]

    def value(short: str, long: str) -> Any:
        return values.get(short, values.get(long))

    coding = value("F", "Filter") or ()
    if isinstance(coding, bytes):  # a flat array of names is no Row, so this is damage
        coding = ()
    names = (coding,) if isinstance(coding, str) else tuple(name for name in coding if isinstance(name, str))
    stencil = value("IM", "ImageMask") is True
    image = Raster(
        int(value("W", "Width")),
        int(value("H", "Height")),
        1 if stencil else int(value("BPC", "BitsPerComponent") or 8),
        None if stencil else _inline_space(machine, value("CS", "ColorSpace")),
        tuple(_SHORT.get(name, name) for name in names),
    )
    _place(machine, image, inline=True)


def _inline_space(machine: Machine, value: Any) -> Space:
    if isinstance(value, str):
        return machine.resources.space(value) if machine.resources else {"G": GRAY, "RGB": RGB}.get(value, CMYK)
    if isinstance(value, list) and len(value) == 4 and value[0] in ("I", "Indexed"):
        return Space("Indexed", 1, base=_inline_space(machine, value[1]))
    return UNKNOWN


@operator("sh")
def shade(machine: Machine, operands: Operands) -> None:
    found = machine.resources.shade(operands[-1]) if machine.resources else None
    if found is None:
        machine.fault(f"không có mảng chuyển màu «{operands[-1]}»")
    elif machine.state.clip:
        machine.emit(Shading(machine.state.clip, found.space, machine.state.look()))
