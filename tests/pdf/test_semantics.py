"""The mending of a structure tree: lists hold items, links are links, wordless pictures are decoration."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pikepdf import Array, Dictionary

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


def mended(*kids: Node, glyphs: Mapping[Mark, bytes] = MappingProxyType({})) -> str:
    document = node("Document", *kids)
    mend(document, glyphs)
    return shape(document)


def link(left: float, right: float, bottom: float = 100, to: str = "phần-1") -> Annotation:
    """An area as WeasyPrint writes it: the top first."""
    return Annotation(0, Dictionary(Dest=to, Rect=Array([left, bottom + 15, right, bottom])))


def areas(found: Node) -> list[list[float]]:
    return [[float(n) for n in a.dictionary.Rect] for each in found.walk() for a in each.annotations]


def test_a_picture_without_words_leaves_the_tree_and_its_content_is_decoration() -> None:
    document = node("Document", node("Figure", Mark(0, 1), alt=" "), node("Figure", Mark(0, 2), alt="Hội trường"))
    assert mend(document, {}) == {Mark(0, 1)}
    assert shape(document) == "Document(Figure(2))"


def test_what_has_an_annotation_is_a_link() -> None:
    assert mended(node("P", node("Span", Mark(0, 1), link(60, 90)))) == "Document(P(Link(1 @)))"


def line_of_contents(*dots: int) -> Node:
    """«Lời nói đầu . . . . 9» as WeasyPrint tags it: the dots one by one, links inside the link."""
    leader = node("Span", link(136, 472), *(Mark(0, number) for number in dots))
    return node("P", node("Link", link(60, 445), Mark(0, 1), node("Span", link(136, 479), leader, Mark(0, 2))))


def test_a_line_of_contents_is_one_link_that_reads_out_its_title_and_page() -> None:
    glyphs = {Mark(0, 1): b"/A<0007>", Mark(0, 2): b"/A<0008>"} | {Mark(0, n): b"/A<01df><0001>" for n in range(3, 8)}
    document = node("Document", line_of_contents(3, 4, 5, 6), line_of_contents(7))
    assert mend(document, glyphs) == {Mark(0, n) for n in range(3, 8)}
    assert shape(document) == "Document(P(Link(@ 1 2)) P(Link(@ 1 2)))"
    assert areas(document) == [[60, 100, 479, 115]] * 2


def test_a_line_that_is_repeated_in_a_text_is_no_leader() -> None:
    glyphs = dict.fromkeys([Mark(0, 1), Mark(0, 2), Mark(0, 3)], b"/A<0007>") | {Mark(0, 4): b"/A<0008>"}
    tree = node("P", *(Mark(0, number) for number in range(1, 5)))
    assert mended(tree, glyphs=glyphs) == "Document(P(1 2 3 4))"


def test_a_link_over_two_lines_keeps_an_area_on_each_and_drops_those_without_width() -> None:
    document = node("Document", node("Link", link(60, 60, 120), link(60, 445, 115), Mark(0, 1), link(60, 200, 100)))
    mend(document, {})
    assert shape(document) == "Document(Link(@ 1 @))"
    assert areas(document) == [[60, 130, 445, 115], [60, 115, 200, 100]]


def test_a_link_inside_another_that_leads_elsewhere_stays() -> None:
    inner = node("Link", link(80, 90, to="phần-2"), Mark(0, 2))
    assert mended(node("Link", link(60, 90), Mark(0, 1), inner)) == "Document(Link(@ 1 Link(@ 2)))"


def test_boxes_between_a_list_and_its_items_go() -> None:
    tree = node("L", node("Div", node("LI", text(1)), node("LI", text(2))), node("LI", text(3)))
    assert mended(tree) == "Document(L(LI(Span(1)) LI(Span(2)) LI(Span(3))))"


def test_what_else_stands_in_a_list_becomes_an_item() -> None:
    assert mended(node("L", node("LI", text(1)), node("P", text(2)))) == "Document(L(LI(Span(1)) LI(LBody(P(2)))))"


def test_items_without_a_list_get_one_each_run() -> None:
    tree = node("Div", node("LI", text(1)), node("LI", text(2)), node("P", text(3)), node("LI", text(4)))
    assert mended(tree) == "Document(Div(L(LI(Span(1)) LI(Span(2))) P(3) L(LI(Span(4)))))"


def test_nothing_is_lost_but_what_is_empty() -> None:
    tree = node("Table", node("TR", node("TD"), node("TD", node("Div"), text(1))), node("P", node("Span")))
    assert mended(tree) == "Document(Table(TR(TD TD(1))))"


def test_text_stands_in_its_element_and_what_says_more_than_text_stays() -> None:
    said = node("Span", Mark(0, 3), alt="nghìn chín trăm")
    tree = node("Div", text(1), node("P", text(2), said, node("Span", text(4), node("Link", Mark(0, 5), link(60, 90)))))
    assert mended(tree) == "Document(Div(Span(1) P(2 Span(3) Span(4 Link(5 @)))))"
    elsewhere = node("P", Node("Span", 1, [Mark(1, 1)]))
    assert mended(elsewhere) == "Document(P(Span(1)))"
