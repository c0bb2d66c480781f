"""X101: a unit that is not in units.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic
from yearbook.records.model import Yearbook
from yearbook.records.values import Key, Record
from yearbook.rules.common import unknown


def _references(yearbook: Yearbook) -> Iterator[tuple[Record, tuple[Key, ...], str]]:
    for record in yearbook.honoured:
        yield record, ("unit",), record.unit
    for text in yearbook.texts:
        if text.unit:
            yield text, ("unit",), text.unit
    for delegate in yearbook.delegates:
        if delegate.unit:
            yield delegate, ("unit",), delegate.unit
    for event in yearbook.events:
        for position, unit in enumerate(event.units):
            yield event, ("units", position), unit


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    names = {unit.id: unit.name for unit in yearbook.units}
    for record, path, unit in _references(yearbook):
        if unit not in names:
            yield unknown("X101", record, path, unit, names)
