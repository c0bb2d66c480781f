"""X318: a unit called by a name that it did not bear that year (`former_names`, `since` in units.yaml).

Only where the year is certain: an award, an event, an office at the time of the congress. Narratives may look back.
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import FormerName, Unit, Yearbook
from yearbook.rules.running_words import Passage, Phrases, offices

Bearer = tuple[Unit, FormerName | None]
"""A name found in a text: the unit, and which of its former names it is."""


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    renamed = [unit for unit in yearbook.units if unit.former_names]
    if not renamed:
        return
    now: list[tuple[str, Bearer | None]] = [
        (unit.name, (unit, None) if unit.former_names else None) for unit in yearbook.units
    ]
    before: list[tuple[str, Bearer | None]] = [
        (former.name, (unit, former)) for unit in renamed for former in unit.former_names
    ]
    phrases: Phrases[Bearer | None] = Phrases(dict([*before, *now]).items())
    for passage, year in _dated(yearbook):
        for start, written, bearer in phrases.find(passage.text):
            if bearer is None or _bore(bearer, year):
                continue
            yield diagnose(
                "X318",
                passage.span(start, start + len(written)),
                record=passage.record.id,
                unit=passage.unit,
                written=written,
                year=year,
                right=_name_in(bearer[0], year),
            )


def _dated(yearbook: Yearbook) -> Iterator[tuple[Passage, int]]:
    """Texts that speak of known years. The name of a collective is that of its last award: a book prints one name."""
    congress = yearbook.settings.congress.date.year
    for collective in yearbook.collectives:
        if collective.awards:
            yield Passage(collective, ("name",), collective.name), max(grant.year for grant in collective.awards)
    for record in yearbook.honoured:
        for position, grant in enumerate(record.awards):
            if grant.reason:
                yield Passage(record, ("awards", position, "reason"), grant.reason), grant.year
    for event in yearbook.events:
        yield Passage(event, ("title",), event.title), event.date.year
    for passage in offices(yearbook):
        yield passage, congress


def _bore(bearer: Bearer, year: int) -> bool:
    """May the unit have borne this name in this year? In the year of a change both names are right."""
    unit, former = bearer
    if former is None:
        return not (unit.since and year < unit.since and any(_covers(name, year) for name in unit.former_names))
    return former.end is None or year <= former.end


def _covers(former: FormerName, year: int) -> bool:
    return (former.start is None or former.start <= year) and (former.end is None or year <= former.end)


def _name_in(unit: Unit, year: int) -> str:
    if unit.since is None or year >= unit.since:
        return unit.name
    return next((former.name for former in unit.former_names if _covers(former, year)), unit.name)
