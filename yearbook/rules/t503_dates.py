"""T503–T505: dates: padded as Nghị định 30/2020/NĐ-CP has it, written with strokes, and on the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_LONG = re.compile(r"(\w+) (\d{1,2}) (tháng|THÁNG) (\d{1,2})(?: (năm|NĂM) (\d{4}))?(?![\w/])")
_SHORT = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\w/-]|[.,]\d)")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    found = (_LONG.match(manuscript.text, start) for start in manuscript.find("ngày"))
    for match in filter(None, found):
        day, month, year = match[2], match[4], match[6]
        if not _exists(day, month, year or "2000"):  # a leap year: «ngày 29 tháng 02» may be right
            yield Slip("T505", match.start(), match.end())
        elif (_day(day), _month(month)) != (day, month):
            tail = f" {match[5]} {year}" if year else ""
            yield Slip(
                "T503",
                match.start(),
                match.end(),
                f"{match[1]} {_day(day)} {match[3]} {_month(month)}{tail}",
                style=True,
            )
    for match in _SHORT.finditer(manuscript.text):
        day, stroke, month, year = match.groups()
        left = manuscript.text[match.start() - 1 : match.start()]
        if left.isalnum() or (left and left in "/.,-"):
            continue
        if not _exists(day, month, year):
            if stroke == "/" or manuscript.small[max(0, match.start() - 6) : match.start()].rstrip().endswith("ngày"):
                yield Slip("T505", match.start(), match.end())
        elif (_day(day), "/", _month(month)) != (day, stroke, month):
            yield Slip("T504", match.start(), match.end(), f"{_day(day)}/{_month(month)}/{year}", style=True)


def _exists(day: str, month: str, year: str) -> bool:
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _day(day: str) -> str:
    return f"{int(day):02}"


def _month(month: str) -> str:
    return f"{int(month):02}" if int(month) < 3 else str(int(month))
