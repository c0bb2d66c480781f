"""The records that a file under inspection was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from yearbook.diagnostics import Span
from yearbook.values import dataclass


@dataclass(frozen=True)
class Records:
    """Where the records of our own books are described: record id → place of the record in the data."""

    spans: Mapping[str, Span] = field(default_factory=dict)
