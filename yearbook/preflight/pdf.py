"""Finished PDF files read back before anyone sees them: whole, the right faces, every record found."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.preflight.syntax import syntax_problems
from yearbook.storage import Cache
from yearbook.values import dataclass


@dataclass(frozen=True)
class Expected:
    """What a finished PDF must be. `faces`: PostScript names; `anchors`: ids that must be destinations; `proved`: the
    preflight of print files reads it as well, and tells of its syntax."""

    pages: int | None
    faces: Collection[str]
    anchors: Collection[str] = ()
    trim_mm: tuple[float, float] | None = None
    bleed_mm: float = 0.0
    proved: bool = False


def _names(node: Object, depth: int = 0) -> Iterator[tuple[str, Array]]:
    """Keys and values of a name tree (ISO 32000-2, 7.9.6); a tree that leads back to itself ends at some depth."""
    names = node.get("/Names")
    if isinstance(names, Array):
        for position in range(0, len(names) - 1, 2):
            value = names[position + 1]
            target = value.get("/D") if isinstance(value, Dictionary) else value
            if isinstance(target, Array):
                yield str(names[position]), target
    kids = node.get("/Kids")
    for kid in kids if isinstance(kids, Array) and depth < 16 else ():
        if isinstance(kid, Dictionary):
            yield from _names(kid, depth + 1)


@dataclass(frozen=True)
class Target:
    """Where a named destination leads: the page from 1 and the height on it, in pt of user space."""

    page: int
    y: float


def inherited(page: Object, key: str) -> object:
    """An entry of a page or of the nodes above it (ISO 32000-2, 7.7.3.4)."""
    node: object = page
    for _ in range(32):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node.get(key)
        node = node.get("/Parent")
    return None


def destinations(pdf: Pdf) -> dict[str, Target]:
    """The named destinations; those that lead to no page are left out."""
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, Dictionary) else None
    if not isinstance(tree, Dictionary):
        return {}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found = {}
    for name, target in _names(tree):
        page = numbers.get(target[0].objgen) if len(target) and hasattr(target[0], "objgen") else None
        if page:
            height = target[3] if len(target) > 3 else 0
            found[name] = Target(page, float(height) if isinstance(height, int | float | Decimal) else 0.0)
    return found


def _is_embedded(font: Dictionary) -> bool:
    """A font is embedded when its descriptor holds a program; a composite font keeps it in its descendant."""
    if font.get("/Subtype") == "/Type3":
        return True
    descendants = font.get("/DescendantFonts")
    holder = descendants[0] if isinstance(descendants, Array) and len(descendants) else font
    descriptor = holder.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def base_fonts(pdf: Pdf) -> dict[str, bool]:
    """BaseFont names without subset tags → whether every font of that name is embedded."""
    found: dict[str, bool] = {}
    for obj in pdf.objects:
        if isinstance(obj, Dictionary) and "/BaseFont" in obj and obj.get("/Type") == "/Font":
            if obj.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
                continue  # judged with the composite font it belongs to
            name = str(obj["/BaseFont"])[1:].split("+")[-1]
            found[name] = found.get(name, True) and _is_embedded(obj)
    return found


def _boxes(pdf: Pdf, expected: Expected) -> Iterator[str]:
    """Trim size, and bleed on all four sides inside both bleed box and media box."""
    if expected.trim_mm is None:
        return
    unit = 72 / 25.4
    width, height = (side * unit for side in expected.trim_mm)
    bleed = expected.bleed_mm * unit - 0.5
    for number, page in enumerate(pdf.pages, 1):
        trim, outer = _box(page.trimbox), [_box(page.bleedbox), _box(page.mediabox)]
        if abs(trim[2] - trim[0] - width) > 0.5 or abs(trim[3] - trim[1] - height) > 0.5:
            yield f"trang {number}: khổ thành phẩm không phải {expected.trim_mm[0]:g} × {expected.trim_mm[1]:g} mm"
        elif any(_room(trim, box) < bleed for box in outer):
            yield f"trang {number}: thiếu tràn lề {expected.bleed_mm:g} mm"


def _box(box: Array) -> tuple[float, ...]:
    return tuple(float(value) for value in box)


def _room(inner: tuple[float, ...], outer: tuple[float, ...]) -> float:
    """The narrowest of the four margins between two boxes, in pt."""
    return min(inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])


def inspect_pdf(path: Path, expected: Expected, cache: Cache | None = None) -> tuple[Diagnostic, ...]:
    """Open a finished file and hold it against what it must be; codes P1xx, L105, L108.

    The cache knows the streams that were sound before.
    """
    findings: list[Diagnostic] = []
    name = path.name
    try:
        with pikepdf.open(path) as pdf:
            if expected.pages is not None and len(pdf.pages) != expected.pages:
                findings.append(diagnose("P102", file=name, found=len(pdf.pages), expected=expected.pages))
            for font, embedded in base_fonts(pdf).items():
                if font not in expected.faces:
                    findings.append(diagnose("L105", file=name, font=font))
                elif not embedded:
                    findings.append(diagnose("P103", file=name, font=font))
            known = destinations(pdf) if expected.anchors else {}
            findings += [diagnose("L108", record=a, anchor=a, file=name) for a in expected.anchors if a not in known]
            findings += [diagnose("P104", file=name, detail=detail) for detail in _boxes(pdf, expected)]
            problems = syntax_problems(path, pdf, cache) if not expected.proved else ()
            findings += [diagnose("P101", file=name, detail=problem) for problem in problems]
    except pikepdf.PdfError as error:
        findings.append(diagnose("P101", file=name, detail=str(error)))
    return tuple(findings)
