"""What one preflight has learned, for the next of a file of the same name: in a book that is brought up to date hardly
anything is another one, and to ask the cache for each of a thousand things takes as long as to learn them."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import Generic, TypeVar

from yearbook.preflight.kept import kept_key
from yearbook.storage import Cache, Part, note, noted

MOST = 100_000  # things of one kind: a file that has more is none of ours
READERS = 2  # who read pages of one file at once and keep what they learn; more of them keep nothing
K = TypeVar("K", bytes, str)
V = TypeVar("V")


class Known(Generic[K, V]):
    """Values by keys, both as notes can hold them. cache: None keeps nothing; kind: names what is learned, parts: what
    it depends on; reader: which of those who read the file at once."""

    def __init__(self, cache: Cache | None, kind: str, *parts: Part, reader: int = 0) -> None:
        self._cache = cache
        self._keys = [kept_key(kind, None, *parts, number) for number in range(READERS)]
        self._reader = reader
        self._now: dict[K, V] = {}

    @cached_property
    def _before(self) -> list[dict[K, V]]:
        return [noted(self._cache.get(key)) or {} if self._cache else {} for key in self._keys]

    def find(self, key: K) -> V | None:
        """What is known under a key; an empty one stands for what has no name."""
        if not key:
            return None
        for before in self._before:
            if key in before:
                self._now[key] = before[key]
                return before[key]
        return self._now.get(key)

    def learn(self, key: K, value: V) -> V:
        if key and len(self._now) < MOST:
            self._now[key] = value
        return value

    def keep(self) -> None:
        """What was found or learned, and nothing else, where the cache can be written."""
        if self._cache and self._reader < READERS and self._now != self._before[self._reader]:
            with suppress(OSError):
                self._cache.put(self._keys[self._reader], note(dict(sorted(self._now.items()))))
