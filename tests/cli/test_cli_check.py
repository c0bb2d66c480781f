"""`check`: findings as text, JSON or HTML; exit code 1 when there are errors."""

import json
from pathlib import Path

from cli_room import SETTINGS, Book, Run
from lxml import html

UNKNOWN_UNIT = "id: a\nname: Lê An\nunit: vu-buu-chin\npresentation: entry\nstatus: checked\n"
FINDING = """\
data/individuals/a.yaml:3:7: lỗi X101: không có đơn vị «vu-buu-chin» trong units.yaml
3 | unit: vu-buu-chin
  |       ^^^^^^^^^^^
  = gợi ý: có phải «vu-buu-chinh» (Vụ Bưu chính)?

"""


def test_a_sound_book(run: Run, book: Book) -> None:
    book()
    ran = run("check")
    assert (ran.code, ran.out, ran.err) == (0, "không có lỗi, cảnh báo hay lưu ý nào\n", "")


def test_an_error_with_its_line(run: Run, book: Book) -> None:
    book({"individuals/a.yaml": UNKNOWN_UNIT})
    ran = run("check")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == FINDING + "1 lỗi\n"


def test_warnings_are_told_and_leave_the_exit_code_clean(run: Run, book: Book) -> None:
    book({"individuals/a.yaml": "id: a\nname: Lê An\nunit: vu-buu-chinh\nstatus: draft\nnarrative: Đã làm.\n"})
    ran = run("check")
    assert ran.code == 0
    assert ran.out.endswith("không có lỗi, 1 cảnh báo, 1 lưu ý\n")


def test_final_makes_placeholders_errors(run: Run, book: Book) -> None:
    book({"individuals/a.yaml": "id: a\nname: Lê An\nunit: vu-buu-chinh\nstatus: draft\nnarrative: Đã làm.\n"})
    ran = run("check", "--final")
    assert ran.code == 1
    assert ran.out.endswith("2 lỗi\n")
    assert "lỗi X201: thiếu ảnh chân dung của Lê An" in ran.out
    assert "lỗi X205: bản ghi còn ở tình trạng nháp (draft)" in ran.out


def test_another_folder(run: Run, book: Book, tmp_path: Path) -> None:
    book().rename(tmp_path / "sách của tôi")
    (tmp_path / "sách của tôi" / "individuals" / "a.yaml").write_text(UNKNOWN_UNIT, "utf-8")
    ran = run("check", "--data", "sách của tôi")
    assert ran.out == FINDING.replace("data/", "sách của tôi/") + "1 lỗi\n"


def test_no_folder(run: Run) -> None:
    ran = run("check")
    assert ran.code == 1
    assert "lỗi Y101: không có thư mục dữ liệu «data»" in ran.out


def test_json(run: Run, book: Book) -> None:
    book({"individuals/a.yaml": UNKNOWN_UNIT})
    ran = run("check", "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    told = json.loads(ran.out)
    assert (told["errors"], told["warnings"], told["infos"]) == (1, 0, 0)
    (finding,) = told["findings"]
    assert finding.pop("unit") in {"", "vu-buu-chin"}  # whose it is cannot be known
    assert finding == {
        "code": "X101",
        "severity": "error",
        "file": "data/individuals/a.yaml",
        "line": 3,
        "column": 7,
        "end_column": 18,
        "message": "không có đơn vị «vu-buu-chin» trong units.yaml",
        "hint": "có phải «vu-buu-chinh» (Vụ Bưu chính)?",
        "record": "a",
        "related": [],
        "spot": None,
        "fix": [],
    }


def test_html(run: Run, book: Book) -> None:
    book({"individuals/a.yaml": UNKNOWN_UNIT})
    ran = run("check", "--format", "html")
    assert (ran.code, ran.err) == (1, "")
    page = html.fromstring(ran.out)
    assert page.findtext(".//h1") == "Kỷ yếu Đại hội Thi đua yêu nước"
    assert page.find_class("verdict")[0].text == "Dữ liệu còn lỗi, chưa dựng sách."
    assert page.get_element_by_id("x101-a") is not None


def test_html_of_a_book_without_settings_is_named_after_its_folder(run: Run, book: Book) -> None:
    book({"yearbook.yaml": "id: [\n"})
    assert html.fromstring(run("check", "--format", "html").out).findtext(".//h1") == "data"


def test_into_a_file(run: Run, book: Book, tmp_path: Path) -> None:
    book({"individuals/a.yaml": UNKNOWN_UNIT})
    assert run("check", "--output", "a.txt").out == "Đã ghi a.txt: 1 lỗi.\n"
    assert (tmp_path / "a.txt").read_text("utf-8") == FINDING + "1 lỗi\n"
    assert run("check", "--format", "html", "--output", "a.html").code == 1
    assert (tmp_path / "a.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_file_that_cannot_be_written(run: Run, book: Book, tmp_path: Path) -> None:
    book()
    (tmp_path / "folder").mkdir()
    ran = run("check", "--output", "folder")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("lỗi S104: không ghi được «folder»: đã có một thư mục trùng tên\n")


def test_what_the_data_say_is_never_shown_raw(run: Run, book: Book) -> None:
    book({"yearbook.yaml": SETTINGS.replace("title: Kỷ yếu Đại", "title: Kỷ\x1b[2J yếu Đại", 1)})
    ran = run("check")
    assert "\x1b" not in ran.out
    assert "2 | title: Kỷ�[2J yếu Đại hội Thi đua yêu nước" in ran.out
