"""X201: a feature or profile of a person without a portrait: a tile with the initials stands in."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Presentation, Yearbook


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for person in yearbook.individuals:
        if person.portrait is None and person.presentation is not Presentation.ENTRY:
            yield diagnose("X201", person.span("name"), record=person.id, unit=person.unit, name=person.name)
