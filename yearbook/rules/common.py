"""What several rules need: the records that honour somebody, and how to name one."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records import nearest
from yearbook.records.model import AwardGrant, Collective, Individual, Yearbook
from yearbook.records.values import Key, Record
from yearbook.vietnamese import slugify

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
    by_slug = {slugify(name): key for key, name in names.items()}
    called = get_close_matches(slugify(wanted), by_slug, n=1, cutoff=0.75)
    near = by_slug[called[0]] if called else nearest(wanted, list(names))
    hint = f"có phải «{near}» ({names[near]})?" if near else None
    return diagnose(code, record.span(*path), record=record.id, hint=hint, unit=unit, wanted=wanted)
