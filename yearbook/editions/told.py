"""A part as the job that sets it tells it: whole, or by what is other than the last time. Of a long part hardly
anything is, and to hand over all of it takes as long as setting it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from yearbook.images import Derivative, PhotoInfo
from yearbook.pages.flow import Flow
from yearbook.records import Photo
from yearbook.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True)
class SetPart:
    """A part set. placed: its photos at their placed sizes; seen: what was known of the photos it asked for; asked: for
    each of the numbers that were known whether it asked for that; stamped: it shows which build it is of."""

    flow: Flow
    placed: tuple[tuple[Photo, Derivative], ...]
    seen: Mapping[str, PhotoInfo | None]
    asked: bytes
    stamped: bool


@dataclass(frozen=True)
class Change:
    """A row of things that has changed: the first and the last ones are as before, others stand between."""

    first: int
    between: tuple[Any, ...]
    last: int

    @staticmethod
    def of(before: tuple[Any, ...], now: tuple[Any, ...]) -> Change:
        most = min(len(before), len(now))
        first = next((place for place in range(most) if before[place] != now[place]), most)
        most -= first
        last = next((place for place in range(most) if before[-1 - place] != now[-1 - place]), most)
        return Change(first, now[first : len(now) - last], last)

    def to(self, before: tuple[T, ...]) -> tuple[T, ...]:
        return (*before[: self.first], *self.between, *before[len(before) - self.last :])


@dataclass(frozen=True)
class Told:
    """mark: a name for what is told; since: that of what was told before, if this is told by what has changed since
    then: `changes` in what `_rows` gives, which `part` is without."""

    mark: bytes
    part: SetPart
    since: bytes = b""
    changes: tuple[Change, ...] = ()

    def whole(self, known: Mapping[bytes, SetPart]) -> SetPart:
        """known: what was told before, by its marks."""
        if not self.since:
            return self.part
        rows = zip(self.changes, _rows(known[self.since]), strict=True)
        return _of_rows(self.part, *(change.to(row) for change, row in rows))


_TOLD: dict[str, tuple[bytes, SetPart]] = {}  # in a process that does jobs: by name, what it has told last


def told_last(name: str) -> Flow | None:
    """The pieces that this process has told last under a name, if it remembers."""
    known = _TOLD.get(name)
    return known[1].flow if known else None


def tell(name: str, part: SetPart, known: Collection[bytes] | None) -> Told:
    """name: of what is set again and again; known: the marks of what the asker has been told of it; None when it will
    not be set again, and nothing need be remembered."""
    mark = secrets.token_bytes(8)
    if known is None:
        return Told(mark, part)
    since, before = _TOLD.get(name, (b"", None))
    _TOLD[name] = (mark, part)
    if before is None or since not in known:
        return Told(mark, part)
    changes = tuple(Change.of(*rows) for rows in zip(_rows(before), _rows(part), strict=True))
    return Told(mark, _of_rows(part, (), (), (), ()), since, changes)


def _rows(part: SetPart) -> tuple[tuple[Any, ...], ...]:
    return part.flow.pieces, part.flow.states, part.placed, tuple(part.seen.items())


def _of_rows(
    part: SetPart, pieces: tuple[Any, ...], states: tuple[Any, ...], placed: tuple[Any, ...], seen: tuple[Any, ...]
) -> SetPart:
    return replace(part, flow=part.flow.made_of(pieces, states), placed=placed, seen=dict(seen))
