"""Chance that can be repeated: a stream of numbers that follows from a text alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Seed:
    """A stream of numbers made from SHA-256 of `key` and a counter.

    Not `random`: its sequences may change between versions of Python, and a picture must not.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self._count = 0

    def unit(self) -> float:
        """The next number, 0 ≤ n < 1."""
        digest = hashlib.sha256(f"{self.key}#{self._count}".encode()).digest()
        self._count += 1
        return int.from_bytes(digest[:6], "big") / float(1 << 48)

    def between(self, low: float, high: float) -> float:
        """The next number between `low` and `high`."""
        return low + (high - low) * self.unit()

    def whole(self, low: int, high: int) -> int:
        """The next whole number, both ends included."""
        return low + int(self.unit() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True in `share` (0 … 1) of all cases."""
        return self.unit() < share

    def pick(self, choices: Sequence[T]) -> T:
        """One of `choices`."""
        return choices[int(self.unit() * len(choices))]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """`choices` in another order."""
        return [item for _, item in sorted(((self.unit(), i), item) for i, item in enumerate(choices))]

    def branch(self, name: str) -> Seed:
        """An independent stream, so that a new detail does not disturb the others."""
        return Seed(f"{self.key}/{name}")
