"""preflight.html read back: files and pages in order, places framed on their thumbnails, nothing fetched or run."""

import datetime as dt
import re

import pytest
from lxml import html

from yearbook.diagnostics import Box, Report, Spot, diagnose
from yearbook.geometry import Rect
from yearbook.preflight.proved import Proved, Thumbnail
from yearbook.preflight.subject import Sheet
from yearbook.report import PreflightInput, ReportInput, render_preflight, render_report

# 200 × 100 pt, cut 10 pt inside
SHEET = Sheet(2, Rect(0, 0, 200, 100), Rect(10, 10, 190, 90), None)
MM = 72 / 25.4
BOX = Box(10 / MM, 20 / MM, 40 / MM, 30 / MM)
NASTY = "<script>alert(1)</script>.pdf"
DAY = dt.date(2026, 11, 23)


def dark(page: int, box: Box | None = BOX, percent: int = 340) -> object:
    return diagnose("P260", spot=Spot(NASTY, page, box, "vùng mực"), percent=percent, area=20, limit=300)


def told(*findings: object, quarters: int = 0, pages: tuple[int, ...] = (2,)) -> PreflightInput:
    report = Report.of(findings)  # type: ignore[arg-type]
    pictures = tuple(Thumbnail(page, b"\xff\xd8\xff" + bytes([page]), SHEET, quarters) for page in pages)
    return PreflightInput("Kỷ yếu <b>", "Nhà in <A>", DAY, (Proved(NASTY, 12, report, pictures),))


def style(element: html.HtmlElement) -> dict[str, float]:
    return {key: float(value) for key, value in re.findall(r"(\w+):([\d.]+)%", element.get("style"))}


def test_pages_in_order_the_whole_file_first_each_with_its_findings() -> None:
    page = html.fromstring(render_preflight(told(dark(10), dark(2), dark(2, percent=350), diagnose("P261"))))
    headings = [" ".join(heading.text_content().split()) for heading in page.findall(".//h3")]
    assert headings == ["Cả tệp 1", "Trang 2 2", "Trang 10 1"]
    assert [picture.get("alt") for picture in page.findall(".//img")] == ["Trang 2"]
    second = page.findall(".//article")[1]
    assert [mark.text for mark in second.find_class("mark")] == ["1", "2"]
    assert len(second.find_class("hint")) == 1  # the same advice once
    assert [place.text_content() for place in second.find_class("place")] == [
        "cách mép trái 3,5 mm, mép trên 7,1 mm · vùng mực · P260"
    ] * 2
    assert "12 trang: 3 lỗi, 1 cảnh báo." in page.text_content()


@pytest.mark.parametrize(
    ("quarters", "frame", "trim"),
    [
        (0, (10, 30, 20, 30), (5, 10, 90, 80)),
        (1, (40, 10, 30, 20), (10, 5, 80, 90)),
        (2, (70, 40, 20, 30), (5, 10, 90, 80)),
        (3, (30, 70, 30, 20), (10, 5, 80, 90)),
    ],
)
def test_frames_stand_where_the_page_shows_the_place(
    quarters: int, frame: tuple[float, ...], trim: tuple[float, ...]
) -> None:
    page = html.fromstring(render_preflight(told(dark(2), quarters=quarters)))
    assert tuple(style(page.find_class("frame")[0]).values()) == pytest.approx(frame, abs=0.02)
    assert tuple(style(page.find_class("trim")[0]).values()) == pytest.approx(trim, abs=0.02)


def test_a_frame_stays_on_the_page_and_can_be_seen() -> None:
    around = dark(2, Box(-50, -50, 500, 500))
    hairline = dark(2, Box(190 / MM, 10 / MM, 0, 0), 310)
    page = html.fromstring(render_preflight(told(around, hairline)))
    frames = [style(frame) for frame in page.find_class("frame")]
    assert {"left": 0.0, "top": 0.0, "width": 100.0, "height": 100.0} in frames
    assert all(frame["width"] >= 1.2 and frame["left"] + frame["width"] <= 100 for frame in frames)


def test_the_same_findings_on_a_page_without_picture() -> None:
    page = html.fromstring(render_preflight(told(dark(2), pages=())))
    assert not page.findall(".//img") and not page.find_class("frame") and not page.find_class("mark")
    assert page.find_class("message")[0].text_content() == "Tổng lượng mực tới 340 % trên vùng 20 mm²; ngưỡng là 300 %"


def test_names_are_text_and_nothing_is_fetched_or_run() -> None:
    text = render_preflight(told(dark(2)))
    page = html.fromstring(text)
    assert page.findtext(".//h1") == "Kỷ yếu <b>" and page.findtext(".//h2") == NASTY
    assert not page.findall(".//script") and not page.findall(".//link")
    assert {re.match(r"data:image/jpeg;base64,|#", value) is None for _, _, value, _ in page.iterlinks()} == {False}
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert text.startswith("<!DOCTYPE html>")


def test_the_verdict() -> None:
    assert html.fromstring(render_preflight(told(dark(2)))).find_class("verdict")[0].text == (
        "Chưa in được: còn lỗi phải sửa."
    )
    assert "Không có lỗi, còn chỗ nên xem." in render_preflight(told(diagnose("P261")))
    assert "Đạt mọi điểm kiểm tra." in render_preflight(told())


def test_report_html_links_to_the_page_beside_it_and_names_the_place() -> None:
    base = ReportInput("Sách", Report.of([dark(2)]), None, DAY, build_id="a1")  # type: ignore[list-item]
    page = html.fromstring(render_report(base))
    assert not page.xpath("//a[@href='preflight.html']")
    assert f"{NASTY}, trang 2, cách mép trái 3,5 mm, mép trên 7,1 mm · vùng mực · P260" in page.text_content()
