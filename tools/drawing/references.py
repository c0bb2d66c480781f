"""Which pictures the records of the book ask for. Plain YAML is enough here: nothing is judged, only looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

FOLDERS = ("portraits", "scenes", "events", "gallery")
_FILE = re.compile(rf"(?:{'|'.join(FOLDERS)})/[a-z0-9]+(?:[-_.][a-z0-9]+)*\.jpg")
_SOURCES = ("individuals/*.yaml", "collectives/*.yaml", "events/*.yaml", "gallery.yaml")
_LARGEST = 2_000_000  # bytes of one YAML file


@dataclass(frozen=True)
class Reference:
    """One picture that a record names; `file` is relative to photos/."""

    file: str
    caption: str = ""
    alt: str = ""
    about: str = ""  # name or title, office, unit, summary of the record
    record: str = ""
    name: str = ""
    salutation: str = ""
    birth_year: int | None = None
    tall: bool = False


@dataclass
class References:
    """What was found, in the order of the files; `troubles` are Vietnamese sentences for the user."""

    found: list[Reference] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def _text(record: dict[str, object], *keys: str) -> str:
    return " ".join(str(record[key]) for key in keys if record.get(key))


def _year(value: object) -> int | None:
    return int(str(value)) if re.fullmatch(r"\d{4}", str(value)) else None


def _records(document: object) -> Iterator[dict[str, object]]:
    for item in document if isinstance(document, list) else [document]:
        if isinstance(item, dict):
            yield {str(key): value for key, value in item.items()}


def _photos(record: dict[str, object]) -> Iterator[dict[str, object]]:
    photos = record.get("photos")
    for item in [record.get("portrait"), *(photos if isinstance(photos, list) else [])]:
        if isinstance(item, dict) and isinstance(item.get("file"), str):
            yield {str(key): value for key, value in item.items()}


def _reference(record: dict[str, object], photo: dict[str, object]) -> Reference:
    return Reference(
        file=_text(photo, "file"),
        caption=_text(photo, "caption"),
        alt=_text(photo, "alt"),
        about=_text(record, "name", "title", "office", "unit", "summary", "place"),
        record=_text(record, "id"),
        name=_text(record, "name"),
        salutation=_text(record, "salutation"),
        birth_year=_year(record.get("birth_year")),
        tall=record.get("layout") == "full",
    )


def read_references(data: Path) -> References:
    """All pictures under the four drawn folders that the records in `data` name, each file once."""
    result = References()
    seen: set[str] = set()
    for path in (path for pattern in _SOURCES for path in sorted(data.glob(pattern))):
        try:
            if path.stat().st_size > _LARGEST:
                raise ValueError("tệp quá lớn")
            document = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError) as error:
            result.troubles.append(f"Bỏ qua {path.relative_to(data)}: không đọc được ({str(error).splitlines()[0]}).")
            continue
        for record in _records(document):
            for photo in _photos(record):
                reference = _reference(record, photo)
                if reference.file in seen or not reference.file.startswith(tuple(f"{name}/" for name in FOLDERS)):
                    continue
                seen.add(reference.file)
                if _FILE.fullmatch(reference.file):
                    result.found.append(reference)
                else:
                    result.troubles.append(
                        f"Bỏ qua ảnh «{reference.file}»: tên chỉ gồm chữ thường không dấu, số, gạch nối, đuôi .jpg."
                    )
    return result
