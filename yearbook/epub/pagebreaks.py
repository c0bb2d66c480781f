"""The pages of the printed book inside the EPUB: a marker at the very text that begins each of them.

EPUB 3.3 §D.3 (pagebreak), EPUB Accessibility 1.1 §4.2 (page navigation). A page is found by the ids it begins with,
or by its first words between the ids around it; both editions set the same text under the same ids. A page whose text
the EPUB leaves out (half-title, pages for notes) and a blank one have their marker where the next page begins.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from lxml import etree

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.epub.markers import new_marker, set_at_end, set_before, set_in_text
from yearbook.epub.xhtml import NAMESPACE, SVG, is_noteref
from yearbook.pages.starts import PageStart, signs
from yearbook.values import dataclass

ENOUGH = 4  # signs of a page's beginning that must be found, or all it has


@dataclass(frozen=True)
class Document:
    """A page of the EPUB as a tree."""

    href: str
    tree: etree._Element


@dataclass(frozen=True)
class PagePoint:
    """A line of the page list."""

    number: int
    href: str


@dataclass(frozen=True)
class _Run:
    """A text node: its place in the stream of signs. `tail`: it follows the element instead of beginning it."""

    at: int
    element: etree._Element
    tail: bool


@dataclass
class _Stream:
    """All signs of the EPUB in reading order, and where each id and each text node stands among them."""

    text: str = ""
    runs: list[_Run] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    elements: dict[str, etree._Element] = field(default_factory=dict)

    def run_at(self, position: int) -> _Run:
        """The text node that holds the sign at a position."""
        return self.runs[bisect.bisect_right(self.runs, position, key=lambda run: run.at) - 1]


def _read(documents: Iterable[Document]) -> _Stream:
    stream, pieces, at = _Stream(), [], 0

    def take(text: str | None, element: etree._Element, tail: bool) -> None:
        nonlocal at
        if told := signs(text or ""):
            stream.runs.append(_Run(at, element, tail))
            pieces.append(told)
            at += len(told)

    def walk(element: etree._Element) -> None:
        if identity := element.get("id"):
            stream.ids[identity] = at
            stream.elements[identity] = element
        if not is_noteref(element) and not str(element.tag).startswith(SVG):
            take(element.text, element, False)
            for child in element:
                walk(child)
                take(child.tail, child, True)

    for document in documents:
        walk(_body(document.tree))
    stream.text = "".join(pieces)
    return stream


def _body(tree: etree._Element) -> etree._Element:
    body = tree.find(f"{NAMESPACE}body")
    assert body is not None
    return body


def mark_pages(documents: Sequence[Document], starts: Sequence[PageStart]) -> tuple[PagePoint, ...]:
    """Put a marker into the trees for every page.

    documents: in reading order; starts: every page of the printed book. Out: the page list, in order, one line for
    each page. Raises DataProblem E104 when the text of a page is not found.
    """
    stream = _read(documents)
    places = _places(stream, starts)
    if not documents or not starts:
        return ()
    markers = {start.page: new_marker(start.page) for start in starts}
    # from the end, so that what is before a place stays where it is
    for start in reversed(starts):
        _insert(stream, documents, places[start.page], markers[start.page])
    hrefs = {document.tree: document.href for document in documents}
    return tuple(
        PagePoint(page, f"{hrefs[marker.getroottree().getroot()]}#{marker.get('id')}")
        for page, marker in markers.items()
    )


@dataclass(frozen=True)
class _Place:
    """Where a page begins: at an element, else at a sign of the stream; at the very end of the book if neither."""

    element: etree._Element | None = None
    position: int | None = None


def _places(stream: _Stream, starts: Sequence[PageStart]) -> Mapping[int, _Place]:
    """The place of every page; from the last to the first, since some take that of the next."""
    places: dict[int, _Place] = {}
    lows, highs = _bounds(stream, starts)
    following = _Place()
    for start, low, high in reversed(list(zip(starts, lows, highs, strict=True))):
        if start.part in stream.ids and (start.words or _known(stream, start.opening)):
            following = _place(stream, start, low, high)
        places[start.page] = following
    return places


def _known(stream: _Stream, ids: Iterable[str]) -> list[str]:
    return sorted((identity for identity in ids if identity in stream.ids), key=lambda i: stream.ids[i])


def _bounds(stream: _Stream, starts: Sequence[PageStart]) -> tuple[list[int], list[int]]:
    """Between which positions each page begins: after all ids before it, before all ids after its beginning."""
    lows, low = [], 0
    for start in starts:
        lows.append(low)
        low = max([low, *(stream.ids[i] for i in _known(stream, (*start.opening, *start.inside)))])
    highs, high = [], len(stream.text)
    for start in reversed(starts):
        high = min([high, *(stream.ids[i] for i in _known(stream, start.inside))])
        highs.append(high)
        high = min([high, *(stream.ids[i] for i in _known(stream, start.opening))])
    return lows, highs[::-1]


def _place(stream: _Stream, start: PageStart, low: int, high: int) -> _Place:
    if opening := _known(stream, start.opening):
        first = opening[0]
        return _Place(stream.elements[first], stream.ids[first])
    position = _find(stream.text, start, low, high)
    if position is None:
        raise DataProblem(diagnose("E104", page=start.page, part=start.part, words=start.words[:40]))
    return _Place(position=position)


def _find(text: str, start: PageStart, low: int, high: int) -> int | None:
    """The longest beginning of the page's words that stands there; of several places the likeliest."""
    least = min(ENOUGH, len(start.words))
    for length in range(len(start.words), least - 1, -1):
        found = []
        at = text.find(start.words[:length], low, high)
        while at >= 0:
            found.append(at)
            at = text.find(start.words[:length], at + 1, high)
        if found:
            return min(found, key=lambda place: abs(place - low - start.since))
    return None


def _insert(stream: _Stream, documents: Sequence[Document], place: _Place, marker: etree._Element) -> None:
    if place.element is not None:
        set_before(place.element, marker)
    elif place.position is None:
        set_at_end(_body(documents[-1].tree), marker)
    else:
        run = stream.run_at(place.position)
        set_in_text(run.element, run.tail, place.position - run.at, marker)
