"""Where the pages of the printed book begin, told in terms of its text: what the page list of the EPUB is made of.

The laid-out book knows pages and no EPUB; the EPUB has the same ids and the same text and no pages. A `PageStart` is
what both understand. Text is compared as signs: no spaces, no case (`signs`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from yearbook.values import dataclass

WINDOW = 60  # signs of a page's beginning that are told
_NOT_SIGNS = re.compile("[\\s\u00ad\u200b\u2060\ufeff]+")


def signs(text: str) -> str:
    """The text as it is compared: composed, without spaces and soft hyphens, in small letters."""
    return _NOT_SIGNS.sub("", unicodedata.normalize("NFC", text)).lower()


@dataclass(frozen=True)
class PageStart:
    """The beginning of one page.

    page     its number, as the folio has it
    part     id of the part it stands in
    opening  ids that begin on this page before any of its text, in order: the page begins with them
    inside   ids that begin on it later
    words    its first `WINDOW` signs; empty for a blank page and one of pictures only
    since    signs of the printed text between the last id before this page and its beginning
    """

    page: int
    part: str
    opening: tuple[str, ...]
    inside: tuple[str, ...]
    words: str
    since: int


@dataclass(frozen=True)
class Starts:
    """The beginnings of some pages in a row, numbered from 1, told as if nothing came before.

    loose: how many of them have no id before them: what they say of part and signs goes on from the pages before;
    part, since, anchored: where the pages end, `anchored` if they have an id.
    """

    pages: tuple[PageStart, ...]
    loose: int
    part: str
    since: int
    anchored: bool


def joined(runs: Iterable[Starts]) -> tuple[PageStart, ...]:
    """The beginnings of all pages of a book, numbered through, from those of its runs."""
    told: list[PageStart] = []
    part, since = "", 0
    for run in runs:
        for place, start in enumerate(run.pages):
            loose = place < run.loose
            before = since if loose else 0
            told.append(replace(start, page=len(told) + 1, part=start.part or part, since=start.since + before))
        part = run.part or part
        since = run.since if run.anchored else since + run.since
    return tuple(told)
