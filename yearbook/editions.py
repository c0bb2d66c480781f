"""The editions of a composed book: which jobs make which files, and the finished files read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yearbook.book import Book
from yearbook.context import BuildContext
from yearbook.diagnostics import Diagnostic, Outcome
from yearbook.epub import EpubPages, package, render_pages
from yearbook.images import Derivative, PhotoInfo, check_resolution, derive_all
from yearbook.pages.cover_image import cover_image
from yearbook.pages.edition import Edition
from yearbook.pages.edition import editions as all_editions
from yearbook.pages.glyphs import check_glyphs
from yearbook.pages.render import PageSetter, Stamp
from yearbook.pages.theme import Theme, load_theme
from yearbook.pdf.work import Made, Setting, make_cover_file, make_print, make_screen
from yearbook.preflight import Expected, inspect_epub, inspect_pdf, run_epubcheck
from yearbook.records import Yearbook
from yearbook.storage import Cache
from yearbook.workers import Job, run_jobs


@dataclass(frozen=True)
class Step:
    """Progress: what is being done, and how much of how much (0 of 0: unknown)."""

    label: str
    done: int = 0
    total: int = 0


Listener = Callable[[Step], None]


@dataclass
class Finished:
    """The staged files by edition name, the pages of the PDFs, and what was found on the way."""

    editions: Mapping[str, Edition]
    files: dict[str, Path] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def take(self, outcome: Outcome[Made | None]) -> int | None:
        """Add what a job made; returns the pages of the interior, None when it failed."""
        self.findings += outcome.diagnostics
        if outcome.value is None:
            return None
        self.files |= outcome.value.files
        return outcome.value.pages


@dataclass(frozen=True)
class _Workshop:
    """What all the steps of one run share."""

    context: BuildContext
    book: Book
    theme: Theme
    infos: Mapping[str, PhotoInfo]
    stamp: Stamp
    folder: Path
    editions: Mapping[str, Edition]
    say: Listener

    def setter(self, name: str) -> PageSetter:
        return PageSetter(self.book, self.theme, self.editions[name], self.infos, self.stamp)

    def path(self, name: str) -> Path:
        return self.folder / f"{self.book.settings.id}{self.editions[name].suffix}"


def _asked(shop: _Workshop, name: str) -> list[Derivative]:
    """The photos that the pages of an edition ask for, at their placed sizes."""
    setter = shop.setter(name)
    for sequence in setter.sequences():
        sequence.html()
    return list(setter.pictures.asked.values())


def _resolution(yearbook: Yearbook, requests: Iterable[Derivative]) -> list[Diagnostic]:
    places = {photo.file: (record.span(*path, "file"), record.id) for record, path, photo in yearbook.photos()}
    return [
        finding
        for request in requests
        if request.photo.name in places
        for finding in check_resolution(request, *places[request.photo.name])
    ]


def make_editions(
    context: BuildContext,
    book: Book,
    yearbook: Yearbook,
    infos: Mapping[str, PhotoInfo],
    stamp: Stamp,
    folder: Path,
    wanted: tuple[str, ...],
    say: Listener,
) -> Finished:
    """Make the wanted editions in `folder` and read them back. Data and theme faults come as findings."""
    editions = all_editions(context.assets)
    theme = load_theme(context.assets, book.settings.theme, book.settings.trim)
    shop = _Workshop(context, book, theme, infos, stamp, folder, editions, say)
    finished = Finished(editions)
    finished.findings += check_glyphs(yearbook, theme)
    say(Step("Xếp trang"))
    requests: list[Derivative] = []
    if {"print", "cover"} & set(wanted):
        printed = _asked(shop, "print")
        finished.findings += _resolution(yearbook, printed)
        requests += printed
    if {"screen", "proof"} & set(wanted):
        requests += _asked(shop, "screen")
    epub = _epub_pages(shop, requests) if "epub" in wanted else None
    cache = Cache(context.cache)
    images = derive_all(requests, cache, context.jobs, lambda done, total: say(Step("Xử lý ảnh", done, total)))
    setting = Setting(book, theme, infos, images, stamp, context.date, folder)
    _run(shop, setting, epub, wanted, finished)
    cache.trim()
    if not any(name not in finished.files for name in wanted):
        say(Step("Kiểm tra tệp đã xong"))
        finished.findings += _read_back(shop, finished)
    finished.files = {name: finished.files[name] for name in editions if name in finished.files and name in wanted}
    return finished


def _epub_pages(shop: _Workshop, requests: list[Derivative]) -> EpubPages:
    setter = shop.setter("epub")
    pages = render_pages(setter)
    requests += setter.pictures.asked.values()
    return pages


def make_epub(
    pages: EpubPages, images: Mapping[str, Path], cover: bytes, path: Path, said: Callable[[int], None]
) -> None:
    """The EPUB job: read the pictures it placed and pack everything."""
    package(pages, {image.key: images[image.key].read_bytes() for image in pages.images}, cover, path)
    said(1)


def _run(
    shop: _Workshop, setting: Setting, epub: EpubPages | None, wanted: tuple[str, ...], finished: Finished
) -> None:
    """Interior, screen and proof, EPUB side by side; then the cover, which must know how thick the book is."""
    jobs: dict[str, Job] = {}
    on_screen = {name: shop.editions[name] for name in ("screen", "proof") if name in wanted}
    if "print" in wanted or ("cover" in wanted and not on_screen):
        jobs["print"] = Job("Dàn ruột sách", make_print, (setting, shop.editions["print"]))
    if on_screen:
        jobs["screen"] = Job("Dàn bản màn hình, bản đọc soát", make_screen, (setting, on_screen))
    if epub:
        images = {image.key: setting.images[image.key] for image in epub.images}
        cover = cover_image(shop.book.settings, shop.theme)
        jobs["epub"] = Job("Đóng gói EPUB", make_epub, (epub, images, cover, shop.path("epub")))

    def said(job: Job, done: int) -> None:
        shop.say(Step(job.label, done))

    results = dict(zip(jobs, run_jobs(list(jobs.values()), shop.context.jobs, said), strict=True))
    pages = None
    for name in ("screen", "print"):
        if name in results:
            pages = finished.take(results[name])
    if epub:
        finished.files["epub"] = shop.path("epub")
    if pages:
        finished.pages = dict.fromkeys(("print", "screen", "proof"), pages) | {"cover": 1}
        if "cover" in wanted:
            job = Job("Dàn bìa", make_cover_file, (setting, shop.editions["cover"], pages))
            finished.take(run_jobs([job], 1, said)[0])


def _read_back(shop: _Workshop, finished: Finished) -> list[Diagnostic]:
    """Every staged file opened and held against what it must be."""
    faces = {face.postscript for face in shop.theme.faces}
    page, anchors = shop.theme.geometry, shop.book.record_anchors
    findings: list[Diagnostic] = []
    for name, path in finished.files.items():
        if name == "epub":
            findings += inspect_epub(path, anchors)
            findings += run_epubcheck(path).diagnostics
            continue
        interior = name in ("print", "screen")
        expected = Expected(
            pages=finished.pages[name],
            faces=faces,
            anchors=anchors if interior else (),
            trim_mm=(page.width, page.height) if interior else None,
            bleed_mm=page.bleed if name == "print" else 0.0,
        )
        findings += inspect_pdf(path, expected)
    return findings
