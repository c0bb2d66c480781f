"""X104: a person named by an event or a list of delegates who has no record."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic
from yearbook.records.model import Yearbook
from yearbook.rules.common import unknown


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    names = {person.id: person.name for person in yearbook.individuals}
    for event in yearbook.events:
        for position, person in enumerate(event.people):
            if person not in names:
                yield unknown("X104", event, ("people", position), person, names)
    for delegate in yearbook.delegates:
        if delegate.person and delegate.person not in names:
            yield unknown("X104", delegate, ("person",), delegate.person, names)
