"""X317: a unit called by one of its other names (`aliases` in units.yaml), or with a tone mark of its name displaced.

Where only capitals, hyphens or the tone marks of small words differ, the rules of language speak (T215, T305, T404).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Unit, Yearbook
from yearbook.rules.people import sound
from yearbook.rules.running_words import Passage, Phrases, offices, prose
from yearbook.vietnamese import placement, respell


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    phrases = _phrases(yearbook)
    told: set[tuple[str, str]] = set()
    for passage in _passages(yearbook):
        for start, written, unit in phrases.find(passage.text):
            if unit is None or (passage.record.id, written) in told:
                continue
            told.add((passage.record.id, written))
            span = passage.span(start, start + len(written))
            yield diagnose("X317", span, record=passage.record.id, unit=passage.unit, written=written, name=unit.name)


def _passages(yearbook: Yearbook) -> Iterator[Passage]:
    for collective in yearbook.collectives:
        yield Passage(collective, ("name",), collective.name)
    yield from offices(yearbook)
    yield from prose(yearbook)


def _phrases(yearbook: Yearbook) -> Phrases[Unit | None]:
    """Right names lead to None (so that an alias inside one is not found), the others to their unit."""
    right: dict[str, Unit | None] = {}
    wrong: dict[str, Unit | None] = {}
    for unit in yearbook.units:
        right |= dict.fromkeys((unit.name, without_sign(unit.name)))
        right |= dict.fromkeys(former.name for former in unit.former_names)
        right |= dict.fromkeys(unit.name.replace(" - ", sign) for sign in (" – ", "-", "–"))  # T215
        if unit.short_name:
            right[unit.short_name] = None
        other = _displaced(unit.name)
        if other != unit.name:
            wrong[other] = unit
        for alias in unit.aliases:
            longer = alias.startswith(unit.name)  # «Văn phòng Bộ»: more than the name, no other spelling of it
            if longer or _plain(alias) == _plain(unit.name):
                right[alias] = None
            elif len(re.findall(r"[\w&]+", alias)) > 1:
                wrong[alias] = unit
    return Phrases((wrong | right).items())


def without_sign(name: str) -> str:
    """«Trung tâm … Việt Nam (VNCERT)» → without the brackets."""
    return re.sub(r" \([^()]*\)$", "", name)


def _displaced(name: str) -> str:
    """The name with the tone marks of its capitalised syllables in the other place: «Khánh Hòa» ↔ «Khánh Hoà»."""
    return " ".join(_other_place(word) if word[0].isupper() else word for word in name.split())


def _other_place(word: str) -> str:
    style = placement(word)
    return respell(word, "new" if style == "old" else "old") if style else word


def _plain(name: str) -> str:
    """What is left of a name without capitals, kinds of hyphens and places of tone marks."""
    return sound(re.sub(r"\s*[-–—]\s*", " - ", name))
