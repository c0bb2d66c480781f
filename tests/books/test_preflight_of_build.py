"""The preflight inside `build`: a draft is told and published, a final edition is stopped; records are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from built import Dist, said
from lxml import html
from small_folder import FILES, SLUG, context, draw, write_book

from yearbook.diagnostics import Diagnostic
from yearbook.pipeline import BuildResult, build, check

SETTINGS = (
    FILES["yearbook.yaml"]
    + """\
printing:
  check: nha-in.yaml
imprint: {director: A, editor_in_chief: A, editor: A, layout: A, technical_editor: A, cover_design: A, proofreader: A,
  print_run: 1.000 bản, printer: A, printer_address: A, registration_number: 1234-2020/CXBIPH/01-20/TTTT,
  decision_number: 12/QĐ - NXB TTTT ngày 01 tháng 10 năm 2020,
  legal_deposit: quý IV năm 2020}
isbn: {print: 978-604-80-0000-4, pdf: 978-604-80-0001-1, epub: 978-604-80-0002-8}
"""
)
# what --final lets pass, and thresholds that nothing printed in colour passes
READY: dict[str, str | bytes | None] = {
    **dict.fromkeys(name for name in FILES if "/" in name),
    "yearbook.yaml": SETTINGS,
    "individuals/le-van-cu.yaml": "id: le-van-cu\nname: Lê Văn Cử\nunit: vu-a\npresentation: entry\nstatus: checked\n",
    "profiles/nha-in.yaml": "label: Nhà in thử\nink: {limit: 100}\nseverity: {P214: info}\n",
}


def of_ink(result: BuildResult) -> list[Diagnostic]:
    return [finding for finding in result.report if finding.code == "P260"]


def test_a_draft_is_published_with_warnings_and_a_page_that_shows_them(tmp_path: Path) -> None:
    data = write_book(tmp_path / "data", READY, photos=False)
    result = build(context(data, tmp_path / "dist", tmp_path / "cache"), ("print", "cover"))
    assert said(result) == []
    told = of_ink(result)
    assert {finding.severity.value for finding in told} == {"warning"}
    assert {finding.spot.file for finding in told if finding.spot} == {f"{SLUG}-print.pdf", f"{SLUG}-cover.pdf"}
    assert all(finding.hint.endswith("; bản thảo vẫn được dựng, bản in cuối sẽ bị chặn") for finding in told)
    assert [finding.related[0].span.file for finding in told if finding.record == "le-van-cu"] == [
        "data/individuals/le-van-cu.yaml"
    ]
    assert Dist(tmp_path / "dist", result).files() == [
        f"{SLUG}-cover.pdf",
        f"{SLUG}-print.pdf",
        "preflight.html",
        "report.html",
    ]
    assert result.preflight == tmp_path / "dist" / "preflight.html"
    shown = html.parse(result.preflight).getroot()
    assert [heading.text for heading in shown.findall(".//h2")][:2] == [f"{SLUG}-print.pdf", f"{SLUG}-cover.pdf"]
    placed = [finding for finding in result.report if finding.spot and finding.spot.box]
    assert len(shown.find_class("frame")) == len(placed) >= len(told)
    assert f"ngưỡng: Nhà in thử · mã lần dựng {result.build_id}" in shown.text_content()
    report = html.parse(tmp_path / "dist" / "report.html").getroot()
    assert [link.text for link in report.xpath("//a[@href='preflight.html']")] == [
        "Kết quả kiểm tra tệp in, có hình các trang"
    ]


def test_a_final_edition_is_not(tmp_path: Path) -> None:
    data = write_book(tmp_path / "data", READY, photos=False)
    result = build(context(data, tmp_path / "dist", tmp_path / "cache", final=True), ("print",))
    assert not result.published
    assert {finding.code for finding in result.report if finding.severity == "error"} == {"P260"}
    assert [path.name for path in (tmp_path / "dist").iterdir() if not path.name.startswith(".")] == []


def test_ink_that_nobody_measured_stops_a_final_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = "severity: {P214: info, P225: info, P228: info}\n"
    data = write_book(tmp_path / "data", {**READY, "profiles/nha-in.yaml": quiet}, photos=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    final = build(context(data, tmp_path / "final", tmp_path / "cache", final=True), ("print",))
    assert not final.published
    assert [f.code for f in final.report if f.severity == "error"] == ["P261"]


def test_profile_and_thresholds_that_are_not_there_are_told_in_one_run(tmp_path: Path) -> None:
    both = SETTINGS.replace("  check: nha-in.yaml\n", "  check: nha-in.yaml\n  profile: PSO.icc\n")
    data = write_book(tmp_path / "data", {**READY, "yearbook.yaml": both, "profiles/nha-in.yaml": None}, photos=False)
    result = build(context(data, tmp_path / "dist", tmp_path / "cache"), ("print",))
    line = both.splitlines().index("  check: nha-in.yaml") + 1
    assert [(f.code, str(f.span)) for f in result.report if f.severity == "error"] == [
        ("P290", f"data/yearbook.yaml:{line}:10"),
        ("S204", f"data/yearbook.yaml:{line + 1}:12"),
    ]


def test_thresholds_that_are_not_there_are_told_at_their_line(tmp_path: Path) -> None:
    data = write_book(tmp_path / "data", {**READY, "profiles/nha-in.yaml": None}, photos=False)
    result = build(context(data, tmp_path / "dist", tmp_path / "cache"), ("print",))
    (finding,) = [finding for finding in result.report if finding.severity == "error"]
    assert finding.message == ("không có bộ ngưỡng kiểm tra «nha-in.yaml»; có sẵn: sheetfed-coated, sheetfed-uncoated")
    line = SETTINGS.splitlines().index("  check: nha-in.yaml") + 1
    assert str(finding.span) == f"data/yearbook.yaml:{line}:10"


def test_faults_of_the_thresholds_file_are_told_at_their_lines(tmp_path: Path) -> None:
    wrong = "label: Nhà in thử\nink: {limit: 900}\nseverity: {P26: info}\n"
    data = write_book(tmp_path / "data", {**READY, "profiles/nha-in.yaml": wrong}, photos=False)
    result = build(context(data, tmp_path / "dist", tmp_path / "cache"), ("print",))
    assert [(f.code, str(f.span)) for f in result.report if f.severity == "error"] == [
        ("R111", "data/profiles/nha-in.yaml:2:14"),
        ("R113", "data/profiles/nha-in.yaml:3:12"),
    ]
    assert not result.published
    checked = check(context(data, tmp_path / "dist", tmp_path / "cache"))
    assert [f for f in checked.report if f.severity == "error"] == [f for f in result.report if f.severity == "error"]


def test_a_coarse_photo_is_told_for_each_record_that_uses_it_by_the_thresholds_of_the_printer(tmp_path: Path) -> None:
    """And once: not again as an image of the finished file, which has notes only."""
    portrait = "portrait:\n  file: an.jpg\n  credit: Ảnh vẽ\n"
    person = "id: {0}\nname: {1}\nunit: vu-a\nstatus: checked\nnarrative: Đã làm.\n" + portrait
    people = {
        f"individuals/{key}.yaml": person.format(key, name) for key, name in (("an-a", "Lê An"), ("an-b", "Trần An"))
    }
    coarse = (
        "image_ppi: {warn: 5000, error: 100}\nseverity: {P214: info, P225: info, P228: info, P235: info, P260: 'off'}\n"
    )
    data = write_book(tmp_path / "data", {**READY, **people, "profiles/nha-in.yaml": coarse}, photos=False)
    draw(data / "photos" / "an.jpg", (600, 800), 3)
    result = build(context(data, tmp_path / "dist", tmp_path / "cache"), ("print",))
    assert said(result) == []
    told = [finding for finding in result.report if finding.code == "I201"]
    assert [(finding.record, str(finding.span)) for finding in told] == [
        ("an-a", "data/individuals/an-a.yaml:7:9"),
        ("an-b", "data/individuals/an-b.yaml:7:9"),
    ]
    assert all(finding.message.endswith("; nên có từ 5000 ppi") for finding in told)
    assert [f.message for f in result.report if f.code.startswith("P") and f.severity != "info"] == []
    assert Dist(tmp_path / "dist", result).files() == [f"{SLUG}-print.pdf", "preflight.html", "report.html"]
    assert result.preflight
    assert html.parse(result.preflight).getroot().find_class("verdict")[0].text == "Không có lỗi, còn chỗ nên xem."
