"""Pieces of pages that stay as they are: set once in a process for the same values, however often the book is set."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from yearbook.records.values import Photo

REMEMBERED = 1024  # pieces; a book of more is seldom brought up to date
PictureUrl = Callable[[Photo, str], str | None]  # photo, name of a slot → address


@dataclass(frozen=True)
class _Kept:
    """A piece, and the pictures that it asked for: photo, slot, address."""

    html: Markup
    pictures: tuple[tuple[Photo, str, str | None], ...]


_KEPT: OrderedDict[bytes, _Kept] = OrderedDict()


def kept(key: bytes, url: PictureUrl, render: Callable[[PictureUrl], Markup]) -> Markup:
    """A piece. key: of all that it is set from but pictures; url: where these are; render: sets it with such a
    function."""
    known = _KEPT.get(key)
    if known and all(url(photo, slot) == address for photo, slot, address in known.pictures):
        _KEPT.move_to_end(key)
        return known.html
    asked: list[tuple[Photo, str, str | None]] = []

    def noted(photo: Photo, slot: str) -> str | None:
        asked.append((photo, slot, url(photo, slot)))
        return asked[-1][2]

    made = _KEPT[key] = _Kept(render(noted), tuple(asked))
    while len(_KEPT) > REMEMBERED:
        _KEPT.popitem(last=False)
    return made.html
