"""The narrow door to the engine: a book of one edition that can be brought up to date again and again.

The pages are told as soon as they stand, what is to be said of them after (`pipeline.draft`).
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain
from pathlib import Path

from yearbook import pipeline
from yearbook.book import Book
from yearbook.book.index import toc_lines
from yearbook.context import BuildContext
from yearbook.diagnostics import DataProblem, Diagnostic, Report, diagnose
from yearbook.pages.areas import Area, PageAreas
from yearbook.pages.geometry import Geometry
from yearbook.pages.theme import load_theme
from yearbook.pipeline import Listener, Step
from yearbook.preview.ebook import EbookFile, LiveDocument, LiveLine
from yearbook.records import Settings, Yearbook
from yearbook.values import dataclass
from yearbook.workers import Pool, uncollected

FEW = 16  # new pages that are shown before the file is whole; more make it late for all
KEY = 24  # signs of the key of a page, as it stands in addresses
EDITIONS = ("print", "proof", "screen", "epub")
"""The editions that can be looked at, in the order in which the page offers them."""


@dataclass(frozen=True)
class LivePage:
    """A page as it is trimmed. `key` changes when, and only when, it looks different."""

    number: int  # from 1
    folio: str
    side: str  # "right" | "left"
    width_mm: float
    height_mm: float
    key: str


@dataclass(frozen=True)
class Leaves:
    """Pages in a file of their own. places: page → its number there."""

    file: Path
    places: Mapping[int, int]


@dataclass(frozen=True)
class Live:
    """A book after an update. When `ok` is false the report tells why; all else is of the newest pages that could be
    made."""

    edition: str
    ok: bool
    report: Report
    yearbook: Yearbook | None = None  # the newest records that could be read
    contents: tuple[LiveLine, ...] = ()
    pages: tuple[LivePage, ...] = ()  # of a PDF
    areas: Sequence[PageAreas] = ()  # of these pages, in mm from the top left corner
    documents: tuple[LiveDocument, ...] = ()  # of an EPUB
    anchors: Mapping[str, int] = field(default_factory=dict)  # id (of a record, a part, …) → page
    file: Path | None = None  # the finished file; it stays readable until the update after the next
    leaves: Leaves | None = None  # these pages are newer than the file
    build_id: str = ""
    seconds: float = 0.0


Early = Callable[[Live], bool]


class LiveBook:
    """One edition of the book in `context.data`, made in `context.out`, a private folder."""

    def __init__(self, context: BuildContext, edition: str, crew: Pool | None = None) -> None:
        """crew: does the work, update after update; without it every update starts processes of its own."""
        self.context, self.edition, self.crew = context, edition, crew
        self._good = Live(edition, ok=False, report=Report())
        self._folders: list[Path] = []
        self._count = 0

    def update(
        self, say: Listener | None = None, early: Early | None = None, first: Callable[[Live], None] | None = None
    ) -> Live:
        """Bring the book up to date with its files; `say` hears the steps, `early` sees the new pages while they are
        judged, and says whether it still wants to know (False: the files have changed again). `first` sees them even
        before, in another thread, where they are few: the file is still the old one, the new pages are in `leaves`.
        Whatever is wrong with the files is told in the report; raises nothing but KeyboardInterrupt."""
        started = time.monotonic()
        live = self._update(say or _nobody, early or _patient, first, started)
        return replace(live, seconds=time.monotonic() - started)

    def _update(self, say: Listener, early: Early, first: Callable[[Live], None] | None, started: float) -> Live:
        self._count += 1
        out = self.context.out / f"{self.edition}-{self._count}"
        try:
            out.mkdir(parents=True)
            waiting = self._waiting(first, started) if first and self._good.file and self._good.pages else None
            drafts = pipeline.draft(self.context, self.edition, out, say, self.crew, waiting)
            with uncollected():
                opening = next(drafts)
            for draft in chain([opening], drafts):
                if draft.made is None:
                    report, yearbook = draft.report, draft.yearbook
                    break
                if draft.whole:
                    ok = not draft.report.has_errors
                    self._good = replace(self._good, ok=ok, report=draft.report)
                    return self._good
                known = self._good.report if self._good.file else draft.report
                self._good = self._taken(draft, known)
                wanted = early(replace(self._good, seconds=time.monotonic() - started))
                self._keep(out)
                if not wanted:
                    return self._good
        except DataProblem as problem:
            report, yearbook = Report.of([problem.diagnostic]), None
        except Exception as error:  # a bug, or a file that went while it was read: the preview lives on
            report, yearbook = Report.of([_unexpected(error)]), None
        if out not in self._folders:
            shutil.rmtree(out, ignore_errors=True)
        self._good = replace(self._good, yearbook=yearbook or self._good.yearbook)
        return replace(self._good, ok=False, report=report)

    def _waiting(self, first: Callable[[Live], None], started: float) -> pipeline.Waiting:
        """Wants those pages that look like none there was."""
        known = {page.key for page in self._good.pages}

        def wanted(looks: tuple[str, ...]) -> Collection[int]:
            new = [number for number, look in enumerate(looks, 1) if look[:KEY] not in known]
            return new if len(new) <= FEW and self.edition != "proof" else ()

        def seen(draft: pipeline.Draft) -> None:
            first(replace(self._taken(draft, self._good.report), seconds=time.monotonic() - started))

        return pipeline.Waiting(wanted, seen)

    def _keep(self, out: Path) -> None:
        """The folder of this build, and that of the build before it: its file may still be open."""
        self._folders.append(out)
        while len(self._folders) > 2:
            shutil.rmtree(self._folders.pop(0), ignore_errors=True)

    def _taken(self, draft: pipeline.Draft, report: Report) -> Live:
        """What was made, as it is shown."""
        book, made = draft.book, draft.made
        assert draft.yearbook is not None and book is not None and made is not None
        file = self._good.file if draft.leaves else made.files[self.edition]
        assert file is not None
        leaves = Leaves(*draft.leaves) if draft.leaves else None
        anchors = {anchor: s.page for s in reversed(made.starts) for anchor in (*s.inside, *s.opening)}
        known = Live(self.edition, True, report, draft.yearbook, file=file, leaves=leaves, build_id=draft.build_id)
        if file.suffix == ".epub":
            with EbookFile(file) as ebook:
                return replace(known, contents=ebook.contents, documents=ebook.documents)
        areas, looks = made.areas, made.looks
        if self.edition == "proof":
            areas = _on_proof(load_geometry(self.context, draft.yearbook.settings), areas)
            looks = ()
        pages = _pages(leaves.file if leaves else file, looks)
        return replace(known, contents=_contents(book, anchors), pages=pages, areas=areas, anchors=anchors)


def load_geometry(context: BuildContext, settings: Settings) -> Geometry:
    """The measures of the book's theme."""
    return load_theme(context.assets, settings.theme, settings.trim).geometry


def _unexpected(error: Exception) -> Diagnostic:
    lines = str(error).strip().splitlines()
    return diagnose("S307", detail=": ".join([type(error).__name__, *lines[:1]]))


def _nobody(_step: Step) -> None:
    """Hears the steps when nobody else does."""


def _patient(_live: Live) -> bool:
    """Wants to know everything."""
    return True


def _pages(path: Path, looks: tuple[str, ...]) -> tuple[LivePage, ...]:
    """looks: names of what the pages look like; without them the file is read for them."""
    from yearbook.pdf.looks import page_looks
    from yearbook.pdf.raster import Pages

    pages = Pages(path)
    size = pages.size(1)  # all are of one
    pages.close()
    return tuple(
        LivePage(
            number,
            str(number),
            "right" if number % 2 else "left",
            round(size.width, 4),
            round(size.height, 4),
            key[:KEY],
        )
        for number, key in enumerate(looks or page_looks(path), 1)
    )


def _contents(book: Book, anchors: Mapping[str, int]) -> tuple[LiveLine, ...]:
    """The contents down to the records, whatever the book itself prints."""
    lines = toc_lines(book.parts, 3)
    return tuple(
        LiveLine(line.level, line.title, anchors[line.anchor], line.anchor, line.number, line.detail)
        for line in lines
        if line.anchor in anchors
    )


def _on_proof(geometry: Geometry, areas: Sequence[PageAreas]) -> Sequence[PageAreas]:
    """The areas where the reduced pages stand on the sheets of the proof."""
    from yearbook.pdf.proof import placement

    moved = []
    for number, page in enumerate(areas, 1):
        place = placement(geometry, recto=number % 2 == 1)
        s = place.scale
        moved.append(
            tuple(
                Area(place.left + a.left * s, place.top + a.top * s, a.width * s, a.height * s, a.record, a.field)
                for a in page
            )
        )
    return tuple(moved)
