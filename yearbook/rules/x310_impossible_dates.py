"""X310, X328: dates that cannot be, and an age at which hardly anybody is honoured."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.model import Individual, Yearbook
from yearbook.rules.common import grants
from yearbook.vietnamese import format_date_short

YOUNGEST, OLDEST = 16, 100


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    settings = yearbook.settings
    today = settings.revision.date if settings.revision else dt.date(settings.year, 12, 31)
    said = f"ngày dựng sách {format_date_short(today)}" if settings.revision else f"năm xuất bản {settings.year}"
    for person in yearbook.individuals:
        yield from _born(person, today.year, said)
    for record, position, grant in grants(yearbook):
        if grant.year > today.year:
            detail = f"khen thưởng năm {grant.year} sau {said}"
            span = record.span("awards", position, "year")
            yield diagnose("X310", span, record=record.id, unit=record.unit, detail=detail)
    for decision in yearbook.decisions:
        if decision.date > today:
            detail = f"ngày ký {format_date_short(decision.date)} sau {said}"
            yield diagnose("X310", decision.span("date"), record=decision.id, detail=detail)
    for event in yearbook.events:
        if event.date > today:
            detail = f"sự kiện ngày {format_date_short(event.date)} sau {said}"
            yield diagnose("X310", event.span("date"), record=event.id, detail=detail)


def _born(person: Individual, this_year: int, said: str) -> Iterator[Diagnostic]:
    born = person.birth_year
    if born is None:
        return
    if born > this_year:
        span = person.span("birth_year")
        yield diagnose("X310", span, record=person.id, unit=person.unit, detail=f"năm sinh {born} sau {said}")
        return
    for position, grant in enumerate(person.awards):
        age = grant.year - born
        if YOUNGEST <= age <= OLDEST:
            continue
        span, related = person.span("birth_year"), (Related(person.span("awards", position, "year"), "năm được khen"),)
        if age < 0:
            detail = f"năm sinh {born} sau năm được khen {grant.year}"
            yield diagnose("X310", span, record=person.id, unit=person.unit, related=related, detail=detail)
        else:
            yield diagnose(
                "X328",
                span,
                record=person.id,
                unit=person.unit,
                related=related,
                born=born,
                year=grant.year,
                age=age,
            )
        return  # one wrong year of birth is one finding
