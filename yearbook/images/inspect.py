"""Is this photo there, is it a picture, how large is it: asked before anything is laid out."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from yearbook.diagnostics import DataProblem, Outcome, Span, diagnose
from yearbook.images.find import PhotoFolder, shown
from yearbook.images.formats import MAX_BYTES
from yearbook.images.verdict import Verdict, recalled, verdict
from yearbook.storage import Cache, file_hash
from yearbook.values import dataclass

REMEMBERED = 2048  # photos: in a book that is brought up to date most are the same


@dataclass(frozen=True)
class PhotoInfo:
    """A sound photo. `width` and `height` in pixels, upright; `sha256` of the file."""

    name: str
    path: Path
    sha256: str
    width: int
    height: int
    format: str
    mode: str
    has_icc: bool

    def __hash__(self) -> int:
        return hash(self.sha256)  # a path takes long


def inspect(
    root: Path | PhotoFolder,
    name: str,
    *,
    cache: Cache | None = None,
    span: Span | None = None,
    record: str = "",
) -> Outcome[PhotoInfo | None]:
    """Find `name` under `root` (data/photos) and judge it; with a `cache`, the same bytes are judged once ever.

    Pass one PhotoFolder for many photos: it reads each listing once. The value is None when the photo cannot be
    used; the findings are I101–I109 (errors), I203 (converted colour, a note), S101–S104 (cache cannot be written).
    """
    folder = root if isinstance(root, PhotoFolder) else PhotoFolder(root)
    try:
        path = folder.find(name, span, record)
        sha256, found = _judged(folder, path, name, cache, span, record)
    except DataProblem as problem:
        return Outcome(None, (problem.diagnostic,))
    if found.problem:
        return Outcome(None, (diagnose(found.problem, span, record=record, name=shown(name), **found.words),))
    told = (found.width, found.height, found.format, found.mode, found.has_icc)
    info = _info(folder.root, path, sha256, *told)
    if not found.source:
        return Outcome(info)
    return Outcome(info, (diagnose("I203", span, record=record, name=shown(name), source=found.source),))


@lru_cache(maxsize=REMEMBERED)
def _info(root: Path, path: Path, sha256: str, *found: Any) -> PhotoInfo:
    return PhotoInfo(path.relative_to(root).as_posix(), path, sha256, *found)


def _judged(
    folder: PhotoFolder, path: Path, name: str, cache: Cache | None, span: Span | None, record: str
) -> tuple[str, Verdict]:
    """The hash of a photo and the verdict on it; its file is read only when they are not known."""
    known = photo_hash(folder, path, name, span, record)
    if cache and (found := recalled(known, cache)):
        return known, found
    data = read_photo(path, name, span, record)
    sha256 = hashlib.sha256(data).hexdigest()
    return sha256, verdict(data, sha256, cache)


def photo_hash(folder: PhotoFolder, path: Path, name: str, span: Span | None = None, record: str = "") -> str:
    """The sha256 of a photo, taken once during a run; raises DataProblem as `read_photo`."""
    if path not in folder.hashes:
        try:
            folder.hashes[path] = file_hash(path, MAX_BYTES)
        except OSError:
            folder.hashes[path] = hashlib.sha256(read_photo(path, name, span, record)).hexdigest()
    return folder.hashes[path]


def read_photo(path: Path, name: str, span: Span | None = None, record: str = "") -> bytes:
    """The bytes of a photo, never more than the limit; raises DataProblem I108 (too heavy) or I106."""
    try:
        size = path.stat().st_size
        if size <= MAX_BYTES:
            with path.open("rb") as file:
                data = file.read(size + 1)  # asking for the limit would take as much room for every small photo
            size = len(data)
    except OSError:
        reason = "hệ điều hành không cho đọc tệp"
        raise DataProblem(diagnose("I106", span, record=record, name=shown(name), reason=reason)) from None
    if size > MAX_BYTES:
        megabytes = -(-size // (1024 * 1024))
        raise DataProblem(diagnose("I108", span, record=record, name=shown(name), megabytes=megabytes))
    return data
