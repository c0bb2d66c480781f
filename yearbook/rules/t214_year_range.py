"""T214: a range of years without its spaced en dash («2015-2020»): the name of the Congress has «2020 – 2025»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import NBSP

_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(rf"({_YEAR})([ \u00a0]?[-–—−][ \u00a0]?)({_YEAR})(?![\w/-]|\.\d)")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for match in _RANGE.finditer(manuscript.text):
        left = manuscript.text[match.start() - 1 : match.start()]
        if left.isalnum() or (left and left in "/.-"):
            continue
        first, dash, last = match.groups()
        if first > last:
            yield Slip("T509", match.start(), match.end(), words={"first": first, "last": last})
        elif dash.replace(NBSP, " ") != " – ":
            yield Slip("T214", match.start(), match.end(), f"{first} – {last}", style=True)
