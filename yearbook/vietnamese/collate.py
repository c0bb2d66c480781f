"""Dictionary order: syllable by syllable, in each the letters first, then the tone.

Measured against a published list of 11,000 words this gives no inversion; ICU's and pyuca's comparison of
whole strings gives 12.6 % and 16.2 %. What is not a letter or a digit only parts syllables. Ties fall to
the number of foreign marks, small before capital, and at last the code points, so that the order is total.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from yearbook.vietnamese.letters import BEYOND, RANK, letter
from yearbook.vietnamese.names import NameOrder, split_name
from yearbook.vietnamese.normalise import nfc

# A number, or a run of letters with any marks that have no composed form.
_TOKEN = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")


class Syllable(NamedTuple):
    """A syllable or number as it compares: `kind` 0 for numbers, 1 for letters."""

    kind: int
    letters: tuple[int, ...]
    tones: tuple[int, ...]


class SortKey(NamedTuple):
    """Compares like a dictionary; keys of different texts are never equal."""

    syllables: tuple[Syllable, ...]
    foreign: tuple[int, ...]
    capitals: tuple[bool, ...]
    text: str


class PersonKey(NamedTuple):
    """Three parts of a name in the order in which they count, and the whole name."""

    first: SortKey
    second: SortKey
    third: SortKey
    name: SortKey


@lru_cache(maxsize=16_384)
def sort_key(text: str) -> SortKey:
    """The key for `sorted` and `min`: «la là lả lã lá lạ lan», «Phòng 2» before «Phòng 10»."""
    syllables: list[Syllable] = []
    foreign: list[int] = []
    for token in _TOKEN.findall(nfc(text)):
        if token[0].isdecimal():
            syllables.append(_number(token))
        else:
            syllable, marks = _syllable(token)
            syllables.append(syllable)
            foreign.extend(marks)
    capitals = tuple(c.isupper() for c in text if c.isalpha())
    return SortKey(tuple(syllables), tuple(foreign), capitals, text)


def _number(token: str) -> Syllable:
    # By value, without int(): Python refuses to read more than 4,300 digits.
    digits = [unicodedata.decimal(c) for c in token]
    while len(digits) > 1 and not digits[0]:
        del digits[0]
    return Syllable(0, (len(digits), *digits), ())


@lru_cache(maxsize=8192)
def _syllable(token: str) -> tuple[Syllable, tuple[int, ...]]:
    """A word is met again and again in a list of names."""
    ranks: list[int] = []
    tones: list[int] = []
    foreign: list[int] = []
    for character in token:
        if unicodedata.combining(character):
            foreign.append(ord(character))
            continue
        parts = letter(character)
        ranks.extend(RANK.get(base, BEYOND + ord(base)) for base in parts.bases)
        foreign.extend(parts.foreign)
        if parts.tone:
            # Only which tone, not on which letter: «hòa» and «hoà» are one word in two spellings.
            tones.append(parts.tone)
    return Syllable(1, tuple(ranks), tuple(tones)), tuple(foreign)


@lru_cache(maxsize=16_384)
def person_key(name: str, by: NameOrder = "given_name") -> PersonKey:
    """By given name, then family name, then middle names; or by the name as written, family name first."""
    parts = split_name(name)
    family, middle, given = (sort_key(part) for part in parts)
    if by == "family_name":
        return PersonKey(family, middle, given, sort_key(name))
    return PersonKey(given, family, middle, sort_key(name))


DIGITS = "0–9"
SIGNS = "#"


def index_letter(text: str) -> str:
    """The heading of an index under which a text stands: «Ánh» → A, «Ấu» → Â, «đèn» → Đ, «4G» → 0–9.

    Texts in the order of `sort_key` stand under each heading in one run; `#` heads those without any letter.
    """
    match = _TOKEN.search(nfc(text))
    if match is None:
        return SIGNS
    first = match[0][0]
    return DIGITS if first.isdecimal() else letter(first).bases[0].upper()


def person_letter(name: str, by: NameOrder = "given_name") -> str:
    """The heading of an index of persons: the letter of the given name, or of the family name."""
    parts = split_name(name)
    return index_letter(parts.family or parts.given if by == "family_name" else parts.given)
