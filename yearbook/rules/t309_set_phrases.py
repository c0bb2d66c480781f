"""T309: set phrases of official language that want their comma: «thi đua, khen thưởng», «người tốt, việc tốt»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_PHRASES = (
    ("hiện đại", re.compile(r"(công nghiệp h(?:óa|oá)) (hiện đại h(?:óa|oá))", re.IGNORECASE), ", "),
    # the name of a department has its hyphen (T215), «công tác thi đua khen thưởng» wants the comma of the law
    ("thi đua khen thưởng", re.compile(r"((?:công tác|về|Luật|pháp luật|phong trào) thi đua) (khen thưởng)"), ", "),
    ("người tốt việc tốt", re.compile(r"(người tốt) (việc tốt)", re.IGNORECASE), ", "),
)


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for first, pattern, sign in _PHRASES:
        if next(manuscript.find(first), None) is None:
            continue
        for match in pattern.finditer(manuscript.text):
            yield Slip("T309", match.start(), match.end(), f"{match[1]}{sign}{match[2]}", style=True)
