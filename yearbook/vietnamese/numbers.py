"""Numbers and dates as a Vietnamese reader expects them.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I (dates); Luật Kế toán, Điều 11 (dot and comma).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def to_roman(number: int) -> str:
    """4 → IV; ValueError outside 1–3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"số La Mã chỉ viết được từ 1 đến 3999, không viết được {number}")
    digits = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        digits += sign * count
    return digits


def from_roman(text: str) -> int:
    """IV → 4, also small letters; ValueError for anything but a number in its one right form."""
    form = text.strip().upper()
    if not form or not _ROMAN_FORM.fullmatch(form):
        raise ValueError(f"«{text}» không phải số La Mã")
    total = 0
    for value, sign in _ROMAN:
        while form.startswith(sign):
            total += value
            form = form[len(sign) :]
    return total


def format_number(number: int | float | Decimal, decimals: int | None = None) -> str:
    """1234567 → «1.234.567», 98.5 → «98,5»; `decimals` fixes the digits after the comma."""
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    if not exact.is_finite():
        raise ValueError(f"{number} không phải số viết được")
    text = f"{exact:,f}" if decimals is None else f"{exact:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))


def format_measure(number: float, decimals: int = 1) -> str:
    """A measure with so many digits after the comma at most: 8.04 → «8», 10.46 → «10,5», 0.25 and 2 → «0,25»."""
    text = format_number(number, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _day(date: dt.date) -> str:
    return f"{date.day:02}"


def _month(date: dt.date) -> str:
    # Only months 1 and 2 could be mistaken for 11 and 12 when a stroke is added.
    return f"{date.month:02}" if date.month < 3 else str(date.month)


def format_date_short(date: dt.date) -> str:
    """«03/6/2020», «15/02/2020»: days under 10 and months 1–2 padded (NĐ 30/2020, Phụ lục I)."""
    return f"{_day(date)}/{_month(date)}/{date.year}"


def format_date_long(date: dt.date) -> str:
    """«ngày 03 tháng 6 năm 2020», padded like the short form."""
    return f"ngày {_day(date)} {format_month(date)}"


def format_month(date: dt.date) -> str:
    """«tháng 6 năm 2020»."""
    return f"tháng {_month(date)} năm {date.year}"


def format_date_range(start: dt.date, end: dt.date) -> str:
    """«từ ngày 02 đến ngày 03 tháng 6 năm 2020»: month and year are named once where they are the same.

    One day gives the plain long date; ValueError when the end comes before the start.
    """
    if end < start:
        raise ValueError("ngày kết thúc đứng trước ngày bắt đầu")
    if start == end:
        return format_date_long(start)
    begin = f"từ ngày {_day(start)}"
    if start.year != end.year:
        begin = f"từ {format_date_long(start)}"
    elif start.month != end.month:
        begin += f" tháng {_month(start)}"
    return f"{begin} đến {format_date_long(end)}"


def format_date_range_short(start: dt.date, end: dt.date) -> str:
    """«02 – 03/6/2020», «30/6 – 02/7/2020», «30/12/2019 – 02/01/2020», with no-break spaces at the dash."""
    if end < start:
        raise ValueError("ngày kết thúc đứng trước ngày bắt đầu")
    if start == end:
        return format_date_short(start)
    begin = _day(start)
    if start.year != end.year:
        begin = format_date_short(start)
    elif start.month != end.month:
        begin += f"/{_month(start)}"
    return f"{begin}\u00a0–\u00a0{format_date_short(end)}"


def year_range(start: int, end: int) -> str:
    """«2020 – 2025» with no-break spaces; one year alone when both are the same."""
    return str(start) if start == end else f"{start}\u00a0–\u00a0{end}"


def number_words(number: int) -> str:
    """0–99 in words: 15 «mười lăm», 21 «hai mươi mốt», 24 «hai mươi tư»; ValueError beyond."""
    if not 0 <= number <= 99:
        raise ValueError(f"chỉ đọc số từ 0 đến 99, không đọc {number}")
    tens, units = divmod(number, 10)
    if not tens:
        return _UNITS[units]
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if not units:
        return head
    tail = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(units, _UNITS[units])
    return f"{head} {tail}"


def ordinal_words(number: int) -> str:
    """«thứ nhất», «thứ hai», … «thứ tư», … «thứ mười», to 99; ValueError for 0 and beyond."""
    if not 1 <= number <= 99:
        raise ValueError(f"số thứ tự bằng chữ chỉ viết từ 1 đến 99, không viết {number}")
    word = {1: "nhất", 4: "tư"}.get(number) or number_words(number)
    return f"thứ {word}"


_FIGURES = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?")


def parse_number(text: str) -> Decimal:
    """«1.234.567» → 1234567, «98,5» → 98.5, as `format_number` writes them; ValueError for any other form."""
    form = text.strip()
    if not _FIGURES.fullmatch(form):
        raise ValueError(f"«{text}» không phải số viết theo kiểu Việt Nam")
    return Decimal(form.replace(".", "").replace(",", "."))
