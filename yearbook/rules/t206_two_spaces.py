"""T206: two or more spaces between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_SPACES = re.compile("[ \u00a0\t]{2,}|\t")
_EDGE = "\0\n\ufffc"


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if not start or end == len(text) or text[start - 1] in _EDGE or text[end] in _EDGE:
            continue  # indentation, the end of a line, a cell of a table
        before = text[max(0, start - 20) : start].split("\0")[-1].split(" ")[-1]
        after = text[end : end + 20].split("\0")[0].split(" ")[0]
        yield Slip("T206", start, end, " ", {"around": f"{before} {after}"})
