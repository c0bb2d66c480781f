"""What identifies a build on its pages; known to those who plan the work, too."""

from __future__ import annotations

import datetime as dt

from yearbook.values import dataclass
from yearbook.vietnamese import format_date_short


@dataclass(frozen=True)
class Stamp:
    build_id: str
    date: str  # yyyy-mm-dd
    round: int

    @property
    def day(self) -> str:
        """The date as a reader writes it."""
        return format_date_short(dt.date.fromisoformat(self.date))
