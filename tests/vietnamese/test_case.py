"""Capitals of headings and names; what stands before a name."""

import pytest

from yearbook.vietnamese import heading_case, name_case, split_name, strip_title, upper

MINISTRY = "Bộ Thông tin và Truyền thông"


@pytest.mark.parametrize(
    ("heading", "names", "right"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", (), "Mục đích, yêu cầu"),
        (f"THI ĐUA Ở {upper(MINISTRY)} LẦN THỨ IV", (MINISTRY,), f"Thi đua ở {MINISTRY} lần thứ IV"),
        ("QUYẾT ĐỊNH 937/QĐ-BTTTT CỦA VNPT", (), "Quyết định 937/QĐ-BTTTT của VNPT"),
        ("DI SẢN VĂN HÓA VIỆT NAM", ("Việt Nam",), "Di sản văn hóa Việt Nam"),
        ("PHẦN XIII", (), "Phần XIII"),
        ("kết quả của Cục Viễn thông", (), "Kết quả của Cục Viễn thông"),
        ("", (), ""),
    ],
)
def test_headings(heading: str, names: tuple[str, ...], right: str) -> None:
    assert heading_case(heading, names) == right
    assert heading_case(right, names) == right


def test_a_longer_name_has_the_last_word() -> None:
    academy = "Học viện Công nghệ Bưu chính Viễn thông"
    assert heading_case(upper(academy), (academy, "Viễn thông", "công nghệ")) == academy


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Nguyễn văn HẢI", "Nguyễn Văn Hải"),
        ("H'Drăng Niê", "H'Drăng Niê"),
        ("y thuyên ÊBAN", "Y Thuyên Êban"),
        ("Lê  An", "Lê An"),
    ],
)
def test_names(name: str, right: str) -> None:
    assert name_case(name) == right
    assert name_case(right) == right


@pytest.mark.parametrize(
    ("written", "title", "name"),
    [
        ("Nguyễn Văn An", "", "Nguyễn Văn An"),
        ("PGS. TS. Nguyễn Văn An", "PGS. TS.", "Nguyễn Văn An"),
        ("ông Lê An", "ông", "Lê An"),
        ("Đồng chí Phan Tâm", "Đồng chí", "Phan Tâm"),
        ("Đại tá, TS. Lê An", "Đại tá, TS.", "Lê An"),
        ("Ông Văn Tiến", "", "Ông Văn Tiến"),
        ("Bà Thị Mai", "", "Bà Thị Mai"),
        ("TS", "", "TS"),
        ("Tsering An", "", "Tsering An"),
    ],
)
def test_titles(written: str, title: str, name: str) -> None:
    assert strip_title(written) == (title, name)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Công Tằng Tôn Nữ Thùy Dương", ("Công", "Tằng Tôn Nữ Thùy", "Dương")),
        ("Thành", ("", "", "Thành")),
        ("Y Thuyên Êban", ("Y", "Thuyên", "Êban")),
        ("Giàng A Páo", ("Giàng", "A", "Páo")),
        ("John Smith", ("John", "", "Smith")),
    ],
)
def test_long_short_minority_and_foreign_names_come_apart_alike(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name) == parts
