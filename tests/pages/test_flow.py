"""A part cut into pieces: any stretch of them is a document of its own that says nothing but these pieces."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sample_setting import ready
from tinyhtml5 import parse

from yearbook.context import asset_root
from yearbook.pages.flow import CUT, HELD, PIECE, Flow
from yearbook.pages.theme import available

_VOID = re.compile(
    r"<((?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*?)/?>"
)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>", re.IGNORECASE)


def tree(html: str) -> etree._Element:
    """The document read strictly: every element that opens is closed, in order. Raises XMLSyntaxError."""
    strict = _VOID.sub(r"<\1/>", _DOCTYPE.sub("", html)).replace(f" {HELD} style", f' {HELD}="" style')
    return etree.fromstring(strict.encode(), etree.XMLParser(resolve_entities=False))


def text(element: etree._Element, *without: str) -> str:
    """The text in it, but in elements of these names."""
    if element.tag in without:
        return element.tail or ""
    inner = (element.text or "") + "".join(text(child, *without) for child in element if isinstance(child.tag, str))
    inner += "".join(child.tail or "" for child in element if not isinstance(child.tag, str))
    return inner + (element.tail or "")


def body(html: str) -> str:
    return "".join(text(tree(html), "head").split())


def words(piece: str) -> str:
    """The text of a piece, whatever is open in it."""
    bare = re.sub(r"(?s)<head>.*</head>", "", piece)
    return "".join(unescape(re.sub(r"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", "", bare)).split())


def kept(flow: Flow, first: int) -> str:
    """The text of the heads of tables that are open where a piece begins."""
    held = tree(flow.stretch(first, first + 1)).find(f".//*[@{HELD}]")
    if held is None:
        return ""
    tables = reversed(list(held.iterancestors("table")))
    return "".join("".join(text(head).split()) for table in tables for head in table.findall("thead"))


# --- made up ---------------------------------------------------------------------------------------------

MARK = st.text("abcđéễ ", min_size=1, max_size=6)
IDS = st.integers(0, 10**9).map(lambda number: f' id="n{number}"')
TRICKY = st.sampled_from(["", ' title="a > b"', " data-x='p>'", ' class="c d"', ' alt="/"', ' title="it\'s"'])


def _joined(parts: list[str], cuts: list[bool]) -> str:
    return "".join(
        (CUT if cut and place else "") + part for place, (part, cut) in enumerate(zip(parts, cuts, strict=True))
    )


@st.composite
def _several(draw: st.DrawFn, one: st.SearchStrategy[str]) -> str:
    parts = draw(st.lists(one, min_size=1, max_size=4))
    return _joined(parts, draw(st.lists(st.booleans(), min_size=len(parts), max_size=len(parts))))


@st.composite
def _table(draw: st.DrawFn, _inner: object = None) -> str:
    row = st.builds("<tr{}><td>{}</td><td><br></td></tr>".format, TRICKY, MARK)
    head = draw(st.sampled_from(["", "<thead><tr><th>TT</th><th>Tên</th></tr></thead>"]))
    columns = draw(st.sampled_from(["", '<colgroup><col class="a"><col></colgroup>']))
    return f"<table{draw(IDS)}>{columns}{head}<tbody>{draw(_several(row))}</tbody></table>"


def _within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    named = st.builds("<{0}{1}{2}>{3}</{0}>".format, st.sampled_from(["div", "section"]), IDS, TRICKY, _several(inner))
    listed = st.builds("<ul{}>{}</ul>".format, IDS, _several(st.builds("<li>{}</li>".format, inner)))
    return named | listed


LEAF = st.builds("<p{}>{}<br>{}</p>".format, TRICKY, MARK, MARK) | st.sampled_from(
    ['<img alt="a > b" src="x">', "<hr/>", '<svg><path d="M0 0"/><g><path d="M1 1" /></g></svg>']
)
BODIES = _several(st.recursive(LEAF | _table(), _within, max_leaves=12))


def _document(inner: str) -> str:
    return f'<!DOCTYPE html><html lang="vi"><head><title>x</title></head><body id="b">{inner}</body></html>'


@given(BODIES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_stretch_is_a_document_with_the_text_of_its_pieces(inner: str) -> None:
    flow = Flow.of("x", _document(inner))
    assert flow.html == _document(inner).replace(CUT, "")
    count = len(flow.pieces)
    for first in range(count):
        for end in range(first + 1, count + 1):
            made = flow.stretch(first, end)
            assert body(made) == kept(flow, first) + "".join(map(words, flow.pieces[first:end]))


@given(BODIES, BODIES, st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_who_knows_it_as_it_was_finds_the_same_open_before_every_piece(
    inner: str, other: str, data: st.DataObject
) -> None:
    """Whatever stands in place of whatever pieces, if it is nothing like them or leaves other elements open."""
    was, new = Flow.of("x", _document(inner)), Flow.of("x", _document(other))
    first, end = sorted(data.draw(st.integers(0, len(was.pieces))) for _ in range(2))
    now = Flow(
        "x", (*was.pieces[:first], *data.draw(st.sampled_from([new.pieces, new.pieces[:1], ()])), *was.pieces[end:])
    )
    assert now.after(was).states == now.states
    assert was.after(now).states == was.states


@given(BODIES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_marks_stand_on_the_outermost_elements_of_pieces_and_ids_once(inner: str) -> None:
    flow = Flow.of("x", _document(inner))
    count = len(flow.pieces)
    whole = tree(flow.stretch(0, count))
    for element in whole.iter():
        if element.get(PIECE) is not None:
            assert not [above for above in element.iterancestors() if above.get(PIECE) is not None]
    assert {int(element.get(PIECE, "")) for element in whole.iter() if element.get(PIECE)} <= set(range(count))
    once = [element.get("id") for element in whole.iter() if element.get("id")]
    seen: list[str] = []
    for number in range(count):
        seen += re.findall(r' id="([^"]*)"', flow.stretch(number, number + 1))
    assert seen == once


@given(BODIES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_browser_reads_the_same_elements_as_we_do(inner: str) -> None:
    """The parser of WeasyPrint moves nothing about: what stands for left-out pieces may stand where it does."""
    flow = Flow.of("x", _document(inner))
    for first in range(1, len(flow.pieces)):
        made = flow.stretch(first, len(flow.pieces))
        ours = [element.tag for element in tree(made).iter() if "svg" not in element.tag]
        theirs = [str(element.tag).rpartition("}")[2] for element in parse(made.encode()).iter()]
        assert [tag for tag in theirs if tag not in ("svg", "tbody")] == [t for t in ours if t not in ("svg", "tbody")]


# --- plain cases -----------------------------------------------------------------------------------------

TABLE = Flow.of(
    "x",
    _document(
        '<table id="t" class="a > b"><colgroup><col><col></colgroup><thead><tr><th>TT</th></tr></thead><tbody id="tb">'
        f"<tr><td>1</td></tr>{CUT}<tr><td>2</td></tr>{CUT}<tr><td>3</td></tr></tbody></table>{CUT}<p>x</p>"
    ),
)


def test_a_table_that_goes_on_has_its_columns_and_its_head() -> None:
    made = TABLE.stretch(2, 3)
    assert '<table class="a > b"><colgroup><col><col></colgroup><thead><tr><th>TT</th></tr></thead><tbody>' in made
    ending = f'<tr {PIECE}="2"><td>3</td></tr></tbody></table></body></html>'
    assert re.search(f"<tbody><tr {HELD}[^>]*></tr>{ending}", made)


def test_behind_a_table_nothing_of_it_is_left() -> None:
    assert "<thead" not in TABLE.stretch(3, 4)
    assert re.search(f'<table class="a > b" {HELD}="" style="[^"]*"></table><p {PIECE}="3">x</p>', TABLE.stretch(3, 4))


@pytest.mark.parametrize(
    ("before", "held"),
    [
        ('<p id="a" class="b c" data-refs="x">x</p>', '<p class="b c" HELD'),
        ("<img class=b src='x'>", "<div class=b src='x' HELD"),
        ("<section>x<i>y</i></section>", "<section HELD"),
        ("x", "<div HELD"),
    ],
)
def test_what_stands_for_the_pieces_before_looks_like_the_last_of_them(before: str, held: str) -> None:
    """So that a selector that asks for a neighbour (`.b + .c`) finds it."""
    flow = Flow.of("x", f"<html><body>{before}{CUT}<p>z</p></body></html>")
    assert held.replace("HELD", HELD) in flow.stretch(1, 2)


def test_the_head_of_the_document_is_always_there() -> None:
    assert all(re.search("<head[^>]*><title>x</title></head>", TABLE.stretch(n, n + 1)) for n in range(4))


@pytest.mark.parametrize(
    "cut", ["<thead><tr><th>a</th></tr>|<tr><th>b</th></tr></thead>", "<thead>|<tr><th>a</th></tr></thead>"]
)
def test_a_head_that_was_cut_itself_is_kept_whole(cut: str) -> None:
    flow = Flow.of(
        "x",
        _document(f"<table>{cut.replace('|', CUT)}<tbody><tr><td>1</td></tr>{CUT}<tr><td>2</td></tr></tbody></table>"),
    )
    assert tree(flow.stretch(2, 3)) is not None
    assert cut.replace("|", "") in flow.stretch(2, 3)


@pytest.mark.parametrize(
    "inner",
    [
        f"<!-- <p> --><p>a</p>{CUT}<p>b</p>",
        f'<div id="a"><!-- </div> -->{CUT}<p>b</p></div>',
        f"<style>p > a {{ color: red }}</style><p>a</p>{CUT}<p>b</p>",
    ],
)
def test_what_stands_in_comments_is_no_element(inner: str) -> None:
    flow = Flow.of("x", _document(inner))
    assert body(flow.stretch(1, 2)) == "b"


def test_an_end_tag_may_be_left_out() -> None:
    """HTML lets a theme do so; what is open is closed with what it stands in."""
    flow = Flow.of("x", _document(f"<ul><li>a<li>b</ul>{CUT}<div><p>c{CUT}<p>d</div>{CUT}<p>e</p></p>"))
    made = [parse(flow.stretch(n, n + 1).encode()) for n in range(4)]
    said = ["".join("".join(top.itertext()).split()) for top in made]
    assert said == ["xab", "xc", "xd", "xe"]
    marks = [[e.get(PIECE) for e in top[1].iter() if e.get(PIECE)] for top in made]
    assert (marks[0], marks[3]) == (["0"], ["3"])


# --- the real templates ----------------------------------------------------------------------------------


@cache
def _flows(theme: str) -> tuple[Flow, ...]:
    """All parts of the sample book; those that show page numbers and fill up as well."""
    with TemporaryDirectory() as folder:
        setter = ready("screen", Path(folder), theme, pictures=False).setter
    return tuple(setter.flow(part, None, 2) for part in setter.book.parts)


@pytest.mark.parametrize("theme", available(asset_root() / "templates"))
def test_every_part_of_the_sample_book_can_be_cut_at_every_piece(theme: str) -> None:
    flows = _flows(theme)
    cut = {flow.name for flow in flows if len(flow.pieces) > 1}
    assert {f"_part-{kind}" for kind in ("exemplars", "awards", "delegates", "congress", "contents")} <= cut
    for flow in flows:
        count = len(flow.pieces)
        whole = body(flow.html)
        assert whole == "".join(map(words, flow.pieces)) == body(flow.stretch(0, count))
        for at in range(count):  # each way in and each way out once
            assert body(flow.stretch(at, at + 1)) == kept(flow, at) + words(flow.pieces[at]), (flow.name, at)


@pytest.mark.parametrize("theme", available(asset_root() / "templates"))
def test_every_piece_of_the_sample_book_begins_with_an_element(theme: str) -> None:
    """A page can begin with it: the cut does not stand in running text."""
    for flow in _flows(theme):
        for number in range(1, len(flow.pieces)):
            assert re.match(r"\s*(</\w+>\s*)*<\w", flow.pieces[number]), (flow.name, number)
