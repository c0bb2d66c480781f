"""The contract with WeasyPrint's private boxes: lines and records are found where they stand."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from yearbook.pdf.engine import Engine
from yearbook.pdf.marks import PageMarks, RecordMark, page_marks

MakeEngine = Callable[..., Engine]


def marks(engine: Engine, html: str) -> tuple[PageMarks, ...]:
    pages = page_marks(list(engine.lay_out(html).pages))
    assert engine.findings == []
    return pages


def near(*values: float) -> list[object]:
    return [pytest.approx(value, abs=0.1) for value in values]


def test_each_line_of_text_is_found_at_its_middle(make_engine: MakeEngine) -> None:
    """Margin 10 mm, lines of 5 mm: the middles stand at 12.5, 17.5 … mm. The folio in the margin does not count."""
    [page] = marks(make_engine(), "<p>Một<br>hai<br>ba</p><p>bốn</p>")
    assert list(page.lines) == near(12.5, 17.5, 22.5, 27.5)


def test_lines_side_by_side_count_once(make_engine: MakeEngine) -> None:
    [page] = marks(make_engine("div { columns: 2 }"), f"<div>{'<p>dòng</p>' * 6}</div>")
    assert list(page.lines) == near(12.5, 17.5, 22.5)


def test_rows_of_a_table_and_inline_boxes_make_no_lines_of_their_own(make_engine: MakeEngine) -> None:
    html = "<table><tr><td>a <b>đậm</b></td><td><em>b</em></td></tr><tr><td>c</td><td>d</td></tr></table>"
    [page] = marks(make_engine("table { border-collapse: collapse }"), html)
    assert list(page.lines) == near(12.5, 17.5)


def test_an_empty_page_has_no_marks(make_engine: MakeEngine) -> None:
    first, blank, third = marks(make_engine("p + p { break-before: recto }"), "<p>một</p><p>ba</p>")
    assert (len(first.lines), len(third.lines)) == (1, 1)
    assert blank == PageMarks((), ())


def test_a_record_is_marked_where_it_begins(make_engine: MakeEngine) -> None:
    html = """<p>đầu trang</p><article data-record="nguyen-van-an"><p>a</p><p>b</p></article>
    <article data-record="tran-thi-be"><p>c</p></article>"""
    [page] = marks(make_engine(), html)
    assert page.records == (
        RecordMark("nguyen-van-an", pytest.approx(15, abs=0.1)),  # type: ignore[arg-type]
        RecordMark("tran-thi-be", pytest.approx(25, abs=0.1)),  # type: ignore[arg-type]
    )


def test_a_record_that_goes_on_is_marked_at_the_top_of_the_next_page(make_engine: MakeEngine) -> None:
    """The type area holds 20 lines: 18 on the first page, 7 on the second."""
    html = f"<p>một</p><p>hai</p><article data-record='dai'>{'<p>dòng</p>' * 25}</article>"
    first, second = marks(make_engine(), html)
    assert [mark.record for mark in (*first.records, *second.records)] == ["dai", "dai"]
    assert [first.records[0].top, second.records[0].top] == near(20, 10)
    assert (len(first.lines), len(second.lines)) == (20, 7)


def test_the_row_of_a_record_is_marked_and_an_inline_mention_is_not(make_engine: MakeEngine) -> None:
    html = "<p>nhắc <span data-record='khac'>tên</span></p><table><tr data-record='hang'><td>a</td></tr></table>"
    [page] = marks(make_engine("table { border-collapse: collapse }"), html)
    assert page.records == (RecordMark("hang", pytest.approx(15, abs=0.1)),)  # type: ignore[arg-type]


def test_the_marks_agree_with_the_text_of_the_finished_page(make_engine: MakeEngine, tmp_path: Path) -> None:
    """Read back with pdftotext: each line's words stand at the height that the marks say."""
    engine = make_engine()
    document = engine.lay_out("<p style='padding-top: 13mm'>Một</p><p>hai</p><p style='margin-top: 7mm'>ba</p>")
    file = tmp_path / "trang.pdf"
    file.write_bytes(engine.write(document, list(document.pages), tagged=False, identifier=b"x"))
    run = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True, timeout=60)
    words = [w for w in etree.fromstring(run.stdout, etree.XMLParser(recover=True)).iter("{*}word") if w.text != "1"]
    middles = [(float(w.get("yMin")) + float(w.get("yMax"))) / 2 / 72 * 25.4 for w in words]
    [page] = page_marks(list(document.pages))
    assert list(page.lines) == [pytest.approx(middle, abs=0.5) for middle in middles]
