"""report.html read back: what was built, what is missing per unit, every finding with a place to go to."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from yearbook import rules
from yearbook.diagnostics import Report, Span, diagnose
from yearbook.records import load
from yearbook.report import ReportFile, ReportInput, render_report, size_text

SETTINGS = """\
id: ky-yeu
title: Kỷ yếu <Đại hội> & bạn bè
short_title: Kỷ yếu
congress:
  name: Đại hội
  short_name: Đại hội
  period: {start: 2020, end: 2025}
  achievements: {start: 2015, end: 2020}
  date: 02/10/2020
  place: Hà Nội
authority: [Bộ]
place: Hà Nội
year: 2020
publisher: {name: Nhà xuất bản}
imprint:
  editor: A
  layout: B
  cover_design: C
"""
UNITS = """\
- {id: so, order: 30, name: Sở Thông tin và Truyền thông Điện Biên}
- {id: cuc, order: 20, name: Cục Viễn thông}
- {id: vu, order: 10, name: Vụ Bưu chính}
"""
PEOPLE = """\
- {id: a, name: Lò Thị Ban, unit: so, status: checked, narrative: Đã làm.}
- {id: b, name: Trần <b>Đậm</b>, unit: cuc, status: checked}
- {id: c, name: Lê An, unit: cuc, status: checked, narrative: Đã làm.}
"""
FILES = (
    ReportFile("Ruột sách (bản in)", "ky-yeu-print.pdf", 48_213_000, 212, "ab" * 32),
    ReportFile("EPUB", "ky-yeu.epub", 812_400),
)


@pytest.fixture
def told(tmp_path: Path) -> ReportInput:
    """A draft of a small book with gaps."""
    data = tmp_path / "data"
    (data / "individuals").mkdir(parents=True)
    for name, text in {"yearbook.yaml": SETTINGS, "units.yaml": UNITS, "individuals/x.yaml": PEOPLE}.items():
        (data / name).write_text(text, "utf-8")
    loaded = load(data)
    assert loaded.value is not None
    assert loaded.diagnostics == ()
    poor = diagnose(
        "I202", Span("data/individuals/x.yaml", 3, 9), record="c", name="c.jpg",
        width_mm=30, height_mm=40, ppi=143, wanted=200, needed=354,
    )  # fmt: skip
    report = Report.of([*rules.check(loaded.value), poor])
    return ReportInput(loaded.value.settings.title, report, loaded.value, dt.date(2026, 11, 23), FILES, "3f2a9c1b00")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows(page: html.HtmlElement, table: str) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page.xpath(f"//table[@class='{table}']/tbody/tr")]


def test_the_head_says_what_came_of_the_run(told: ReportInput) -> None:
    page = html.fromstring(render_report(told))
    head = page.find(".//header")
    assert words(head).startswith("Báo cáo dựng sách Kỷ yếu <Đại hội> & bạn bè Bản thảo đã dựng xong.")
    assert [words(item) for item in head.iterfind(".//li")] == ["1 lỗi", "19 cảnh báo", "0 lưu ý"]
    assert "Ngày 23/11/2026 · mã lần dựng 3f2a9c1b00" in words(head)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"final": True}, "Bản in cuối đã dựng xong."),
        ({"files": ()}, "Chưa dựng được sách vì còn lỗi."),
        ({"files": (), "build_id": ""}, "Dữ liệu còn lỗi, chưa dựng sách."),
        ({"files": (), "build_id": "", "report": Report()}, "Dữ liệu không có lỗi."),
    ],
)
def test_the_verdict(told: ReportInput, change: dict[str, object], sentence: str) -> None:
    page = html.fromstring(render_report(replace(told, **change)))  # type: ignore[arg-type]
    assert words(page.find_class("verdict")[0]) == sentence


def test_what_was_built(told: ReportInput) -> None:
    assert rows(html.fromstring(render_report(told)), "files") == [
        ["Ruột sách (bản in)", "ky-yeu-print.pdf" + "SHA-256 " + "ab" * 32, "212", "48,2 MB"],
        ["EPUB", "ky-yeu.epub", "–", "812 KB"],
    ]


def test_what_is_missing_per_unit_in_protocol_order(told: ReportInput) -> None:
    page = html.fromstring(render_report(told))
    heads = [words(cell) for cell in page.xpath("//table[@class='missing']/thead//th")]
    assert heads == ["Đơn vị", "Ảnh chân dung", "Bài viết", "Ảnh phải thay hoặc xem lại"]
    assert rows(page, "missing") == [
        ["Cục Viễn thông", "Trần <b>Đậm</b>Lê An", "Trần <b>Đậm</b>", "Lê An"],
        ["Sở Thông tin và Truyền thông Điện Biên", "Lò Thị Ban", "", ""],
    ]
    assert "1 đơn vị khác không thiếu gì trong bảng này." in words(page)


def test_the_missing_fields_of_the_imprint_in_its_own_order(told: ReportInput) -> None:
    page = html.fromstring(render_report(told))
    fields = [words(item) for item in page.find_class("imprint")[0]]
    assert fields[:3] == [
        "chịu trách nhiệm xuất bản (Giám đốc)",
        "chịu trách nhiệm nội dung (Tổng biên tập)",
        "biên tập kỹ thuật",
    ]
    assert fields[-4:] == ["ISBN sách in", "ISBN bản PDF", "ISBN bản EPUB", "giá bán"]


def test_every_finding_has_its_place_record_and_advice(told: ReportInput) -> None:
    page = html.fromstring(render_report(told))
    titles = [words(title) for title in page.xpath("//section[contains(@class, 'findings')]/h2")]
    assert titles == ["Lỗi phải sửa 1", "Cảnh báo nên xem 19"]
    units = [words(title) for title in page.xpath("//section[@id='warning']//h3")]
    assert units == ["Chung của sách 14", "Cục Viễn thông 4", "Sở Thông tin và Truyền thông Điện Biên 1"]
    item = page.get_element_by_id("x202-b")
    assert words(item) == "Thiếu phần thành tích của Trần <b>Đậm</b> data/individuals/x.yaml:2 · bản ghi b · X202"
    advice = words(item.getparent().getparent().find_class("hint")[0])
    assert advice == "Cách sửa: thêm narrative: | rồi viết thành tích, hoặc đổi presentation: entry"
    assert len(page.xpath("//section[contains(@class, 'findings')]//li")) == len(told.report)


def test_advice_that_many_share_is_printed_once(told: ReportInput) -> None:
    page = html.fromstring(render_report(told))
    cluster = page.get_element_by_id("x201-b").getparent().getparent()
    assert [item.get("id") for item in cluster.iter("li")] == ["x201-b", "x201-c"]
    assert len(cluster.find_class("hint")) == 1


def test_every_link_leads_somewhere_on_the_page(told: ReportInput) -> None:
    page = html.fromstring(render_report(told))
    targets = page.xpath("//a/@href")
    identities = page.xpath("//@id")
    assert len(identities) == len(set(identities))
    assert {target[0] for target in targets} == {"#"}
    assert {target[1:] for target in targets} <= set(identities)
    assert page.xpath("//table[@class='missing']//a/@href") == [
        "#x201-b", "#x201-c", "#x202-b", "#i202-c", "#x201-a",
    ]  # fmt: skip


def test_codes_are_explained_once_with_their_weight_in_the_final_print(told: ReportInput) -> None:
    page = html.fromstring(render_report(told))
    explained = [words(term) for term in page.iterfind(".//dt")]
    assert explained == [
        "X201 Thiếu ảnh chân dung",
        "X202 Thiếu lời giới thiệu thành tích",
        "X203 Trang bản quyền còn thiếu",
        "X204 Bìa 4 chưa có giá",
        "T409 Tên người đáng ngờ",
        "I202 Độ phân giải quá thấp để in",
    ]
    assert words(page.find(".//dd")).endswith("Khi dựng bản in cuối, đây là lỗi.")


def test_one_file_that_runs_nothing_and_fetches_nothing(told: ReportInput) -> None:
    text = render_report(told)
    page = html.fromstring(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">')
    assert not page.xpath("//script | //link | //img | //iframe | //object | //@src | //@style")
    assert not [name for name in page.xpath("//@*") if str(name).startswith("javascript:")]
    assert not re.search(r"https?:|@import|url\(", text)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "@media print" in text
    assert 'name="viewport"' in text


def test_data_cannot_break_out_of_the_page(told: ReportInput) -> None:
    evil = diagnose("X101", Span('data/"><script>.yaml', 1, 1), record="a'\"><i>", unit="<u>", wanted="`<b>x</b>`\x1b")
    text = render_report(replace(told, report=Report.of([evil]), yearbook=None))
    page = html.fromstring(text)
    assert not page.xpath("//script | //i | //u | //section//li//b")
    assert "Không có đơn vị «<b>x</b>�» trong units.yaml" in words(page)
    assert "Đơn vị có mã «<u>» (chưa có trong units.yaml)" in words(page)


def test_the_same_input_gives_the_same_page(told: ReportInput) -> None:
    assert render_report(told) == render_report(told)


def test_a_clean_book(told: ReportInput) -> None:
    page = html.fromstring(render_report(replace(told, report=Report())))
    assert "Không có gì phải sửa Mọi bản ghi và ảnh đều đã qua kiểm tra." in words(page)
    assert not page.xpath("//table[@class='missing'] | //dl")


def test_without_records_findings_are_told_all_the_same(told: ReportInput) -> None:
    broken = replace(
        told, title="data", yearbook=None, files=(), build_id="", report=Report.of([diagnose("Y102", path="data")])
    )
    page = html.fromstring(render_report(broken))
    assert words(page.find(".//h1")) == "data"
    assert "Thư mục «data» thiếu tệp yearbook.yaml" in words(page.get_element_by_id("y102"))


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 KB"),
        (812_400, "812 KB"),
        (999_600, "1,0 MB"),
        (999_900_000, "999,9 MB"),
        (1_234_567_890, "1,2 GB"),
    ],
)
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text
