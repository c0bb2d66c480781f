"""Pages that stand in several files, as if they stood in one: most in the last whole file, new ones in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from yearbook.diagnostics import Box

if TYPE_CHECKING:
    from yearbook.pdf.raster import Pages, Window

Place = tuple["Pages", int]  # a file, and the number of a page in it


class Patchwork:
    """What the preview asks pages for, by number from 1. Raises as `Pages`. places: of every page; texts: of the pages
    whose text is known already."""

    def __init__(self, places: Sequence[Place], texts: Mapping[int, str] | None = None) -> None:
        self.places = tuple(places)
        self._texts = dict(texts or {})

    @staticmethod
    def of(pages: Pages, texts: Mapping[int, str] | None = None) -> Patchwork:
        """A whole file."""
        return Patchwork([(pages, number) for number in range(1, len(pages) + 1)], texts)

    @property
    def files(self) -> set[Pages]:
        """All that are open for it."""
        return {pages for pages, _ in self.places}

    def picture(self, number: int, across: int, window: Window | None = None) -> bytes:
        pages, place = self.places[number - 1]
        return pages.picture(place, across, window)

    def text(self, number: int) -> str:
        if number not in self._texts:
            pages, place = self.places[number - 1]
            self._texts[number] = pages.text(place)
        return self._texts[number]

    def known_texts(self) -> dict[int, str]:
        """The texts that have been read, by page."""
        return dict(self._texts)

    def boxes(self, number: int, start: int, count: int) -> tuple[Box, ...]:
        pages, place = self.places[number - 1]
        return pages.boxes(place, start, count)

    def index_at(self, number: int, x: float, y: float) -> int | None:
        pages, place = self.places[number - 1]
        return pages.index_at(place, x, y)
