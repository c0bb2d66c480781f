"""X103: a decision that is not in decisions.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic
from yearbook.records.model import Yearbook
from yearbook.rules.common import Targets, grants


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    names = {decision.id: f"số {decision.number}" for decision in yearbook.decisions}
    decisions = Targets("X103", "decisions", names, yearbook.lost)
    for record, position, grant in grants(yearbook):
        yield from decisions.check(record, ("awards", position, "decision"), grant.decision, record.unit)
