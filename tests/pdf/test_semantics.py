"""The mending of a structure tree: lists hold items, links are links, wordless pictures are decoration."""

from __future__ import annotations

from pikepdf import Dictionary

from yearbook.pdf.finish.semantics import mend
from yearbook.pdf.finish.structure import Annotation, Mark, Node


def node(tag: str, *kids: Node | Mark | Annotation, alt: str | None = None) -> Node:
    return Node(tag, 0, list(kids), alt=alt)


def text(number: int) -> Node:
    return node("Span", Mark(0, number))


def shape(found: Node) -> str:
    """«L(LI(LBody(1)))»"""
    kids = [shape(kid) if isinstance(kid, Node) else str(getattr(kid, "number", "@")) for kid in found.kids]
    return found.tag + (f"({' '.join(kids)})" if kids else "")


def mended(*kids: Node) -> str:
    document = node("Document", *kids)
    mend(document)
    return shape(document)


def test_a_picture_without_words_leaves_the_tree_and_its_content_is_decoration() -> None:
    document = node("Document", node("Figure", Mark(0, 1), alt=" "), node("Figure", Mark(0, 2), alt="Hội trường"))
    assert mend(document) == {Mark(0, 1)}
    assert shape(document) == "Document(Figure(2))"


def test_what_has_an_annotation_is_a_link() -> None:
    assert mended(node("P", node("Span", Mark(0, 1), Annotation(0, Dictionary())))) == "Document(P(Link(1 @)))"


def test_boxes_between_a_list_and_its_items_go() -> None:
    tree = node("L", node("Div", node("LI", text(1)), node("LI", text(2))), node("LI", text(3)))
    assert mended(tree) == "Document(L(LI(Span(1)) LI(Span(2)) LI(Span(3))))"


def test_what_else_stands_in_a_list_becomes_an_item() -> None:
    assert (
        mended(node("L", node("LI", text(1)), node("P", text(2)))) == "Document(L(LI(Span(1)) LI(LBody(P(Span(2))))))"
    )


def test_items_without_a_list_get_one_each_run() -> None:
    tree = node("Div", node("LI", text(1)), node("LI", text(2)), node("P", text(3)), node("LI", text(4)))
    assert mended(tree) == "Document(Div(L(LI(Span(1)) LI(Span(2))) P(Span(3)) L(LI(Span(4)))))"


def test_nothing_is_lost_but_what_is_empty() -> None:
    tree = node("Table", node("TR", node("TD"), node("TD", node("Div"), text(1))), node("P", node("Span")))
    assert mended(tree) == "Document(Table(TR(TD TD(Span(1)))))"
