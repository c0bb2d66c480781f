"""Dates and document numbers in running text: found, read, set right."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook.vietnamese import (
    find_dates,
    find_document_numbers,
    format_date_long,
    format_date_short,
    format_document_number,
    format_number,
    parse_date,
    parse_document_number,
    parse_number,
)

DAY = dt.date(2020, 10, 2)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 02 tháng 10 năm 2020",
        "Ngày 2 tháng 10 năm 2020",
        "mùng 2 tháng 10 năm 2020",
        "02/10/2020",
        "2-10-2020",
        "02.10.2020",
    ],
)
def test_a_date_is_read(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["31/6/2020", "ngày 30 tháng 02 năm 2020", "tháng 10 năm 2020", "02/10", "1.2.3", "", "x 02/10/2020"]
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31)))
def test_dates_round_trip(date: dt.date) -> None:
    for text in (format_date_long(date), format_date_short(date)):
        (found,) = find_dates(f"Hà Nội, {text}.")
        assert (found.date, found.written, found.proper, found.exists) == (date, text, text, True)


def test_dates_of_a_text() -> None:
    text = "Từ ngày 3 tháng 06 đến 5/06/2020, số 12/34/2019/QH14, 31/6/2020, phiên bản 1.2.2020.5"
    assert [(f.written, f.proper, f.exists, f.yearless) for f in find_dates(text)] == [
        ("ngày 3 tháng 06", "ngày 03 tháng 6", True, True),
        ("5/06/2020", "05/6/2020", True, False),
        ("31/6/2020", "31/6/2020", False, False),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("937/QĐ-BTTTT", (937, None, "QĐ", "BTTTT")),
        ("30/2020/NĐ-CP", (30, 2020, "NĐ", "CP")),
        ("19/2012/QH13", (19, 2012, "", "QH13")),
        ("34-CT/TW", (34, None, "CT", "TW")),
        ("14/QĐ - NXB TTTT", (14, None, "QĐ", "NXB TTTT")),
    ],
)
def test_a_document_number_is_read(text: str, parts: tuple[int, int | None, str, str]) -> None:
    number = parse_document_number(text)
    assert number is not None
    assert (number.number, number.year, number.kind, number.issuer) == parts


@pytest.mark.parametrize("text", ["937", "937/2020", "QĐ-BTTTT", "1/2", "9" * 5000 + "/QĐ-BTTTT"])
def test_what_is_no_document_number(text: str) -> None:
    assert parse_document_number(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "proper"),
    [
        ("937/QĐ-BTTTT", "quyết định", True),
        ("937 / QĐ - BTTTT", "quyết định", False),
        ("1670 QD/CTN", "quyết định", False),
        ("5/QĐ-BTTTT", "quyết định", False),
        ("34-CT/TW", "chỉ thị", True),
        ("1234/BTTTT-TĐKT", "công văn", True),
        ("19/2012/QH13", "", True),
    ],
)
def test_its_kind_and_whether_it_is_written_as_it_should(text: str, kind: str, proper: bool) -> None:
    number = parse_document_number(text)
    assert number is not None
    assert (number.kind_name, number.proper) == (kind, proper)


@given(st.integers(1, 99_999), st.sampled_from(["QĐ", "KH", "TT", "NĐ"]), st.sampled_from([None, 2016, 2020]))
def test_document_numbers_round_trip(number: int, kind: str, year: int | None) -> None:
    text = format_document_number(number, kind, "BTTTT", year)
    parsed = parse_document_number(text)
    assert parsed is not None
    assert (parsed.number, parsed.year, parsed.kind, parsed.issuer) == (number, year, kind, "BTTTT")
    (found,) = find_document_numbers(f"số {text} ngày")
    assert (found.written, found.proper) == (text, text)


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("937/QD-BTTTT", "937/QĐ-BTTTT"),
        ("937 / QĐ - BTTTT", "937/QĐ-BTTTT"),
        ("5/2016/TT-BTTTT", "05/2016/TT-BTTTT"),
        ("12/qđ-UBND", "12/QĐ-UBND"),
        ("0937/QĐ-BTTTT", "0937/QĐ-BTTTT"),
    ],
)
def test_a_typed_number_and_its_official_form(typed: str, proper: str) -> None:
    (found,) = find_document_numbers(f"Quyết định số {typed} ngày")
    assert (found.written, found.proper) == (typed, proper)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_numbers_round_trip(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@pytest.mark.parametrize("text", ["1,234,567", "98.5", "1.23", "", "x", "1.2345"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="không phải số"):
        parse_number(text)
