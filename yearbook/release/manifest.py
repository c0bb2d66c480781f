"""`manifest.json`: what a release holds, of what and by what it was made, and how the files were judged.

Written in a fixed order, so that the same release gives the same bytes; read back as strictly as a stranger's file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError

from yearbook.diagnostics import DataProblem, Spot, diagnose
from yearbook.release.folder import is_safe
from yearbook.release.model import MANIFEST, Offer, Release
from yearbook.values import dataclass

FORMAT: Literal["yearbook-release"] = "yearbook-release"
VERSION: Literal[1] = 1
MAX_BYTES = 16_000_000
MAX_SHOWN = 5  # places of one broken manifest that are told


def _safe(path: str) -> str:
    if not is_safe(path):
        raise ValueError("a path that leads out of the folder")
    return path


def _sound(offer: Offer) -> Offer:
    _safe(offer.path)
    TypeAdapter(Digest).validate_python(offer.sha256)
    return offer


Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Place = Annotated[str, AfterValidator(_safe)]
Count = Annotated[int, Field(ge=0)]
Sound = Annotated[Offer, AfterValidator(_sound)]


@dataclass(frozen=True)
class UnitFile:
    """What one unit was given. id, name: of the unit; path: of its EPUB; identifier: of the publication in it."""

    id: str
    name: str
    path: Place
    identifier: str
    sha256: Digest
    letter: Place


@dataclass(frozen=True)
class Preflighted:
    """How the preflight judged a file: how many findings of each gravity."""

    path: Place
    errors: Count
    warnings: Count
    infos: Count


@dataclass(frozen=True)
class Epubchecked:
    """How epubcheck, in this version, judged an EPUB."""

    path: Place
    version: str
    errors: Count
    warnings: Count


@dataclass(frozen=True)
class Judgement:
    """What was found in the finished files before they were released."""

    preflight: tuple[Preflighted, ...] = ()
    epubcheck: tuple[Epubchecked, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """book, title: of the book; name: of the release; records: hash of all that went in; tools: name → version."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    book: str
    title: str
    name: str
    date: dt.date
    build_id: str
    records: str
    tools: Mapping[str, str]
    files: tuple[Sound, ...]
    units: tuple[UnitFile, ...]
    judgement: Judgement = Judgement()
    format: Literal["yearbook-release"] = FORMAT
    version: Literal[1] = VERSION


def describe(release: Release, *, records: str, tools: Mapping[str, str], judgement: Judgement) -> Manifest:
    """The manifest of a release about to be sealed."""
    return Manifest(
        book=release.settings.id,
        title=release.settings.title,
        name=release.name,
        date=release.date,
        build_id=release.build_id,
        records=records,
        tools=tools,
        files=(*release.books, *release.printing),
        units=tuple(
            UnitFile(o.unit.id, o.unit.name, o.epub.path, o.epub.identifier, o.epub.sha256, o.letter)
            for o in release.units
        ),
        judgement=judgement,
    )


def render_manifest(manifest: Manifest) -> bytes:
    """JSON, UTF-8, `format` and `version` first, tools by name, one line end at the end."""
    values = asdict(manifest)
    values["date"] = manifest.date.isoformat()
    values["tools"] = dict(sorted(manifest.tools.items()))
    head = {key: values.pop(key) for key in ("format", "version")}
    return (json.dumps(head | values, ensure_ascii=False, indent=1) + "\n").encode()


def parse_manifest(data: bytes) -> Manifest:
    """Raises DataProblem D214: not JSON, another format or version, a field missing, unknown or of a wrong type."""
    if len(data) > MAX_BYTES:
        raise _broken("nặng quá mức")
    try:
        return TypeAdapter(Manifest).validate_json(data)
    except ValidationError as error:
        places = dict.fromkeys(".".join(map(str, fault["loc"])) for fault in error.errors(include_url=False))
    if not all(places):
        raise _broken("không phải JSON, hoặc không phải bản kê của một bản phát hành")
    shown = ", ".join(f"«{place[:80]}»" for place in list(places)[:MAX_SHOWN])
    raise _broken(f"sai ở {shown}" + (" …" if len(places) > MAX_SHOWN else ""))


def _broken(reason: str) -> DataProblem:
    return DataProblem(diagnose("D214", spot=Spot(MANIFEST), reason=reason))
