"""X319, X320: photos without a caption or without a credit; one finding a record. Portraits stand under their names."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.records.values import Photo, Record
from yearbook.rules.people import unit_of


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    pictures: dict[str, tuple[Record, list[tuple[int, Photo]]]] = {}
    for record, path, photo in yearbook.photos():
        if len(path) == 2 and isinstance(path[1], int):
            pictures.setdefault(record.id, (record, []))[1].append((path[1], photo))
    for record, photos in pictures.values():
        yield from _without("X319", record, [(i, photo) for i, photo in photos if not photo.caption])
        yield from _without("X320", record, [(i, photo) for i, photo in photos if not photo.credit])


def _without(code: str, record: Record, photos: list[tuple[int, Photo]]) -> Iterator[Diagnostic]:
    if not photos:
        return
    position, first = photos[0]
    more = f" và {len(photos) - 1} ảnh nữa" if len(photos) > 1 else ""
    span = record.span("photos", position, "file")
    yield diagnose(code, span, record=record.id, unit=unit_of(record), file=first.file, more=more)
