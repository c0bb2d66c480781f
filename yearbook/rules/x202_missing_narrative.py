"""X202: a feature or profile without its text."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Presentation, Yearbook


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for record in yearbook.honoured:
        if record.narrative is None and record.presentation is not Presentation.ENTRY:
            yield diagnose("X202", record.span("name"), record=record.id, unit=record.unit, name=record.name)
