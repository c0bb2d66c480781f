"""Texts and pictures where they really stand on a laid-out sheet, turned text too. mm from the trim's top left corner.

Walks WeasyPrint's boxes like `marks.py` (private: the version is pinned, `tests/pdf/test_pdf_cover.py` holds the
contract), and the margin boxes of `@page` as well: a theme may put words anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from yearbook.diagnostics import Box
from yearbook.pdf.marks import MM_PER_PX
from yearbook.values import dataclass


@dataclass(frozen=True)
class Placed:
    """A block of text, or a picture (`text` is empty). `names`: classes of its elements, the outermost first."""

    names: tuple[str, ...]
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    lines: int = 0

    def over(self, left: float, right: float) -> float:
        """How much of its width lies between two x."""
        return min(self.right, right) - max(self.left, left)

    @property
    def box(self) -> Box:
        """The place as a finding tells it."""
        values = (self.left, self.top, self.right - self.left, self.bottom - self.top)
        return Box(*(round(value, 1) for value in values))


def placed(page: Any) -> tuple[Placed, ...]:
    """Everything visible that is text or picture on one page of a `Document`, in drawing order of the tree."""
    return tuple(_walk(page._page_box, (), None))


def _walk(box: Any, names: tuple[str, ...], matrix: Any) -> Iterator[Placed]:
    if box.transformation_matrix:
        matrix = box.transformation_matrix @ matrix if matrix else box.transformation_matrix
    element = getattr(box, "element", None)
    if element is not None and hasattr(element, "get"):
        names = (*names, *(element.get("class") or "").split())
    if _is_picture(box):
        area = (box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
        yield Placed(names, *turned([area], matrix))
    children = list(getattr(box, "children", ()))
    if any(isinstance(child, boxes.LineBox) for child in children):
        yield from _block(children, names, matrix)
    for child in children:
        yield from _walk(child, names, matrix)


def _is_picture(box: Any) -> bool:
    if isinstance(box, boxes.ReplacedBox):
        return bool(box.style["visibility"] == "visible")
    return any(kind != "none" for kind, _ in box.style["background_image"])


def _block(children: list[Any], names: tuple[str, ...], matrix: Any) -> Iterator[Placed]:
    """The lines of one block as one text; blocks inside its lines are blocks of their own."""
    texts = [list(_texts(line)) for line in children if isinstance(line, boxes.LineBox)]
    shown = [box for line in texts for box in line]
    if shown:
        areas = [(box.position_x, box.position_y, box.width, box.height) for box in shown]
        words = " ".join("".join(box.text for box in line) for line in texts if line)
        yield Placed(names, *turned(areas, matrix), words, sum(bool(line) for line in texts))


def _texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.text.strip() and child.style["visibility"] == "visible":
                yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def turned(areas: list[tuple[float, float, float, float]], matrix: Any) -> tuple[float, float, float, float]:
    """The rectangle around areas (x, y, width, height in px) after the transformation, in mm."""
    corners = [
        (x + across, y + down)
        for x, y, width, height in areas
        for across, down in ((0, 0), (width, 0), (0, height), (width, height))
    ]
    points = [matrix.transform_point(*corner) if matrix else corner for corner in corners]
    xs, ys = [point[0] * MM_PER_PX for point in points], [point[1] * MM_PER_PX for point in points]
    return min(xs), min(ys), max(xs), max(ys)
