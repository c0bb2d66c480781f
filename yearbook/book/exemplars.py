"""Part II: exemplary collectives in protocol order, individuals as the house style says."""

from __future__ import annotations

from dataclasses import field
from itertools import groupby

from yearbook.book.awards import award_lines
from yearbook.book.model import Exemplars, Honoured, HonouredGroup, HonouredSection
from yearbook.book.order import collective_order, person_order
from yearbook.records.model import Collective, Individual, Presentation, Yearbook
from yearbook.values import dataclass
from yearbook.vietnamese import initials


@dataclass(frozen=True)
class _Known:
    """Who was honoured in the last book. around: what else they are made of."""

    around: tuple[object, ...] = ()
    items: dict[str, Honoured] = field(default_factory=dict)


_known = _Known()


def _honoured(yearbook: Yearbook) -> dict[str, Honoured]:
    """Every record with its unit, awards and text resolved, by id; those that are as they were in the last book are the
    same objects."""
    global _known
    around = (yearbook.awards, yearbook.decisions, yearbook.settings.style)
    before = _known.items if _known.around == around else {}
    units = yearbook.unit_by_id
    items = {}
    for record in yearbook.honoured:
        was, unit = before.get(record.id), units[record.unit]
        same = was and was.record is record and was.unit is unit
        items[record.id] = was if was and same else honoured(yearbook, record)
    _known = _Known(around, items)
    return items


def honoured(yearbook: Yearbook, record: Individual | Collective) -> Honoured:
    """A record with its unit, awards and text resolved."""
    mark = initials(record.name) if isinstance(record, Individual) else ""
    return Honoured(record, yearbook.unit_by_id[record.unit], award_lines(yearbook, record), mark)


def _presented(items: list[Honoured]) -> list[Honoured]:
    return [item for item in items if item.presentation is not Presentation.ENTRY]


def _entries(items: list[Honoured]) -> tuple[Honoured, ...]:
    return tuple(item for item in items if item.presentation is Presentation.ENTRY)


def _collectives(yearbook: Yearbook, known: dict[str, Honoured]) -> HonouredSection:
    items = [known[record.id] for record in sorted(yearbook.collectives, key=collective_order(yearbook))]
    groups = tuple(
        HonouredGroup(title, f"_collectives-{number}", tuple(members))
        for number, (title, members) in enumerate(groupby(_presented(items), key=lambda item: item.unit.group or ""), 1)
    )
    return HonouredSection(
        "Tập thể tiêu biểu", "_collectives", groups, _entries(items), "Tập thể được biểu dương", "_collectives-entries"
    )


def _individuals(yearbook: Yearbook, known: dict[str, Honoured]) -> HonouredSection:
    order = yearbook.settings.individuals_order
    items = [known[record.id] for record in sorted(yearbook.individuals, key=person_order(yearbook, order))]
    presented = tuple(_presented(items))
    groups = (HonouredGroup("", "_individuals-1", presented),) if presented else ()
    return HonouredSection(
        "Cá nhân tiêu biểu", "_individuals", groups, _entries(items), "Cá nhân được biểu dương", "_individuals-entries"
    )


def exemplars(yearbook: Yearbook) -> Exemplars:
    known = _honoured(yearbook)
    return Exemplars(_collectives(yearbook, known), _individuals(yearbook, known))
