"""X108: the same award of the same year twice in one record."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.model import Yearbook
from yearbook.rules.common import grants


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str, str | None, int], int] = {}
    for record, position, grant in grants(yearbook):
        key = (record.id, grant.award, grant.class_, grant.year)
        if key in seen:
            first, span = (record.span("awards", place, "award") for place in (seen[key], position))
            award = yearbook.award_by_id.get(grant.award)
            name = award.name if award else grant.award
            related = (Related(first, "lần ghi thứ nhất"),)
            yield diagnose(
                "X108", span, record=record.id, unit=record.unit, related=related, award=name, year=grant.year
            )
        seen.setdefault(key, position)
