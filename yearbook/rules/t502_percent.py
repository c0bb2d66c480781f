"""T502: the per cent sign stands at its number: «98,5%» (CLDR vi); the printed book glues a space before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_SPACE = re.compile(r"(?<=\d)[ \u00a0]+(?=[%‰])")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for match in _SPACE.finditer(manuscript.text):
        start = match.start()
        number = re.search(r"[\d.,]+$", manuscript.text[max(0, start - 20) : start])
        yield Slip("T502", start, match.end(), "", {"number": number[0] if number else ""}, style=True)
