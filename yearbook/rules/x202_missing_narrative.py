"""X202: a feature or profile without its text."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Presentation, Yearbook
from yearbook.rules.common import honoured


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for record in honoured(yearbook):
        if record.narrative is None and record.presentation is not Presentation.ENTRY:
            yield diagnose("X202", record.span("name"), record=record.id, unit=record.unit, name=record.name)
