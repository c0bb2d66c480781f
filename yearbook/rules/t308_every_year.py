"""T308: «hằng năm» or «hàng năm», one of them in the whole book (setting `style.every`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_EVERY = re.compile(r"(?<!\w)([Hh])([ằà])ng (?=(?:năm|ngày|tháng|tuần|quý|giờ)(?!\w))")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    vowel = manuscript.lexicon.style.every[1]
    for match in _EVERY.finditer(manuscript.text):
        before = manuscript.small[max(0, match.start() - 12) : match.start()].split("\0")[-1]
        if match[2] != vowel and not before.rstrip().endswith(("đơn", "mặt", "bán", "giao", "cửa", "ngân", "khách")):
            yield Slip("T308", match.start(), match.end() - 1, f"{match[1]}{vowel}ng", style=True)
