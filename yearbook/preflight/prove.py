"""A print file proved: its findings, and small pictures of the pages they are on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf

from yearbook.diagnostics import Box, Report
from yearbook.geometry import MM_PER_PT, Rect
from yearbook.preflight.ghostscript import draw_thumbnails, find_ghostscript, ghostscript_version
from yearbook.preflight.kept import kept_key
from yearbook.preflight.printfile import preflight
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.records import Records
from yearbook.preflight.subject import Sheet, Subject
from yearbook.storage import Cache

PPI = 50
MAX_THUMBNAILS = 60  # a file with more bad pages than this has one fault everywhere
_LEAST = 1.2  # % of the picture: a frame around a hairline must be seen


@dataclass(frozen=True)
class Frame:
    """A rectangle on a thumbnail, in % of its width and height from the top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Thumbnail:
    """A page as it is displayed, JPEG; `quarters`: how often it is turned clockwise for that (/Rotate)."""

    page: int
    jpeg: bytes
    sheet: Sheet
    quarters: int = 0

    @property
    def trim(self) -> Frame:
        """Where the page will be cut."""
        return self._frame(self.sheet.edge)

    def frame(self, box: Box) -> Frame:
        """A box of a finding (mm from the top left corner of the trim) on the picture, at least so large that it is
        seen."""
        edge = self.sheet.edge
        left, top = edge.left + box.left / MM_PER_PT, edge.top - box.top / MM_PER_PT
        return self._frame(Rect(left, top - box.height / MM_PER_PT, left + box.width / MM_PER_PT, top), _LEAST)

    def _frame(self, rect: Rect, least: float = 0.0) -> Frame:
        media = self.sheet.media
        width, height = media.width or 1, media.height or 1
        left, right = ((x - media.left) / width * 100 for x in (rect.left, rect.right))
        top, bottom = ((media.top - y) / height * 100 for y in (rect.top, rect.bottom))
        for _ in range(self.quarters % 4):
            left, top, right, bottom = 100 - bottom, left, 100 - top, right
        (left, across), (top, down) = _within(left, right, least), _within(top, bottom, least)
        return Frame(left, top, across, down)


def _within(start: float, end: float, least: float) -> tuple[float, float]:
    """Start and length of a stretch cut to 0…100, at least `least` long."""
    start, end = (min(100.0, max(0.0, value)) for value in (start, end))
    if end - start < least:
        start = min(100 - least, max(0.0, (start + end - least) / 2))
        end = start + least
    return round(start, 2), round(end - start, 2)


@dataclass(frozen=True)
class Proved:
    """A file and what was found; `pages` is 0 when it cannot be read."""

    name: str
    pages: int
    report: Report
    thumbnails: tuple[Thumbnail, ...] = ()


def prove(
    path: Path,
    profile: PreflightProfile,
    records: Records | None = None,
    *,
    pictures: bool = False,
    cache: Cache | None = None,
) -> Proved:
    """The preflight of a file; with `pictures`, thumbnails of the pages that findings are on (none without gs)."""
    report = preflight(path, profile, records, cache)
    try:
        with pikepdf.open(path) as pdf:
            count = len(pdf.pages)
            wanted = sorted({d.spot.page for d in report if d.spot and 0 < d.spot.page <= count})[:MAX_THUMBNAILS]
            drawn = _pictures(Subject(path, pdf, profile, cache=cache), wanted) if pictures and wanted else ()
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, OSError):  # told by the preflight (P101, P233)
        return Proved(path.name, 0, report)
    return Proved(path.name, count, report, drawn)


def _pictures(subject: Subject, pages: list[int]) -> tuple[Thumbnail, ...]:
    drawn = _known(subject, pages)
    fresh = draw_thumbnails(subject.path, [page for page in pages if page not in drawn], PPI)
    for page, jpeg in fresh.items():
        if subject.cache and (key := _key(subject, page)):
            subject.cache.put(key, jpeg)
    drawn = dict(sorted((drawn | fresh).items()))
    return tuple(
        Thumbnail(page, jpeg, subject.sheets[page - 1], subject.pdf.pages[page - 1].rotation // 90 % 4)
        for page, jpeg in drawn.items()
    )


def _known(subject: Subject, pages: list[int]) -> dict[int, bytes]:
    """The pictures that the cache has, by page."""
    if subject.cache is None or find_ghostscript() is None:
        return {}
    keys = {page: _key(subject, page) for page in pages}
    return {page: jpeg for page, key in keys.items() if key and (jpeg := subject.cache.get(key)) is not None}


def _key(subject: Subject, page: int) -> str:
    digest = subject.digests.page(subject.pdf.pages[page - 1])
    return kept_key("thumbnail", None, ghostscript_version(), PPI, digest) if digest else ""
