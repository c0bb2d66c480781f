"""What several rules need: the records that honour somebody, and how to name one."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records import nearest
from yearbook.records.model import AwardGrant, Collective, Individual, Yearbook
from yearbook.records.values import Key, Record

Honoured = Individual | Collective


def honoured(yearbook: Yearbook) -> Iterator[Honoured]:
    yield from yearbook.collectives
    yield from yearbook.individuals


def grants(yearbook: Yearbook) -> Iterator[tuple[Honoured, int, AwardGrant]]:
    """Every award of every record with its place in the record."""
    for record in honoured(yearbook):
        for position, grant in enumerate(record.awards):
            yield record, position, grant


def unknown(
    code: str, record: Record, path: tuple[Key, ...], wanted: str, names: dict[str, str], unit: str = ""
) -> Diagnostic:
    """A reference that leads nowhere, with the nearest known id. `names`: id → what people call it."""
    by_name = {name: key for key, name in names.items()}
    near = nearest(wanted, list(names)) or by_name.get(nearest(wanted, list(by_name)) or "")
    hint = f"có phải «{near}» ({names[near]})?" if near else None
    return diagnose(code, record.span(*path), record=record.id, hint=hint, unit=unit, wanted=wanted)
