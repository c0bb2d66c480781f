"""Typography of text nodes on their way to a page: where no line may break, and the right signs.

`segments` decides where lines may break and changes nothing but spaces. `typographic` sets the signs that
typists cannot reach: curly quotes, the ellipsis, the dash of a range of years. Neither corrects data:
spaces before commas, tones and capitals are for the rules to report.
"""

from __future__ import annotations

import re
from functools import lru_cache

from yearbook.values import dataclass
from yearbook.vietnamese.normalise import NBSP
from yearbook.vietnamese.phrases import DOCUMENT_NUMBER, YEAR, phrases

MAX_RUN = 36
"""Longest stretch, in characters, that gluing may make unbreakable: longer ones tear holes in justified lines."""

REMEMBERED = 4096  # texts: several editions set the same ones
# Signs after which Unicode (UAX #14) allows a break even beside a no-break space.
_BREAKERS = re.compile("[-/–—]")


@dataclass(frozen=True)
class Segment:
    """A stretch of text; `nowrap` asks for `white-space: nowrap`, because the fonts lack U+2011."""

    text: str
    nowrap: bool = False


@lru_cache(maxsize=REMEMBERED)
def segments(text: str) -> tuple[Segment, ...]:
    """Cut text into stretches with no-break spaces set; joined, they differ from `text` in spaces only.

    Example: «Quyết định số 937/QĐ-BTTTT ngày 03/6/2020» → «Quyết định », nowrap «số 937/QĐ-BTTTT», « »,
    nowrap «ngày 03/6/2020».
    """
    characters = list(text)
    kept: list[tuple[int, int]] = []
    for pattern in phrases():
        for match in pattern.finditer(text):
            start, end = match.span()
            if _glue(characters, start, end) and end - start <= MAX_RUN and _BREAKERS.search(text, start + 1, end - 1):
                kept.append((start, end))
    glued = "".join(characters)
    pieces: list[Segment] = []
    position = 0
    for start, end in _merged(kept):
        if position < start:
            pieces.append(Segment(glued[position:start]))
        pieces.append(Segment(glued[start:end], nowrap=True))
        position = end
    if position < len(glued):
        pieces.append(Segment(glued[position:]))
    return tuple(pieces)


def _glue(characters: list[str], start: int, end: int) -> bool:
    """Make the spaces of a phrase no-break spaces, unless too long a stretch would come of it."""
    spaces = [i for i in range(start, end) if characters[i] == " "]
    if spaces:
        left, right = start, end
        while left > 0 and characters[left - 1] not in " \n" and end - left <= MAX_RUN:
            left -= 1
        while right < len(characters) and characters[right] not in " \n" and right - left <= MAX_RUN:
            right += 1
        if right - left > MAX_RUN:
            return False
    for i in spaces:
        characters[i] = NBSP
    return True


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans; those that overlap become one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def glue(text: str) -> str:
    """Only the no-break spaces, for places that take plain text (attributes, bookmarks, EPUB titles)."""
    return "".join(segment.text for segment in segments(text))


# --- signs ------------------------------------------------------------------------------------------------

# Strings that are code, not words: addresses and document numbers keep every sign.
_CODE = re.compile(
    r"(?:https?://|www\.)[^\s\"<>“”]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|"
    + DOCUMENT_NUMBER.replace("_", "[ \u00a0]").replace("[ \u00a0]-[ \u00a0]", " ?- ?")
)
_YEARS = re.compile(rf"(?<![\w/.@-])({YEAR})[ \u00a0]?[-–][ \u00a0]?({YEAR})(?![\w/@-]|\.\d)")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_OPENERS = "([{«“‘—–-/"
_CLOSERS = ")]}»”’.,;:!?…%"


def typographic(text: str, before: str = "") -> str:
    """Straight quotes → “ ”, three dots → «…», «2020-2025» → «2020 – 2025»; twice changes nothing more.

    `before` is what was already set in the same paragraph before this node, so that quotes pair across
    emphasis. Addresses, e-mails and document numbers are left as they are.
    """
    parts: list[str] = []
    position = 0
    for match in _CODE.finditer(text):
        parts += [text[position : match.start()], match[0]]
        position = match.end()
    parts.append(text[position:])
    # Odd places hold code; only the dots and dashes are settled piece by piece, quotes need their neighbours.
    for i in range(0, len(parts), 2):
        parts[i] = _YEARS.sub(_year_range, _ELLIPSIS.sub("…", parts[i]))
    return _curly("".join(parts), before)


def _year_range(match: re.Match[str]) -> str:
    first, last = match[1], match[2]
    return f"{first}{NBSP}–{NBSP}{last}" if first < last else match[0]


def _curly(text: str, before: str) -> str:
    if '"' not in text:
        return text
    depth = before.count("“") - before.count("”")
    characters = list(text)
    for i, character in enumerate(characters):
        if character == '"':
            left = characters[i - 1] if i else before[-1:]
            character = characters[i] = _quote(left, text[i + 1 : i + 2], depth > 0)
        depth += (character == "“") - (character == "”")
    return "".join(characters)


def _quote(left: str, right: str, inside: bool) -> str:
    """Which quote stands between these neighbours; where they leave it open, whether one is open decides."""
    may_open = not left or left.isspace() or left in _OPENERS
    may_close = not right or right.isspace() or right in _CLOSERS
    if may_open != may_close:
        return "“" if may_open else "”"
    return "”" if inside else "“"
