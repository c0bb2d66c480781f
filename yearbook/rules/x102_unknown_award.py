"""X102: an award that is not in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic
from yearbook.records.model import Yearbook
from yearbook.rules.common import grants, unknown


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    names = {award.id: award.name for award in yearbook.awards}
    for record, position, grant in grants(yearbook):
        if grant.award not in names:
            yield unknown("X102", record, ("awards", position, "award"), grant.award, names, record.unit)
    for decision in yearbook.decisions:
        for position, award in enumerate(decision.awards):
            if award not in names:
                yield unknown("X102", decision, ("awards", position), award, names)
