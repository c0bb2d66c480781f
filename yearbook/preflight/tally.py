"""Faults of a page as values, and the tally that makes one of many: how many, and where the first or worst is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from yearbook.geometry import Rect
from yearbook.values import dataclass


@dataclass(frozen=True)
class Once:
    """A fault told once a file, where its subject first stands: of subjects of a kind so many (`free`) are no fault."""

    kind: str
    subject: str
    free: int = 0


@dataclass(frozen=True)
class Fault:
    """What is wrong on a page, as far as the page alone tells: the words are text and numbers."""

    code: str
    rect: Rect | None = None
    object: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    once: Once | None = None


@dataclass
class _Entry:
    rank: float
    rect: Rect
    object: str
    words: dict[str, Any]
    count: int = 1


class Tally:
    """Collects the faults of one page.

    Messages get `{more}`: empty for one object, « (và 3 chỗ nữa trên trang này)» for several.
    """

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], _Entry] = {}

    def add(self, code: str, rect: Rect, object: str, kind: str = "", rank: float = 0.0, **words: Any) -> None:
        """kind: faults of different kinds are told apart; rank: the lowest is shown, the first of equals."""
        entry = self._entries.get((code, kind))
        if entry is None:
            self._entries[code, kind] = _Entry(rank, rect, object, words)
            return
        entry.count += 1
        if rank < entry.rank:
            entry.rank, entry.rect, entry.object, entry.words = rank, rect, object, words

    def faults(self) -> Iterator[Fault]:
        for (code, _), entry in self._entries.items():
            more = f" (và {entry.count - 1} chỗ nữa trên trang này)" if entry.count > 1 else ""
            yield Fault(code, entry.rect, entry.object, {"more": more, **entry.words})
