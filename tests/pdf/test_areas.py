"""The contract with WeasyPrint's private boxes: whose the words and pictures of a page are, and where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from yearbook.pages.areas import Area, PageAreas, area_at
from yearbook.pdf.areas import page_areas
from yearbook.pdf.engine import Engine

MakeEngine = Callable[..., Engine]


def areas(engine: Engine, html: str) -> tuple[PageAreas, ...]:
    found = tuple(page_areas(page) for page in engine.lay_out(html).pages)
    assert engine.findings == []
    return found


def told(page: PageAreas) -> list[str]:
    return [f"{area.record}:{area.field}" for area in page]


def test_the_words_of_a_field_are_found_where_they_stand(make_engine: MakeEngine) -> None:
    """Margin 10 mm, lines of 5 mm: the second paragraph begins at 15 mm and has two lines."""
    html = "<p>trước</p><div data-record='an'><p data-field='narrative'>một<br>hai</p></div><p>sau</p>"
    [page] = areas(make_engine(), html)
    assert told(page) == ["an:narrative"]
    area = page[0]
    assert (area.left, area.width > 5) == (pytest.approx(10, abs=0.1), True)
    assert (area.top, area.top + area.height) == (pytest.approx(15, abs=1.5), pytest.approx(25, abs=1.5))


def test_the_innermost_wins(make_engine: MakeEngine) -> None:
    html = """<article data-record="an"><p data-field="awards.0">Bằng khen <span data-field="awards.0.year">2019</span>
    </p><p>không nói mục nào</p><p data-source="settings/sach" data-field="title">Tên sách</p></article>"""
    [page] = areas(make_engine(), html)
    assert told(page) == ["an:awards.0", "an:awards.0.year", "an:", "settings/sach:title"]
    year = page[1]
    assert area_at(page, year.left + 1, year.top + 1) == year


def test_a_new_record_does_not_keep_the_field_around_it(make_engine: MakeEngine) -> None:
    [page] = areas(make_engine(), "<div data-record='a' data-field='x'><p data-record='b'>chữ</p></div>")
    assert told(page) == ["b:"]


def test_a_picture_has_an_area_as_large_as_itself(make_engine: MakeEngine) -> None:
    html = """<figure data-record="an" style="margin: 0"><img src="yb:image/anh" alt="" data-field="portrait.file"
    style="width: 30mm; height: 40mm; display: block"></figure>"""
    [page] = areas(make_engine(), html)
    assert page == (Area(10.0, 10.0, 30.0, 40.0, "an", "portrait.file"),)


def test_words_without_a_record_and_margin_boxes_have_none(make_engine: MakeEngine) -> None:
    assert areas(make_engine(), "<p>chữ</p><p data-field='x'>mục không có bản ghi</p>") == ((),)


def test_a_text_that_goes_on_has_an_area_on_each_page(make_engine: MakeEngine) -> None:
    pages = areas(make_engine(), f"<div data-record='dai' data-field='body'>{'<p>dòng</p>' * 25}</div>")
    assert [set(told(page)) for page in pages] == [{"dai:body"}, {"dai:body"}]


def test_turned_words_have_an_upright_area(make_engine: MakeEngine) -> None:
    html = """<p data-record="an" data-field="name" style="position: absolute; left: 20mm; top: 20mm; width: 30mm;
    transform: rotate(90deg); transform-origin: 0 0">Nguyễn Văn An</p>"""
    [page] = areas(make_engine(), html)
    [area] = page
    assert area.height > 2 * area.width
    assert area.left + area.width == pytest.approx(30, abs=1.5)


@pytest.mark.parametrize(("x", "y", "field"), [(5, 5, "big"), (12, 12, "small"), (50, 50, None)])
def test_the_smallest_area_around_a_point_answers(x: float, y: float, field: str | None) -> None:
    page = (Area(0, 0, 40, 40, "a", "big"), Area(10, 10, 5, 5, "a", "small"))
    found = area_at(page, x, y)
    assert (found.field if found else None) == field
