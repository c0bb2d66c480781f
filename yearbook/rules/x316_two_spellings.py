"""X316: one person's name spelt in two ways: another place of the tone mark, marks forgotten, or marks that differ
where both places certainly mean one person.

Each name is looked up under its letters without marks, each text is read once; of running text the runs of capitalised
syllables count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, Span, diagnose
from yearbook.records.model import Yearbook
from yearbook.rules.people import (
    Named,
    bare_name,
    guests,
    individuals,
    marks_forgotten,
    name_key,
    signatories,
    sound,
    spelling,
    unit_of,
)
from yearbook.rules.running_words import Passage, prose
from yearbook.vietnamese import FAMILY_NAMES, search_key

LENGTHS = (5, 4, 3)
MOST = 64  # namesakes that are looked at: more would be wrong data anyhow
_CAPITAL = "".join(c for c in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
_RUN = re.compile(rf"(?<!\w)[{_CAPITAL}]\w*(?:[ \u00a0\n][{_CAPITAL}]\w*){{2,}}")
_SYLLABLE = re.compile(r"\w+")
_FAMILIES = frozenset(map(search_key, FAMILY_NAMES))
"""Family names, without marks, with which an unknown run is taken for a name."""


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    known: dict[str, list[Named]] = defaultdict(list)
    right: set[str] = set()  # spellings that stand
    for person in individuals(yearbook):
        known[name_key(person.name)].append(person)
        right.add(spelling(person.name))
    for other in (*guests(yearbook), *signatories(yearbook)):
        names = known[name_key(other.name)]
        if spelling(other.name) not in right:
            if first := next((n for n in names[:MOST] if _meant_in_list(other, n)), None):
                yield _finding(other.name, other.span, other.record.id, unit_of(other.record), first)
                continue
            right.add(spelling(other.name))
        names.append(other)
    yield from _in_texts(yearbook, {key: _distinct(names) for key, names in known.items()}, right)


def _meant_in_list(named: Named, other: Named) -> bool:
    """Does a list mean this person, though it spells the name otherwise?"""
    return sound(named.name) == sound(other.name) or marks_forgotten(named.name, other.name) or _one(named, other)


def _one(named: Named, other: Named) -> bool:
    """Do two lists certainly mean one person: the same unit, or the same office?"""
    if named.unit and other.unit:
        return named.unit == other.unit
    return bool(named.office) and search_key(named.office) == search_key(other.office)


def _distinct(names: list[Named]) -> list[Named]:
    """One of each spelling and unit."""
    return list({(named.name, named.unit): named for named in reversed(names)}.values())[::-1][:MOST]


def _in_texts(yearbook: Yearbook, known: dict[str, list[Named]], right: set[str]) -> Iterator[Diagnostic]:
    folded: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    unknown: dict[str, list[tuple[str, Passage, int]]] = defaultdict(list)
    for passage in prose(yearbook):
        for run in _RUN.finditer(passage.text):
            syllables = [(m.start() + run.start(), m[0]) for m in _SYLLABLE.finditer(run[0])]
            keys = []
            for _, syllable in syllables:
                if syllable not in folded:
                    folded[syllable] = search_key(syllable)
                keys.append(folded[syllable])
            start, size = _window(keys, known)
            if size:
                begin = syllables[start][0]
                end = syllables[start + size - 1][0] + len(syllables[start + size - 1][1])
                written = " ".join(passage.text[begin:end].split())
                if spelling(written) in right or (passage.record.id, written) in told:
                    continue
                if other := _meant(written, passage, known[" ".join(keys[start : start + size])]):
                    told.add((passage.record.id, written))
                    span = passage.span(begin, end)
                    yield _finding(written, span, passage.record.id, passage.unit, other)
                continue
            first = next((i for i, key in enumerate(keys) if key in _FAMILIES), len(keys))
            if 3 <= len(keys) - first <= 5:
                name = " ".join(syllable for _, syllable in syllables[first:])
                unknown[" ".join(keys[first:])].append((name, passage, syllables[first][0]))
    yield from _among_texts(unknown)


def _window(keys: list[str], known: dict[str, list[Named]]) -> tuple[int, int]:
    """The first known name in a run: its start and its number of syllables; size 0 for none."""
    for start in range(len(keys) - 2):
        for size in LENGTHS:
            if start + size <= len(keys) and " ".join(keys[start : start + size]) in known:
                return start, size
    return 0, 0


def _meant(written: str, passage: Passage, names: list[Named]) -> Named | None:
    """The known person that a text means but spells otherwise."""
    for named in names:
        if sound(written) == sound(named.name) or marks_forgotten(written, named.name):
            return named
        if named.record.id == passage.record.id or (not named.unit and named.role == "người ký"):
            return named
        if named.unit and named.unit == passage.unit:
            return named
    return None


def _among_texts(unknown: dict[str, list[tuple[str, Passage, int]]]) -> Iterator[Diagnostic]:
    """Names that no record holds, spelt in two ways in the texts themselves: the rarer spelling is told."""
    for places in unknown.values():
        spellings: dict[str, int] = defaultdict(int)
        for name, _, _ in places:
            spellings[name.casefold()] += 1
        if len(spellings) == 1:
            continue
        usual = max(spellings, key=lambda spelling: spellings[spelling])
        where = next(place for place in places if place[0].casefold() == usual)
        told: set[tuple[str, str]] = set()
        for name, passage, start in places:
            same = name.casefold() == usual or (passage.record.id, name) in told
            if same or not (sound(name) == sound(where[0]) or marks_forgotten(name, where[0])):
                continue
            told.add((passage.record.id, name))
            other = Named(where[0], where[1].record, where[1].path)
            related = where[1].span(where[2], where[2] + len(where[0]))
            span = passage.span(start, start + len(name))
            yield _finding(name, span, passage.record.id, passage.unit, other, related)


def _finding(written: str, span: Span, record: str, unit: str, other: Named, where: Span | None = None) -> Diagnostic:
    name = bare_name(other.name)
    related = (Related(where or other.span, "cách viết kia"),)
    return diagnose("X316", span, record=record, unit=unit, related=related, written=bare_name(written), other=name)
