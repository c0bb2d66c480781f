"""Words that stand on no page are told; all the others are found wherever they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from yearbook.pdf.engine import Engine
from yearbook.pdf.lost import Lost, lost_in

MakeEngine = Callable[..., Engine]


def lost(engine: Engine, body: str) -> tuple[Lost, ...]:
    return lost_in(engine.lay_out(f"<html><head><title>x</title></head><body>{body}</body></html>"))


@pytest.mark.parametrize(
    ("css", "body"),
    [
        pytest.param("", "<p>Một <b>hai</b> ba <i>bốn</i></p>" * 60, id="over many pages"),
        pytest.param("span { float: footnote }", "<p>chữ<span>chú thích <b>đậm</b></span></p>", id="footnote"),
        pytest.param("p { text-transform: uppercase }", "<p>ngày đẹp</p>", id="capitals"),
        pytest.param("", f"<table><thead><tr><th>A</th></tr></thead>{'<tr><td>b</td></tr>' * 50}</table>", id="table"),
        pytest.param("p { hyphens: manual }", "<p>" + "khen\u00adthưởng" * 40 + "</p>", id="soft hyphens"),
        pytest.param("b { visibility: hidden }", "<p>a<b>chỗ trống</b></p>", id="room kept"),
        pytest.param("", '<svg width="9" height="9"><title>Mã QR</title></svg><p>a</p>', id="drawing"),
        pytest.param("i { position: absolute; top: 0 }", "<p>a<i>b</i></p>", id="out of the flow"),
        pytest.param("b { display: none }", '<p>a<b aria-hidden="true">IV</b></p>', id="decoration"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_stands_on_a_page_is_found(make_engine: MakeEngine, css: str, body: str) -> None:
    assert lost(make_engine(css), body) == ()


def test_a_float_that_runs_off_the_last_page_is_told(make_engine: MakeEngine) -> None:
    """WeasyPrint drops what is left of it."""
    css = "div { float: left } p { line-height: 5mm } .name { padding-top: 24mm }"
    body = "<p>dòng</p>" * 17 + "<div><p>KT. GIÁM ĐỐC</p><p class=name>Trần Chí Đạt</p></div>"
    assert lost(make_engine(css), body) == (Lost("Trần Chí Đạt", ""),)


def test_what_gets_no_box_is_told_with_its_record(make_engine: MakeEngine) -> None:
    body = "<p>có <b>mất một</b></p><div class=x data-record=nguyen-van-a>mất hai <i>mất ba</i></div>"
    found = lost(make_engine("b, .x { display: none }"), body)
    assert found == (Lost("mất một", ""), Lost("mất hai", "nguyen-van-a"), Lost("mất ba", "nguyen-van-a"))
    assert [(f.record, f.message) for f in (found[1].finding, Lost("chữ " * 40, "").finding)] == [
        ("nguyen-van-a", "chữ «mất hai» không lên trang nào khi dàn"),
        ("", f"chữ «{'chữ ' * 19}chữ…» không lên trang nào khi dàn"),
    ]
