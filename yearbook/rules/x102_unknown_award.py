"""X102: an award that is not in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic
from yearbook.records.model import Yearbook
from yearbook.rules.common import Targets, grants


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    awards = Targets("X102", "awards", {award.id: award.name for award in yearbook.awards}, yearbook.lost)
    for record, position, grant in grants(yearbook):
        yield from awards.check(record, ("awards", position, "award"), grant.award, record.unit)
    for decision in yearbook.decisions:
        for position, award in enumerate(decision.awards):
            yield from awards.check(decision, ("awards", position), award)
