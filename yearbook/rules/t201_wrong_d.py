"""T201: another code than that of đ: ð (eth), ɖ (African d) come from old fonts and look the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_RIGHT = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_WRONG = re.compile("[ÐðƉɖ]")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for match in _WRONG.finditer(manuscript.text):
        words = {"point": f"U+{ord(match[0]):04X}"}
        yield Slip("T201", match.start(), match.end(), _RIGHT[match[0]], words)
