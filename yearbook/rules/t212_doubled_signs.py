"""T212: punctuation typed twice or at odds: «,,», «;.», «..», «: :»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# Two dots at the end of a word; three are an ellipsis (T213), more are the dots of a form.
_SIGNS = re.compile(r"(?:,[ ]?[,;.:]|;[ ]?[,;.:]|:[ ]?[,;:]|\.[ ]?[,;:](?!\d)|\.\.)(?!\.)")
# An abbreviation may end in a stop before another sign: «v.v.,», «tr.,», «TS.,».
_ABBREVIATION = re.compile(r"(?:\b(?:v\.v|tr|Tr|TP|Tp|TS|ThS|PGS|GS|NXB|St|Inc|Ltd|Jr|Dr|Mr|Co|No)|\b\w)$")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _SIGNS.finditer(text):
        signs, left = match[0], text[match.start() - 1 : match.start()]
        if not (left.isalnum() or (left and left in "”»)")):
            continue
        if signs[0] == "." and _ABBREVIATION.search(text[max(0, match.start() - 5) : match.start()]):
            continue
        same = signs[0] == signs[-1] and signs[0] in ",;:"
        yield Slip("T212", match.start(), match.end(), signs[0] if same else None)
