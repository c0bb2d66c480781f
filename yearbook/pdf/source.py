"""A document as WeasyPrint takes it, with styles that its elements share.

WeasyPrint computes a style for every element that no other is like. An id makes an element, and so all elements in it,
unlike every other (the anchor is a property), and six pseudo-elements that hardly any element has are styled for each.
Both are a fifth of the time of a table of a hundred rows; here anchors are set when the styles are there, and only
what may be a note or an item of a list has the parts of one. The pages are the same (private: the version is pinned,
`tests/pdf/test_source.py` holds the contract).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from weasyprint import CSS, HTML, css
from weasyprint.css import ComputedStyle
from weasyprint.css.tokens import Pending
from weasyprint.html import UA_STYLESHEET

from yearbook.pdf.strict import read_strictly

_ANCHOR = "-weasy-anchor"
_KINDS = {"float": "note", "position": "note", "display": "list-item"}  # property → what makes an element one that has
_NEEDS = {"marker": "display"} | dict.fromkeys(
    ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"), "float"
)
Test = Callable[[Any], bool]


class Source(HTML):  # type: ignore[misc]  # weasyprint is untyped
    """HTML that is laid out with one style sheet."""

    def __init__(self, html: str, fetcher: Any, defaults: CSS) -> None:
        """defaults: `default_sheet` of the style sheet."""
        root = read_strictly(html)
        super().__init__(string=html if root is None else "<html>", url_fetcher=fetcher)
        if root is not None:
            wrapper: Any = self.wrapper_element
            self.wrapper_element: Any = type(wrapper).from_html_root(root, content_language=None)
            self.etree_element = root
        self.defaults = defaults

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [self.defaults]


def default_sheet(sheet: CSS) -> CSS:
    """WeasyPrint's own style sheet, to stand below `sheet`: notes have calls and markers, items of lists markers, and
    other elements have none."""
    tests = {name: [*_declaring(UA_STYLESHEET, name), *_declaring(sheet, name)] for name in _KINDS}
    tests["float"] += tests["position"]
    made = copy(UA_STYLESHEET)
    made.matcher = copy(UA_STYLESHEET.matcher)
    made.matcher.other_selectors = [
        (_either(tests[_NEEDS[pseudo]], test), specificity, order, pseudo, payload) if pseudo in _NEEDS else entry
        for entry in UA_STYLESHEET.matcher.other_selectors
        for test, specificity, order, pseudo, payload in (entry,)
    ]
    return made


def _declaring(sheet: CSS, name: str) -> Iterator[Test]:
    """The selectors of rules that may give this property the value in question."""
    matcher = sheet.matcher
    named = (matcher.id_selectors, matcher.class_selectors, matcher.lower_local_name_selectors)
    entries = [entry for kind in (*named, matcher.namespace_selectors) for found in kind.values() for entry in found]
    for test, _, _, _, (declarations, _) in (*entries, *matcher.lang_attr_selectors, *matcher.other_selectors):
        if any(key == name and _may_be(value, _KINDS[name]) for key, value, _ in declarations):
            yield test


def _may_be(value: Any, wanted: str) -> bool:
    return isinstance(value, Pending) or wanted in str(value)


def _either(tests: list[Test], own: Test) -> Test:
    def test(element: Any) -> bool:
        return own(element) and ("style" in element.etree_element.attrib or any(found(element) for found in tests))

    return test


@contextmanager
def anchors_apart() -> Iterator[None]:
    """Inside, ids and names are not made into properties of elements."""
    original = css.find_style_attributes

    def found(*arguments: Any) -> Iterator[Any]:
        for rule in original(*arguments):
            if getattr(rule[2][0] if rule[2] else None, "lower_name", "") != _ANCHOR:
                yield rule

    css.find_style_attributes = found
    try:
        yield
    finally:
        css.find_style_attributes = original


class _Anchored(ComputedStyle):  # type: ignore[misc]  # weasyprint is untyped
    """A style of many elements, as it is for the one with an anchor."""

    def __init__(self, shared: ComputedStyle, anchor: str) -> None:
        self.__dict__.update(shared.__dict__)
        self.shared = shared
        self["anchor"] = anchor

    def __missing__(self, key: str) -> Any:
        value = self[key] = self.shared[key]
        return value


def set_anchors(*roots: Any) -> None:
    """Give the boxes of elements that have an id (or, as links did once, a name) their anchor."""
    styles: dict[tuple[int, int], ComputedStyle] = {}
    waiting = list(roots)
    while waiting:
        box = waiting.pop()
        element = box.element
        own = element is not None and box.element_tag == element.tag and isinstance(box.style, ComputedStyle)
        if own and (anchor := _anchor(element)):
            known = styles.setdefault((id(element), id(box.style)), box.style)
            if known is box.style:
                known = styles[id(element), id(box.style)] = _Anchored(box.style, anchor)
            box.style = known
        waiting += getattr(box, "children", ())


def _anchor(element: Any) -> str:
    return (element.get("name") if element.tag == "a" else "") or element.get("id") or ""
