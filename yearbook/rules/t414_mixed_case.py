"""T414: capitals inside a word («ĐặNG», «HOàng»): what a font without Vietnamese capitals leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import is_syllable, strip_marks


def read(manuscript: Manuscript) -> Iterator[Slip]:
    mixed = [word for word in manuscript.words if _mixed(word)]
    for word in mixed:
        right = word.upper() if sum(c.isupper() for c in word) * 2 > len(word) else word[0] + word[1:].lower()
        for match in re.finditer(rf"(?<![\w'’]){re.escape(word)}(?![\w'’])", manuscript.text):
            yield Slip("T414", match.start(), match.end(), right)


def _mixed(word: str) -> bool:
    """A Vietnamese syllable with marks in neither small, nor large, nor first-letter capitals."""
    tail = word[1:]
    return (
        not (tail.islower() or word.isupper())
        and any(c.isupper() for c in tail)
        and strip_marks(word) != word
        and is_syllable(word.lower())
    )
