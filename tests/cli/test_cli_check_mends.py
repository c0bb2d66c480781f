"""`check` with --fix, --diff, --select, --ignore, --text, --by-unit and waivers.yaml, as an editor runs it."""

import re
from pathlib import Path

import pytest
from cli_room import Book, Run

SLIPS = {
    "individuals/a.yaml": "id: a\nname: Lê An\nunit: vu-buu-chinh\npresentation: entry\nstatus: checked\n"
    "summary: Nổ lực  vì tổ quốc # ghi chú\nquote: Giữ sức lan toả nhé\n"
}
MENDED = SLIPS["individuals/a.yaml"].replace("Nổ lực  vì tổ quốc", "Nỗ lực vì Tổ quốc")
FOUND = """\
data/individuals/a.yaml:6:10: cảnh báo T307: «Nổ lực» hay bị viết sai; đúng là «Nỗ lực»
6 | summary: Nổ lực  vì tổ quốc # ghi chú
  |          ^^^^^^
  = sửa được: «Nổ lực» → «Nỗ lực» (`check --fix`)
  = gợi ý: sửa thành «Nỗ lực»

data/individuals/a.yaml:6:16: cảnh báo T206: thừa dấu cách ở «lực vì»
6 | summary: Nổ lực  vì tổ quốc # ghi chú
  |                ^^
  = sửa được: «  » → « » (`check --fix`)
  = gợi ý: để một dấu cách

data/individuals/a.yaml:6:21: cảnh báo T403: «tổ quốc» phải viết «Tổ quốc»
6 | summary: Nổ lực  vì tổ quốc # ghi chú
  |                     ^^^^^^^
  = sửa được: «tổ quốc» → «Tổ quốc» (`check --fix`)
  = gợi ý: viết «Tổ quốc»

không có lỗi, 3 cảnh báo
3 chỗ tự sửa được: xem trước bằng --diff, sửa bằng --fix
"""


def test_what_can_be_mended_is_said(run: Run, book: Book) -> None:
    book(SLIPS)
    assert (run("check").code, run("check").out) == (0, FOUND)


def test_fix_mends_in_place_and_tells_the_rest(run: Run, book: Book) -> None:
    data = book(SLIPS)
    ran = run("check", "--fix")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Đã sửa 3 chỗ trong 1 tệp:\n  data/individuals/a.yaml: 3 chỗ\n\nkhông có lỗi, cảnh báo hay lưu ý nào\n"
    )
    assert (data / "individuals/a.yaml").read_text("utf-8") == MENDED
    assert run("check", "--fix").out == "Không có chỗ nào tự sửa được.\nkhông có lỗi, cảnh báo hay lưu ý nào\n"
    assert (data / "individuals/a.yaml").read_text("utf-8") == MENDED


def test_diff_shows_the_mends_and_writes_nothing(run: Run, book: Book) -> None:
    data = book(SLIPS)
    ran = run("check", "--diff")
    assert ran.out == (
        "--- data/individuals/a.yaml\n+++ data/individuals/a.yaml\n@@ -5,3 +5,3 @@\n status: checked\n"
        "-summary: Nổ lực  vì tổ quốc # ghi chú\n+summary: Nỗ lực vì Tổ quốc # ghi chú\n quote: Giữ sức lan toả nhé\n"
        "\n3 chỗ trong 1 tệp sẽ được sửa; chưa ghi gì. Sửa thật: yearbook check --data data --fix\n"
    )
    assert (data / "individuals/a.yaml").read_text("utf-8") == SLIPS["individuals/a.yaml"]


def test_nothing_to_show(run: Run, book: Book) -> None:
    book()
    assert run("check", "--diff").out == "Không có chỗ nào tự sửa được.\n"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("--select T3", {"T307"}),
        ("--select t2,T403", {"T206", "T403"}),
        ("--ignore T206 --ignore T3", {"T403"}),
        ("--select T --ignore T206,T307,T403", set()),
    ],
)
def test_only_some_codes(run: Run, book: Book, words: str, codes: set[str]) -> None:
    book(SLIPS)
    out = run("check", *words.split()).out
    assert {code for code in ("T206", "T307", "T403") if code in out} == codes


def test_only_some_codes_are_mended(run: Run, book: Book) -> None:
    data = book(SLIPS)
    run("check", "--fix", "--select", "T403")
    assert "Nổ lực  vì Tổ quốc" in (data / "individuals/a.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--select T37", "lỗi: --select: không có mã «T37»; có phải «T307»?\n"),
        ("--ignore abcdef", "lỗi: --ignore: không có mã «ABCDEF»; các họ: Y, R, X, T, I, L, P, E, C, D, S\n"),
        ("--fix --diff", "lỗi: --diff chỉ cho xem, --fix mới sửa: dùng một trong hai\n"),
    ],
)
def test_wrong_wishes(run: Run, book: Book, words: str, told: str) -> None:
    book()
    ran = run("check", *words.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(told)


def test_a_waived_finding_is_counted_and_not_told(run: Run, book: Book) -> None:
    waiver = (
        "- {code: T206, record: a, reason: lời thơ, who: Lan}\n"
        "- {code: T307, place: 'data/individuals/a.yaml:6', reason: r, who: w}\n"
    )
    data = book(SLIPS | {"waivers.yaml": waiver})
    ran = run("check")
    assert ran.out.endswith(
        "không có lỗi, 1 cảnh báo; 2 điều được miễn (waivers.yaml)\n"
        "1 chỗ tự sửa được: xem trước bằng --diff, sửa bằng --fix\n"
    )
    assert "T206" not in ran.out
    run("check", "--fix")  # what is waived stays
    assert "Nổ lực  vì Tổ quốc" in (data / "individuals/a.yaml").read_text("utf-8")
    page = run("check", "--format", "html").out
    assert "Đã xem và giữ nguyên" in page
    assert "lời thơ (Lan)" in page
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert {"ma-T206", "ma-T307"} <= targets <= set(re.findall(r'id="([^"]+)"', page))


def test_a_page_for_each_unit(run: Run, book: Book, tmp_path: Path) -> None:
    book(SLIPS | {"texts/b.md": "---\nid: b\nkind: paper\ntitle: Bổ xung\nstatus: checked\n---\n\nMột.\n"})
    ran = run("check", "--by-unit", "gui")
    assert ran.out.startswith("Đã ghi 2 trang vào gui/: chung-cua-sach.html, vu-buu-chinh.html\n")
    unit = (tmp_path / "gui/vu-buu-chinh.html").read_text("utf-8")
    assert "Những điều gửi Vụ Bưu chính" in unit
    assert ("Nổ lực" in unit, "Bổ xung" in unit) == (True, False)
    rest = (tmp_path / "gui/chung-cua-sach.html").read_text("utf-8")
    assert ("Nổ lực" in rest, "Bổ xung" in rest) == (False, True)


def test_a_folder_of_texts(run: Run, book: Book, tmp_path: Path) -> None:
    book()
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai/a.txt").write_text("Cán bộ vụ Bưu chính nổ lực vì Tổ quốc.\n", "utf-8")
    ran = run("check", "--text", "bai")
    assert ran.out.endswith(
        "không có lỗi, 1 cảnh báo; 10 âm tiết, 100,00 điều trên 1.000 âm tiết\n"
        "1 chỗ tự sửa được: xem trước bằng --diff, sửa bằng --fix\n"
    )
    assert run("check", "--text", "bai", "--fix").out.endswith("; 10 âm tiết, 0,00 điều trên 1.000 âm tiết\n")
    assert (tmp_path / "bai/a.txt").read_text("utf-8") == "Cán bộ vụ Bưu chính nỗ lực vì Tổ quốc.\n"


def test_texts_without_a_book(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai/a.md").write_text("# Bài\n\nHuân chương lao động hạng Ba.\n", "utf-8")
    assert "T401" in run("check", "--text", "bai").out


def test_no_such_folder_of_texts(run: Run) -> None:
    ran = run("check", "--text", "khong-co")
    assert (ran.code, "Y101" in ran.out) == (1, True)


def test_a_file_that_cannot_be_written(run: Run, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(SLIPS)

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("yearbook.records.mend.write_bytes", full)
    ran = run("check", "--fix")
    assert (ran.code, "S101" in ran.out + ran.err) == (1, True)
    assert (data / "individuals/a.yaml").read_text("utf-8") == SLIPS["individuals/a.yaml"]
