"""T301, T302: a word that no Vietnamese syllable is and that stands on no list, or two words typed as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import analyse, is_known, split_glued, strip_marks
from yearbook.vietnamese.letters import letter

MAX_WORD = 60  # letters; longer ones are told by T106


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for word in sorted(manuscript.words):
        if not _suspect(word) or manuscript.lexicon.knows(word):
            continue  # names are judged by T409
        readings = split_glued(word) if len(word) > 3 else ()
        if _is_loan(word, readings):
            continue
        for start in manuscript.find_exact(word):
            end = start + len(word)
            if text[start - 1 : start] in ("'", "’") or text[end : end + 1] in ("'", "’"):
                continue
            if readings:
                hint = "có phải " + " hay ".join(f"«{reading}»" for reading in readings[:3]) + "?"
                yield Slip("T302", start, end, words={"reading": readings[0]}, hint=hint, vague=True)
            else:
                yield Slip("T301", start, end, vague=True)


def _suspect(word: str) -> bool:
    """Only words with a Vietnamese mark are judged: a bare one may be foreign, an abbreviation, a name."""
    if is_known(word) or not 1 < len(word) <= MAX_WORD or any(c.isdigit() or c == "_" for c in word):
        return False
    if word.isupper() and len(word) <= 8 and not _is_shouted(word):
        return False  # an abbreviation: QĐ, BĐVHX, ĐUK
    return strip_marks(word) != word


def _is_loan(word: str, readings: tuple[str, ...]) -> bool:
    """A foreign word spelt by its sound («kilôgam», «Lênin»): many syllables, no tone but a final sắc."""
    if len(_VOWELS.findall(strip_marks(word).lower())) < 2:
        return False
    parts = [analyse(part) for part in readings[0].split()] if readings else []
    if not parts:
        return not _tones(word[:-2])
    toned = [part for part in parts if part and part.tone and not (part.tone == SAC and part.rime[-1] in "ptch")]
    short = any(part and part.rime[-1] in "aăâeêioôơuưy" for part in parts)
    return not toned and (short or len(parts) > 2)


_VOWELS = re.compile("[aeiouy]+")
SAC = 4


def _tones(word: str) -> int:
    """How many letters of a word carry a tone."""
    return sum(bool(letter(c).tone) for c in word)


def _is_shouted(word: str) -> bool:
    """Capitals that hold a vowel with a tone are a word («ĐĂNHHIỆU»), not initials."""
    return _tones(word) > 0
