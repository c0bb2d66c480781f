"""Markers of printed pages set into a page of the EPUB: as a block where a block may stand, else in the text.

The content models of HTML say where; a marker before a block is a `div`, so that no heading or link takes it into its
name (epub.md).
"""

from __future__ import annotations

from lxml import etree

from yearbook.epub.xhtml import NAMESPACE, OPS, local
from yearbook.pages.starts import signs

JOINER = "\u2060"  # keeps a marker with the word after it: an empty one would stay behind at the end of the line
# Where a block may stand before another one; elsewhere the marker goes into the text (HTML, content models).
_FLOW = frozenset(("body", "section", "article", "div", "blockquote", "main", "aside", "nav"))
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "figure", "blockquote", "hr")
) | (_FLOW - {"body"})
_INLINE = frozenset(("a", "abbr", "b", "cite", "em", "i", "img", "small", "span", "strong", "sub", "sup", "svg"))


def new_marker(page: int) -> etree._Element:
    """The marker of a page, not yet anywhere."""
    marker = etree.Element(f"{NAMESPACE}span")
    marker.set(f"{OPS}type", "pagebreak")
    marker.set("role", "doc-pagebreak")
    marker.set("id", f"_page-{page}")
    marker.set("aria-label", str(page))
    marker.text = JOINER
    return marker


def set_in_text(element: etree._Element, tail: bool, count: int, marker: etree._Element) -> None:
    """In a text node, after `count` of its signs. tail: the text that follows the element, not the one in it."""
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
        set_before(top, marker)


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


def set_before(element: etree._Element, marker: etree._Element) -> None:
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


def set_at_end(body: etree._Element, marker: etree._Element) -> None:
    """After everything in a page."""
    _as_block(marker)
    _put(body, len(body), marker)
