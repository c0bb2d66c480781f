"""What every job that makes a file needs to know of the book and the build; picklable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.book.model import Book
from yearbook.images import OutputProfile, PhotoInfo
from yearbook.pages.edition import Edition
from yearbook.pages.stamp import Stamp
from yearbook.pages.theme import Theme
from yearbook.values import dataclass

if TYPE_CHECKING:
    from yearbook.pages.render import PageSetter


@dataclass(frozen=True)
class Setting:
    """The composed book, its looks and photos, and where the files go."""

    book: Book
    theme: Theme
    infos: Mapping[str, PhotoInfo]
    images: Mapping[str, Path]  # key → derived JPEG
    stamp: Stamp
    date: dt.date
    folder: Path  # where the files go
    output: OutputProfile
    sources: Mapping[str, Path] = field(default_factory=dict)  # path in the data folder → file, for the archive
    cache: Path | None = None  # the folder that keeps compiled templates

    def without_book(self) -> Setting:
        """For a job that needs the settings and the theme alone: a book of thousands is not sent to it."""
        return replace(self, book=replace(self.book, parts=()), infos={}, images={}, sources={})

    def setter(self, edition: Edition) -> PageSetter:
        from yearbook.pages.render import PageSetter  # with the engine of the templates: only where pages are set

        return PageSetter(self.book, self.theme, edition, self.infos, self.stamp, self.cache)

    def file(self, edition: Edition) -> Path:
        return self.folder / f"{self.book.settings.id}{edition.suffix}"
