"""The pages of the printed book inside the EPUB: a marker at the very text that begins each of them.

EPUB 3.3 §D.3 (pagebreak), EPUB Accessibility 1.1 §4.2 (page navigation). A page is found by the ids it begins with,
or by its first words between the ids around it; both editions set the same text under the same ids. A page whose text
the EPUB leaves out (half-title, pages for notes) and a blank one have their marker where the next page begins.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.epub.xhtml import NAMESPACE, OPS, SVG, is_noteref, local
from yearbook.pages.starts import PageStart, signs

ENOUGH = 4  # signs of a page's beginning that must be found, or all it has
JOINER = "\u2060"  # keeps a marker with the word after it: an empty one would stay behind at the end of the line
# Where a block may stand before another one; elsewhere the marker goes into the text (HTML, content models).
_FLOW = frozenset(("body", "section", "article", "div", "blockquote", "main", "aside", "nav"))
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "figure", "blockquote", "hr")
) | (_FLOW - {"body"})
_INLINE = frozenset(("a", "abbr", "b", "cite", "em", "i", "img", "small", "span", "strong", "sub", "sup", "svg"))


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
    markers = {start.page: _marker(start.page) for start in starts}
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


# --- setting the markers ------------------------------------------------------------------------------------


def _marker(page: int) -> etree._Element:
    marker = etree.Element(f"{NAMESPACE}span")
    marker.set(f"{OPS}type", "pagebreak")
    marker.set("role", "doc-pagebreak")
    marker.set("id", f"_page-{page}")
    marker.set("aria-label", str(page))
    marker.text = JOINER
    return marker


def _insert(stream: _Stream, documents: Sequence[Document], place: _Place, marker: etree._Element) -> None:
    if place.element is not None:
        _before(place.element, marker)
    elif place.position is None:
        _as_block(marker)
        body = _body(documents[-1].tree)
        _put(body, len(body), marker)
    else:
        run = stream.run_at(place.position)
        _in_text(run, place.position - run.at, marker)


def _in_text(run: _Run, count: int, marker: etree._Element) -> None:
    """Split a text node after `count` signs."""
    element, tail = run.element, run.tail
    text = (element.tail if tail else element.text) or ""
    cut = _raw(text, count)
    if not tail and not count:
        _before_text(element, marker)
        return
    marker.tail = text[cut:]
    if tail:
        element.tail = text[:cut]
        parent = element.getparent()
        assert parent is not None
        parent.insert(parent.index(element) + 1, marker)
    else:
        element.text = text[:cut]
        element.insert(0, marker)


def _raw(text: str, count: int) -> int:
    """Where in a text its sign number `count` stands."""
    seen = 0
    for at, character in enumerate(text):
        told = len(signs(character))
        if told and seen >= count:
            return at
        seen += told
    return len(text)


def _before_text(element: etree._Element, marker: etree._Element) -> None:
    """At the beginning of an element's own text: as far outside as nothing stands between."""
    top = _outermost(element)
    if top is element and local(element) not in (_BLOCKS | _INLINE):
        _first(element, marker)
    else:
        _before(top, marker)


def _outermost(element: etree._Element) -> etree._Element:
    """The highest element that begins where this one does."""
    while (parent := element.getparent()) is not None and local(element) != "body":
        first = not (parent.text or "").strip() and not any(_says(e) for e in element.itersiblings(preceding=True))
        if not first or local(parent) == "body":
            break
        element = parent
    return element


def _says(element: etree._Element) -> bool:
    """Has it, or what follows it, a sign that a reader sees? Markers of other pages say nothing."""
    own = "" if element.get("role") == "doc-pagebreak" else "".join(element.itertext(etree.Element))
    return bool((own + (element.tail or "")).strip())


def _before(element: etree._Element, marker: etree._Element) -> None:
    """Before an element, as a block where a block may stand; else inside, where its text begins."""
    name, parent = local(element), element.getparent()
    if name == "body" or parent is None:
        _as_block(marker)
        marker.tail, element.text = element.text, None
        element.insert(0, marker)
    elif name in _BLOCKS and local(parent) in _FLOW:
        _as_block(marker)
        _put(parent, parent.index(element), marker)
    elif name in _INLINE:
        _put(parent, parent.index(element), marker)
    else:
        _first(element, marker)


def _put(parent: etree._Element, index: int, marker: etree._Element) -> None:
    """Before a child, and before the markers of later pages that stand there already."""
    while index and parent[index - 1].get("role") == "doc-pagebreak" and not (parent[index - 1].tail or "").strip():
        index -= 1
    parent.insert(index, marker)


def _first(element: etree._Element, marker: etree._Element) -> None:
    """As the first thing in an element that holds text: the first cell of a row, an item of a list."""
    while local(element) in {"table", "thead", "tbody", "tr", "ul", "ol", "dl"} and len(element):
        element = next((child for child in element if local(child) != "caption"), element[0])
    marker.tail, element.text = element.text, None
    element.insert(0, marker)


def _as_block(marker: etree._Element) -> None:
    marker.tag = f"{NAMESPACE}div"
    marker.text = ""
    marker.set("class", "pb")
