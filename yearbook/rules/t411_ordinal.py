"""T411: which congress it is: «lần thứ IV», a roman numeral after «lần thứ»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import from_roman, to_roman

_TIMES = re.compile(r"(?<!\w)(lần|LẦN)( thứ| THỨ)? ([IVXLC]+|[ivx]+|\d{1,2})(?![\w/-]|\.\d)")
_EVENT = re.compile(r"(?:Đại hội|ĐẠI HỘI|Hội nghị|HỘI NGHỊ|Liên hoan|Hội thi|Hội diễn)[^.,;:!?\0\n“”()]*$")
_REACH = 100


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _TIMES.finditer(text):
        event = _EVENT.search(text[max(0, match.start() - _REACH) : match.start()])
        if event is None:
            continue  # «đại hội chi bộ lần 2», «gấp 3 lần»: plain words
        times, th, number = match[1], match[2], match[3]
        roman = _roman(number)
        if roman is None:
            yield Slip("T411", match.start(), match.end(), words={"right": "lần thứ …"})
        elif th is None or number != roman:
            if number.isdigit() and th and event[0][:8].lower() != "đại hội ":
                continue  # «Hội nghị … lần thứ 8»: Arabic figures are the custom there
            right = f"{times} {'THỨ' if times.isupper() else 'thứ'} {roman}"
            yield Slip("T411", match.start(), match.end(), right, {"right": right})


def _roman(number: str) -> str | None:
    """The right roman numeral, or None when it is none at all («IIII»)."""
    if number.isdigit():
        return to_roman(int(number)) if int(number) else None
    try:
        return to_roman(from_roman(number))
    except ValueError:
        return None
