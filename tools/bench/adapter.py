"""The one place where the benchmarks touch the inside of the pipeline: a book as the print edition sets it.

If the pipeline changes, mend this file; what is measured runs from outside or from what is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from yearbook.book import Book, compose
from yearbook.book.model import Part
from yearbook.context import BuildContext
from yearbook.images import PhotoFolder, derive_all, inspect, output_profile, warm
from yearbook.pages.edition import Edition, editions
from yearbook.pages.render import PageSetter
from yearbook.pages.setting import Setting
from yearbook.pages.stamp import Stamp
from yearbook.pages.theme import load_theme
from yearbook.pdf.finish import STANDARDS
from yearbook.records import load
from yearbook.storage import Cache

Anchors = Mapping[str, int]  # id → page from 1


def book_of(data: Path) -> Book:
    """The composed book of a data folder."""
    yearbook = load(data).value
    assert yearbook is not None
    return compose(yearbook)


def print_setting(context: BuildContext) -> Setting:
    """Everything the print job needs, photos included: they are made here if the cache does not have them."""
    yearbook = load(context.data).value
    assert yearbook is not None
    settings, cache = yearbook.settings, Cache(context.cache)
    folder, names = PhotoFolder(context.photos), {photo.file for _, _, photo in yearbook.photos()}
    warm(folder, names, cache, context.jobs)
    judged = {name: inspect(folder, name, cache=cache).value for name in names}
    infos = {name: info for name, info in judged.items() if info}
    output = output_profile(context.assets, context.data, settings.printing.profile, settings.printing.condition).value
    assert output is not None
    theme = load_theme(context.assets, settings.theme, settings.trim)
    stamp = Stamp("bench", context.date.isoformat(), 1)
    setting = Setting(compose(yearbook), theme, infos, {}, stamp, context.date, context.out, output)
    setter = setting.setter(print_edition(context, setting))
    setter.whole(setting.book.parts)
    asked = setter.pictures.asked.values()
    return replace(setting, images=derive_all(asked, cache, context.jobs))


def print_edition(context: BuildContext, setting: Setting) -> Edition:
    """The print edition of a book."""
    return editions(context.assets, setting.book.settings.printing, setting.output.path)["print"]


# --- the same pages for plain WeasyPrint --------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """A run of parts that is laid out together.

    needs_pages: it holds page numbers of others; fills: it is as many pages
    as the last signature lacks.
    """

    setter: PageSetter
    parts: tuple[Part, ...]
    needs_pages: bool
    fills: bool

    def html(self, anchors: Anchors | None, first_page: int, count: int) -> str:
        """anchors: None while pages are not known; count: pages of a run that fills up."""
        side = "html { break-before: left }" if first_page % 2 == 0 else ""
        style = f"<style>@page :first {{ counter-reset: page {first_page} }} {side}</style>"
        return self.setter.whole(self.parts, anchors, count).replace("</head>", f"{style}</head>", 1)


@dataclass(frozen=True)
class Plain:
    """What plain WeasyPrint is given: the book in HTML, one style sheet, files by address. Picklable."""

    setting: Setting
    edition: Edition

    @property
    def runs(self) -> tuple[Run, ...]:
        setter = self.setting.setter(self.edition)
        runs = groupby(self.setting.book.parts, key=lambda part: (part.needs_pages, part.fills))
        return tuple(Run(setter, tuple(parts), needs, fills) for (needs, fills), parts in runs)

    @property
    def css(self) -> str:
        return self.setting.setter(self.edition).css()

    @property
    def files(self) -> dict[str, tuple[Path, str]]:
        """Address → file, MIME type."""
        files = {f"yb:font/{face.file.name}": (face.file, "font/ttf") for face in self.setting.theme.faces}
        files |= {f"yb:image/{key}": (path, "image/jpeg") for key, path in self.setting.images.items()}
        if self.edition.images.icc:
            files["yb:icc/output-intent"] = (self.edition.images.icc, "application/vnd.iccprofile")
        return files

    @property
    def variant(self) -> str | None:
        """The PDF variant, as WeasyPrint names it."""
        return STANDARDS[self.edition.standard].variant

    @property
    def signature(self) -> int:
        """The number of pages is a multiple of this."""
        return self.setting.book.settings.printing.signature


def plain(context: BuildContext) -> Plain:
    """The print edition of a book for plain WeasyPrint."""
    setting = print_setting(context)
    return Plain(setting, print_edition(context, setting))
