"""T210: straight or low quotation marks instead of “ ”; the printed book sets them right, the record keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import typographic

_MARK = re.compile('["„‟]')


def read(manuscript: Manuscript) -> Iterator[Slip]:
    if not _MARK.search(manuscript.text):
        return
    for group in manuscript.fields():
        for start, passage in group:
            if not _MARK.search(passage.text):
                continue
            even = passage.text.count('"') % 2 == 0  # an odd one is missing its mate: nobody knows which
            curly = typographic(passage.text.replace("„", '"').replace("‟", '"'))
            same = len(curly) == len(passage.text)
            for match in _MARK.finditer(passage.text):
                new = curly[match.start()] if even and same else None
                yield Slip("T210", start + match.start(), start + match.end(), new, style=True)
