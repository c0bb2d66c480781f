"""What the steps of one run share: settings, themes, the crew; and what has come of them so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yearbook.book import Book
from yearbook.context import BuildContext
from yearbook.crew import PREFLIGHT, is_brought_up_to_date, load_engines
from yearbook.diagnostics import Diagnostic
from yearbook.editions.interior import Asked, Interior, lay_out
from yearbook.editions.parts import forget
from yearbook.editions.terms import Terms, help_prove, judge_syntax_of, prove_file, read_back
from yearbook.images import OutputProfile, PhotoInfo
from yearbook.pages.areas import PageAreas
from yearbook.pages.edition import Edition
from yearbook.pages.setting import Setting
from yearbook.pages.stamp import Stamp
from yearbook.pages.starts import PageStart
from yearbook.pages.theme import Theme
from yearbook.pdf.assembly import ENGINE, GET_READY
from yearbook.pdf.bind import Gone, Leaves
from yearbook.preflight.records import Records
from yearbook.records import Yearbook
from yearbook.records.layout import discover
from yearbook.storage import Cache, writing
from yearbook.storage import key as cache_key
from yearbook.values import dataclass
from yearbook.workers import Job, Late, Pool, give_back, labelled, load, then, together, worker

if TYPE_CHECKING:
    from yearbook.pdf.made import Made
    from yearbook.pdf.runs import Press
    from yearbook.preflight.epubcheck import EpubcheckResult
    from yearbook.preflight.proved import Proved


INNER = frozenset({"print", "proof", "screen", "archive"})  # editions that show the interior
WORTH_HELP = 16  # new pages: below it one alone has judged them before another, if it has other work, opens the file
WORTH_READING = 64  # new pages: their syntax takes so long that it is looked at by another
WORTH_RENEWING = 400  # the same: below it starting processes takes longer than is gained by their being small


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
    hashes: dict[str, str] = field(default_factory=dict)  # of these files, where somebody will publish them
    pages: dict[str, int] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    proofs: dict[str, Future[Any]] = field(default_factory=dict)  # preflights that have been begun
    readings: dict[str, Future[Any]] = field(default_factory=dict)  # PDFs that are being read back
    tidied: Future[Any] | None = None  # the cache, which is being kept within its limit
    proved: list[Proved] = field(default_factory=list)  # the preflight of the files for the printer
    starts: tuple[PageStart, ...] = ()  # where the pages of the interior begin
    areas: Sequence[PageAreas] = ()  # whose the words and pictures on them are
    fresh: int = 0  # about how many pages of the interior are new
    moved: int = 0  # about how many stand elsewhere than the last time
    looks: tuple[str, ...] = ()  # for each page a name of what it looks like, the same as long as it looks the same
    ebooks: dict[str, EpubcheckResult | None] = field(default_factory=dict)  # what epubcheck counted, by edition
    thresholds: str = ""  # the label of what they were held against

    @property
    def begun(self) -> list[Future[Any]]:
        """What may still be going on."""
        return [*self.proofs.values(), *self.readings.values(), *([self.tidied] if self.tidied else [])]

    def lay(self, interior: Interior, *names: str) -> None:
        """Take note of an interior, that of these editions."""
        self.findings += interior.findings
        self.pages |= dict.fromkeys(names, interior.pages)
        self.starts = self.starts or interior.starts
        self.areas = self.areas or interior.areas
        self.looks = self.looks or interior.looks
        self.fresh += interior.fresh
        self.moved += interior.moved

    def take(self, made: Made) -> int:
        """Add what a job made; returns the pages of the interior."""
        self.findings += made.findings
        self.files |= made.files
        return made.pages


def unjudged(laid: Finished | Interior) -> int:
    """About how many new pages take as long to judge: of one that has moved only the folio is read."""
    return laid.fresh + laid.moved // 10


@dataclass(frozen=True)
class Ahead:
    """For who wants to see some pages before the file is whole. wanted: which of a new interior; ready: told that they
    stand in a file: page → its number there."""

    wanted: Callable[[Interior], Collection[int]]
    ready: Callable[[Interior, Path, Mapping[int, int]], None]


@dataclass(frozen=True)
class Workshop:
    """What all the steps of one run share."""

    context: BuildContext
    book: Book
    theme: Theme
    infos: Mapping[str, PhotoInfo]
    stamp: Stamp
    folder: Path
    editions: Mapping[str, Edition]
    say: Listener
    output: OutputProfile
    terms: Terms
    yearbook: Yearbook
    pool: Executor
    proving: bool
    wanted: Collection[str]  # names of editions
    ahead: Ahead | None = None

    def setting(self, images: Mapping[str, Path]) -> Setting:
        """What the jobs are told."""
        shared = (self.stamp, self.context.date, self.folder, self.output, self.sources, self.cache.folder)
        return Setting(self.book, self.theme, self.infos, images, *shared)

    @cached_property
    def sources(self) -> Mapping[str, Path]:
        """The files of the records, by their names in the folder; of use to who attaches them."""
        if "archive" not in self.wanted:
            return {}
        return {file.shown.partition("/")[2]: file.path for file in discover(self.context.data.absolute()).files}

    def bare(self, setting: Setting) -> Setting:
        """The same for jobs that need the settings, the theme and the sources of the book, and not its parts."""
        return replace(setting, book=replace(setting.book, parts=()), infos={})

    @property
    def cache(self) -> Cache:
        """The cache, as a job gets it: a machine of a cluster has another current folder."""
        return Cache(self.context.cache.absolute(), self.context.cache_limit)

    @property
    def pictures(self) -> str:
        """Under which the cache remembers the files of the pictures."""
        return cache_key("files of pictures", self.book.settings.id, tuple(sorted(self.wanted)))

    def path(self, name: str) -> Path:
        return self.folder / f"{self.book.settings.id}{self.editions[name].suffix}"

    @cached_property
    def impressions(self) -> tuple[Edition, ...]:
        """An edition for each kind of colours that the interior is printed in; none when it need not be laid out. The
        cover must know how many pages there are."""
        inner = [edition for name, edition in self.editions.items() if name in INNER and name in self.wanted]
        if not inner and "cover" in self.wanted:
            inner = [self.editions["print"]]
        return tuple({edition.colours: edition for edition in inner}.values())

    def weights(self, wanted: Collection[str]) -> list[Edition]:
        """The wanted editions that are EPUBs."""
        return [edition for name, edition in self.editions.items() if edition.is_ebook and name in wanted]

    def start(self, job: Job, heard: Callable[[int], None] | None = None) -> Future[Any]:
        """Put a job on the executor. heard: told how far it is, where the executor can tell."""
        work = labelled(job.label, _work, job.remembers, patient=job.patient)
        if heard and isinstance(self.pool, Pool):
            return self.pool.submit_heard(heard, work, job.work, job.arguments)
        return self.pool.submit(work, job.work, job.arguments)

    def bind(self, name: str, work: Late, interior: Interior, bare: Setting) -> Future[Any]:
        """Have an interior bound as the file of an edition."""
        leaves, heard = self._leaves(interior) if self.ahead else (None, None)
        edition = self.editions[name]
        arguments = (bare, edition, interior.sheaves[edition.colours], self.cache, leaves)
        return self.start(Job(f"Đóng {edition.label}", work, arguments, f"đóng {name}"), heard)

    def _leaves(self, interior: Interior) -> tuple[Leaves | None, Callable[[int], None] | None]:
        """The pages that are waited for, and who is told that they are there."""
        ahead = self.ahead
        assert ahead is not None
        numbers = interior.around(ahead.wanted(interior))
        if not numbers:
            return None, None
        leaves = Leaves(self.folder / "first.pdf", numbers)
        places = {number: place for place, number in enumerate(numbers, 1)}

        def heard(done: int) -> None:
            if done == 0:
                ahead.ready(interior, leaves.path, places)

        return leaves, heard

    def begin(self, jobs: Mapping[str, Job]) -> dict[str, Future[Any]]:
        """Start jobs side by side, and say so."""
        started = {name: self.start(job) for name, job in jobs.items()}
        for job in jobs.values():
            self.say(Step(job.label))
        return started

    def interior(
        self,
        setting: Setting,
        asked: Asked,
        settled: Callable[[Sequence[PageStart]], None] = lambda _starts: None,
        *,
        sure: bool = False,
    ) -> Interior:
        """The interior laid out and drawn in all its impressions. settled: told where the pages begin, as soon as that
        is known; sure: although something of it is lost from the cache."""

        def said(pages: int) -> None:
            self.say(Step("Dàn ruột sách", pages))

        said(0)
        at_once = max(1, self.context.jobs)
        made = lay_out(
            setting, self.impressions, asked, self.start, self.pool, self.cache,
            at_once=at_once, said=said, settled=settled, sure=sure,
        )  # fmt: skip
        if self.lasting and not made.fresh:
            # nothing was laid out yet, maybe: the first edit shall not wait for an engine
            press = next(iter(made.sheaves.values())).press
            self.warm(press)
        return made

    def warm(self, press: Press) -> None:
        """Have who has nothing to do get ready to lay out."""
        self.pool.submit(labelled("Chuẩn bị dàn trang", GET_READY, ENGINE, patient=True), press)

    @property
    def is_brought_up_to_date(self) -> bool:
        return is_brought_up_to_date(self.context, self.pool)

    def get_ready(self, press: Press | None) -> None:
        """The parts are being set: the largest takes so long that somebody can load what will be needed. press: what
        few new pages will be laid out with, in a book that is brought up to date: who sets no part has an engine warm
        for them then."""
        if press:
            self.warm(press)
        load_engines(self.pool, patient=self.is_brought_up_to_date)

    @property
    def lasting(self) -> bool:
        return isinstance(self.pool, Pool) and self.pool.lasting

    def renew(self, fresh: int) -> None:
        """All pages are laid out: where they were many, the processes that did it make room, and what pages were made
        of is forgotten."""
        if fresh >= WORTH_RENEWING and isinstance(self.pool, Pool) and not self.lasting:
            self.pool.renew()
            self.pool.submit(load, [PREFLIGHT])  # while the file is bound
            forget()
            give_back()

    def reading(self, name: str, made: Future[Any], pages: int) -> Future[Any]:
        """A file of an edition read back as soon as it is made; of what is `Gone` there is nothing to read."""

        def read(bound: Any) -> Future[Any]:
            return made if isinstance(bound, Gone) else self.read_back(name, bound.files[name], pages)

        return then(made, read)

    def read_back(self, name: str, path: Path, pages: int) -> Future[tuple[Diagnostic, ...]]:
        """A staged PDF opened and held against what it must be."""
        page, interior = self.theme.geometry, name in INNER and name != "proof"
        expected = {
            "pages": pages,
            "faces": {face.postscript for face in self.theme.faces},
            "anchors": self.book.record_anchors if interior else (),
            "trim_mm": (page.width, page.height) if interior else None,
            "bleed_mm": page.bleed if name == "print" else 0.0,
            "proved": name in self.terms.files,
        }
        task = (path, self.editions[name].standard, expected, self.cache)
        return self.start(Job("Kiểm tra tệp đã xong", read_back, task, patient=self.is_brought_up_to_date))

    def proved(self, made: Future[Any], unknown: int = 0) -> Future[Any]:
        """The proof of a file for the printer as soon as it is made; of what is `Gone` there is none."""
        records = self.records()  # now, while it is being made

        def prove(bound: Any) -> Future[Any]:
            if isinstance(bound, Gone):
                return made
            (path,) = bound.files.values()
            return self.proof(path, unknown, records)

        return then(made, prove)

    def records(self) -> Records:
        """Those that the files are made of."""
        return Records(self.yearbook.spans)

    def proof(self, path: Path, unknown: int, records: Records) -> Future[Proved]:
        """A file for the printer held against its terms. Who has nothing else to do helps."""
        from yearbook.preflight.meeting import Meeting

        jobs = max(1, self.context.jobs)
        with writing(self.folder):
            helped = unknown >= WORTH_HELP or self.is_brought_up_to_date
            meeting = Meeting.begin(self.folder, jobs - 1 if helped else 0)
        whole = self.start(Job("Soát bản in", prove_file, (path, self.terms, records, meeting, self.cache), PREFLIGHT))
        beside = [Job("Soát bản in", judge_syntax_of, (path, self.cache))] if unknown >= WORTH_READING else []
        for helper in range(meeting.helpers):
            task = (path, self.terms, meeting, helper, self.cache)
            beside.append(Job("Soát bản in", help_prove, task, patient=True))
        ended = together([whole, *map(self.start, beside if jobs > 1 else [])])
        ended.add_done_callback(lambda _: meeting.end())
        return then(ended, lambda _: whole)


def _work(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    try:
        return work(*arguments, worker.say)
    except Gone as gone:
        return gone  # a value: what a job raises is a bug
