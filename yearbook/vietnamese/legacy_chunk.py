"""What one chunk of text (what stands between two spaces) shows by itself, before its neighbours are asked."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from yearbook.vietnamese.legacy_decode import Encoding, decode, is_weak
from yearbook.vietnamese.letters import letter
from yearbook.vietnamese.normalise import nfc
from yearbook.vietnamese.rimes import STOPS, spelled_together
from yearbook.vietnamese.syllables import all_syllables, is_known


class Reading(NamedTuple):
    """A chunk in one old encoding; a weak reading counts only beside sure ones."""

    encoding: Encoding
    text: str
    weak: bool


class Seen(NamedTuple):
    """What one chunk shows by itself, without its neighbours.

    `stands`: it is right as it is. `readings`: other texts it may be. `alike`: old encodings in which it reads
    the same. `tells`: it has letters that are not ASCII, so that it speaks for some encodings and against others.
    """

    text: str
    stands: bool
    readings: tuple[Reading, ...]
    alike: tuple[Encoding, ...]
    tells: bool


OLD_ENCODINGS: tuple[Encoding, ...] = ("mojibake", "vni", "tcvn3", "cp1258", "viqr")
"""In the order of preference where nothing else decides: the hardest to hit by chance first."""

_BEYOND_ASCII = re.compile("[\u0080-\u00ffĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_MAYBE_OLD = re.compile("[-\u0080-\u00ff\u2010\u2011\u2212μ^`~(+?'.]|[Dd][Dd]")
_SIGN_OF_OLD = re.compile("[\u0080-\u009f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf×÷]")
_ODD_QUOTE = re.compile(r"\w«|»\w")
_NO_PUNCTUATION = "\u0080-\u00bf‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ"
_MOJIBAKE = re.compile(f"(?:á[º»]|Ã)(?:[{_NO_PUNCTUATION}]|[…“”‘’–—]\\w)")
"""A letter in mojibake, told from a word before a closing quote («khá»…)."""
_LETTERS = re.compile(r"[^\W\d_]+")
EDGES = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»‘’‚“”„‹›–—…•\u00a0"
_TELLTALES = frozenset(("Thò", "THÒ"))
"""Syllables that hardly begin with a capital, but stand in half of all women's names in VNI («Thị»)."""
AFTER = EDGES + "®©²³°™"


@lru_cache(maxsize=65536)
def see(chunk: str) -> Seen:
    """A chunk by itself: «Hoà» stands and may be VNI «Hồ»; «Vuõ» does not stand and can only be VNI «Vũ»."""
    text = nfc(chunk)
    tells = bool(_BEYOND_ASCII.search(text)) and any(c.isalpha() for c in text)
    if _UNICODE_ONLY.search(text):
        return Seen(text, True, (), (), tells)
    if not _MAYBE_OLD.search(text):
        return Seen(text, True, (), (), tells)
    decoded = {encoding: decode(text, encoding) for encoding in OLD_ENCODINGS}
    if decoded["mojibake"] and _MOJIBAKE.search(text):
        decoded = {"mojibake": decoded["mojibake"]}
    elif text.strip(EDGES) in _TELLTALES:
        decoded = {"vni": decoded["vni"]}
    readings = tuple(
        Reading(encoding, reading, is_weak(text, encoding))
        for encoding, reading in decoded.items()
        if reading is not None and reading != text
    )
    alike = tuple(encoding for encoding, reading in decoded.items() if reading == text)
    if text.isascii():
        return Seen(text, all(reading.weak for reading in readings), readings, alike, tells)
    return Seen(text, _stands(text), readings, alike, tells)


def _stands(text: str) -> bool:
    core = text.lstrip(EDGES).rstrip(AFTER)
    if _SIGN_OF_OLD.search(core) or _ODD_QUOTE.search(text) or _MOJIBAKE.search(text) or core in _TELLTALES:
        return False
    return is_known(core) or all(word.isascii() or is_known(word) for word in _LETTERS.findall(core))


@cache
def _toneless() -> frozenset[str]:
    return frozenset(spelled_together(s.onset, s.rime) or "" for s in all_syllables().values())


def is_slip(text: str) -> bool:
    """Whether a word would be a syllable with another tone: a slip of the typist rather than an old encoding."""
    core = text.strip(EDGES)
    parts = [letter(c) for c in core]
    if any(part.foreign for part in parts) or sum(part.tone > 0 for part in parts) > 1 or is_known(core):
        return False
    # Without a stop at its end it would be a syllable as it is.
    bare = "".join(part.bases for part in parts)
    return (core.isupper() or core[1:].islower()) and bare.endswith(STOPS) and bare in _toneless()
