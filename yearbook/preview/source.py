"""From words on a page back to the data: which record, which field, which file, line and column."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from yearbook.context import PACKAGE
from yearbook.diagnostics import Span
from yearbook.records import Yearbook
from yearbook.records.kinds import KINDS, SHARED_IDS
from yearbook.records.values import Key, Record
from yearbook.values import dataclass

NAMES = ("name", "title", "subject", "short_title", "short", "text", "number")  # what a record is called, first of all
_BY_ID = {*SHARED_IDS, "gallery", "committees"}  # named by their id alone
_WINDOWS = (48, 32, 20, 12)  # signs around a click that are looked for in the field
_LEAST = 8  # signs of a line without a record that are looked for in all records


@dataclass(frozen=True)
class Source:
    """Where words come from. `label`: the field as an editor calls it; line and column from 1."""

    record: str
    kind: str  # «cá nhân»
    name: str
    field: str
    label: str
    span: Span


@dataclass(frozen=True)
class Around:
    """The text around a click: `at` is the index of the sign that was clicked, None for a picture."""

    text: str = ""
    at: int | None = None


def called(record: Record) -> str:
    """The name of a record, as a reader knows it."""
    return next((str(value) for key in NAMES if (value := getattr(record, key, None))), record.id)


@dataclass(frozen=True)
class _Known:
    record: Record
    kind: str  # «cá nhân»


class Sources:
    """Answers where words come from, for one state of the records.

    before: a good state that is still shown, for the records that can no longer be read.
    """

    def __init__(self, yearbook: Yearbook, before: Sources | None = None) -> None:
        self._known: dict[str, _Known] = {}
        for kind in KINDS:
            value = getattr(yearbook, kind.field)
            for record in value if isinstance(value, tuple) else (value,):
                known = _Known(record, kind.noun)
                self._known[f"{kind.field}/{record.id}"] = known
                if kind.field in _BY_ID:
                    self._known.setdefault(record.id, known)
        if before is not None:
            self._known = before._known | self._known

    def name(self, record: str) -> str:
        """What a record is called; its id when there is none."""
        known = self._known.get(record)
        return called(known.record) if known else record

    def label(self, record: str, field: str) -> str:
        """What a field of a record is called."""
        known = self._known.get(record)
        return label_of(type(known.record), path_of(field)) if known else field

    def begins(self) -> Iterator[tuple[Span, str]]:
        """Where each record begins, and its id."""
        for name, known in self._known.items():
            if "/" in name:
                yield known.record.span(), known.record.id

    def find(self, record: str, field: str = "", around: Around | None = None) -> Source | None:
        """The source of a field of a record («nguyen-van-an», «delegates/db-001»); exact to the sign where the words
        around the click are found in it."""
        known = self._known.get(record)
        if known is None:
            return None
        path = path_of(field)
        text = value_at(known.record, path)
        at = _offset(text, around) if around and isinstance(text, str) else None
        return _source(known, path, at)

    def search(self, around: Around) -> Source | None:
        """The source of words that no area tells: the first field in which the whole line stands."""
        line, _ = _signs(unicodedata.normalize("NFC", _line(around)))
        if len(line) < _LEAST:
            return None
        for name, known in self._known.items():
            if "/" in name:
                for path, text in _texts(known.record, ()):
                    signs, places = _signs(text)
                    if (at := signs.find(line)) >= 0:
                        return _source(known, path, places[at])
        return None


def _source(known: _Known, path: tuple[Key, ...], at: int | None) -> Source:
    record = known.record
    span = record.span(*path) if at is None else record.part(path, at, at + 1)
    return Source(record.id, known.kind, called(record), ".".join(map(str, path)), label_of(type(record), path), span)


def file_of(span: Span, data: Path) -> Path | None:
    """The file that a span names, on this machine; None for a name that leads nowhere."""
    first, _, rest = span.file.partition("/")
    if first == "yearbook":
        return PACKAGE / rest
    return data.absolute() / rest if first == data.absolute().name and rest else None


# --- fields --------------------------------------------------------------------------------------------------


def path_of(field: str) -> tuple[Key, ...]:
    """«photos.0.caption» → ("photos", 0, "caption")."""
    return tuple(int(part) if part.isdecimal() else part for part in field.split(".") if part)


def value_at(record: Any, path: tuple[Key, ...]) -> Any:
    """The value of a field; None when there is none."""
    value = record
    for key in path:
        if isinstance(key, int):
            value = value[key] if isinstance(value, tuple) and key < len(value) else None
        else:
            value = getattr(value, key, None)
    return value


def label_of(model: type[BaseModel], path: tuple[Key, ...]) -> str:
    """«ảnh 1 › chú thích»: the field by the Vietnamese names of the schema."""
    words: list[str] = []
    current: type[BaseModel] | None = model
    for key in path:
        if isinstance(key, int):
            words[-1:] = [f"{words[-1]} {key + 1}"] if words else [str(key + 1)]
            continue
        known = current.model_fields.get(key) if current else None
        words.append((known.title if known else None) or key)
        current = _model_in(known.annotation) if known else None
    return " › ".join(words)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `X | None`, `tuple[X, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for inner in get_args(annotation) if (model := _model_in(inner))), None)


def _texts(value: Any, path: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every text inside a record, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            if key != "id":
                yield from _texts(getattr(value, key), (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


# --- words ---------------------------------------------------------------------------------------------------


def _signs(text: str) -> tuple[str, list[int]]:
    """Letters and digits in small letters, and where each stands in the text."""
    kept: list[str] = []
    places: list[int] = []
    for index, sign in enumerate(text):
        if sign.isalnum():
            for piece in sign.lower():
                kept.append(piece)
                places.append(index)
    return "".join(kept), places


def _offset(text: str, around: Around) -> int | None:
    """Which character of a field was clicked: the signs around the click, sought in it in ever smaller windows."""
    if around.at is None:
        return None
    shown, places = _signs(unicodedata.normalize("NFC", around.text))
    middle = sum(place < around.at for place in places)
    known, origin = _signs(text)
    for window in _WINDOWS:
        start = max(0, middle - window // 2)
        for piece, before in ((shown[start : start + window], middle - start), (shown[middle : middle + window], 0)):
            at = known.find(piece) if piece else -1
            if at >= 0 and known.find(piece, at + 1) < 0:
                return origin[min(at + before, len(origin) - 1)]
    return None


def _line(around: Around) -> str:
    """The printed line that was clicked."""
    if around.at is None:
        return ""
    start = max(around.text.rfind("\n", 0, around.at), around.text.rfind("\r", 0, around.at)) + 1
    end = min((at for sign in "\r\n" if (at := around.text.find(sign, around.at)) >= 0), default=len(around.text))
    return around.text[start:end]
