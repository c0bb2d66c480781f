"""What the book knows for sure: its names, bodies, forms of award and decisions, and its house style."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import field
from functools import cached_property

from yearbook.records.load import catalogue_awards
from yearbook.records.model import Award, Yearbook
from yearbook.records.settings import HouseStyle
from yearbook.values import dataclass


@dataclass(frozen=True)
class Known:
    """A decision or cited document that the book has on record."""

    number: str
    date: dt.date
    id: str


@dataclass
class Lexicon:
    """Empty but for the awards of the law when there is no book (`check --text` without data)."""

    bodies: tuple[str, ...] = ()  # units, authorities, publisher: official names
    teams: tuple[str, ...] = ()  # collectives that are honoured
    congress: tuple[str, ...] = ()
    persons: frozenset[str] = frozenset()
    awards: tuple[Award, ...] = field(default_factory=catalogue_awards)
    decisions: tuple[Known, ...] = ()
    style: HouseStyle = field(default_factory=HouseStyle)

    @cached_property
    def _names_by_word(self) -> dict[str, list[str]]:
        """Every proper name under each of its words, in small letters."""
        found: dict[str, list[str]] = {}
        for name in (*self.bodies, *self.teams, *self.congress, *self.persons, *(award.name for award in self.awards)):
            for word in set(WORD.findall(name.lower())):
                found.setdefault(word, []).append(name)
        return found

    def knows(self, word: str) -> bool:
        """Does a proper name of the book hold this word, in any case?"""
        return word.lower() in self._names_by_word

    def covers(self, text: str, start: int, end: int) -> bool:
        """Is this part of `text` a part of a proper name that stands there, whatever its case?"""
        left, right = start, end
        while left > 0 and not text[left - 1].isspace():
            left -= 1
        while right < len(text) and not text[right].isspace():
            right += 1
        words = WORD.findall(text[left:right].lower())
        near = text[max(0, left - _REACH) : right + _REACH].lower()
        offset = max(0, left - _REACH)
        return any(
            _stands(near, name.lower(), start - offset, end - offset)
            for word in words
            for name in self._names_by_word.get(word, ())
        )


WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
"""A run of letters, digits and marks."""

_REACH = 200


def _stands(text: str, name: str, start: int, end: int) -> bool:
    """Does `name` stand in `text` so that it holds the part from `start` to `end`?"""
    position = text.find(name)
    while position >= 0:
        if position <= start and end <= position + len(name):
            return True
        position = text.find(name, position + 1)
    return False


def lexicon(yearbook: Yearbook) -> Lexicon:
    """The lexicon of a book."""
    settings = yearbook.settings
    bodies = (
        *settings.authority,
        settings.publisher.name,
        *(unit.name for unit in yearbook.units),
        *(unit.short_name for unit in yearbook.units if unit.short_name),
    )
    return Lexicon(
        bodies=tuple(dict.fromkeys(bodies)),
        teams=tuple(collective.name for collective in yearbook.collectives if collective.name not in bodies),
        congress=(settings.congress.name, settings.congress.short_name),
        persons=frozenset(_persons(yearbook)),
        awards=yearbook.awards or catalogue_awards(),
        decisions=tuple(Known(d.number, d.date, d.id) for d in yearbook.decisions),
        style=settings.style,
    )


def _persons(yearbook: Yearbook) -> Iterable[str]:
    yield from (person.name for person in yearbook.individuals)
    yield from (delegate.name for delegate in yearbook.delegates if delegate.name)
    for committee in yearbook.committees:
        yield from (member.name for member in committee.members)
    yield from (decision.signed_by for decision in yearbook.decisions if decision.signed_by)
