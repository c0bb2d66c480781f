"""Where lines and records stand on the laid-out pages: what the proof prints in its margins.

Walks WeasyPrint's boxes (`Page._page_box`, private: the version is pinned and `tests/pdf/test_marks.py` holds
the contract). CSS pixels become mm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from yearbook.pdf.runs import PageMarks, RecordMark

MM_PER_PX = 25.4 / 96
SAME_LINE = 1.0  # mm: lines of two columns this close count as one


def _walk(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.MarginBox):
        return
    yield box
    for child in getattr(box, "children", ()):
        yield from _walk(child)


def _records(page_boxes: list[Any]) -> tuple[RecordMark, ...]:
    first: dict[str, float] = {}
    for box in page_boxes:
        element = getattr(box, "element", None)
        record = element.get("data-record") if element is not None and hasattr(element, "get") else None
        if record and isinstance(box, boxes.BlockLevelBox | boxes.TableRowBox):
            top = box.position_y * MM_PER_PX
            first[record] = min(first.get(record, top), top)
    return tuple(RecordMark(record, round(top, 2)) for record, top in sorted(first.items(), key=lambda item: item[1]))


def _lines(page_boxes: list[Any]) -> tuple[float, ...]:
    middles = sorted(
        (box.position_y + box.height / 2) * MM_PER_PX
        for box in page_boxes
        if isinstance(box, boxes.LineBox) and box.width > 0 and box.children
    )
    lines: list[float] = []
    for middle in middles:
        if not lines or middle - lines[-1] > SAME_LINE:
            lines.append(round(middle, 2))
    return tuple(lines)


def page_marks(pages: list[Any]) -> tuple[PageMarks, ...]:
    """The marks of every page of a layout, in order."""
    marks = []
    for page in pages:
        page_boxes = list(_walk(page._page_box))
        marks.append(PageMarks(_lines(page_boxes), _records(page_boxes)))
    return tuple(marks)
