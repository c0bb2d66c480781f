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
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from yearbook.vietnamese.case import upper, upper_first
from yearbook.vietnamese.legacy_decode import Encoding, capitals_open, decode, is_weak
from yearbook.vietnamese.legacy_tables import TCVN3
from yearbook.vietnamese.letters import letter
from yearbook.vietnamese.normalise import nfc
from yearbook.vietnamese.rimes import spelled_together
from yearbook.vietnamese.syllables import all_syllables, is_known


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


class Reading(NamedTuple):
    """A chunk in one old encoding; a weak reading counts only beside sure ones."""

    encoding: Encoding
    text: str
    weak: bool


class Seen(NamedTuple):
    """What one chunk shows by itself, without its neighbours.

    `stands`: it is right as it is. `readings`: other texts it may be. `bears_out`: encodings in which it can
    have been written, changed or not; None when it has only ASCII and tells nothing.
    """

    text: str
    stands: bool
    readings: tuple[Reading, ...]
    bears_out: frozenset[Encoding] | None


_OLD: tuple[Encoding, ...] = ("mojibake", "vni", "tcvn3", "cp1258", "viqr")
"""In the order of preference where nothing else decides: the hardest to hit by chance first."""

# A no-break space may be the second byte of a letter in mojibake.
_SPACE = re.compile("((?:[ \t\n\r\f\v\u2000-\u200a\u2028\u2029\u202f\u3000]|(?<!Ã)(?<!Â)(?<!Æ)(?<!áº)(?<!á»)\u00a0)+)")
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_MAYBE_OLD = re.compile("[-\u0080-\u00ff\u2010\u2011\u2212μ^`~(+?'.]|[Dd][Dd]")
_SIGN_OF_OLD = re.compile("[\u0080-\u009f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf×÷]")
_LETTERS = re.compile(r"[^\W\d_]+")
_EDGES = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»‘’‚“”„‹›–—…•\u00a0"
# Small letters of TCVN3 that have a tone and so no capital code; á as «¸», but not đ, whose capital is «§».
_SMALL_ONLY = frozenset(code for code, meant in TCVN3.items() if meant.islower() and meant not in "ăâêôơưđ")
_AFTER = _EDGES + "®©²³°™"


@lru_cache(maxsize=65536)
def _see(chunk: str) -> Seen:
    """A chunk by itself: «Hoà» stands and may be VNI «Hồ»; «Vuõ» does not stand and can only be VNI «Vũ»."""
    text = nfc(chunk)
    if _UNICODE_ONLY.search(text):
        return Seen(text, True, (), frozenset())
    if not _MAYBE_OLD.search(text):
        return Seen(text, True, (), None)
    decoded = {encoding: decode(text, encoding) for encoding in _OLD}
    readings = tuple(
        Reading(encoding, reading, is_weak(text, encoding))
        for encoding, reading in decoded.items()
        if reading is not None and reading != text
    )
    if text.isascii():
        return Seen(text, all(reading.weak for reading in readings), readings, None)
    return Seen(text, _stands(text), readings, frozenset(e for e, reading in decoded.items() if reading is not None))


def _stands(text: str) -> bool:
    core = text.lstrip(_EDGES).rstrip(_AFTER)
    words = _LETTERS.findall(core)
    return not _SIGN_OF_OLD.search(core) and all(word.isascii() or is_known(word) for word in words)


class Evidence(NamedTuple):
    """How many chunks can only be read in an encoding, and how many that stand cannot come from it."""

    sure: Counter[Encoding]
    against: Counter[Encoding]


def _weigh(seen: Sequence[Seen]) -> Evidence:
    sure: Counter[Encoding] = Counter()
    against: Counter[Encoding] = Counter()
    for chunk in seen:
        if not chunk.stands:
            sure.update({reading.encoding for reading in chunk.readings if not reading.weak})
        elif chunk.bears_out is not None:
            against.update(encoding for encoding in _OLD if encoding not in chunk.bears_out)
    return Evidence(sure, against)


def restore(text: str) -> Restored:
    """Make old encodings right: «Th«ng tin», «Thoâng tin» → «Thông tin»; white space and punctuation stay.

    Words that stand as Unicode but fit the encoding of their neighbours as well («Hoà» beside «Traàn») are
    ambiguous where neighbours of both kinds are there or only one speaks.
    """
    pieces = _SPACE.split(text)
    seen = [_see(chunk) for chunk in pieces[::2]]
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
        key=lambda r: (-sure[r.encoding], against[r.encoding], _OLD.index(r.encoding)),
    )
    if not options:
        return _as_it_is(chunk) if chunk.stands or chunk.bears_out is None else _loose(chunk, evidence)
    best = options[0]
    mixed = against[best.encoding] > 0
    if chunk.stands:
        return _contested(chunk, best, sure[best.encoding], mixed)
    neighbours = sure[best.encoding] - 1
    if _is_slip(chunk.text) and (mixed or not neighbours):
        # «Nôp» is rather «Nộp» without its dot than TCVN3 «Nụp».
        return Decision(chunk.text, "unicode", 0.5, () if mixed and not neighbours else (best.text,))
    rivals = tuple(
        dict.fromkeys(r.text for r in options[1:] if r.text != best.text and sure[r.encoding] == sure[best.encoding])
    )
    return Decision(best.text, best.encoding, 0.5 if rivals else 0.98 if neighbours else 0.9, rivals)


def _contested(chunk: Seen, best: Reading, sure: int, mixed: bool) -> Decision:
    """A chunk that stands as Unicode and is a word in the encoding of its neighbours too."""
    if not sure:
        return _as_it_is(chunk)
    if mixed:
        return Decision(chunk.text, "unicode", 0.5, (best.text,))
    if sure == 1:
        return Decision(best.text, best.encoding, 0.7, (chunk.text,))
    return Decision(best.text, best.encoding, 0.9)


def _loose(chunk: Seen, evidence: Evidence) -> Decision:
    """An unknown word in a line that is clearly in one encoding: decoded letter by letter, and asked about."""
    for encoding, count in evidence.sure.most_common():
        if count > 1 and not evidence.against[encoding] and (text := decode(chunk.text, encoding, loose=True)):
            return Decision(text, encoding, 0.5, (chunk.text,))
    return _as_it_is(chunk)


@cache
def _toneless() -> frozenset[str]:
    return frozenset(spelled_together(s.onset, s.rime) or "" for s in all_syllables().values())


def _is_slip(text: str) -> bool:
    """Whether a word would be a syllable with another tone: a slip of the typist rather than an old encoding."""
    parts = [letter(c) for c in text.strip(_EDGES)]
    return not any(part.foreign for part in parts) and "".join(part.bases for part in parts) in _toneless()


def _recased(decisions: list[Decision], seen: Sequence[Seen]) -> list[Decision]:
    """Give TCVN3 words back the capitals it cannot write, where all neighbours are capitals or Capitalised."""
    others = [w for d in decisions for w in _LETTERS.findall(d.text) if len(w) > 1]
    capitals = any(w.isupper() for w in others) and not any(w[1:].islower() for w in others)
    raised: list[Decision] = []
    for place, decision in enumerate(decisions):
        if decision.encoding == "tcvn3":
            rest = [d.text.lstrip(_EDGES) for i, d in enumerate(decisions) if i != place]
            if capitals and capitals_open(seen[place].text):
                decision = decision._replace(text=upper(decision.text))
            elif seen[place].text[:1] in _SMALL_ONLY and rest and all(w[:1].isupper() for w in rest):
                decision = decision._replace(text=upper_first(decision.text))
        raised.append(decision)
    return raised


def _trimmed(written: str, decision: Decision) -> RestoredWord | None:
    """The word of a chunk without the punctuation that all its readings share; None for a chunk without letters."""
    forms = [written, decision.text, *decision.alternatives]
    if not any(c.isalpha() for c in decision.text):
        return None
    while len({form[:1] for form in forms}) == 1 and forms[0][0] in _EDGES:
        forms = [form[1:] for form in forms]
    while len({form[-1:] for form in forms}) == 1 and forms[0][-1] in _EDGES:
        forms = [form[:-1] for form in forms]
    return RestoredWord(forms[0], forms[1], decision.encoding, decision.confidence, tuple(forms[2:]))
