"""What several rules need: the records that honour somebody and how to name one, the ISBNs of the formats."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.records import nearest
from yearbook.records.model import AwardGrant, Collective, Individual, Lost, Yearbook
from yearbook.records.settings import Isbns, Settings
from yearbook.records.values import Key, Record
from yearbook.values import dataclass
from yearbook.vietnamese import slugify


@dataclass(frozen=True)
class Targets:
    """What a reference may lead to. `kind`: its field in `Yearbook`; `names`: id → what people call it."""

    code: str
    kind: str
    names: dict[str, str]
    lost: Lost

    def check(self, record: Record, path: tuple[Key, ...], wanted: str | None, unit: str = "") -> Iterator[Diagnostic]:
        """A finding, with the nearest known id, when `wanted` leads nowhere; silent about records lost in loading."""
        if not wanted or wanted in self.names or self.lost.may_hold(self.kind, wanted):
            return
        by_slug = {slugify(name): key for key, name in self.names.items()}
        called = get_close_matches(slugify(wanted), by_slug, n=1, cutoff=0.75)
        near = by_slug[called[0]] if called else nearest(wanted, list(self.names))
        hint = f"có phải «{near}» ({self.names[near]})?" if near else None
        yield diagnose(self.code, record.span(*path), record=record.id, hint=hint, unit=unit, wanted=wanted)


def grants(yearbook: Yearbook) -> Iterator[tuple[Individual | Collective, int, AwardGrant]]:
    """Every award of every record with its place in the record."""
    for record in yearbook.honoured:
        for position, grant in enumerate(record.awards):
            yield record, position, grant


@dataclass(frozen=True)
class Isbn:
    """The ISBN that the settings give to one format."""

    key: str  # `isbn.print`
    label: str  # «ISBN sách in»
    number: str  # as the editor writes it
    span: Span


def isbns(settings: Settings) -> Iterator[Isbn]:
    """Every ISBN that is there, in the order of the formats."""
    for key, field in Isbns.model_fields.items():
        if number := getattr(settings.isbn, key):
            yield Isbn(f"isbn.{key}", field.title or key, number, settings.span("isbn", key))
