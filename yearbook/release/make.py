"""The recipe of a release: the book as a final print, what units are given, catalogues, seal; whole or not at all.

build --final   → editions
units           → an EPUB and a covering letter each
site, opds      → for everybody
manifest, sums, signature → seal
verify          → the folder read back as a receiver would
rename, log     → from here on it exists
"""

from __future__ import annotations

import datetime as dt
import hashlib
import platform
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from yearbook.book import Book, compose
from yearbook.checking import find_press
from yearbook.context import BuildContext
from yearbook.diagnostics import DataProblem, Diagnostic, Report, diagnose, for_final
from yearbook.epub.metadata import identifier
from yearbook.pages.edition import Edition, editions, usual
from yearbook.pages.setting import Setting
from yearbook.pages.theme import load_theme
from yearbook.pipeline import BuildResult, Listener, Step, build, dated, stamped
from yearbook.records import Yearbook, load, nearest
from yearbook.records.isbn import isbn_digits
from yearbook.records.layout import discover
from yearbook.records.model import Unit
from yearbook.release import model
from yearbook.release.letters import unit_letters
from yearbook.release.log import Entry, Event, append_held, read_log
from yearbook.release.manifest import Epubchecked, Judgement, Preflighted, describe, render_manifest
from yearbook.release.model import Offer, Release, UnitOffer
from yearbook.release.opds import catalogues
from yearbook.release.secret import SecretKey
from yearbook.release.site import render_site
from yearbook.release.sums import render_sums, sum_folder
from yearbook.release.thumbnail import thumbnail
from yearbook.release.unit_jobs import Base, UnitBook, make_unit_letters, make_units, offer
from yearbook.release.verify import verify
from yearbook.storage import build_lock, recover, staging, sync_file, sync_folder, writing
from yearbook.values import dataclass
from yearbook.workers import Job, run_jobs

BUILD = "build"  # where the editions are built, beside the release in the staging folder
FOR_READERS = ("epub", "epub-light", "screen", "archive")
FOR_PRINTING = ("print", "cover")
LETTER = "cong-van.pdf"
LIBRARIES = ("weasyprint", "pikepdf", "EbookLib", "Pillow", "Jinja2", "lxml", "fonttools", "uharfbuzz", "cryptography")


@dataclass(frozen=True)
class Released:
    """What a run made: where it is (None when it was refused), of how many units, and everything that was found."""

    report: Report
    folder: Path | None = None
    units: int = 0


def make_release(
    context: BuildContext, wanted: Sequence[str], releases: Path, key: SecretKey, now: dt.datetime, say: Listener
) -> Released:
    """Build, seal and log a release.

    context: of the book, dated today; wanted: ids of units, none for all; releases: the folder of releases; now: of
    the log, aware. A book that `--final` refuses, an unknown unit, an error in a finished file: nothing is made and
    the report says why. Raises DataProblem (S1xx; D303 for a broken log).
    """
    with build_lock(releases, waiting=lambda finding: say(Step(finding.message))):
        recover(releases)
        if broken := [finding for finding in read_log(releases).diagnostics if finding.code == "D303"]:
            raise DataProblem(broken[0])
        yearbook = load(context.data).value  # what cannot be read is told by the build
        units, unknown = _units(yearbook, wanted) if yearbook else ((), ())
        if unknown:
            return Released(Report.of(unknown))
        with staging(releases) as staged:
            final = replace(context, out=staged / BUILD, final=True, only=frozenset())

            def veto(build_id: str) -> tuple[Diagnostic, ...]:
                name = _name(final, build_id)
                return (diagnose("D401", name=name),) if (releases / name).exists() else ()

            built = build(final, _editions_of(yearbook) if yearbook else (), say, veto)
            if not built.published or built.yearbook is None:
                return Released(built.report)
            return _Maker(final, built, built.yearbook, staged, key, say).make(units, releases, now)


def _name(context: BuildContext, build_id: str) -> str:
    """The name of a release: the day and the build."""
    return f"{context.date.isoformat()}-{build_id}"


def _editions_of(yearbook: Yearbook) -> tuple[str, ...]:
    """What is released: all the usual editions but the proof, which is for those who correct the book."""
    return tuple(name for name in usual(yearbook.settings) if name != "proof")


class _Maker:
    """One release in the making: the built book, the staging folder, the key."""

    def __init__(
        self, context: BuildContext, built: BuildResult, yearbook: Yearbook, staged: Path, key: SecretKey, say: Listener
    ) -> None:
        self.context, self.built, self.yearbook, self.key, self.say = context, built, yearbook, key, say
        self.name = _name(context, built.build_id)
        self.root = staged / self.name
        self.book: Book = compose(yearbook)
        self.editions: dict[str, Edition] = editions(context.assets)
        self.setting = self._setting()

    def _setting(self) -> Setting:
        settings = self.yearbook.settings
        context = dated(self.context, settings)
        press = find_press(context, settings).value
        assert press is not None  # the book was built with it
        theme = load_theme(context.assets, settings.theme, settings.trim)
        stamp = stamped(context, settings, self.built.build_id)
        return Setting(self.book, theme, {}, {}, stamp, context.date, self.root, press.output)

    def make(self, units: Sequence[Unit], releases: Path, now: dt.datetime) -> Released:
        self.root.mkdir()
        files = dict(self._files())
        books, printing = (
            tuple(o for o in files.values() if o.edition in kind) for kind in (FOR_READERS, FOR_PRINTING)
        )
        made = self._units(books, units)
        findings = [finding for own in made.values() for finding in own.judged.findings]
        release = self._release(books, printing, units, made)
        findings += self._letters(release)
        report = self.built.report.plus(*for_final(Report.of(findings)))
        if report.has_errors:
            return Released(report)
        self._write(release)
        self._seal(release, made)
        if faults := verify(self.root, self.key.public).diagnostics:
            return Released(report.plus(*faults))
        self.say(Step("Ghi sổ phát hành"))
        _publish(self.root, releases, self._entries(release), now)
        return Released(report, releases / self.name, len(units))

    # --- the files --------------------------------------------------------------------------------------------

    def _files(self) -> Iterator[tuple[str, Offer]]:
        """The built editions in their places, by edition."""
        isbn = self.yearbook.settings.isbn
        pdf = isbn_digits(isbn.pdf)
        for file in self.built.files:
            folder = model.PRINTING if file.edition in FOR_PRINTING else model.BOOKS
            path = f"{folder}/{file.path.name}"
            (self.root / folder).mkdir(exist_ok=True)
            file.path.replace(self.root / path)
            epub = path.endswith(".epub")
            own = identifier(self.book) if epub else f"urn:isbn:{pdf}" if pdf and folder == model.BOOKS else ""
            media = model.EPUB_TYPE if epub else model.PDF_TYPE
            yield file.edition, replace(offer(self.root, file.edition, file.label, path, media, own), pages=file.pages)
        if self.built.preflight:
            self.built.preflight.replace(self.root / model.PRINTING / self.built.preflight.name)

    def _units(self, books: Sequence[Offer], units: Sequence[Unit]) -> dict[str, UnitBook]:
        """The EPUBs of the units, by id, made from the one for everybody."""
        everybody = next(book for book in books if book.edition == "epub")
        pages = next((book.pages or 0 for book in books if book.edition == "screen"), 0)
        base = Base(everybody.path, pages, self.yearbook.spans)
        jobs = [
            Job("Làm bản riêng của đơn vị", make_units, (self.setting, self.editions["epub"], self.root, base, part))
            for part in _halves(units)
        ]
        return {key: book for part in self._run(jobs) for key, book in part.items()}

    def _letters(self, release: Release) -> list[Diagnostic]:
        letters = dict(zip((own.letter for own in release.units), unit_letters(release), strict=True))
        jobs = [
            Job(
                "Soạn công văn gửi đơn vị",
                make_unit_letters,
                (self.setting, self.editions["screen"], self.root, {path: letters[path] for path in part}),
            )
            for part in _halves(tuple(letters))
        ]
        return [finding for found in self._run(jobs) for finding in found]

    def _run(self, jobs: Sequence[Job]) -> list[Any]:
        return run_jobs(jobs, self.context.jobs, lambda job, done: self.say(Step(job.label, done)))

    def _release(
        self,
        books: tuple[Offer, ...],
        printing: tuple[Offer, ...],
        units: Sequence[Unit],
        made: Mapping[str, UnitBook],
    ) -> Release:
        own = tuple(UnitOffer(unit, made[unit.id].offer, f"{model.UNITS}/{unit.id}/{LETTER}") for unit in units)
        date, build_id = self.context.date, self.built.build_id
        return Release(self.yearbook.settings, self.name, date, build_id, books, printing, own)

    # --- for everybody ------------------------------------------------------------------------------------------

    def _write(self, release: Release) -> None:
        """The site, the catalogues, the cover."""
        self.say(Step("Làm trang tải và danh mục OPDS"))
        epub = next(book for book in release.books if book.edition == "epub")
        with zipfile.ZipFile(self.root / epub.path) as archive:
            cover = archive.read("EPUB/images/cover.jpg")
        site = {model.SITE: render_site(release, self.key.public.line).encode()}
        pictures = {model.COVER_IMAGE: cover, model.THUMBNAIL: thumbnail(cover)}
        for path, data in (site | pictures | dict(catalogues(release))).items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(data)

    def _seal(self, release: Release, made: Mapping[str, UnitBook]) -> None:
        """Manifest, public key, checksums, signature: in this order, each of what stands before it."""
        self.say(Step("Ký bản phát hành"))
        preflight = (
            Preflighted(f"{model.PRINTING}/{j.name}", j.errors, j.warnings, j.infos) for j in self.built.judged
        )
        counted = [(book.path, self.built.ebooks.get(book.edition)) for book in release.books]
        counted += [(own.offer.path, own.judged.result) for own in made.values()]
        epubcheck = (Epubchecked(path, r.version, r.errors, r.warnings) for path, r in counted if r)
        judgement = Judgement(tuple(preflight), tuple(epubcheck))
        manifest = describe(
            release, records=_records_hash(self.context.data), tools=_tools(self.context.version), judgement=judgement
        )
        (self.root / model.MANIFEST).write_bytes(render_manifest(manifest))
        (self.root / model.PUBLIC_KEY).write_bytes(self.key.public.text)
        sums = render_sums(sum_folder(self.root))
        (self.root / model.SUMS).write_bytes(sums)
        comment = f"{release.settings.id} {release.name} {self.context.date.isoformat()}"
        (self.root / model.SIGNATURE).write_bytes(self.key.sign(sums, comment))

    def _entries(self, release: Release) -> list[Entry]:
        sums = hashlib.sha256((self.root / model.SUMS).read_bytes()).hexdigest()
        whole = Entry(Event.RELEASED, release.name, release.build_id, "", "", model.SUMS, sums)
        given = [
            Entry(
                Event.GIVEN, release.name, release.build_id, own.unit.id, own.unit.name, own.epub.path, own.epub.sha256
            )
            for own in release.units
        ]
        return [whole, *given]


def _units(yearbook: Yearbook, wanted: Sequence[str]) -> tuple[tuple[Unit, ...], tuple[Diagnostic, ...]]:
    """The units in protocol order; a finding for each id that no unit has."""
    known = yearbook.unit_by_id
    unknown = (
        diagnose("D402", wanted=word, hint=f"có phải «{near}»?" if (near := nearest(word, list(known))) else None)
        for word in dict.fromkeys(wanted)
        if word not in known
    )
    chosen = [unit for unit in yearbook.units if not wanted or unit.id in wanted]
    return tuple(sorted(chosen, key=lambda unit: unit.order)), tuple(unknown)


def _halves(items: Sequence[Any]) -> list[Sequence[Any]]:
    """Two runs for two processes; none that is empty."""
    middle = (len(items) + 1) // 2
    return [part for part in (items[:middle], items[middle:]) if part]


def _records_hash(data: Path) -> str:
    """One hash of all files of records and all photos: path and content, in order of the paths."""
    digest = hashlib.sha256()
    files = {file.path for file in discover(data).files} | set(_photos(data / "photos"))
    for path in sorted(files):
        digest.update(path.relative_to(data).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _photos(folder: Path) -> Iterator[Path]:
    """Files under a folder; links are not followed."""
    for path in folder.rglob("*"):
        if path.is_file() and not any(p.is_symlink() for p in (path, *path.parents)):
            yield path


def _tools(own: str) -> dict[str, str]:
    """The program and the libraries that a release depends on, with their versions."""
    return {"yearbook": own, "Python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def _publish(root: Path, releases: Path, entries: Sequence[Entry], now: dt.datetime) -> None:
    """Everything to the disk, the folder under its name, the log; without the log there is no release."""
    target = releases / root.name
    with writing(target):
        for path in sorted(root.rglob("*")):
            (sync_file if path.is_file() else sync_folder)(path)
        root.rename(target)
    try:
        append_held(releases, entries, now)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    _lock(target)
    sync_folder(releases)


def _lock(folder: Path) -> None:
    """Nobody changes a release by mistake: files and folders are read-only."""
    for path in folder.rglob("*"):
        path.chmod(0o444 if path.is_file() else 0o555)
    folder.chmod(0o555)
