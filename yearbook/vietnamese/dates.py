"""Dates as they are written in Vietnamese texts: found, read, and held against the calendar and the official form.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (days under 10 and months 1–2 take a leading zero).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from yearbook.values import dataclass
from yearbook.vietnamese.numbers import format_date_short

_LONG = re.compile(
    r"(ngày |mùng |mồng |Ngày |Mùng |Mồng |NGÀY )(\d{1,2})( tháng | THÁNG )(\d{1,2})(?:( năm | NĂM )(\d{4}))?(?![\w/])"
)
_SHORT = re.compile(r"(?<![\w/.,-])(\d{1,2})([/.-])(\d{1,2})\2((?:1[89]|20|21)\d\d)(?![\w/-]|[.,]\d)")
_LEAP = 2000  # a date without its year may be 29 February


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: `date` is None when the calendar has no such day, or the year is not said (`yearless`).

    `proper` is the same date in the form of Nghị định 30/2020/NĐ-CP; `long`: «ngày … tháng …», not «03/6/2020».
    """

    start: int
    end: int
    written: str
    date: dt.date | None
    proper: str
    long: bool
    exists: bool

    @property
    def yearless(self) -> bool:
        return self.exists and self.date is None


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDate]:
    """Every date of a text, the long ones («ngày 02 tháng 10 năm 2020») first, then the short ones («02/10/2020»)."""
    stop = len(text) if end is None else end
    for match in _LONG.finditer(text, start, stop):
        head, day, between, month, before_year, year = match.groups()
        proper = f"{head}{_day(day)}{between}{_month(month)}" + (f"{before_year}{year}" if year else "")
        date = _date(day, month, year or str(_LEAP))
        yield FoundDate(*match.span(), match[0], date if year else None, proper, True, date is not None)
    for match in _SHORT.finditer(text, start, stop):
        day, _, month, year = match.groups()
        date = _date(day, month, year)
        proper = format_date_short(date) if date else match[0]
        yield FoundDate(*match.span(), match[0], date, proper, False, date is not None)


def parse_date(text: str) -> dt.date | None:
    """«ngày 02 tháng 10 năm 2020», «02/10/2020», «2-10-2020» → the date; None for anything else."""
    text = " ".join(text.split())
    whole = (found for found in find_dates(text) if (found.start, found.end) == (0, len(text)))
    return next((found.date for found in whole), None)


def _date(day: str, month: str, year: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day(day: str) -> str:
    return f"{int(day):02}"


def _month(month: str) -> str:
    return f"{int(month):02}" if int(month) < 3 else str(int(month))
