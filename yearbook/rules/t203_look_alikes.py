"""T203: letters of another script that look like Latin ones («Нà Nội» with a Cyrillic Н)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import is_syllable
from yearbook.vietnamese.letters import VIETNAMESE

# Cyrillic and Greek letters with the Latin letters they are taken for.
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјорсхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχ", "ABESIJKMHOPCTXYaesijopcxyABEZHIKMNOPTYXaivopux"
)
_STRANGE = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_WORD = re.compile(r"\w+")
_LATIN = frozenset(VIETNAMESE) | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text, last = manuscript.text, 0
    for found in _STRANGE.finditer(text):
        if found.start() < last:
            continue  # another letter of the same word
        start = found.start()
        while start and text[start - 1].isalnum():
            start -= 1
        match = _WORD.match(text, start)
        assert match is not None
        last, latin = match.end(), match[0].translate(_TWINS)
        if not _LATIN.isdisjoint(match[0]):  # a whole word in Greek or Russian is a quotation, not a slip
            words = {"strange": found[0], "point": f"U+{ord(found[0]):04X}"}
            yield Slip("T203", start, last, latin if is_syllable(latin) else None, words)
