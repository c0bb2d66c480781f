"""Records → manuscript: which fields are language, and of which kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from yearbook.diagnostics import Edit, Span
from yearbook.records import model
from yearbook.records.model import Yearbook
from yearbook.records.plain import PlainText
from yearbook.records.settings import Settings
from yearbook.records.values import Key, Record
from yearbook.rules.lexicon import Lexicon, lexicon
from yearbook.rules.manuscript import FieldPlace, Kind, Manuscript, Passage, cover_addresses, passages_of
from yearbook.values import dataclass


@dataclass(frozen=True)
class Field:
    """A field by its path (`*`: every item), what it holds, and whether it is kept word for word."""

    path: str
    kind: Kind = Kind.TEXT
    markdown: bool = False
    verbatim: bool = False


def _photos(*paths: str) -> tuple[Field, ...]:
    return tuple(Field(f"{path}.{key}") for path in paths for key in ("caption", "credit", "alt"))


_NAME, _TITLE = Kind.NAME, Kind.TITLE
_HONOURED = (
    Field("summary"),
    Field("narrative", markdown=True),
    Field("quote", verbatim=True),
    Field("awards.*.reason"),
    *_photos("photos.*"),
)
# Left out: ids, numbers, addresses, editors' notes (not printed), aliases and wrong forms (wrong on purpose).
FIELDS: dict[type[Record], tuple[Field, ...]] = {
    Settings: (
        Field("title"),
        Field("short_title"),
        Field("congress.name", _TITLE),
        Field("congress.short_name", _TITLE),
        Field("authority.*", _TITLE),
        Field("compiler", _TITLE),
        Field("publisher.name", _TITLE),
        Field("quotation.text", verbatim=True),
        Field("ebook.subjects.*"),
        Field("ebook.description"),
        Field("ebook.rights"),
        Field("ebook.certified_by", _TITLE),
        Field("distribution.sender", _TITLE),
        Field("distribution.signer.name", _NAME),
        Field("credits.*.role"),
        Field("credits.*.names"),
        *(Field(f"imprint.{key}") for key in ("director", "editor_in_chief", "editor", "proofreader")),
        *_photos("portrait"),
    ),
    model.Individual: (Field("name", _NAME), Field("office"), *_photos("portrait"), *_HONOURED),
    model.Collective: (Field("name", _TITLE), *_HONOURED),
    model.Event: (
        Field("title"),
        Field("time"),
        Field("place"),
        Field("narrative", markdown=True),
        *_photos("photos.*"),
    ),
    model.Text: (
        Field("title"),
        Field("author"),
        Field("author_office"),
        Field("lead"),
        Field("place_date"),
        Field("body", markdown=True),
    ),
    model.Document: (
        Field("subject", verbatim=True),
        Field("recipients.*", verbatim=True),
        Field("signature.name", _NAME, verbatim=True),
        Field("signature.capacity", verbatim=True),
        Field("body", markdown=True, verbatim=True),
    ),
    model.Unit: (Field("name", _TITLE), Field("group")),
    model.Decision: (
        Field("authority"),
        Field("signed_by", _NAME),
        Field("signed_office"),
        Field("subject", verbatim=True),
    ),
    model.Slogan: (Field("text", verbatim=True),),
    model.Committee: (
        Field("name"),
        Field("basis"),
        Field("members.*.name", _NAME),
        Field("members.*.office"),
        Field("members.*.role"),
    ),
    model.ProgrammeItem: (Field("title"), Field("by"), Field("session")),
    model.Delegate: (Field("name", _NAME), Field("office")),
    model.GalleryPage: _photos("photos.*"),
    model.Abbreviation: (Field("full"),),
}


def manuscript(yearbook: Yearbook) -> Manuscript:
    """Everything that the book says in words."""
    records = (yearbook.settings, *yearbook.all_records())
    return Manuscript(tuple(p for record in records for p in _passages(record)), lexicon(yearbook))


@dataclass(frozen=True)
class FilePlace:
    """A plain text file that belongs to no record."""

    text: PlainText
    record: str = ""
    unit: str = ""

    def span(self, start: int, end: int) -> Span:
        return self.text.span(start, end)

    def edit(self, start: int, end: int, new: str) -> Edit | None:
        return self.text.edit(start, end, new)


def manuscript_of_texts(texts: Iterable[PlainText], known: Lexicon) -> Manuscript:
    """Plain texts as a manuscript; `known`: the names to hold them against."""
    return Manuscript(tuple(p for text in texts for p in passages_of(text.text, FilePlace(text))), known)


def _passages(record: Record) -> Iterator[Passage]:
    unit = record.id if isinstance(record, model.Unit) else getattr(record, "unit", None) or ""
    for field in FIELDS.get(type(record), ()):
        for path, text in _texts(record, field.path.split("."), ()):
            place = FieldPlace(record, path, unit)
            if field.markdown:
                yield from passages_of(text, place, verbatim=field.verbatim)
            else:
                yield Passage(cover_addresses(text), field.kind, place, 0, field.verbatim)


def _texts(value: Any, steps: list[str], path: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every text that a path leads to, with the path that leads to it."""
    if not steps:
        if value:
            yield path, value
    elif steps[0] == "*":
        for position, item in enumerate(value):
            yield from _texts(item, steps[1:], (*path, position))
    elif (inner := getattr(value, steps[0])) is not None:
        yield from _texts(inner, steps[1:], (*path, steps[0]))
