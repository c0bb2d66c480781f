"""X104: a person named by an event or a list of delegates who has no record."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic
from yearbook.records.model import Yearbook
from yearbook.rules.common import Targets


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    names = {person.id: person.name for person in yearbook.individuals}
    people = Targets("X104", "individuals", names, yearbook.lost)
    for event in yearbook.events:
        for position, person in enumerate(event.people):
            yield from people.check(event, ("people", position), person)
    for delegate in yearbook.delegates:
        yield from people.check(delegate, ("person",), delegate.person)
