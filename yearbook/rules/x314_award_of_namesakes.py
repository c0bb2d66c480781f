"""X314: one award of one year at two records of the same name: a person who changed units and came twice.

Two records in one unit are X313.
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.model import AwardGrant, Individual, Yearbook
from yearbook.rules.people import sound


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str, str | None, int], tuple[Individual, int, AwardGrant]] = {}
    for person in yearbook.individuals:
        name = sound(person.name)
        for position, grant in enumerate(person.awards):
            key = (name, grant.award, grant.class_, grant.year)
            other, place, given = first.setdefault(key, (person, position, grant))
            if other.id == person.id or other.unit == person.unit or not _may_be_one(person, grant, other, given):
                continue
            award = yearbook.award_by_id.get(grant.award)
            unit = yearbook.unit_by_id.get(other.unit)
            yield diagnose(
                "X314",
                person.span("awards", position, "award"),
                record=person.id,
                unit=person.unit,
                related=(Related(other.span("awards", place, "award"), "lần ghi thứ nhất"),),
                award=award.name if award else grant.award,
                year=grant.year,
                name=person.name,
                other=unit.name if unit else other.unit,
            )


def _may_be_one(person: Individual, grant: AwardGrant, other: Individual, given: AwardGrant) -> bool:
    """The same year of birth; where one is missing, at least the same decision."""
    if person.birth_year and other.birth_year:
        return person.birth_year == other.birth_year
    return grant.decision is not None and grant.decision == given.decision
