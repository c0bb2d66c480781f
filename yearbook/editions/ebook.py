"""The jobs of the EPUB in all its weights: pages set once, packed with pictures of each size, read back."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.epub import EpubPages, package, render_pages, with_pages
from yearbook.images import Derivative
from yearbook.pages.edition import Edition
from yearbook.pages.setting import Setting
from yearbook.pages.starts import PageStart
from yearbook.preflight.epub import inspect_epub
from yearbook.preflight.epubcheck import EpubcheckResult, run_epubcheck
from yearbook.storage import Cache
from yearbook.values import dataclass
from yearbook.workers import uncollected


@dataclass(frozen=True)
class PackedPages:
    """Pages as they go from job to job: the process between them only hands them on, a tenth of their size."""

    data: bytes

    @classmethod
    def of(cls, pages: EpubPages) -> PackedPages:
        return cls(zlib.compress(pickle.dumps(pages, pickle.HIGHEST_PROTOCOL), 1))

    def unpacked(self) -> EpubPages:
        pages: EpubPages = pickle.loads(zlib.decompress(self.data))  # noqa: S301 - our own process packed it
        return pages


@dataclass(frozen=True)
class AskedEbook:
    """The pages, the photos they ask for, and by edition the key of each picture as that edition has it."""

    pages: PackedPages
    photos: tuple[Derivative, ...]
    keys: Mapping[str, Mapping[str, str]]

    def pictures(self, edition: str, made: Mapping[str, Path]) -> dict[str, Path]:
        """The files of one edition, by the key that the pages know."""
        return {key: made[own] for key, own in self.keys[edition].items()}


@dataclass(frozen=True)
class EbookSource:
    """What all weights are packed of. `starts`: the pages of the printed book, none if it was not laid out."""

    pages: PackedPages
    starts: tuple[PageStart, ...]
    cover: bytes
    anchors: tuple[str, ...]
    spans: Mapping[str, Span]


@dataclass(frozen=True)
class JudgedEbook:
    """A packed EPUB read back: all findings, and what epubcheck counted (None: there is no epubcheck here)."""

    findings: tuple[Diagnostic, ...]
    result: EpubcheckResult | None


def ask_ebook(setting: Setting, weights: Sequence[Edition], said: Callable[[int], None]) -> AskedEbook:
    """Job: set the pages of the EPUB, once for all weights."""
    setter = setting.setter(weights[0])
    with uncollected():
        pages = render_pages(setter)
    asked = setter.pictures.asked
    photos: dict[str, Derivative] = {}
    keys: dict[str, dict[str, str]] = {}
    for edition in weights:
        own = {key: _shrunk(asked[key], edition.shrink) for key in pages.image_keys}
        photos |= {request.key: request for request in own.values()}
        keys[edition.name] = {key: request.key for key, request in own.items()}
    said(1)
    return AskedEbook(PackedPages.of(pages), tuple(photos.values()), keys)


def _shrunk(request: Derivative, factor: float) -> Derivative:
    assert request.profile.fit  # an EPUB asks in pixels
    if factor == 1:
        return request
    width, height = request.profile.fit
    smaller = (round(width * factor), round(height * factor))
    return replace(request, profile=replace(request.profile, fit=smaller))


def make_ebook(
    source: EbookSource,
    images: Mapping[str, Path],
    edition: Edition,
    path: Path,
    cache: Cache,
    said: Callable[[int], None],
) -> JudgedEbook:
    """Job: pack one weight and judge the finished file."""
    package(with_pages(source.pages.unpacked(), source.starts), images, source.cover, path)
    said(1)
    judged = judge_ebook(path, source.anchors, source.spans, len(source.starts), cache)
    size = path.stat().st_size
    if not edition.most or size <= edition.most:
        return judged
    heavy = diagnose("E120", size=round(size / 1000**2, 1), most=edition.most // 1000**2)
    return replace(judged, findings=(*judged.findings, heavy))


def judge_ebook(
    path: Path, anchors: Sequence[str], spans: Mapping[str, Span], pages: int, cache: Cache | None = None
) -> JudgedEbook:
    """A finished EPUB held against our own checks and epubcheck. `pages`: of the printed book, 0 if not known."""
    checked = run_epubcheck(path, anchors=anchors, spans=spans, cache=cache)
    own = inspect_epub(path, anchors, spans=spans, pages=pages)
    return JudgedEbook((*own, *checked.diagnostics), checked.value)
