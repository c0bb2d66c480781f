"""The table of what is still missing: portraits, texts and photos per unit, and the fields of the imprint page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from yearbook.diagnostics.render import Anchored
from yearbook.records import Imprint, Isbns, Settings
from yearbook.report.units import Owner, Owners
from yearbook.values import dataclass

COLUMNS = ("Ảnh chân dung", "Bài viết", "Ảnh phải thay hoặc xem lại")
_COLUMN = {"X201": 0, "X202": 1}
_PHOTOS = 2
_IMPRINT = ("X203", "X204")


@dataclass(frozen=True)
class Missing:
    """One thing that is not there: what to call it, and the finding that tells more."""

    name: str
    anchor: str


@dataclass(frozen=True)
class UnitRow:
    """What one unit still owes, a cell for each of `COLUMNS`."""

    owner: Owner
    cells: tuple[tuple[Missing, ...], ...]


def missing_by_unit(items: Sequence[Anchored], owners: Owners) -> tuple[UnitRow, ...]:
    """Rows in protocol order (what belongs to no unit comes first); units that owe nothing have none."""
    rows: dict[Owner, list[list[Missing]]] = {}
    for item in items:
        finding = item.finding
        column = _PHOTOS if finding.code.startswith("I") else _COLUMN.get(finding.code)
        if column is not None:
            cells = rows.setdefault(owners.of(finding), [[] for _ in COLUMNS])
            cells[column].append(Missing(owners.name(finding) or finding.message, item.anchor))
    return tuple(UnitRow(owner, tuple(map(tuple, rows[owner]))) for owner in sorted(rows))


def missing_imprint(items: Sequence[Anchored]) -> tuple[Missing, ...]:
    """The fields that the law wants (X203, X204), by their Vietnamese names, in the order of the imprint page."""
    labels, order = _labels(), list(_labels())
    found = []
    for item in items:
        if item.finding.code in _IMPRINT:
            key = _key(item.finding.hint)
            name = labels.get(key) or item.finding.message
            found.append((order.index(key) if key in labels else len(order), Missing(name, item.anchor)))
    return tuple(thing for _, thing in sorted(found, key=lambda pair: pair[0]))


def _key(hint: str) -> str:
    """The key that the hint names between backticks: `imprint.director`, `price:`."""
    match = re.search(r"`([a-z_.]+):?`", hint)
    return match[1] if match else ""


@cache
def _labels() -> dict[str, str]:
    parts = {"imprint": Imprint.model_fields, "isbn": Isbns.model_fields}
    labels = {f"{part}.{key}": field.title or key for part, fields in parts.items() for key, field in fields.items()}
    return labels | {"price": Settings.model_fields["price"].title or "giá bán"}
