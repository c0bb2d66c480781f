"""A print file proved: its findings, and small pictures of the pages they are on."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pikepdf

from yearbook.diagnostics import Report
from yearbook.preflight.ghostscript import draw_thumbnails, find_ghostscript, ghostscript_version
from yearbook.preflight.kept import kept_key
from yearbook.preflight.meeting import Front
from yearbook.preflight.printfile import preflight
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.proved import Proved, Thumbnail
from yearbook.preflight.records import Records
from yearbook.preflight.subject import Subject
from yearbook.storage import Cache

PPI = 50
MAX_THUMBNAILS = 60  # a file with more bad pages than this has one fault everywhere


def prove(
    path: Path,
    profile: PreflightProfile,
    records: Records | None = None,
    *,
    pictures: bool = False,
    cache: Cache | None = None,
    front: Front | None = None,
) -> Proved:
    """The preflight of a file; with `pictures`, thumbnails of the pages that findings are on (none without gs).
    front: has helpers (`judge_pages`)."""
    count: int = 0
    drawn: tuple[Thumbnail, ...] = ()

    def look(subject: Subject, report: Report) -> None:
        nonlocal count, drawn
        with suppress(pikepdf.PdfError, RuntimeError, OSError):  # told by the preflight (P101)
            pages = len(subject.pdf.pages)
            wanted = sorted({d.spot.page for d in report if d.spot and 0 < d.spot.page <= pages})[:MAX_THUMBNAILS]
            drawn = _pictures(subject, wanted) if pictures and wanted else ()
            count = pages

    report = preflight(path, profile, records, cache, front, look)
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
