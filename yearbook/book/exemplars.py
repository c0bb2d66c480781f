"""Part II: exemplary collectives in protocol order, individuals as the house style says."""

from __future__ import annotations

from itertools import groupby

from yearbook.book.awards import award_lines
from yearbook.book.model import Exemplars, Honoured, HonouredGroup, HonouredSection
from yearbook.book.order import collective_order, person_order
from yearbook.prose import parse
from yearbook.records.model import Collective, Individual, Presentation, Yearbook
from yearbook.vietnamese import initials


def honoured(yearbook: Yearbook, record: Individual | Collective) -> Honoured:
    """A record with its unit, awards and text resolved."""
    prose = parse(record.narrative, record.span("narrative").line) if record.narrative else None
    mark = initials(record.name) if isinstance(record, Individual) else ""
    return Honoured(record, yearbook.unit_by_id[record.unit], award_lines(yearbook, record), prose, mark)


def _presented(items: list[Honoured]) -> list[Honoured]:
    return [item for item in items if item.presentation is not Presentation.ENTRY]


def _entries(items: list[Honoured]) -> tuple[Honoured, ...]:
    return tuple(item for item in items if item.presentation is Presentation.ENTRY)


def _collectives(yearbook: Yearbook) -> HonouredSection:
    items = [honoured(yearbook, record) for record in sorted(yearbook.collectives, key=collective_order(yearbook))]
    groups = tuple(
        HonouredGroup(title, f"_collectives-{number}", tuple(members))
        for number, (title, members) in enumerate(groupby(_presented(items), key=lambda item: item.unit.group or ""), 1)
    )
    return HonouredSection(
        "Tập thể tiêu biểu", "_collectives", groups, _entries(items), "Tập thể được biểu dương", "_collectives-entries"
    )


def _individuals(yearbook: Yearbook) -> HonouredSection:
    order = yearbook.settings.individuals_order
    items = [honoured(yearbook, record) for record in sorted(yearbook.individuals, key=person_order(yearbook, order))]
    presented = tuple(_presented(items))
    groups = (HonouredGroup("", "_individuals-1", presented),) if presented else ()
    return HonouredSection(
        "Cá nhân tiêu biểu", "_individuals", groups, _entries(items), "Cá nhân được biểu dương", "_individuals-entries"
    )


def exemplars(yearbook: Yearbook) -> Exemplars:
    return Exemplars(_collectives(yearbook), _individuals(yearbook))
