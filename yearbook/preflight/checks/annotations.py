"""Check 18 on pages: nothing interactive where ink goes (ISO 15930-7:2010, 6.17)."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object

from yearbook.diagnostics import Diagnostic
from yearbook.geometry import Rect
from yearbook.preflight.content.spaces import plain
from yearbook.preflight.subject import Sheet, Subject
from yearbook.preflight.tally import Tally

ALLOWED = {"TrapNet", "PrinterMark"}
MAX_ANNOTATIONS = 10_000
WORDS = {
    "Link": "liên kết", "Text": "ghi chú", "FreeText": "ghi chú", "Popup": "ghi chú", "Highlight": "đánh dấu",
    "Widget": "ô biểu mẫu", "Movie": "phim", "Sound": "âm thanh", "Screen": "phim", "RichMedia": "đa phương tiện",
    "3D": "mô hình 3D", "FileAttachment": "tệp đính kèm", "Stamp": "con dấu",
}  # fmt: skip


def check(subject: Subject) -> Iterator[Diagnostic]:
    for page, sheet in zip(subject.pdf.pages, subject.sheets, strict=True):
        tally = Tally()
        found = page.obj.get("/Annots") if "/Annots" in page.obj else None
        for annotation in list(found)[:MAX_ANNOTATIONS] if isinstance(found, Array) else []:
            kind = plain(annotation.get("/Subtype")) if isinstance(annotation, Dictionary) else ""
            if kind in ALLOWED:
                continue
            place = _place(annotation, sheet)
            if place:
                what = WORDS.get(kind, kind or "không rõ")
                tally.add("P232", place, f"chú thích kiểu {what}", what, what=what)
        yield from (subject.tell(fault, sheet.number) for fault in tally.faults())


def _place(annotation: Object, sheet: Sheet) -> Rect | None:
    """Where it meets the bleed box (the trim, when there is none); everywhere when it does not say where it is."""
    area = sheet.bleed or sheet.edge
    try:
        values = annotation.get("/Rect")
        return area.meet(Rect.of(values)) if isinstance(values, Array) and len(values) == 4 else area
    except (TypeError, ValueError, AttributeError):
        return area
