"""Where laid-out pages begin: what the page list of the EPUB is made of. Holds the contract with WeasyPrint's boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from yearbook.pages.starts import WINDOW, PageStart, joined, signs
from yearbook.pdf.engine import Engine
from yearbook.pdf.starts import page_starts

MakeEngine = Callable[..., Engine]
BREAK = '<div style="break-before: page"></div>'
LINES_A_PAGE = 20  # of 5 mm, on a page of 100 mm between the margins


@dataclass
class Part:
    """A part of a book with this body."""

    body: str
    name: str

    @property
    def html(self) -> str:
        return f"<html><head><title>x</title></head><body id={self.name}>{self.body}</body></html>"


def starts(engine: Engine, *bodies: str) -> tuple[PageStart, ...]:
    parts = [Part(body, f"_part-{number}") for number, body in enumerate(bodies, 1)]
    return joined(page_starts(engine.lay_out(part.html).pages) for part in parts)


def lines(count: int, word: str = "dòng") -> str:
    return "<br>".join(f"{word} {number}" for number in range(1, count + 1))


def test_a_page_begins_with_its_ids_and_its_words(make_engine: MakeEngine) -> None:
    body = f"<h1 id=mot>Một</h1><p id=hai>Hai</p>{BREAK}<p id=ba><b id=bon>Ba</b> <i id=nam>Năm</i></p>"
    assert starts(make_engine(), body) == (
        PageStart(1, "_part-1", ("_part-1", "mot"), ("hai",), "mộthai", 0),
        PageStart(2, "_part-1", ("ba", "bon"), ("nam",), "banăm", 3),
    )


def test_a_paragraph_that_goes_on_is_found_by_the_signs_since_its_id(make_engine: MakeEngine) -> None:
    text = lines(LINES_A_PAGE + 2)
    first, second = starts(make_engine(), f"<p id=dai>{text}</p>")
    before = signs("".join(f"dòng {number}" for number in range(1, LINES_A_PAGE + 1)))
    assert first.words == before[:WINDOW]
    assert second == PageStart(2, "_part-1", (), (), "dòng21dòng22", len(before))


def test_an_element_over_several_pages_begins_on_the_first_of_them(make_engine: MakeEngine) -> None:
    pages = starts(make_engine(), f"<div id=ngoai><p id=trong>a</p>{BREAK}<p>b</p>{BREAK}<p>c</p></div>")
    assert [page.opening for page in pages] == [("_part-1", "ngoai", "trong"), (), ()]
    assert [(page.words, page.since) for page in pages] == [("a", 0), ("b", 1), ("c", 2)]


def test_signs_are_counted_from_the_last_id(make_engine: MakeEngine) -> None:
    """A part begins with an id, so its second page counts from there."""
    pages = starts(make_engine(), f"<p>một</p>{BREAK}<p>hai</p>", f"<p>ba</p>{BREAK}<p>bốn</p>")
    assert [(page.part, page.words, page.since) for page in pages] == [
        ("_part-1", "một", 0),
        ("_part-1", "hai", 3),
        ("_part-2", "ba", 6),
        ("_part-2", "bốn", 2),
    ]


def test_the_head_of_a_table_counts_once(make_engine: MakeEngine) -> None:
    rows = "".join(f"<tr><td>hàng {number}</td></tr>" for number in range(1, LINES_A_PAGE + 3))
    table = f"<table id=bang><thead><tr><th>Danh hiệu</th></tr></thead><tbody>{rows}</tbody></table>"
    first, second = starts(make_engine("table { border-collapse: collapse } td, th { padding: 0 }"), table)
    assert first.words.startswith("danhhiệuhàng1hàng2")
    assert second.words.startswith("hàng")
    assert second.opening == ()


@pytest.mark.parametrize(
    ("css", "body"),
    [
        pytest.param("@page { @top-left { content: 'Kỷ yếu' } }", "<p>chữ</p>", id="running head"),
        pytest.param("span { float: footnote }", "<p>chữ<span>chú thích</span></p>", id="footnote and its call"),
        pytest.param("ol { padding-left: 10mm }", "<ol><li>chữ</li></ol>", id="marker of a list"),
        pytest.param("p::before { content: 'thêm' } p::after { content: '.' }", "<p>chữ</p>", id="generated"),
        pytest.param("b { visibility: hidden }", "<p>chữ<b>ẩn</b></p>", id="hidden"),
    ],
)
def test_what_the_epub_has_not_in_that_place_is_left_out(make_engine: MakeEngine, css: str, body: str) -> None:
    (page,) = starts(make_engine(css), body)
    assert page.words == "chữ"


def test_a_blank_page_has_no_words(make_engine: MakeEngine) -> None:
    body = '<p>một</p><p id=hai style="break-before: right">hai</p>'
    _, blank, third = starts(make_engine(), body)
    assert blank == PageStart(2, "_part-1", (), (), "", 3)
    assert (third.opening, third.words) == (("hai",), "hai")
