"""X103: a decision that is not in decisions.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic
from yearbook.records.model import Yearbook
from yearbook.rules.common import grants, unknown


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    names = {decision.id: f"số {decision.number}" for decision in yearbook.decisions}
    for record, position, grant in grants(yearbook):
        if grant.decision and grant.decision not in names:
            yield unknown("X103", record, ("awards", position, "decision"), grant.decision, names, record.unit)
