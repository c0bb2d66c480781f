"""Findings on a terminal: place, message, the line with a caret, related places, hint."""

import re
from pathlib import Path

import pytest

from yearbook.diagnostics import Diagnostic, Related, Report, Severity, Span, diagnose
from yearbook.diagnostics.render import Sources, clean, render_finding, render_text, summary

PERSON = "id: nguyen-van-a\nname: Nguyễn Văn A\nunit: cuc-vien-thon\n"
FILE = "data/individuals/nguyen-van-a.yaml"


def finding(span: Span | None, *related: Related, message: str = "có lỗi", hint: str = "") -> Diagnostic:
    return Diagnostic("R999", Severity.ERROR, message, span, hint, related=related)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "individuals").mkdir(parents=True)
    (folder / "individuals" / "nguyen-van-a.yaml").write_text(PERSON, "utf-8")
    return folder


def put(data: Path, content: bytes) -> Span:
    (data / "x.yaml").write_bytes(content)
    return Span("data/x.yaml", 1, 1)


def test_the_whole_shape(data: Path) -> None:
    found = diagnose(
        "X101", Span(FILE, 3, 7, 20), hint="có phải «cuc-vien-thong» (Cục Viễn thông)?", wanted="cuc-vien-thon"
    )
    assert render_finding(found, Sources(data)) == (
        "data/individuals/nguyen-van-a.yaml:3:7: lỗi X101: không có đơn vị «cuc-vien-thon» trong units.yaml\n"
        "3 | unit: cuc-vien-thon\n"
        "  |       ^^^^^^^^^^^^^\n"
        "  = gợi ý: có phải «cuc-vien-thong» (Cục Viễn thông)?\n"
    )


def test_a_note_on_the_same_place_stands_at_the_caret(data: Path) -> None:
    start = Span(FILE, 1, 1)
    found = diagnose("R104", start, related=(Related(start, "bản ghi bắt đầu ở đây"),), subject="«đơn vị» (unit)")
    assert render_finding(found, Sources(data)) == (
        "data/individuals/nguyen-van-a.yaml:1:1: lỗi R104: thiếu «đơn vị» (unit)\n"
        "1 | id: nguyen-van-a\n"
        "  | ^^ bản ghi bắt đầu ở đây\n"
        "  = gợi ý: thêm mục còn thiếu\n"
    )


def test_other_places_are_named_below(data: Path) -> None:
    other = Related(Span("data/individuals/b.yaml", 4, 2), "mã này đã dùng ở đây")
    assert render_finding(finding(Span(FILE, 1, 5), other), Sources(data)) == (
        "data/individuals/nguyen-van-a.yaml:1:5: lỗi R999: có lỗi\n"
        "1 | id: nguyen-van-a\n"
        "  |     ^^^^^^^^^^^^\n"
        "  = xem: data/individuals/b.yaml:4:2: mã này đã dùng ở đây\n"
    )


def test_without_a_place_there_is_only_the_message() -> None:
    found = finding(None, message="hết chỗ", hint="dọn bớt")
    assert render_finding(found, Sources()) == "lỗi R999: hết chỗ\n   = gợi ý: dọn bớt\n"


def test_between_findings_there_is_an_empty_line(data: Path) -> None:
    text = render_text([finding(None), finding(None, message="lỗi khác")], Sources(data))
    assert text == "lỗi R999: có lỗi\n\nlỗi R999: lỗi khác\n"
    assert render_text([], Sources(data)) == ""


def test_the_gutter_is_as_wide_as_the_line_number(data: Path) -> None:
    put(data, ("\n" * 122 + "name: A\n").encode())
    lines = render_finding(finding(Span("data/x.yaml", 123, 7, 8)), Sources(data)).splitlines()
    assert lines[1:] == ["123 | name: A", "    |       ^"]


def test_the_caret_counts_columns_not_code_points(data: Path) -> None:
    source = "name: Nguye\u0302\u0303n 漢 X\n"  # marks typed apart take no column, an ideograph takes two
    put(data, source.encode())
    column = source.index("X") + 1
    shown, carets = render_finding(finding(Span("data/x.yaml", 1, column, column + 1)), Sources(data)).splitlines()[1:]
    assert shown == "1 | name: Nguye\u0302\u0303n 漢 X"
    assert carets == "  | " + " " * len("name: Nguyen XX ") + "^"


@pytest.mark.parametrize(
    ("line", "column", "carets"),
    [
        ('name: "Nguyễn Văn A" # tên', 7, "^" * 14),
        ("unit: [a, b]", 8, "^"),
        ("name", 9, "^"),  # past the end of the line
        ("a: b c", 4, "^"),
    ],
)
def test_where_no_end_is_known_one_word_is_marked(data: Path, line: str, column: int, carets: str) -> None:
    put(data, line.encode())
    below = render_finding(finding(Span("data/x.yaml", 1, column)), Sources(data)).splitlines()[2]
    assert below.removeprefix("  | ").strip() == carets


def test_a_long_line_is_cut_around_the_place(data: Path) -> None:
    put(data, ("a" * 5000 + " SAI " + "b" * 5000).encode())
    lines = render_finding(finding(Span("data/x.yaml", 1, 5002, 5005)), Sources(data)).splitlines()
    assert lines[1] == "1 | …" + "a" * 39 + " SAI " + "b" * 56 + "…"
    assert lines[2] == "  | " + " " * 41 + "^^^"


def test_nothing_from_the_data_reaches_the_terminal_raw(data: Path) -> None:
    put(data, "name: A\x1b[2J\u202eB\tC\u00a0D\n".encode())
    text = render_finding(finding(Span("data/x.yaml", 1, 7), message="tên \x1b]0;x\x07", hint="a\nb"), Sources(data))
    assert text.splitlines()[0] == "data/x.yaml:1:7: lỗi R999: tên �]0;x�"
    assert text.splitlines()[1] == "1 | name: A�[2J�B C D"
    assert text.splitlines()[3] == "  = gợi ý: a b"
    assert clean("Ấm áp – «₫»") == "Ấm áp – «₫»"


@pytest.mark.parametrize("content", [b"\xff\xfeN\x00", b"a\x00b", b"x" * 5_000_001, b""])
def test_files_that_are_no_text_are_not_shown(data: Path, content: bytes) -> None:
    assert render_finding(finding(put(data, content)), Sources(data)) == "data/x.yaml:1:1: lỗi R999: có lỗi\n"


def test_a_byte_order_mark_and_windows_line_ends_do_not_move_the_caret(data: Path) -> None:
    put(data, "\ufeffid: a\r\nname: B\r\n".encode())
    lines = render_finding(finding(Span("data/x.yaml", 2, 7)), Sources(data)).splitlines()
    assert lines[1:] == ["2 | name: B", "  |       ^"]


@pytest.mark.parametrize(
    "name", ["data/../secret.txt", "other/secret.txt", "secret.txt", "/etc/hostname", "data/link.yaml"]
)
def test_only_files_of_the_data_folder_are_read(data: Path, name: str) -> None:
    (data.parent / "secret.txt").write_text("mật khẩu", "utf-8")
    (data / "link.yaml").symlink_to(data.parent / "secret.txt")
    assert "mật" not in render_finding(finding(Span(name)), Sources(data))
    assert Sources(data).line(Span(name)) == ""


def test_colours_change_nothing_but_colours(data: Path) -> None:
    found = diagnose("X101", Span(FILE, 3, 7, 20), wanted="x")
    coloured = render_finding(found, Sources(data), colour=True)
    assert "\x1b[1;31mlỗi X101\x1b[0m: không có đơn vị" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render_finding(found, Sources(data))


def test_summary() -> None:
    def some(severity: Severity, count: int) -> list[Diagnostic]:
        return [Diagnostic("R999", severity, f"{severity} {n}") for n in range(count)]

    errors, warnings, infos = (some(s, n) for s, n in zip(Severity, (2, 3, 1), strict=True))
    assert summary(Report.of([*errors, *warnings, *infos])) == "2 lỗi, 3 cảnh báo, 1 lưu ý"
    assert summary(Report.of([*warnings])) == "không có lỗi, 3 cảnh báo"
    assert summary(Report.of([*errors])) == "2 lỗi"
    assert summary(Report()) == "không có lỗi, cảnh báo hay lưu ý nào"
