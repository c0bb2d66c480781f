"""T503–T505: dates: padded as Nghị định 30/2020/NĐ-CP has it, written with strokes, and on the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import find_dates


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for found in find_dates(manuscript.text):
        if found.exists:
            if found.proper != found.written:
                yield Slip("T503" if found.long else "T504", found.start, found.end, found.proper, style=True)
        elif found.long or "/" in found.written or _says_day(manuscript, found.start):
            yield Slip("T505", found.start, found.end)


def _says_day(manuscript: Manuscript, start: int) -> bool:
    """«ngày 31.6.2020»: without the word it may be a number of another kind."""
    return manuscript.small[max(0, start - 6) : start].rstrip().endswith("ngày")
