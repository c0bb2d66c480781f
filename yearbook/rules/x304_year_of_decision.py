"""X304: the year of an award does not go with the date of its decision."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.model import Yearbook
from yearbook.rules.common import grants
from yearbook.vietnamese import format_date_short

LATE = 2
"""A decision of 2021 may still honour the work of 2019, not that of 2018."""


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for record, position, grant in grants(yearbook):
        decision = yearbook.decision_by_id.get(grant.decision or "")
        if decision is None or 0 <= decision.date.year - grant.year <= LATE:
            continue
        early = grant.year > decision.date.year
        yield diagnose(
            "X304",
            record.span("awards", position, "year"),
            record=record.id,
            unit=record.unit,
            related=(Related(decision.span("date"), "ngày ký của quyết định"),),
            year=grant.year,
            number=decision.number,
            date=format_date_short(decision.date),
            how="sau năm ký" if early else f"trước năm ký {decision.date.year - grant.year} năm",
        )
