"""Text in old encodings (TCVN3, VNI, Windows-1258, VIQR, UTF-8 read as Latin-1) made right, word by word.

Real cells mix encodings: «Nguyễn Vuõ Lam Hoàng» is Unicode but for one word, and reading all of it as VNI
would make «Hồng» of «Hoàng». So each word is read in every encoding, readings that are no known words fall
out, and the other words of the text decide between those that stay. What stays open is kept as written and
asked about. Correct Unicode passes untouched, composed if it was not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from yearbook.values import dataclass
from yearbook.vietnamese.case import upper, upper_first
from yearbook.vietnamese.legacy_chunk import AFTER, EDGES, OLD_ENCODINGS, Reading, Seen, is_slip, see
from yearbook.vietnamese.legacy_decode import Encoding, capitals_open, decode
from yearbook.vietnamese.legacy_tables import TCVN3
from yearbook.vietnamese.normalise import nfc
from yearbook.vietnamese.syllables import is_known


@dataclass(frozen=True, slots=True)
class RestoredWord:
    """A word as written and as restored; `alternatives` are other readings that only a person can rule out."""

    written: str
    text: str
    encoding: Encoding
    confidence: float
    alternatives: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        return bool(self.alternatives)


@dataclass(frozen=True, slots=True)
class Restored:
    """A text restored, with its words in order (what stands between spaces, without punctuation around it)."""

    words: tuple[RestoredWord, ...]
    text: str

    @property
    def changed(self) -> bool:
        """Whether any word reads differently now (a mere composition of letters counts)."""
        return any(word.text != word.written for word in self.words)

    @property
    def questions(self) -> tuple[RestoredWord, ...]:
        """The words that a person must decide."""
        return tuple(word for word in self.words if word.ambiguous)


# A no-break space may be the second byte of a letter in mojibake.
_SPACE = re.compile("((?:[ \t\n\r\f\v\u2000-\u200a\u2028\u2029\u202f\u3000]|(?<![ÃÂÄÅÆ€])(?<!á[º»])\u00a0)+)")
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGN_INSIDE = re.compile("[AEIOUYaeiouy]['?.][A-Za-z]")
# Small letters of TCVN3 that have a tone and so no capital code; á as «¸», but not đ, whose capital is «§».
_SMALL_ONLY = frozenset(code for code, meant in TCVN3.items() if meant.islower() and meant not in "ăâêôơưđ")


class Evidence(NamedTuple):
    """How many chunks can only be read in an encoding, and how many that stand cannot come from it."""

    sure: Counter[Encoding]
    against: Counter[Encoding]


def _weigh(seen: Sequence[Seen]) -> Evidence:
    sure: Counter[Encoding] = Counter()
    against: Counter[Encoding] = Counter()
    for chunk in seen:
        if not chunk.stands:
            if chunk.tells or chunk.text.isascii():
                sure.update({reading.encoding for reading in chunk.readings if not reading.weak})
        elif chunk.tells:
            possible = {reading.encoding for reading in chunk.readings}.union(chunk.alike)
            against.update(encoding for encoding in OLD_ENCODINGS if encoding not in possible)
    if not sure and _all_viqr(seen):
        sure["viqr"] = 1
    return Evidence(sure, against)


def _all_viqr(seen: Sequence[Seen]) -> bool:
    """Whether weak signs add up: «Qua'ch Thi. Nhung» has two, one inside a word, and all else is Vietnamese."""
    signed = [chunk.text for chunk in seen if any(reading.encoding == "viqr" for reading in chunk.readings)]
    if len(signed) < 2 or not any(_SIGN_INSIDE.search(text) for text in signed):
        return False
    others = (word for chunk in seen if not chunk.readings for word in _LETTERS.findall(chunk.text))
    return all(word.isascii() and is_known(word) for word in others)


def restore(text: str) -> Restored:
    """Make old encodings right: «Th«ng tin», «Thoâng tin» → «Thông tin»; white space and punctuation stay.

    Words that stand as Unicode but fit the encoding of their neighbours as well are ambiguous: «Hoàng» beside
    «Nguyễn Vuõ» stays and may be «Hồng», «Hoà» beside «Traàn» becomes «Hồ» and may be «Hoà».
    """
    pieces = _SPACE.split(text)
    seen = [see(chunk) for chunk in pieces[::2]]
    evidence = _weigh(seen)
    if evidence.sure:
        decisions = _recased([_decide(chunk, evidence) for chunk in seen], seen)
    else:
        decisions = [_as_it_is(chunk) for chunk in seen]
    pieces[1::2] = map(nfc, pieces[1::2])
    words: list[RestoredWord] = []
    for place, decision in enumerate(decisions):
        if word := _trimmed(pieces[2 * place], decision):
            words.append(word)
        pieces[2 * place] = decision.text
    return Restored(tuple(words), "".join(pieces))


class Decision(NamedTuple):
    """The text chosen for a chunk."""

    text: str
    encoding: Encoding
    confidence: float
    alternatives: tuple[str, ...] = ()


def _as_it_is(chunk: Seen) -> Decision:
    return Decision(chunk.text, "unicode", 1.0 if chunk.stands else 0.5)


def _decide(chunk: Seen, evidence: Evidence) -> Decision:
    """Choose between the chunk as it stands and its readings, by what its neighbours bear out."""
    sure, against = evidence
    options = sorted(
        (r for r in chunk.readings if not r.weak or (sure[r.encoding] and not against[r.encoding])),
        key=lambda r: (-sure[r.encoding], against[r.encoding], OLD_ENCODINGS.index(r.encoding)),
    )
    if not options:
        return _loose(chunk, evidence) if chunk.tells and not chunk.stands else _as_it_is(chunk)
    best = options[0]
    mixed = against[best.encoding] > 0
    if chunk.stands or (mixed and is_known(chunk.text.lstrip(EDGES).rstrip(AFTER))):
        return _contested(chunk, best, evidence)
    neighbours = sure[best.encoding] - 1
    if is_slip(chunk.text) and (mixed or neighbours < 1):
        # «Nôp» is rather «Nộp» without its dot than TCVN3 «Nụp».
        return Decision(chunk.text, "unicode", 0.5, () if mixed and neighbours < 1 else (best.text,))
    rivals = tuple(
        dict.fromkeys(r.text for r in options[1:] if r.text != best.text and sure[r.encoding] == sure[best.encoding])
    )
    return Decision(best.text, best.encoding, 0.5 if rivals else 0.98 if neighbours > 0 else 0.9, rivals)


def _contested(chunk: Seen, best: Reading, evidence: Evidence) -> Decision:
    """A chunk that stands as Unicode and is a word in the encoding of its neighbours too.

    In a mixed text it stays as written and is asked about. Where all that tells speaks for the encoding it is
    read so, and asked about as well while fewer than four neighbours speak, as in most names.
    """
    neighbours = evidence.sure[best.encoding] - (not chunk.stands)
    if neighbours < 1 or neighbours <= max((evidence.sure[encoding] for encoding in chunk.alike), default=0):
        return _as_it_is(chunk)
    if evidence.against[best.encoding]:
        return Decision(chunk.text, "unicode", 0.5, (best.text,))
    if neighbours < 4 and chunk.tells:
        return Decision(best.text, best.encoding, 0.6 + neighbours / 10, (chunk.text,))
    return Decision(best.text, best.encoding, 0.95)


def _loose(chunk: Seen, evidence: Evidence) -> Decision:
    """An unknown word in a line that is clearly in one encoding: decoded letter by letter, and asked about."""
    for encoding, count in evidence.sure.most_common():
        if count > 1 and not evidence.against[encoding] and (text := decode(chunk.text, encoding, loose=True)):
            return Decision(text, encoding, 0.5, (chunk.text,))
    return _as_it_is(chunk)


def _recased(decisions: list[Decision], seen: Sequence[Seen]) -> list[Decision]:
    """Give TCVN3 words back the capitals it cannot write, where all neighbours are capitals or Capitalised."""
    # «Hµ» itself does not tell whether it is «Hà» or «HÀ».
    telling = [d.text for d, s in zip(decisions, seen, strict=True) if d.text.isupper() or not capitals_open(s.text)]
    words = [word for text in telling for word in _LETTERS.findall(text) if len(word) > 1]
    capitals = bool(words) and all(word.isupper() for word in words)
    small = sum(not decision.text.lstrip(EDGES)[:1].isupper() for decision in decisions)
    recased: list[Decision] = []
    for decision, chunk in zip(decisions, seen, strict=True):
        if decision.encoding == "tcvn3":
            if capitals and capitals_open(chunk.text):
                decision = decision._replace(text=upper(decision.text))
            elif chunk.text[:1] in _SMALL_ONLY and small == 1 < len(decisions):
                decision = decision._replace(text=upper_first(decision.text))
        recased.append(decision)
    return recased


def _trimmed(written: str, decision: Decision) -> RestoredWord | None:
    """The word of a chunk without the punctuation that all its readings share; None for a chunk without letters."""
    forms = [written, decision.text, *decision.alternatives]
    if not any(c.isalpha() for c in decision.text):
        return None
    while len({form[:1] for form in forms}) == 1 and forms[0][0] in EDGES:
        forms = [form[1:] for form in forms]
    while len({form[-1:] for form in forms}) == 1 and forms[0][-1] in EDGES:
        forms = [form[:-1] for form in forms]
    return RestoredWord(forms[0], forms[1], decision.encoding, decision.confidence, tuple(forms[2:]))
