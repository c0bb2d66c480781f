"""The same fault on the same page by many objects becomes one finding: how many, and where the first or worst is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yearbook.diagnostics import Diagnostic
from yearbook.geometry import Rect
from yearbook.preflight.subject import Subject


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

    def __init__(self, subject: Subject, page: int) -> None:
        self._subject = subject
        self._page = page
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

    def findings(self) -> Iterator[Diagnostic]:
        for (code, _), entry in self._entries.items():
            more = f" (và {entry.count - 1} chỗ nữa trên trang này)" if entry.count > 1 else ""
            yield self._subject.found(code, self._page, entry.rect, entry.object, more=more, **entry.words)
