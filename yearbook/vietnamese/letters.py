"""The Vietnamese alphabet: a letter taken apart into base letter, tone and foreign marks.

Order of letters and tones: Vietnamese dictionaries (a ă â b c d đ e ê … o ô ơ … u ư … y; ngang, huyền,
hỏi, ngã, sắc, nặng). The foreign letters f j w z stand where the Latin alphabet has them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from yearbook.values import dataclass

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
RANK = {letter: number for number, letter in enumerate(ALPHABET)}
BEYOND = 1000
"""Added to the code point of a letter outside the alphabet, so that it sorts after z."""

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining marks of the tones in dictionary order: huyền, hỏi, ngã, sắc, nặng (ngang has none)."""
TONE_RANK = {mark: number for number, mark in enumerate(TONES, start=1)}

# Letters that Unicode does not take apart, read as the letters a Vietnamese reader would look under.
# ð and ɖ are wrong codes for đ that come with old fonts.
FOLDED = {"ð": "đ", "ɖ": "đ", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "þ": "th", "ħ": "h"}

_SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *TONES)] + ["đ"]
VIETNAMESE = tuple(letter for small in _SMALL if not small.isascii() for letter in (small, small.upper()))
"""The 134 letters that Vietnamese adds to A–Z and a–z: what every face must have."""

REPERTOIRE = frozenset(
    (
        *range(0x20, 0x7F),
        *range(0xA0, 0x100),
        *map(ord, "ĂăĐđĨĩŨũƠơƯưỲỳ"),
        *range(0x1EA0, 0x1EFA),
        *map(ord, "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"),
        *map(ord, "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›⁄₫€№™−×½¼¾"),
    )
)
"""Code points of whole alphabets: what a face that travels with a book should hold beside what the book shows."""

UPPER = "".join(c for c in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
"""All Latin capitals, for character classes: «[A-Z]» leaves out Đ, and «[À-Ỹ]» holds small letters too."""


@dataclass(frozen=True)
class Letter:
    """One letter of a word: small base letters (mostly one), tone 0–5, foreign marks as code points."""

    bases: str
    tone: int
    foreign: tuple[int, ...]


@lru_cache(maxsize=4096)
def letter(character: str) -> Letter:
    """Take one NFC character apart: «Ấ» → â + sắc, «ö» → o + a foreign mark, «Ш» → itself."""
    folded = character.casefold()
    decomposed = unicodedata.normalize("NFD", folded if len(folded) == 1 else character.lower())
    base, marks = decomposed[0], decomposed[1:]
    tone = 0
    foreign: list[int] = []
    for mark in marks:
        if composed := _with_mark(base, mark):
            base = composed
        elif mark in TONE_RANK and not tone:
            tone = TONE_RANK[mark]
        else:
            foreign.append(ord(mark))
    if base in FOLDED:
        foreign.append(ord(base))
        base = FOLDED[base]
    return Letter(base, tone, tuple(foreign))


def _with_mark(base: str, mark: str) -> str:
    """The letter of the alphabet that base and mark make together (a + breve → ă), or nothing."""
    composed = unicodedata.normalize("NFC", base + mark)
    return composed if composed in RANK and mark not in TONE_RANK else ""
