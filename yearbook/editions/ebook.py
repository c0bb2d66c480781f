"""The jobs of the EPUB and of its light weight: pages set once, packed with pictures of two sizes, read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.epub import EpubPages, package, render_pages, with_pages
from yearbook.images import Derivative
from yearbook.pages.edition import Edition
from yearbook.pages.starts import PageStart
from yearbook.pdf.work import Setting
from yearbook.preflight.epub import inspect_epub
from yearbook.preflight.epubcheck import run_epubcheck
from yearbook.workers import uncollected

WEIGHTS = ("epub", "epub-light")
LIGHTER = 5 / 8  # of the sides of a picture: portraits 300 × 400 instead of 480 × 640 (epub.md)
MAIL = 15 * 1000**2  # bytes: what most mail servers take


@dataclass(frozen=True)
class AskedEbook:
    """The pages, the photos they ask for, and for the key of each picture that of its lighter twin."""

    pages: EpubPages
    photos: tuple[Derivative, ...]
    lighter: Mapping[str, str]

    def pictures(self, weight: str, made: Mapping[str, Path]) -> dict[str, Path]:
        """The files of one weight, by the key that the pages know."""
        light = weight == "epub-light"
        return {image.key: made[self.lighter[image.key] if light else image.key] for image in self.pages.images}


@dataclass(frozen=True)
class EbookSource:
    """What both weights are packed of. `starts`: the pages of the printed book, none if it was not laid out."""

    pages: EpubPages
    starts: tuple[PageStart, ...]
    cover: bytes
    anchors: tuple[str, ...]
    spans: Mapping[str, Span]


def ask_ebook(setting: Setting, edition: Edition, light: bool, said: Callable[[int], None]) -> AskedEbook:
    """Job: set the pages of the EPUB. `light`: the lighter pictures are wanted too."""
    setter = setting.setter(edition)
    with uncollected():
        pages = render_pages(setter)
    asked = setter.pictures.asked
    lighter = {key: _lighter(asked[key]) for key in pages.image_keys} if light else {}
    said(1)
    photos = (*asked.values(), *lighter.values())
    return AskedEbook(pages, photos, {key: request.key for key, request in lighter.items()})


def _lighter(request: Derivative) -> Derivative:
    fit = request.profile.fit
    assert fit is not None
    smaller = (round(fit[0] * LIGHTER), round(fit[1] * LIGHTER))
    return replace(request, profile=replace(request.profile, fit=smaller))


def make_ebook(
    source: EbookSource, images: Mapping[str, Path], edition: Edition, path: Path, said: Callable[[int], None]
) -> tuple[Diagnostic, ...]:
    """Job: pack one weight and judge the finished file."""
    package(with_pages(source.pages, source.starts), images, source.cover, path)
    said(1)
    found = list(inspect_epub(path, source.anchors, spans=source.spans, pages=len(source.starts)))
    found += run_epubcheck(path, anchors=source.anchors, spans=source.spans).diagnostics
    size = path.stat().st_size
    if edition.name == "epub-light" and size > MAIL:
        found.append(diagnose("E120", size=round(size / 1000**2, 1), most=MAIL // 1000**2))
    return tuple(found)
