"""T501: a point between thousands and a comma before decimals («1.234.567», «98,5%»): Luật Kế toán, Điều 11."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,/-])(?: (?:đồng|USD|người|lượt)(?!\w))?")
_DECIMALS = re.compile(r"\d{1,3}\.\d{1,2}(?= ?%)")
_SWAP = str.maketrans(",.", ".,")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for pattern in (_THOUSANDS, _DECIMALS):
        for match in pattern.finditer(text):
            left = text[match.start() - 1 : match.start()]
            number, unit, _ = match[0].partition(" ")
            if left.isalnum() or (left and left in ".,/-") or (number.count(",") == 1 and not unit):
                continue  # «0,125» is a decimal
            # «12,500 người» may be twelve and a half: only two commas or a per cent sign make it sure
            sure = pattern is _DECIMALS or number.count(",") > 1
            new = number.translate(_SWAP)
            yield Slip("T501", match.start(), match.start() + len(number), new if sure else None, {"right": new})
