"""Numbers and dates as they are printed."""

import datetime as dt
from decimal import Decimal

import pytest

from yearbook.vietnamese import (
    format_date_long,
    format_date_range,
    format_date_range_short,
    format_date_short,
    format_measure,
    format_month,
    format_number,
    from_roman,
    number_words,
    ordinal_words,
    to_roman,
    year_range,
)


@pytest.mark.parametrize(
    ("number", "roman"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (90, "XC"), (1945, "MCMXLV"), (3999, "MMMCMXCIX")],
)
def test_roman(number: int, roman: str) -> None:
    assert to_roman(number) == roman
    assert from_roman(roman) == from_roman(roman.lower()) == number


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_no_roman(number: int) -> None:
    with pytest.raises(ValueError, match="số La Mã chỉ viết được từ 1 đến 3999"):
        to_roman(number)


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "A", "IVI", "4", "M" * 9])
def test_not_roman(text: str) -> None:
    with pytest.raises(ValueError, match="không phải số La Mã"):
        from_roman(text)


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1234567, None, "1.234.567"),
        (98.5, None, "98,5"),
        (1234.5, 2, "1.234,50"),
        (-1234, None, "-1.234"),
        (1e16, None, "10.000.000.000.000.000"),
        (Decimal("0.10"), None, "0,10"),
        (66.666, 1, "66,7"),
    ],
)
def test_numbers(number: int | float | Decimal, decimals: int | None, text: str) -> None:
    assert format_number(number, decimals) == text


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (8.04, 1, "8"),
        (10.46, 1, "10,5"),
        (0.25, 2, "0,25"),
        (0.085, 3, "0,085"),
        (100.0, 0, "100"),
        (1240.3, 0, "1.240"),
        (0.0, 1, "0"),
    ],
)
def test_measures_have_no_zeros_at_the_end(number: float, decimals: int, text: str) -> None:
    assert format_measure(number, decimals) == text


def test_no_number() -> None:
    with pytest.raises(ValueError, match="không phải số viết được"):
        format_number(float("nan"))


@pytest.mark.parametrize(
    ("date", "short", "long"),
    [
        (dt.date(2020, 6, 3), "03/6/2020", "ngày 03 tháng 6 năm 2020"),
        (dt.date(2020, 10, 2), "02/10/2020", "ngày 02 tháng 10 năm 2020"),
        (dt.date(2022, 1, 20), "20/01/2022", "ngày 20 tháng 01 năm 2022"),
        (dt.date(2020, 2, 9), "09/02/2020", "ngày 09 tháng 02 năm 2020"),
        (dt.date(2014, 4, 7), "07/4/2014", "ngày 07 tháng 4 năm 2014"),
        (dt.date(2025, 12, 31), "31/12/2025", "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_dates(date: dt.date, short: str, long: str) -> None:
    assert format_date_short(date) == short
    assert format_date_long(date) == long


def test_month() -> None:
    assert format_month(dt.date(2020, 2, 9)) == "tháng 02 năm 2020"
    assert format_month(dt.date(2020, 9, 9)) == "tháng 9 năm 2020"


@pytest.mark.parametrize(
    ("start", "end", "long", "short"),
    [
        ((2020, 10, 2), (2020, 10, 2), "ngày 02 tháng 10 năm 2020", "02/10/2020"),
        ((2020, 6, 2), (2020, 6, 3), "từ ngày 02 đến ngày 03 tháng 6 năm 2020", "02\u00a0–\u00a003/6/2020"),
        (
            (2020, 1, 30),
            (2020, 3, 2),
            "từ ngày 30 tháng 01 đến ngày 02 tháng 3 năm 2020",
            "30/01\u00a0–\u00a002/3/2020",
        ),
        (
            (2019, 12, 30),
            (2020, 1, 2),
            "từ ngày 30 tháng 12 năm 2019 đến ngày 02 tháng 01 năm 2020",
            "30/12/2019\u00a0–\u00a002/01/2020",
        ),
    ],
)
def test_ranges(start: tuple[int, int, int], end: tuple[int, int, int], long: str, short: str) -> None:
    assert format_date_range(dt.date(*start), dt.date(*end)) == long
    assert format_date_range_short(dt.date(*start), dt.date(*end)) == short


def test_range_backwards() -> None:
    for form in (format_date_range, format_date_range_short):
        with pytest.raises(ValueError, match="ngày kết thúc đứng trước ngày bắt đầu"):
            form(dt.date(2020, 2, 2), dt.date(2020, 2, 1))


def test_years() -> None:
    assert year_range(2020, 2025) == "2020\u00a0–\u00a02025"
    assert year_range(2020, 2020) == "2020"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (99, "chín mươi chín"),
    ],
)
def test_number_words(number: int, words: str) -> None:
    assert number_words(number) == words


def test_ordinals() -> None:
    assert [ordinal_words(n) for n in range(1, 12)] == [
        "thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu",
        "thứ bảy", "thứ tám", "thứ chín", "thứ mười", "thứ mười một",
    ]  # fmt: skip
    for number in (0, 100):
        with pytest.raises(ValueError, match="từ 1 đến 99"):
            ordinal_words(number)
    with pytest.raises(ValueError, match="từ 0 đến 99"):
        number_words(100)
