"""X319, X320, X329: photos without caption, credit or description; one finding a record. X330: a file's name as
description. A portrait stands under its name, and is described as the portrait of who bears it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.records.values import Photo, Record
from yearbook.rules.people import unit_of

FILE_NAME = re.compile(r"(?i)\S+\.(?:jpe?g|png|webp|tiff?|heic|gif|bmp)|(?:img|dsc|image|anh|ảnh)[ _-]?\d+")


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    pictures: dict[str, tuple[Record, list[tuple[int, Photo]]]] = {}
    for record, path, photo in yearbook.photos():
        if len(path) == 2 and isinstance(path[1], int):
            pictures.setdefault(record.id, (record, []))[1].append((path[1], photo))
    for record, photos in pictures.values():
        yield from _without("X319", record, [(i, photo) for i, photo in photos if not photo.caption])
        yield from _without("X320", record, [(i, photo) for i, photo in photos if not photo.credit])
        yield from _without("X329", record, [(i, photo) for i, photo in photos if not photo.alt])
    for record, path, photo in yearbook.photos():
        if photo.alt and FILE_NAME.fullmatch(photo.alt.strip()):
            yield diagnose("X330", record.span(*path, "alt"), record=record.id, unit=unit_of(record), alt=photo.alt)


def _without(code: str, record: Record, photos: list[tuple[int, Photo]]) -> Iterator[Diagnostic]:
    if not photos:
        return
    position, first = photos[0]
    more = f" và {len(photos) - 1} ảnh nữa" if len(photos) > 1 else ""
    span = record.span("photos", position, "file")
    yield diagnose(code, span, record=record.id, unit=unit_of(record), file=first.file, more=more)
