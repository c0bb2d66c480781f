"""T205: a combining mark that makes no letter with what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_MARK = re.compile("[\u0300-\u036f]+")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for match in _MARK.finditer(manuscript.text):
        start = match.start() - (not manuscript.text[match.start() - 1 : match.start()].isspace())
        yield Slip("T205", max(0, start), match.end(), words={"point": f"U+{ord(match[0][-1]):04X}"})
