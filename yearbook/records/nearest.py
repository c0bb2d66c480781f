"""«Có phải …?»: the known word that a mistyped one most likely means."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 100  # longer words are no typing slips, and comparing them costs time
_CUTOFF = 0.6


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower case without accents; spaces, dots, hyphens and underscores are one thing."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[\s._\-–]+", "-", letters).strip("-")


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to `word` whatever its accents, case and separators; None when nothing is near."""
    if len(word) > _LONGEST:
        return None
    return _nearest(word, tuple(candidates))


@lru_cache(maxsize=2_000)
def _nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    by_fold: dict[str, str] = {}
    for candidate in candidates:
        if len(candidate) <= _LONGEST:
            by_fold.setdefault(fold(candidate), candidate)
    wanted = fold(word)
    if not wanted:
        return None
    if wanted in by_fold:
        return by_fold[wanted]
    close = difflib.get_close_matches(wanted, by_fold, n=1, cutoff=_CUTOFF)
    return by_fold[close[0]] if close else None
