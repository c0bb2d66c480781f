"""Structure that means what it says: the mending of WeasyPrint's tags for PDF/UA-1 (ISO 14289-1, clause 7).

Every step takes the «Document» node and changes it in place; `mend` runs them all, in an order that matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

from yearbook.geometry import Rect, union
from yearbook.pdf.finish.structure import Annotation, Mark, Node

Kid = Node | Mark | Annotation
INLINE = frozenset({"Link", "Span"})
GAP = 1.0  # pt between areas that belong together
LEADER = 3  # so many like pieces of text in a row are the dots of a leader
LIST_KIDS = frozenset({"L", "LI", "Caption"})  # ISO 32000-1, table 336
TEXT = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TD", "TH", "Caption", "Link", "Span"})


def mend(document: Node, glyphs: Mapping[Mark, bytes]) -> frozenset[Mark]:
    """Mend the whole tree; `glyphs` are those that its content shows. Out: the content that is mere decoration now."""
    before = _marks(document)
    _drop_leaders(document, glyphs)
    for step in (_drop_wordless, _name_links, _one_link_each, _dissolve_in_lists, _gather_items, _prune, _join_text):
        step(document)
    return before - _marks(document)


def _marks(document: Node) -> frozenset[Mark]:
    return frozenset(mark for node in document.walk() for mark in node.marks)


def _everywhere(node: Node, change: Callable[[Node], list[Kid]]) -> None:
    """The children of every node replaced by what `change` makes of the node, the deepest first."""
    for each in reversed([*node.walk()]):
        each.kids = change(each)


def _drop_wordless(document: Node) -> None:
    """A picture without alternate text is decoration (7.3): the templates write `alt=""` on purpose."""

    def says(kid: Kid) -> bool:
        return not (isinstance(kid, Node) and kid.tag == "Figure" and not (kid.alt or "").strip())

    _everywhere(document, lambda node: [kid for kid in node.kids if says(kid)])


def _drop_leaders(document: Node, glyphs: Mapping[Mark, bytes]) -> None:
    """The dots that lead the eye to a page number are nothing to be read out; WeasyPrint draws them one by one."""
    pieces = {
        node: [glyphs.get(kid, b"") if isinstance(kid, Mark) else b"" for kid in node.kids]
        for node in document.walk()
        if node.tag in INLINE
    }
    dots = {
        piece for found in pieces.values() for piece, run in groupby(found) if piece and sum(1 for _ in run) >= LEADER
    }
    for node, found in pieces.items():
        if set(found) & dots and set(found) <= dots | {b""}:
            node.kids = [kid for kid, piece in zip(node.kids, found, strict=True) if piece not in dots]


def _name_links(document: Node) -> None:
    """What has a link annotation is a link (7.18.5); WeasyPrint gives one to inline boxes inside links as well."""
    for node in document.walk():
        if node.annotations:
            node.tag = "Link"


def _one_link_each(document: Node) -> None:
    """Boxes inside a link that lead where it leads are parts of it, not links of their own."""

    def change(node: Node) -> list[Kid]:
        if node.tag != "Link":
            return node.kids
        targets = {annotation.target for annotation in node.annotations}
        kids: list[Kid] = []
        for kid in node.kids:
            within = isinstance(kid, Node) and kid.tag == "Link" and {a.target for a in kid.annotations} <= targets
            kids += kid.kids if isinstance(kid, Node) and within else [kid]
        return _joined(kids)

    _everywhere(document, change)


def _joined(kids: list[Kid]) -> list[Kid]:
    """The areas of a link that stand side by side on a line are one; those without width are none."""
    joined: list[Kid] = []
    for kid in kids:
        if isinstance(kid, Annotation):
            if not kid.area.width or not kid.area.height:
                continue
            last = next((item for item in reversed(joined) if isinstance(item, Annotation)), None)
            if last and last.page == kid.page and _in_line(last.area, kid.area):
                last.area = union((last.area, kid.area))
                continue
        joined.append(kid)
    return joined


def _in_line(one: Rect, other: Rect) -> bool:
    """Whether two areas touch on one line of text."""
    shared = one.grown(GAP / 2).meet(other.grown(GAP / 2))
    return shared is not None and shared.height > min(one.height, other.height) / 2 + GAP


def _dissolve_in_lists(document: Node) -> None:
    """A list holds its items directly: boxes that layout put between the two go."""

    def change(node: Node) -> list[Kid]:
        if node.tag != "L":
            return node.kids
        kids: list[Kid] = []
        for kid in node.kids:
            within = isinstance(kid, Node) and kid.tag not in LIST_KIDS and any(n.tag == "LI" for n in kid.nodes)
            kids += kid.kids if isinstance(kid, Node) and within else [kid]
        return [kid if isinstance(kid, Node) and kid.tag in LIST_KIDS else _item(kid) for kid in kids]

    _everywhere(document, change)


def _item(kid: Kid) -> Node:
    page = kid.page
    body = Node("LBody", page, [kid])
    return Node("LI", page, [body])


def _gather_items(document: Node) -> None:
    """Items that a page break or a column left without their list get one."""

    def change(node: Node) -> list[Kid]:
        if node.tag == "L":
            return node.kids
        kids: list[Kid] = []
        for is_item, run in groupby(node.kids, key=lambda kid: isinstance(kid, Node) and kid.tag == "LI"):
            found = list(run)
            kids += [Node("L", found[0].page, found)] if is_item else found
        return kids

    _everywhere(document, change)


def _prune(document: Node) -> None:
    """Elements that hold nothing are gone, cells of tables excepted: they keep their column."""

    def holds(kid: Kid) -> bool:
        return not isinstance(kid, Node) or bool(kid.kids) or not kid.bare or kid.tag in {"TD", "TH"}

    _everywhere(document, lambda node: [kid for kid in node.kids if holds(kid)])


def _join_text(document: Node) -> None:
    """The text of an element stands in it: WeasyPrint gives each fragment a Span of its own, and half of all elements
    would say nothing."""

    def change(node: Node) -> list[Kid]:
        if node.tag not in TEXT:
            return node.kids
        kids: list[Kid] = []
        for kid in node.kids:
            fragment = isinstance(kid, Node) and _says_nothing(kid) and kid.page == node.page
            kids += kid.kids if isinstance(kid, Node) and fragment else [kid]
        return kids

    _everywhere(document, change)


def _says_nothing(node: Node) -> bool:
    """Whether an element is no more than its text."""
    return node.tag == "Span" and node.bare and all(isinstance(kid, Mark) for kid in node.kids)
