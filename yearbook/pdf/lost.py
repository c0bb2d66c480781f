"""Words that were set and stand on no page: what a style sheet can lose without a word, as a float after the last page.

Walks WeasyPrint's boxes like `marks.py` (private: the version is pinned, `tests/pdf/test_lost.py` holds the contract).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from yearbook.pages.starts import signs
from yearbook.pdf.runs import Lost

_UNSET = {"head", "style", "script", "title", "template"}


def lost_words(pages: Sequence[Any], elements: Iterable[Any]) -> tuple[Lost, ...]:
    """Elements, among these and those in them, whose own words are not all on the pages, in order.

    Drawings (SVG) and what is said to be decoration (`aria-hidden`) have no words. What is invisible in its place
    (`visibility`) is there; what has no boxes (`display: none`) is lost.
    """
    laid: dict[int, list[str]] = defaultdict(list)
    for page in pages:
        for box in _boxes(page._page_box):
            if isinstance(box, boxes.TextBox):
                laid[id(box.element)].append(box.text)
    return tuple(
        Lost(words, record)
        for top in elements
        for element, words, record in _said(top, "")
        if Counter(signs(words)) - Counter(signs("".join(laid[id(element)])))
    )


def lost_in(document: Document) -> tuple[Lost, ...]:
    """The same for a whole document."""
    boxes_of_first = (box for page in document.pages[:1] for box in _boxes(page._page_box))
    root = next((box.element for box in boxes_of_first), None)
    return () if root is None else lost_words(document.pages, [root])


def _boxes(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if not isinstance(child, boxes.MarginBox):
            if child.element is not None:
                yield child
            yield from _boxes(child)


def _said(element: Any, record: str) -> Iterator[tuple[Any, str, str]]:
    """Elements with the words that stand in them directly, and the record they are part of."""
    if not isinstance(element.tag, str) or element.tag in _UNSET or element.tag.endswith("}svg"):
        return
    if element.get("aria-hidden") == "true":
        return
    record = element.get("data-record") or record
    words = " ".join(((element.text or "") + "".join(child.tail or "" for child in element)).split())
    if words:
        yield element, words, record
    for child in element:
        yield from _said(child, record)
