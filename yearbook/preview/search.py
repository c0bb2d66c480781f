"""Words sought in the text of pages: as they are written, or without regard to case, tone and accent marks."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache

from yearbook.values import dataclass

MOST = 500  # hits told
AROUND = 40  # characters of text on each side of a hit
_ALIKE = str.maketrans({"đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


@dataclass(frozen=True)
class Folded:
    """A text as it is compared, and for each of its characters the index in the original."""

    text: str
    origin: array[int]


@dataclass(frozen=True)
class Hit:
    """Characters `start` to `end` of a text, with the words around them."""

    start: int
    end: int
    before: str
    words: str
    after: str


@lru_cache(maxsize=4096)
def folded(text: str, exact: bool) -> Folded:
    """White space becomes one space; unless `exact`, case and all marks are dropped (đ is d)."""
    characters: list[str] = []
    origin = array("I")
    for index, character in enumerate(text):
        if character.isspace() or not character.isprintable():
            if not characters or characters[-1] != " ":
                characters.append(" ")
                origin.append(index)
            continue
        for piece in _piece(character, exact):
            characters.append(piece)
            origin.append(index)
    return Folded("".join(characters), origin)


@lru_cache(maxsize=4096)
def _piece(character: str, exact: bool) -> str:
    plain = unicodedata.normalize("NFC", character).translate({ord(k): v for k, v in (("“", '"'), ("”", '"'))})
    if exact:
        return plain
    parts = unicodedata.normalize("NFD", character.translate(_ALIKE).casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def find(text: str, wanted: str, *, exact: bool = False) -> Iterator[Hit]:
    """Where the words stand in a text, in order, not overlapping."""
    sought = folded(unicodedata.normalize("NFC", wanted.strip()), exact).text.strip()
    if not sought:
        return
    known = folded(text, exact)
    at = known.text.find(sought)
    while at >= 0:
        start, end = known.origin[at], known.origin[at + len(sought) - 1] + 1
        yield Hit(start, end, _before(text, start), _flat(text[start:end]), _after(text, end))
        at = known.text.find(sought, at + len(sought))


def _before(text: str, start: int) -> str:
    """Whole words in front of a hit."""
    words = _flat(text[max(0, start - AROUND) : start])
    return words.lstrip() if start <= AROUND else f"… {words.partition(' ')[2]}"


def _after(text: str, end: int) -> str:
    """Whole words after a hit."""
    words = _flat(text[end : end + AROUND])
    return words.rstrip() if end + AROUND >= len(text) else f"{words.rpartition(' ')[0]} …"


def _flat(text: str) -> str:
    """On one line; the white space at its ends stays a space."""
    return "".join(" " if c.isspace() or not c.isprintable() else c for c in text).replace("  ", " ")


@dataclass(frozen=True)
class Found:
    """A hit on a page (from 1) or in a document."""

    place: int
    hit: Hit


def find_all(count: int, text_of: Callable[[int], str], wanted: str, *, exact: bool = False) -> tuple[Found, ...]:
    """The first `MOST` hits in the texts 1 to `count`."""
    found: list[Found] = []
    for place in range(1, count + 1):
        for hit in find(text_of(place), wanted, exact=exact):
            found.append(Found(place, hit))
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)
