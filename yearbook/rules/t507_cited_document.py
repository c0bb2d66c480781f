"""T507: a document cited with another date than decisions.yaml has for its number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import format_date_short

_CITED = re.compile(
    r"(\d{1,5}(?:/(?:19|20)\d\d)?(?:/[A-ZĐƯ][\w&]{0,11}(?:-[\w&]{1,12}){0,3}|-[A-ZĐ]{2,6}/[A-Z]{2,6}))"
    r",? (?:ký )?(?:ngày )((\d{1,2})/(\d{1,2})/(\d{4})|(\d{1,2}) tháng (\d{1,2}) năm (\d{4}))(?!\w)"
)


def read(manuscript: Manuscript) -> Iterator[Slip]:
    known: dict[str, list[dt.date]] = {}
    for decision in manuscript.lexicon.decisions:
        known.setdefault(decision.number.replace(" ", ""), []).append(decision.date)
    if not known:
        return
    for match in _CITED.finditer(manuscript.text):
        dates = known.get(match[1])
        day, month, year = (int(value) for value in (match.group(3, 4, 5) if match[3] else match.group(6, 7, 8)))
        if dates and not any((day, month, year) == (date.day, date.month, date.year) for date in dates):
            right = " hay ".join(format_date_short(date) for date in dates)
            yield Slip("T507", match.start(2), match.end(2), words={"number": match[1], "right": right})
