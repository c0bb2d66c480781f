"""X305: a decision that gives awards of the book has no signatory; invented sample decisions have none on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.rules.common import grants


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    used = {grant.decision for _, _, grant in grants(yearbook)}
    for decision in yearbook.decisions:
        if decision.id in used and not decision.signed_by and not decision.sample:
            yield diagnose("X305", decision.span("number"), record=decision.id, number=decision.number)
