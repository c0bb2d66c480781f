"""Of which pages a part tells."""

from __future__ import annotations

from collections.abc import Mapping

from yearbook.values import dataclass


@dataclass(frozen=True)
class Numbering:
    """numbers: anchor → page, None while they are not known; count: how many pages it fills, if it is one that fills;
    loose: numbers are put in later."""

    numbers: Mapping[str, int] | None = None
    count: int = 0
    loose: bool = True


UNKNOWN = Numbering()
