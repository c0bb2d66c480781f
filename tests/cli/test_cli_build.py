"""`build`: what is told of a book that was made, and of one that was not."""

import re
import zipfile
from pathlib import Path

import pytest
from cli_room import Book, Run
from lxml import html

UNKNOWN_UNIT = "id: a\nname: Lê An\nunit: vu-buu-chin\npresentation: entry\nstatus: checked\n"


def test_errors_keep_a_book_from_being_made(run: Run, book: Book, tmp_path: Path) -> None:
    book({"individuals/a.yaml": UNKNOWN_UNIT})
    ran = run("build")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "data/individuals/a.yaml:3:7: lỗi X101: không có đơn vị «vu-buu-chin» trong units.yaml\n"
        "3 | unit: vu-buu-chin\n"
        "  |       ^^^^^^^^^^^\n"
        "  = gợi ý: có phải «vu-buu-chinh» (Vụ Bưu chính)?\n"
        "\n"
        "Chưa dựng được sách vì còn lỗi; chưa có tệp nào được đưa vào `dist/`.\n"
        "1 lỗi\n"
    )
    assert not list((tmp_path / "dist").glob("[!.]*"))


def test_the_last_good_book_is_said_to_stay(run: Run, book: Book, tmp_path: Path) -> None:
    book({"individuals/a.yaml": UNKNOWN_UNIT})
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "ky-yeu.epub").write_bytes(b"sach cu")
    ran = run("--out", "out")
    assert ran.code == 1
    assert "Chưa dựng được sách vì còn lỗi; sách dựng lần trước vẫn nguyên trong `out/`.\n" in ran.out
    assert (tmp_path / "out" / "ky-yeu.epub").read_bytes() == b"sach cu"


def test_infos_are_counted_not_listed(run: Run, book: Book) -> None:
    book({"individuals/a.yaml": UNKNOWN_UNIT.replace("checked", "draft")})
    ran = run("build")
    assert "X205" not in ran.out
    assert ran.out.endswith("1 lỗi, 1 lưu ý (1 lưu ý không in ở đây, xem bằng `yearbook check --data data`)\n")


def test_final_refuses_placeholders(run: Run, book: Book) -> None:
    book({"individuals/a.yaml": "id: a\nname: Lê An\nunit: vu-buu-chinh\nstatus: checked\nnarrative: Đã làm.\n"})
    ran = run("build", "--final")
    assert ran.code == 1
    assert "lỗi X201: thiếu ảnh chân dung của Lê An" in ran.out
    assert "Chưa dựng được sách vì còn lỗi" in ran.out


def test_an_unknown_record_to_preview(run: Run, book: Book) -> None:
    book()
    ran = run("build", "--edition", "epub", "--only", "b")
    assert ran.code == 1
    assert "«b»" in ran.out


@pytest.mark.slow
def test_a_new_book_builds_at_once(run: Run, tmp_path: Path) -> None:
    assert run("new", "moi").code == 0
    ran = run("build", "--data", "moi", "--verbose")
    assert ran.code == 0
    assert ran.err.startswith("Đọc và soát dữ liệu …\n")
    told = ran.out.splitlines()
    start = next(number for number, line in enumerate(told) if line.startswith("Đã dựng bản thảo trong "))
    rows = [line.split() for line in told[start + 1 : start + 7]]
    made = [tmp_path / next(word for word in row if word.startswith("dist/")) for row in rows]
    assert [path.name for path in made] == [
        "ky-yeu-moi-print.pdf",
        "ky-yeu-moi-cover.pdf",
        "ky-yeu-moi-proof.pdf",
        "ky-yeu-moi-screen.pdf",
        "ky-yeu-moi.epub",
        "ky-yeu-moi-light.epub",
    ]
    assert all(path.read_bytes()[:5] == b"%PDF-" for path in made[:4])
    assert all("trang" in row for row in rows[:4])
    assert [zipfile.ZipFile(path).testzip() for path in made[4:]] == [None, None]
    assert told[start + 7] == "Báo cáo: dist/report.html"
    assert told[start + 8 : -1] == ["Kiểm tra tệp in, có hình các trang: dist/preflight.html"]
    counts = r"không có lỗi, \d+ cảnh báo, (\d+) lưu ý \(\1 lưu ý không in ở đây, xem report\.html\)"
    assert re.fullmatch(counts, told[-1])
    page = html.parse(tmp_path / "dist" / "report.html").getroot()
    assert len(page.xpath("//table[@class='files']/tbody/tr")) == 6
    assert page.findtext(".//h1") == "Kỷ yếu Hội nghị điển hình tiên tiến"
