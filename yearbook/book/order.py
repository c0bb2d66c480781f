"""The orders of the book: protocol for units and awards, dictionary order for names (vietnamese.md, awards.yaml)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from yearbook.records.model import AwardGrant, Collective, Individual, RecipientKind, Unit, Yearbook
from yearbook.vietnamese import NameOrder, collate

CLASSES = ("Nhất", "Nhì", "Ba")
KIND_ORDER = (RecipientKind.COLLECTIVE, RecipientKind.INDIVIDUAL, RecipientKind.HOUSEHOLD)
SortKey = tuple[object, ...]


def unit_key(unit: Unit) -> SortKey:
    """Protocol order, then name."""
    return (unit.order, collate.sort_key(unit.name), unit.id)


def person_order(yearbook: Yearbook, by: NameOrder | Literal["unit"]) -> Callable[[Individual], SortKey]:
    """Sort key for persons: `given_name`, `family_name`, or `unit` (protocol order, then given name)."""
    units = yearbook.unit_by_id

    def key(person: Individual) -> SortKey:
        unit = unit_key(units[person.unit])
        if by == "unit":
            return (unit, collate.person_key(person.name, "given_name"), person.id)
        return (collate.person_key(person.name, by), unit, person.id)

    return key


def collective_order(yearbook: Yearbook) -> Callable[[Collective], SortKey]:
    """Units in protocol order; inside a unit the unit itself first, then its teams by name."""
    units = yearbook.unit_by_id

    def key(item: Collective) -> SortKey:
        unit = units[item.unit]
        return (unit_key(unit), item.name != unit.name, collate.sort_key(item.name), item.id)

    return key


def grant_order(yearbook: Yearbook) -> Callable[[AwardGrant], SortKey]:
    """The most solemn first: protocol order of the form, then class, then year."""
    awards = yearbook.award_by_id

    def key(grant: AwardGrant) -> SortKey:
        rank = CLASSES.index(grant.class_) if grant.class_ else -1
        return (awards[grant.award].order, grant.award, rank, grant.year)

    return key
