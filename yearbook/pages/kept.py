"""Pieces of pages that stay as they are: set once for the same values, however often the book is set.

A process remembers the newest; those of a part of a book are put into the cache, too, for the next command.
"""

from __future__ import annotations

import gc
import marshal
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from functools import cache, cached_property

from markupsafe import Markup

from yearbook.records.values import Photo
from yearbook.storage import PLAIN, Cache, code_digest, writing
from yearbook.storage import key as cache_key
from yearbook.values import dataclass

REMEMBERED = 1024  # pieces; a book of more is seldom brought up to date
LITTER = 50_000  # things that a template has left behind, some of them in circles
PictureUrl = Callable[[Photo, str], str | None]  # photo, name of a slot → address


@dataclass(frozen=True)
class _Kept:
    """A piece, and the pictures that it asked for: photo, slot, address."""

    html: Markup
    pictures: tuple[tuple[Photo, str, str | None], ...]

    def holds(self, url: PictureUrl) -> bool:
        """Whether the pictures are where they were; they are asked for again."""
        return all(url(photo, slot) == address for photo, slot, address in self.pictures)


@dataclass
class _Shelf:
    """The pieces of a part, as the cache has them under a key.

    asked: those that it is made of now; changed: the cache has not all of them.
    """

    cache: Cache
    key: str
    asked: dict[bytes, _Kept] = field(default_factory=dict)
    changed: bool = False

    @cached_property
    def known(self) -> dict[bytes, tuple[str, list[tuple[dict[str, object], str, str | None]]]]:
        data = self.cache.get(self.key)
        return dict(marshal.loads(data)) if data else {}  # noqa: S302 - our own

    def find(self, key: bytes) -> _Kept | None:
        if key not in self.known:
            return None
        html, pictures = self.known[key]
        return _Kept(Markup(html), tuple((Photo.model_validate(photo), *place) for photo, *place in pictures))  # type: ignore[misc]

    def keep(self) -> None:
        if self.asked and (self.changed or self.asked.keys() != self.known.keys()):
            pieces = {
                key: (str(kept.html), [(photo.model_dump(), *place) for photo, *place in kept.pictures])
                for key, kept in self.asked.items()
            }
            with writing(self.cache.folder):
                self.cache.put(self.key, marshal.dumps(pieces, PLAIN))


_KEPT: OrderedDict[bytes, _Kept] = OrderedDict()
_shelves: list[_Shelf] = []  # the innermost last


@cache
def code() -> str:
    """Whatever a piece is set with beside the theme and the values: these rooms work out what templates ask for."""
    return code_digest(("**/*.py",), ("jinja2", "markupsafe", "pydantic", "markdown-it-py"))


@contextmanager
def on_shelf(cache: Cache, part: str) -> Iterator[None]:
    """Inside, pieces are those of a part of a book: known from the last time, and kept for the next. part: the key of
    what all of them are set with. Raises DataProblem (S101–S104) when the cache cannot be written."""
    shelf = _Shelf(cache, cache_key("pieces", part))
    _shelves.append(shelf)
    try:
        yield
    finally:
        _shelves.pop()
    shelf.keep()


def kept(key: bytes, url: PictureUrl, render: Callable[[PictureUrl], Markup]) -> Markup:
    """A piece. key: of all that it is set from but pictures; url: where these are; render: sets it with such a
    function."""
    shelf = _shelves[-1] if _shelves else None
    known = _KEPT.get(key) or (shelf.find(key) if shelf else None)
    piece = known if known and known.holds(url) else _made(url, render)
    _KEPT[key] = piece
    _KEPT.move_to_end(key)
    while len(_KEPT) > REMEMBERED:
        _KEPT.popitem(last=False)
    if shelf:
        shelf.asked[key] = piece
        shelf.changed |= piece is not known
    return piece.html


def _made(url: PictureUrl, render: Callable[[PictureUrl], Markup]) -> _Kept:
    asked: list[tuple[Photo, str, str | None]] = []

    def noted(photo: Photo, slot: str) -> str | None:
        asked.append((photo, slot, url(photo, slot)))
        return asked[-1][2]

    made = _Kept(render(noted), tuple(asked))
    if gc.get_count()[0] > LITTER:
        gc.collect(0)  # what is new since the last time, for no other collection goes on (`uncollected`)
    return made
