"""The recipe: from a folder of records to the files in `dist/`, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.book import Book, compose, is_empty
from yearbook.checking import Begun, Read, begin, check, is_usable, judge, read
from yearbook.context import BuildContext
from yearbook.crew import is_brought_up_to_date, processes
from yearbook.diagnostics import DataProblem, Diagnostic, Report, Severity, diagnose, for_final
from yearbook.editions import (
    Ahead,
    Finished,
    Interior,
    Listener,
    Order,
    Step,
    judge_files,
    make_editions,
    make_files,
    pack,
)
from yearbook.images import PhotoInfo
from yearbook.pages.edition import usual
from yearbook.pages.stamp import Stamp
from yearbook.pages.theme import load_theme
from yearbook.records import Settings, Yearbook, nearest
from yearbook.records.waivers import Waived
from yearbook.report import PreflightInput, ReportFile, ReportInput, get_ready, render_preflight, render_report
from yearbook.storage import Cache, build_lock, file_hash, in_use, publish, recover, staging, sweep
from yearbook.values import dataclass
from yearbook.workers import Pool

if TYPE_CHECKING:
    from yearbook.preflight.epubcheck import EpubcheckResult
    from yearbook.preflight.proved import Proved

REPORT = "report.html"
Veto = Callable[[str], tuple[Diagnostic, ...]]
PREFLIGHT = "preflight.html"
__all__ = ["BuildResult", "BuiltFile", "Listener", "Step", "build", "check"]


@dataclass(frozen=True)
class BuiltFile:
    """A finished file, as the report tells it."""

    edition: str
    label: str
    path: Path
    size: int  # bytes
    pages: int | None
    sha256: str


@dataclass(frozen=True)
class Judged:
    """How the preflight judged a file for the printer: how many findings of each gravity."""

    name: str
    errors: int
    warnings: int
    infos: int


@dataclass(frozen=True)
class BuildResult:
    """What a run made and found. `files` is empty when errors kept the book from being published."""

    report: Report
    yearbook: Yearbook | None
    files: tuple[BuiltFile, ...] = ()
    build_id: str = ""
    seconds: float = 0.0
    preflight: Path | None = None  # the page about the files for the printer, if any were made
    judged: tuple[Judged, ...] = ()  # the files for the printer
    ebooks: Mapping[str, EpubcheckResult | None] = field(default_factory=dict)  # what epubcheck counted, by edition

    @property
    def published(self) -> bool:
        return bool(self.files)


def _unknown_ids(context: BuildContext, yearbook: Yearbook) -> list[Diagnostic]:
    known = [record.id for record in yearbook.printed_records()]
    return [
        diagnose("X120", wanted=wanted, hint=f"có phải «{near}»?" if (near := nearest(wanted, known)) else None)
        for wanted in sorted(context.only - set(known))
    ]


def _fingerprint(context: BuildContext, book: Book, photos: dict[str, PhotoInfo]) -> str:
    """The build id: what goes in decides it (records, photos, theme, fonts, version), not when or where."""
    digest = hashlib.sha256(context.version.encode())
    theme = load_theme(context.assets, book.settings.theme, book.settings.trim)
    digest.update(theme.digest)
    faces = [face.file.relative_to(context.assets).as_posix() for face in theme.faces]
    for root, names in ((context.data, _texts(context.data)), (context.assets, faces)):
        for name in sorted(names):
            digest.update(name.encode())
            digest.update(bytes.fromhex(file_hash(f"{root}/{name}")))
    for name in sorted(photos):
        digest.update(f"{name}\0{photos[name].sha256}".encode())
    digest.update(repr((sorted(context.only), context.final, context.date)).encode())
    return digest.hexdigest()[:10]


def _texts(data: Path) -> Iterator[str]:
    """The files that books are made of, but for photos: their names in the folder."""
    for folder, _, names in os.walk(data):
        if texts := [name for name in names if name.endswith((".yaml", ".yml", ".md", ".icc", ".icm"))]:
            prefix = Path(folder).relative_to(data).as_posix()
            yield from (f"{prefix}/{name}" for name in texts)


@dataclass
class _Composer:
    """Composes the book while the photos are looked at, if the records allow it."""

    context: BuildContext
    book: Book | None = None

    def __call__(self, read: Read, waiting: bool) -> None:
        if read.yearbook and is_usable(self.context, read):
            self.book = compose(read.yearbook, self.context.only)
            if waiting:
                pack(self.book)

    def of(self, read: Read) -> Book | None:
        """The book, if photos allow it, too."""
        return self.book if self.book and is_usable(self.context, read) else None


def build(
    context: BuildContext,
    editions: Iterable[str],
    listener: Listener | None = None,
    veto: Veto | None = None,
    crew: Pool | None = None,
) -> BuildResult:
    """Build these editions and publish them whole, or publish nothing.

    crew: the processes that do the work, when there are such already. veto: asked with the build id before anything
    is made; what it finds keeps the book from being made.
    Out: the findings and, when none of them is an error, the published files. Raises DataProblem for what stops
    the machine itself (disk, lock, profile); the last good book stays in place then too.
    """
    started, asked = time.monotonic(), tuple(editions)
    say = listener or (lambda _step: None)
    with build_lock(context.out, waiting=lambda finding: say(Step(finding.message))), in_use(context.cache):
        recover(context.out)
        sweep(context.out)
        say(Step("Đọc và soát dữ liệu"))
        with nullcontext(crew) if crew else processes(context, asked) as pool:
            composer = _Composer(context)
            begun = begin(context, pool, composer, later=is_brought_up_to_date(context, pool))
            if book := composer.of(begun.read):
                result = _make(context, begun, book, asked, say, veto or _no_veto, pool)
            else:
                result = BuildResult(begun.whole.report, begun.read.yearbook)
    return replace(result, seconds=time.monotonic() - started)


def _make(
    context: BuildContext,
    begun: Begun,
    book: Book,
    asked: tuple[str, ...],
    say: Listener,
    veto: Veto,
    crew: Pool | None,
) -> BuildResult:
    yearbook, press, photos = begun.read.yearbook, begun.read.press, begun.read.photos
    assert yearbook
    assert press
    settings = yearbook.settings
    context = dated(context, settings)
    wanted = (asked or usual(settings)) + (("imposed",) if context.impose else ())
    if unknown := _unknown_ids(context, yearbook):
        return BuildResult(begun.whole.report.plus(*unknown), yearbook)
    if is_empty(book):
        return BuildResult(begun.whole.report.plus(diagnose("L111", settings.span())), yearbook)
    try:
        identity = _fingerprint(context, book, photos)
        if refused := veto(identity):
            return BuildResult(begun.whole.report.plus(*refused), yearbook, build_id=identity)
        stamp = stamped(context, settings, identity)
        with staging(context.out) as folder:
            order = Order(context, book, yearbook, press, photos, stamp, folder, wanted)
            ready = partial(get_ready, Cache(context.cache))
            made = make_editions(order, say, crew, begun.is_sound, asking=begun.get_ready, judging=ready)
            report = begun.whole.report.plus(*made.findings)
            report = for_final(report) if context.final else report
            if report.has_errors:
                return BuildResult(report, yearbook, build_id=identity)
            files = tuple(_built(made, name) for name in made.files)
            pages = _pages(context, yearbook, report, begun.whole.waived, files, made, identity)
            for name, page in pages.items():
                (folder / name).write_text(page, "utf-8")
            say(Step("Đưa sách vào thư mục kết quả"))
            names = [*(file.path.name for file in files), *pages]
            publish(
                folder,
                context.out,
                names,
                book=settings.id,
                full=not context.only and set(wanted) >= set(usual(settings)),
            )
    except DataProblem as problem:
        return BuildResult(begun.whole.report.plus(problem.diagnostic), yearbook)
    placed = tuple(replace(file, path=context.out / file.path.name) for file in files)
    shown = context.out / PREFLIGHT if PREFLIGHT in pages else None
    judged = tuple(_judged(proved) for proved in made.proved)
    return BuildResult(
        report,
        yearbook,
        placed,
        identity,
        preflight=shown,
        judged=judged,
        ebooks=made.ebooks,
    )


@dataclass(frozen=True)
class Draft:
    """A book of one edition that is not to be published. made: None when no pages can be made; whole: it has been
    judged, too; leaves: its file is not there yet, these pages stand in another: page → its number there."""

    report: Report
    yearbook: Yearbook | None
    book: Book | None = None
    made: Finished | None = None
    build_id: str = ""
    whole: bool = True
    leaves: tuple[Path, Mapping[int, int]] | None = None


@dataclass(frozen=True)
class Waiting:
    """For who wants to see new pages before the file is whole. wanted: which, by what all look like; seen: told in
    another thread that these can be read."""

    wanted: Callable[[tuple[str, ...]], Collection[int]]
    seen: Callable[[Draft], None]


def draft(
    context: BuildContext,
    edition: str,
    folder: Path,
    say: Listener,
    crew: Pool | None = None,
    waiting: Waiting | None = None,
) -> Iterator[Draft]:
    """Make one edition in `folder`, a private one: first the pages are told, then what the rules and the preflight say
    of them. waiting: sees some pages even before. Raises DataProblem for what stops the machine or the theme."""
    with in_use(context.cache):
        say(Step("Đọc dữ liệu"))
        composer = _Composer(context)
        found = read(context, crew, composer)
        book, yearbook, press = composer.of(found), found.yearbook, found.press
        if not (book and yearbook and press):
            yield Draft(judge(context, found, crew).report, yearbook)
            return
        settings = yearbook.settings
        context = dated(context, settings)
        if is_empty(book):
            yield Draft(judge(context, found, crew).report.plus(diagnose("L111", settings.span())), yearbook)
            return
        identity = _fingerprint(context, book, found.photos)
        stamp = stamped(context, settings, identity)
        order = Order(context, book, yearbook, press, found.photos, stamp, folder, (edition,))
        known = Draft(Report.of(found.findings), yearbook, book, None, identity, whole=False)
        made = make_files(order, say, crew, proving=False, ahead=_ahead(known, edition, waiting) if waiting else None)
        if not made.files or Report.of(made.findings).has_errors:
            yield Draft(judge(context, found, crew).report.plus(*made.findings), yearbook)
            return
        told = Report.of([*found.findings, *made.findings])
        yield Draft(told, yearbook, book, made, identity, whole=False)
        judge_files(order, made, say, crew)
        say(Step("Soát dữ liệu"))
        report = judge(context, found, crew).report.plus(*made.findings)
        yield Draft(report, yearbook, book, made, identity)


def _ahead(known: Draft, edition: str, waiting: Waiting) -> Ahead:
    def ready(interior: Interior, path: Path, places: Mapping[int, int]) -> None:
        made = Finished({})
        made.lay(interior, edition)
        waiting.seen(replace(known, made=made, leaves=(path, places)))

    return Ahead(lambda interior: waiting.wanted(interior.looks), ready)


def _no_veto(_build_id: str) -> tuple[Diagnostic, ...]:
    return ()


def dated(context: BuildContext, settings: Settings) -> BuildContext:
    """The context of a book that names its own day."""
    return replace(context, date=settings.revision.date) if settings.revision else context


def stamped(context: BuildContext, settings: Settings, identity: str) -> Stamp:
    """What identifies the build on its pages; `context` is dated."""
    return Stamp(identity, context.date.isoformat(), settings.revision.round if settings.revision else 1)


def _judged(proved: Proved) -> Judged:
    counts = (proved.report.count(gravity) for gravity in (Severity.ERROR, Severity.WARNING, Severity.INFO))
    return Judged(proved.name, *counts)


def _built(made: Finished, name: str) -> BuiltFile:
    path = made.files[name]
    size = path.stat().st_size
    return BuiltFile(name, made.editions[name].label, path, size, made.pages.get(name), made.hashes[name])


def _pages(
    context: BuildContext,
    yearbook: Yearbook,
    report: Report,
    waived: tuple[Waived, ...],
    files: tuple[BuiltFile, ...],
    made: Finished,
    identity: str,
) -> dict[str, str]:
    """The pages that go with the files, by name: the report, and the preflight of those for the printer."""
    title = yearbook.settings.title
    pages = {}
    if made.proved:
        proved = tuple(made.proved)
        told = PreflightInput(title, made.thresholds, context.date, proved, identity, context.final)
        pages[PREFLIGHT] = render_preflight(told)
    rows = tuple(ReportFile(file.label, file.path.name, file.size, file.pages, file.sha256) for file in files)
    beside = next(iter(pages), "")
    return pages | {
        REPORT: render_report(
            ReportInput(title, report, yearbook, context.date, rows, identity, context.final, beside, waived)
        )
    }
