"""The click map of a laid-out page: where the words and pictures of each field of each record stand.

Walks WeasyPrint's boxes like `marks.py` (private: the version is pinned, `tests/pdf/test_areas.py` holds the
contract). An element says whose it is: `data-record` (its code is printed by the proof as well) or `data-source`, and
inside it `data-field`; the innermost wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from yearbook.pages.areas import Area, PageAreas
from yearbook.pdf.placed import turned
from yearbook.values import dataclass


@dataclass(frozen=True)
class _Place:
    """Whose a box is."""

    record: str = ""
    field: str = ""

    def inside(self, box: Any) -> _Place:
        """Whose a box is that stands in one of this place."""
        element = getattr(box, "element", None)
        if element is None or not hasattr(element, "get"):
            return self
        record = element.get("data-source") or element.get("data-record")
        field = element.get("data-field")
        if record:
            return _Place(record, field or "")
        return _Place(self.record, field) if field else self


def page_areas(page: Any) -> PageAreas:
    """The areas of one page of a `Document`, a rectangle for each block (or part of its lines) and picture."""
    return tuple(_walk(page._page_box, _Place(), None))


def _walk(box: Any, place: _Place, matrix: Any) -> Iterator[Area]:
    if isinstance(box, boxes.MarginBox):
        return
    if box.transformation_matrix:
        matrix = box.transformation_matrix @ matrix if matrix else box.transformation_matrix
    place = place.inside(box)
    if isinstance(box, boxes.ReplacedBox) and place.record and box.style["visibility"] == "visible":
        rectangle = (box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
        yield _area([rectangle], place, matrix)
    children = list(getattr(box, "children", ()))
    yield from _block([child for child in children if isinstance(child, boxes.LineBox)], place, matrix)
    for child in children:
        yield from _walk(child, place, matrix)


def _block(lines: list[Any], place: _Place, matrix: Any) -> Iterator[Area]:
    """The words of one block, those of each field together."""
    found: dict[_Place, list[tuple[float, float, float, float]]] = {}
    for line in lines:
        for owner, box in _texts(line, place):
            found.setdefault(owner, []).append((box.position_x, box.position_y, box.width, box.height))
    for owner, rectangles in found.items():
        if owner.record:
            yield _area(rectangles, owner, matrix)


def _texts(box: Any, place: _Place) -> Iterator[tuple[_Place, Any]]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.text.strip() and child.style["visibility"] == "visible":
                yield place, child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child, place.inside(child))


def _area(rectangles: list[tuple[float, float, float, float]], place: _Place, matrix: Any) -> Area:
    left, top, right, bottom = (round(value, 2) for value in turned(rectangles, matrix))
    return Area(left, top, round(right - left, 2), round(bottom - top, 2), place.record, place.field)
