"""X311: awards of years that the congress does not look at; one finding a record."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    period = yearbook.settings.congress.achievements
    for record in yearbook.honoured:
        outside = [i for i, grant in enumerate(record.awards) if not period.start <= grant.year <= period.end]
        if outside:
            years = sorted({record.awards[position].year for position in outside})
            yield diagnose(
                "X311",
                record.span("awards", outside[0], "year"),
                record=record.id,
                unit=record.unit,
                years=", ".join(map(str, years)),
                start=period.start,
                end=period.end,
            )
