"""The words of records as rules search them: each stretch of text with its record, its place and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from yearbook.diagnostics import Span
from yearbook.records.model import Collective, Individual, Yearbook
from yearbook.records.values import Key, Record
from yearbook.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True)
class Passage:
    """A text of a record; `path` is where it stands there."""

    record: Record
    path: tuple[Key, ...]
    text: str

    @property
    def unit(self) -> str:
        """The unit that gets the finding: that of a person or collective."""
        return self.record.unit if isinstance(self.record, Individual | Collective) else ""

    def span(self, start: int, end: int) -> Span:
        """The place of these characters of the text."""
        return self.record.part(self.path, start, end)


def prose(yearbook: Yearbook) -> Iterator[Passage]:
    """What the book says in running words: names and titles apart, documents reproduced verbatim left out."""
    for honoured in yearbook.honoured:
        yield from _fields(honoured, "summary", "narrative", "quote")
        for position, grant in enumerate(honoured.awards):
            if grant.reason:
                yield Passage(honoured, ("awards", position, "reason"), grant.reason)
    for event in yearbook.events:
        yield from _fields(event, "title", "narrative")
    for text in yearbook.texts:
        yield from _fields(text, "title", "lead", "body")
    yield from captions(yearbook)


def captions(yearbook: Yearbook) -> Iterator[Passage]:
    for record, path, photo in yearbook.photos():
        if photo.caption:
            yield Passage(record, (*path, "caption"), photo.caption)


def offices(yearbook: Yearbook) -> Iterator[Passage]:
    """Every office of a person, wherever persons are named."""
    for person in yearbook.individuals:
        yield from _fields(person, "office")
    for delegate in yearbook.delegates:
        yield from _fields(delegate, "office")
    for text in yearbook.texts:
        yield from _fields(text, "author_office")
    for committee in yearbook.committees:
        for position, member in enumerate(committee.members):
            if member.office:
                yield Passage(committee, ("members", position, "office"), member.office)


def _fields(record: Record, *names: str) -> Iterator[Passage]:
    for name in names:
        if text := getattr(record, name):
            yield Passage(record, (name,), text)


class Phrases(Generic[T]):
    """Finds many fixed phrases in one pass: at word borders, the longest at each place, none inside another."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        by_first: dict[str, list[tuple[str, T]]] = {}
        for phrase, value in sorted(phrases, key=lambda item: -len(item[0])):
            if match := re.match(r"\w+", phrase):
                by_first.setdefault(match[0], []).append((phrase, value))
        # Many units begin alike («Sở Thông tin …»): look them up by as many letters as all of them have.
        self._lengths = {first: min(len(phrase) for phrase, _ in group) for first, group in by_first.items()}
        self._by_start: dict[str, list[tuple[str, T]]] = {}
        for first, group in by_first.items():
            for phrase, value in group:
                self._by_start.setdefault(phrase[: self._lengths[first]], []).append((phrase, value))
        firsts = "|".join(sorted(map(re.escape, by_first), reverse=True)) or "(?!)"
        self._candidate = re.compile(rf"(?:{firsts})(?!\w)")

    def find(self, text: str) -> Iterator[tuple[int, str, T]]:
        """(offset, phrase, its value), from left to right."""
        end = 0
        for match in self._candidate.finditer(text):
            start = match.start()
            group = self._by_start.get(text[start : start + self._lengths[match[0]]])
            if group is None or start < end or text[start - 1 : start].isalnum():
                continue
            for phrase, value in group:
                stop = start + len(phrase)
                if text.startswith(phrase, start) and not text[stop : stop + 1].isalnum():
                    end = stop
                    yield start, phrase, value
                    break
