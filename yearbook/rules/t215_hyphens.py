"""T215: compounds of offices and terms take a hyphen between spaces: «Thi đua - Khen thưởng», «kinh tế - xã hội»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_FIRST = "thi đua|kinh tế|chính trị|văn hóa|văn hoá|khoa học|kế hoạch|tổ chức|hành chính|quốc phòng|xây dựng".split("|")
_DASH = re.compile(
    r"[-–—][ \u00a0]?(?:khen thưởng|xã hội|tài chính|công nghệ|cán bộ|tổng hợp|an ninh|nghệ thuật|kỹ thuật)",
    re.IGNORECASE,
)


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _DASH.finditer(text):
        start = match.start() - (text[match.start() - 1 : match.start()] in (" ", "\u00a0"))
        first = next((f for f in _FIRST if manuscript.small.endswith(f, max(0, start - len(f)), start)), "")
        second = match[0][1:].lstrip(" \u00a0")
        gaps = text[start : match.end() - len(second)].replace("\u00a0", " ")
        if first and gaps != " - ":
            begin = start - len(first)
            yield Slip("T215", begin, match.end(), f"{text[begin:start]} - {second}")
