"""Structure that means what it says: the mending of WeasyPrint's tags for PDF/UA-1 (ISO 14289-1, clause 7).

Every step takes the «Document» node and changes it in place; `mend` runs them all, in an order that matters.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from yearbook.pdf.finish.structure import Annotation, Mark, Node

Kid = Node | Mark | Annotation
LIST_KIDS = frozenset({"L", "LI", "Caption"})  # ISO 32000-1, table 336


def mend(document: Node) -> frozenset[Mark]:
    """Mend the whole tree. Out: the content that is mere decoration now."""
    before = _marks(document)
    for step in (_drop_wordless, _name_links, _dissolve_in_lists, _gather_items, _prune):
        step(document)
    return before - _marks(document)


def _marks(document: Node) -> frozenset[Mark]:
    return frozenset(mark for node in document.walk() for mark in node.marks)


def _everywhere(node: Node, change: Callable[[Node], list[Kid]]) -> None:
    """The children of every node replaced by what `change` makes of the node, the deepest first."""
    for kid in node.nodes:
        _everywhere(kid, change)
    node.kids = change(node)


def _drop_wordless(document: Node) -> None:
    """A picture without alternate text is decoration (7.3): the templates write `alt=""` on purpose."""

    def says(kid: Kid) -> bool:
        return not (isinstance(kid, Node) and kid.tag == "Figure" and not (kid.alt or "").strip())

    _everywhere(document, lambda node: [kid for kid in node.kids if says(kid)])


def _name_links(document: Node) -> None:
    """What has a link annotation is a link (7.18.5); WeasyPrint gives one to inline boxes inside links as well."""
    for node in document.walk():
        if node.annotations:
            node.tag = "Link"


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
