"""Syllables: is a word one, of what is it made, and where does a word fall apart into two.

Onset × rime × tone is a closed set of some 14,000 spellings. Names of minority places
and persons and the loan words of official prose stand in `syllables_allowed.txt` beside this module.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from yearbook.values import dataclass
from yearbook.vietnamese.letters import TONES
from yearbook.vietnamese.normalise import nfc
from yearbook.vietnamese.rimes import AFTER_QU, ONSETS, PLAIN, RARE, TonePlacement, spelled_together, toned, tones_of

_ALONE = frozenset("aàáảạeèéêếoòóôồốổộơờớởợuùúủưừứìíỉyýỷ")
"""Letters that are words by themselves and so may be one half of two glued words."""

_LONGEST = len("nghiêng")  # letters: what is longer need not be taken apart
_PARTS = re.compile(r"[^-'’ʼ]+")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A syllable taken apart, in small letters: `rime` bears no tone mark, `tone` is 0–5 in the order of TONES."""

    onset: str
    rime: str
    tone: int


def spell(syllable: Parsed, style: TonePlacement = "old") -> str:
    """Parsed(«gi», «iêng», 4) → «giếng»: the way back from `analyse`; ValueError for what Vietnamese has not."""
    letters = spelled_together(syllable.onset, syllable.rime)
    if letters is None or syllable.tone not in tones_of(syllable.rime):
        raise ValueError(f"không có âm tiết {syllable.onset} + {syllable.rime} + thanh {syllable.tone}")
    rime = toned(syllable.rime, syllable.tone, style)
    # The i that gi lends is not written twice, its tone is: gi + ì → gì.
    return syllable.onset[: len(letters) - len(rime)] + rime


@cache
def all_syllables() -> dict[str, Parsed]:
    """Every syllable under each of its spellings (two where old and new style differ), small letters, NFC."""
    table: dict[str, Parsed] = {}
    # The longest first: «giên» is gi + iên before gi + ên can claim it.
    rimes = sorted({*PLAIN, *RARE, *AFTER_QU}, key=len, reverse=True)
    for onset in ONSETS:
        for rime in rimes:
            if spelled_together(onset, rime) is None:
                continue
            for tone in tones_of(rime):
                syllable = Parsed(onset, rime, tone)
                for style in ("old", "new"):
                    table.setdefault(spell(syllable, style), syllable)
    return table


def analyse(word: str) -> Parsed | None:
    """Take a word in any case, NFC or NFD, apart; None when it is not a syllable of Vietnamese.

    «Nguyễn» → ng + uyên + ngã; «hòa» and «hoà» → h + oa + huyền; «Nôp», «tòan», «đãđược» → None.
    """
    small = nfc(word).lower()
    bare = unicodedata.normalize("NFD", small)
    marks = [TONES.index(mark) + 1 for mark in bare if mark in TONES]
    if len(marks) > 1 or len(small) > _LONGEST:
        return None
    tone = marks[0] if marks else 0
    letters = unicodedata.normalize("NFC", "".join(letter for letter in bare if letter not in TONES))
    for onset in ONSETS:
        rest = letters.removeprefix(onset) if letters.startswith(onset) else None
        # the longest rime first: «giên» is gi + iên before gi + ên can claim it
        for rime in () if rest is None else (f"i{rest}", rest) if onset == "gi" else (rest,):
            syllable = Parsed(onset, rime, tone)
            made = spelled_together(onset, rime) == letters and tone in tones_of(rime)
            if made and small in (spell(syllable, "old"), spell(syllable, "new")):  # «giù» is gi + u, «gìu» g + iu
                return syllable
    return None


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word is one well-spelled syllable."""
    return analyse(word) is not None


@cache
def allowed_words() -> frozenset[str]:
    """The allowlist in small letters: words that are right though no syllable («Đắk», «Krông», «Internet»)."""
    text = resources.files("yearbook.vietnamese").joinpath("syllables_allowed.txt").read_text("utf-8")
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return frozenset(nfc(line).lower() for line in lines if line)


@lru_cache(maxsize=65536)
def is_known(word: str) -> bool:
    """A syllable or on the allowlist, in any case; compounds by their parts («H'Drăng», «Ê-đê», «Bu-răng»)."""
    if is_syllable(word) or (small := nfc(word).lower().replace("’", "'")) in allowed_words():
        return True
    parts = _PARTS.findall(small)
    if len(parts) < 2:
        return False
    # H'Hen, K'Ho, Y'Bia: what stands before the apostrophe may be one letter.
    if small[1:2] == "'" and small[0].isalpha():
        del parts[0]
    return all(is_syllable(part) or part in allowed_words() for part in parts)


def split_glued(word: str) -> tuple[str, ...]:
    """Readings of an unknown word as two syllables, or as three when there are none of two; best first.

    «đãđược» → («đã được»,), «Cộnghoà» → («Cộng hoà»,). Empty for known words and where nothing fits. A word
    without any mark is split as well («thidua»), but there foreign words fall apart just as easily («data»).
    """
    word = nfc(word)
    if not word.isalpha() or len(word) > 21 or is_known(word):
        return ()
    readings = _splits(word, 2) or _splits(word, 3)
    return tuple(" ".join(parts) for parts in sorted(readings, key=_doubt))


def _splits(word: str, count: int) -> list[tuple[str, ...]]:
    if count == 1:
        return [(word,)] if _whole(word) else []
    return [
        (word[:i], *rest)
        for i in range(1, min(len(word), 8))
        if _whole(word[:i])
        for rest in _splits(word[i:], count - 1)
    ]


def _whole(part: str) -> bool:
    return is_syllable(part) and (len(part) > 1 or part.lower() in _ALONE)


def _doubt(parts: tuple[str, ...]) -> tuple[int, int, int, int]:
    """Small is sure: marked parts, a capital where a part begins, parts that begin with a consonant, even lengths."""
    marked = sum(not part.isascii() for part in parts)
    inner = sum(part[:1].isupper() for part in parts[1:])
    bare = sum(not (parsed.onset if (parsed := analyse(part)) else "") for part in parts)
    lengths = [len(part) for part in parts]
    return -int(marked > 0), -inner, bare, max(lengths) - min(lengths)
