"""The beginning of every laid-out page: its first ids and words.

Walks WeasyPrint's boxes like `marks.py` (private: the version is pinned, `tests/pdf/test_page_starts.py` holds the
contract). Left out is what the EPUB does not have in that place: margin boxes, footnotes and their calls, list
markers and other generated text, the head of a table that is repeated on a new page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from yearbook.pages.starts import WINDOW, PageStart, Starts, signs

PART = "_part-"
_ASIDE = boxes.MarginBox | boxes.FootnoteAreaBox


def page_starts(pages: Sequence[Any], began: Callable[[Any], bool] = lambda _element: False) -> Starts:
    """The beginnings of pages of one document. began: whether an element has been on pages before these."""
    reader = _Reader(began)
    told, loose = [], 0
    for number, page in enumerate(pages, 1):
        loose += not reader.ids
        told.append(reader.page(number, page._page_box))
    return Starts(tuple(told), loose, reader.part, reader.since, bool(reader.ids))


class _Reader:
    """What has been met so far: an element goes on over several pages, and begins on the first of them."""

    def __init__(self, began: Callable[[Any], bool]) -> None:
        self.began = began
        self.met: set[int] = set()  # identity of elements
        self.ids: set[str] = set()
        self.part = ""
        self.since = 0

    def page(self, number: int, page_box: Any) -> PageStart:
        opening: list[str] = []
        inside: list[str] = []
        words, since = "", self.since
        for found in self._walk(page_box):
            if isinstance(found, str):
                (inside if words else opening).append(found)
                self.part = found if found.startswith(PART) else self.part
                self.since = 0
            else:
                told = signs(found.text)
                words = words if len(words) >= WINDOW else words + told
                self.since += len(told)
        return PageStart(number, self.part, tuple(opening), tuple(inside), words[:WINDOW], since)

    def _walk(self, box: Any) -> Iterator[Any]:
        """Ids that begin (str) and visible text boxes, in the order of the tree."""
        element = getattr(box, "element", None)
        if isinstance(box, _ASIDE) or _is_generated(box):
            return
        if element is not None and hasattr(element, "get"):
            again = id(element) in self.met or self.began(element)
            if again and isinstance(box, boxes.TableRowGroupBox) and box.is_header:
                return
            self.met.add(id(element))
            anchor = element.get("id")
            if anchor and anchor not in self.ids and not again:
                self.ids.add(anchor)
                yield anchor
        if isinstance(box, boxes.TextBox) and box.style["visibility"] == "visible":
            yield box
        for child in getattr(box, "children", ()):
            yield from self._walk(child)


def _is_generated(box: Any) -> bool:
    return "::" in (getattr(box, "element_tag", "") or "")
