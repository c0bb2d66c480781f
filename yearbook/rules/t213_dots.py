"""T213: three full stops instead of the one sign «…», or a space before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# Four and more dots are a place to be filled in; «./.» ends an official document.
_DOTS = re.compile(r"\.{3,}")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _DOTS.finditer(text):
        start, end = match.span()
        if end - start > 3 or text[end : end + 1] == "/" or text[start - 1 : start] == "/":
            continue
        spaced = start > 1 and text[start - 1] in " \u00a0" and (text[start - 2].isalnum() or text[start - 2] in "”»)%")
        start -= spaced
        before = text[start - 1 : start]
        inside = before.isalnum() or (before != "" and before in "”»)%")
        yield Slip("T213", start, end, "…" if inside else None, {"new": "…"}, style=True)
