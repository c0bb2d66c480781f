"""X105, X106: a class is given if and only if the form of award has classes (awards.yaml, by law)."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.rules.common import grants


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for record, position, grant in grants(yearbook):
        award = yearbook.award_by_id.get(grant.award)
        if award is None:
            continue
        if award.classes and grant.class_ is None:
            span = record.span("awards", position, "award")
            yield diagnose(
                "X105", span, record=record.id, unit=record.unit, award=award.name, classes=", ".join(award.classes)
            )
        elif grant.class_ and grant.class_ not in award.classes:
            span = record.span("awards", position, "class")
            yield diagnose("X106", span, record=record.id, unit=record.unit, class_=grant.class_, award=award.name)
