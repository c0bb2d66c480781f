"""X101: a unit that is not in units.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic
from yearbook.records.model import Yearbook
from yearbook.records.values import Key, Record
from yearbook.rules.common import Targets


def _references(yearbook: Yearbook) -> Iterator[tuple[Record, tuple[Key, ...], str | None]]:
    for record in yearbook.honoured:
        yield record, ("unit",), record.unit
    for text in yearbook.texts:
        yield text, ("unit",), text.unit
    for delegate in yearbook.delegates:
        yield delegate, ("unit",), delegate.unit
    for event in yearbook.events:
        for position, unit in enumerate(event.units):
            yield event, ("units", position), unit


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    units = Targets("X101", "units", {unit.id: unit.name for unit in yearbook.units}, yearbook.lost)
    for record, path, unit in _references(yearbook):
        yield from units.check(record, path, unit)
