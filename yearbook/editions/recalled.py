"""Parts as they were set the last time, in the cache for the next command: for most of them nothing has changed."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

from yearbook.editions.numbering import Numbering
from yearbook.editions.told import SetPart
from yearbook.images import Derivative, PhotoInfo
from yearbook.pages.edition import Edition
from yearbook.pages.flow import Flow, Open
from yearbook.records import Photo
from yearbook.storage import PLAIN, Cache, writing
from yearbook.values import dataclass


@dataclass(frozen=True)
class Shelf:
    """Where the cache has a part. made_of: what names all that it is set from but photos, pages, the build."""

    cache: Cache
    key: str
    made_of: bytes


@dataclass(frozen=True)
class Recalled:
    """A part that was set, for which pages, in which build."""

    made: SetPart
    numbering: Numbering
    build_id: str


def keep(shelf: Shelf, recalled: Recalled) -> None:
    """In place of what was there; of the numbers those that it asked for, so that what is kept does not tell how a
    build has come to them. Raises DataProblem (S101–S104) when the cache cannot be written."""
    made, numbering, flow = recalled.made, recalled.numbering, recalled.made.flow
    numbers = None if numbering.numbers is None else dict(compress(numbering.numbers.items(), made.asked))
    elements = {each: number for number, each in enumerate(dict.fromkeys(e for state in flow.states for e in state))}
    told: Any = (
        shelf.made_of,
        recalled.build_id,
        (numbers, numbering.count, numbering.loose),
        (flow.name, flow.pieces, flow.needs_pages, flow.fills, flow.unknown),
        (tuple(map(tuple, elements)), tuple(tuple(elements[each] for each in state) for state in flow.states)),
        tuple((photo.model_dump(), request.width_mm, request.height_mm) for photo, request in made.placed),
        tuple((name, _likeness(info)) for name, info in made.seen.items()),
        made.stamped,
    )
    with writing(shelf.cache.folder):
        shelf.cache.put(shelf.key, marshal.dumps(told, PLAIN))


@dataclass(frozen=True)
class Stale:
    """Of a part that was set from something else: the photos that it had, and at which sizes (mm)."""

    placed: Sequence[tuple[dict[str, Any], float, float]]

    def photos(self, infos: Mapping[str, PhotoInfo], edition: Edition) -> Iterator[Derivative]:
        """Those that it will ask for again, most likely. infos: of the photos as they are."""
        return (request for _, request in _requests(self.placed, infos, edition))


def recall(shelf: Shelf, infos: Mapping[str, PhotoInfo], edition: Edition) -> Recalled | Stale | None:
    """A part as it was set, or what is of use of it still; None when there is none. infos: photos as they are."""
    data = shelf.cache.get(shelf.key)
    if data is None:
        return None
    made_of, build_id, numbering, flow, opened, placed, seen, stamped = marshal.loads(data)  # noqa: S302 - our own
    if made_of != shelf.made_of or any(_likeness(infos.get(name)) != known for name, known in seen):
        return Stale(placed)
    requests = tuple(_requests(placed, infos, edition))
    pages = Numbering(*numbering)
    asked = bytes([True] * len(pages.numbers or ()))
    made = SetPart(_flow(flow, opened), requests, {name: infos.get(name) for name, _ in seen}, asked, stamped)
    return Recalled(made, pages, build_id)


def recall_flow(shelf: Shelf) -> Flow | None:
    """The pieces of a part as it was set the last time, from whatever."""
    data = shelf.cache.get(shelf.key)
    return _flow(*marshal.loads(data)[3:5]) if data else None  # noqa: S302 - our own


def _flow(flow: Any, opened: Any) -> Flow:
    name, pieces, *rest = flow
    elements = [Open(*words) for words in opened[0]]
    return Flow(name, (), *rest).made_of(pieces, tuple(tuple(elements[each] for each in state) for state in opened[1]))


def _requests(
    placed: Sequence[tuple[dict[str, Any], float, float]], infos: Mapping[str, PhotoInfo], edition: Edition
) -> Iterator[tuple[Photo, Derivative]]:
    """Those of photos that are there."""
    for plain, width, height in placed:
        photo = Photo.model_validate(plain)
        if info := infos.get(photo.file):
            yield photo, Derivative(info, width, height, edition.images, (photo.focal.x, photo.focal.y))


def _likeness(info: PhotoInfo | None) -> tuple[str | int, ...] | None:
    """What pages can show of a photo, wherever it lies."""
    if info is None:
        return None
    return info.sha256, info.width, info.height, info.format, info.mode, info.has_icc
