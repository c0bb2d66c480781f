"""X205, X206: records that are still drafts, or only sample data: nothing for a final print."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Editorial, EditorialStatus, Yearbook


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    editorial: tuple[Editorial, ...] = (
        *yearbook.individuals,
        *yearbook.collectives,
        *yearbook.events,
        *yearbook.texts,
        *yearbook.documents,
    )
    for record in editorial:
        if record.status is EditorialStatus.DRAFT:
            yield diagnose("X205", record.span("status"), record=record.id, unit=getattr(record, "unit", None) or "")
    samples = yearbook.sample_count
    if yearbook.settings.sample or samples:
        yield diagnose("X206", yearbook.settings.span("sample"), record=yearbook.settings.id, count=samples)
