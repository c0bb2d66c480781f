"""X207: an event that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.vietnamese import format_date_short


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for event in yearbook.events:
        if event.end and event.end < event.date:
            start, end = format_date_short(event.date), format_date_short(event.end)
            yield diagnose("X207", event.span("end"), record=event.id, start=start, end=end)
