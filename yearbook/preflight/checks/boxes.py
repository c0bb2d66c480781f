"""Checks 4 to 7: page boxes, bleed, scale and rotation, one size, a number of pages that folds into signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from pikepdf import Array, Object

from yearbook.diagnostics import Diagnostic
from yearbook.geometry import MM_PER_PT, Rect
from yearbook.preflight.pdf import inherited
from yearbook.preflight.subject import Sheet, Subject
from yearbook.vietnamese import format_measure

GRACE = 0.05 / MM_PER_PT  # pt: writers round boxes
SIZE_GRACE = 0.5  # mm


def check(subject: Subject) -> Iterator[Diagnostic]:
    for page, sheet in zip(subject.pdf.pages, subject.sheets, strict=True):
        for detail in _nesting(page.obj, sheet):
            yield subject.found("P210", sheet.number, detail=detail)
        if sheet.trim:
            yield from _bleed(subject, sheet)
        unit = page.obj.get("/UserUnit", 1)
        if unit != 1:
            yield subject.found("P212", sheet.number, scale=unit if isinstance(unit, int | float | Decimal) else "?")
        turn = inherited(page.obj, "/Rotate")
        if isinstance(turn, int) and turn % 360:
            yield subject.found("P241", sheet.number, degrees=turn % 360)
    yield from _sizes(subject)
    pages, multiple = len(subject.sheets), subject.profile.page_multiple
    if pages > 1 and pages % multiple:
        yield subject.found("P214", pages=pages, multiple=multiple, missing=multiple - pages % multiple)


def _nesting(page: Object, sheet: Sheet) -> Iterator[str]:
    """ISO 15930-7: a trim box (or art box), inside the bleed box, inside the media box."""
    media = inherited(page, "/MediaBox")
    if not isinstance(media, Array) or len(media) != 4:
        yield "trang không ghi khổ giấy (MediaBox)"
        return
    if page.get("/ArtBox") is not None:
        if page.get("/TrimBox") is not None:
            yield "có cả khung thành phẩm (TrimBox) lẫn ArtBox, chỉ được có một"
    elif sheet.trim is None:
        yield "không có khung thành phẩm (TrimBox): nhà in không biết xén ở đâu"
    outer = [("tràn lề (BleedBox)", sheet.bleed), ("giấy (MediaBox)", sheet.media)]
    for name, box in outer:
        if sheet.trim and box and not box.holds(sheet.trim, GRACE):
            yield f"khung thành phẩm (TrimBox) nằm ngoài khung {name}"
            return
    if sheet.bleed and not sheet.media.holds(sheet.bleed, GRACE):
        yield "khung tràn lề (BleedBox) nằm ngoài khung giấy (MediaBox)"


def _bleed(subject: Subject, sheet: Sheet) -> Iterator[Diagnostic]:
    trim, outer = sheet.edge, outer_edge(sheet)
    rooms = {
        "trái": trim.left - outer.left,
        "phải": outer.right - trim.right,
        "trên": outer.top - trim.top,
        "dưới": trim.bottom - outer.bottom,
    }
    wanted = subject.profile.bleed_mm
    short = {side: max(room, 0) * MM_PER_PT for side, room in rooms.items() if room * MM_PER_PT < wanted - 0.05}
    if short:
        sides = ", ".join(f"{side} {format_measure(room)} mm" for side, room in short.items())
        yield subject.found("P211", sheet.number, sides=sides, wanted=format_measure(wanted))


def outer_edge(sheet: Sheet) -> Rect:
    """How far a page reaches outside its trim: the bleed box, within the media box."""
    bleed = sheet.bleed or sheet.media
    return bleed.meet(sheet.media) or sheet.media


def _sizes(subject: Subject) -> Iterator[Diagnostic]:
    """Pages that differ from the size which most pages have."""
    sizes = [(sheet.edge.width * MM_PER_PT, sheet.edge.height * MM_PER_PT) for sheet in subject.sheets]
    if not sizes:
        return
    usual = Counter((round(width), round(height)) for width, height in sizes).most_common(1)[0][0]
    width, height = next(size for size in sizes if (round(size[0]), round(size[1])) == usual)
    for sheet, size in zip(subject.sheets, sizes, strict=True):
        if abs(size[0] - width) > SIZE_GRACE or abs(size[1] - height) > SIZE_GRACE:
            found, wanted = (f"{format_measure(w)} × {format_measure(h)}" for w, h in (size, (width, height)))
            yield subject.found("P213", sheet.number, found=found, usual=wanted)
