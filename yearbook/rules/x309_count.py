"""X309, X327: a decision says how many it honours; the book has fewer of them, or more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.rules.common import grants


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    counts: dict[str, int] = defaultdict(int)
    honoured: dict[str, set[str]] = defaultdict(set)
    for record, _, grant in grants(yearbook):
        if grant.decision:
            counts[grant.decision] += 1
            honoured[grant.decision].add(record.id)
    lost = bool(yearbook.lost.kinds or yearbook.lost.ids)
    for decision in yearbook.decisions:
        stated = decision.count
        if stated is None:
            continue
        # Whether «tổng số» counts people or awards is not always said: only what is wrong either way is told.
        if len(honoured[decision.id]) > stated:
            code, found = "X327", len(honoured[decision.id])
        elif counts[decision.id] < stated and not lost:
            code, found = "X309", counts[decision.id]
        else:
            continue
        span = decision.span("count")
        yield diagnose(code, span, record=decision.id, number=decision.number, stated=stated, found=found)
