"""T209: a space after an opening bracket or quotation mark; none before one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_INSIDE = re.compile(r"[(\[“«]([ \u00a0]+)(?=\w)")
_OPENING = re.compile(r"[(“](?=\w)")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _INSIDE.finditer(text):
        yield Slip("T209", match.start(1), match.end(1), "", {"detail": f"thừa dấu cách sau «{match[0][0]}»"})
    for match in _OPENING.finditer(text):
        start = match.start()
        before = text[max(0, start - 2) : start]
        if len(before) == 2 and before.isalpha() and before.islower():  # «QH13(», «f(x)» are numbers and formulas
            yield Slip("T209", start, start, " ", {"detail": f"thiếu dấu cách trước «{match[0]}»"})
