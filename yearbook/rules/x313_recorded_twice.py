"""X313: two records of one person, or of one collective: the same name in the same unit and nothing that tells them
apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.model import Collective, Individual, Yearbook
from yearbook.rules.people import name_key

MOST = 16
"""How many namesakes of one unit are compared with each new one: more would be wrong data anyhow."""


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    groups: dict[tuple[type, str, str], list[Individual | Collective]] = defaultdict(list)
    for record in yearbook.honoured:
        namesakes = groups[type(record), name_key(record.name), record.unit]
        twin = next((other for other in namesakes[:MOST] if not _told_apart(record, other)), None)
        namesakes.append(record)
        if twin is None:
            continue
        person = isinstance(record, Individual)
        unit = yearbook.unit_by_id.get(record.unit)
        yield diagnose(
            "X313",
            record.span("name"),
            record=record.id,
            unit=record.unit,
            related=(Related(twin.span("name"), "bản ghi thứ nhất"),),
            hint=None if person else "gộp thành một bản ghi; nếu là hai tập thể thì ghi tên đầy đủ cho khác nhau",
            noun="một người" if person else "một tập thể",
            name=record.name,
            other=f"«{twin.name}» ở " if twin.name != record.name else "",
            unit_name=unit.name if unit else record.unit,
            other_id=twin.id,
        )


def _told_apart(record: Individual | Collective, other: Individual | Collective) -> bool:
    """Office and year of birth are both given, and both differ."""
    if not isinstance(record, Individual) or not isinstance(other, Individual):
        return False
    if not (record.office and other.office and record.birth_year and other.birth_year):
        return False
    return record.office.casefold() != other.office.casefold() and record.birth_year != other.birth_year
