"""Everything that is judged before a page is laid out: records, rules, waivers, photos, what the press wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path

from yearbook import rules
from yearbook.context import BuildContext
from yearbook.diagnostics import Diagnostic, Edit, Outcome, Report, for_final
from yearbook.images import OutputProfile, PhotoFolder, PhotoInfo, check_portrait, inspect, output_profile, warm
from yearbook.preflight.profile import PreflightProfile, load_profile
from yearbook.records import Settings, Yearbook, load
from yearbook.records.mend import Mended, plan, write
from yearbook.records.plain import read_folder
from yearbook.records.waivers import Waived, read_waivers, sift
from yearbook.storage import Cache
from yearbook.values import dataclass
from yearbook.workers import Late, labelled, pack, uncollected

Again = Callable[[], Iterable[Diagnostic]]
ROUNDS = 10  # of mending: edits that touch each other are made one after the other


@dataclass(frozen=True)
class Press:
    """What the book is printed with: the colour profile, and the thresholds its files are held against."""

    output: OutputProfile
    thresholds: PreflightProfile


@dataclass(frozen=True)
class Checked:
    """Checked records, the press they are printed on, the photos that can be used, and all findings."""

    yearbook: Yearbook | None
    press: Press | None
    photos: dict[str, PhotoInfo]
    report: Report
    waived: tuple[Waived, ...] = ()


@dataclass(frozen=True)
class Read:
    """Records, press and photos as they are, with what is wrong with them each by itself."""

    yearbook: Yearbook | None
    press: Press | None
    photos: dict[str, PhotoInfo]
    findings: tuple[Diagnostic, ...]
    references: Callable[[], Report] = Report  # what is wrong between records; sought once


Meanwhile = Callable[[Read, bool], None]


@dataclass(frozen=True)
class Begun:
    """A check that has begun: what was read is there, what the rules say is waited for."""

    context: BuildContext
    read: Read
    _rules: _Rules

    def get_ready(self) -> None:
        """There is nothing else to do: get the rules ready to begin, if they have not."""
        self._rules.get_ready()

    def is_sound(self, wait: bool = True) -> bool:
        """Whether nothing is wrong; without `wait`, as far as is known now. The rules have begun afterwards."""
        spoken = self._rules.spoken
        return not ((wait or spoken.done()) and self.whole.report.has_errors)

    @cached_property
    def whole(self) -> Checked:
        """Every finding of records, rules, photos, colour profile and thresholds, but what is waived."""
        with uncollected():
            return _judged(self.context, self.read, self._rules.spoken.result())


def _nothing(_read: Read, _waiting: bool) -> None: ...


def begin(
    context: BuildContext, crew: Executor | None = None, meanwhile: Meanwhile = _nothing, *, later: bool = False
) -> Begun:
    """Load, and have the rules begin while the photos are looked at.

    crew: looks at new photos, and holds the records against the rules; by default processes of their own. meanwhile:
    told what was read, but for the photos, and whether they are being waited for. later: the rules begin only when
    somebody asks what they say.
    """
    with uncollected(stays=True):
        outcome = load(context.data, Cache(context.cache))
        held = _Rules(context, outcome.value, crew)
        if not later:
            _ = held.spoken
        return Begun(context, _read(context, outcome, crew, meanwhile), held)


def check(context: BuildContext, crew: Executor | None = None) -> Checked:
    """Load and check all of it."""
    return begin(context, crew).whole


def read(context: BuildContext, crew: Executor | None = None, meanwhile: Meanwhile = _nothing) -> Read:
    """What `judge` judges. meanwhile: as of `begin`."""
    with uncollected():
        return _read(context, load(context.data, Cache(context.cache)), crew, meanwhile)


def judge(context: BuildContext, read: Read, crew: Executor | None = None) -> Checked:
    """Hold what was read against the rules, and leave out what is waived."""
    return Begun(context, read, _Rules(context, read.yearbook, crew)).whole


def is_usable(context: BuildContext, read: Read) -> bool:
    """Whether pages can be made of what was read, whatever else the rules may say; what is waived is no obstacle."""
    if read.yearbook is None or read.press is None:
        return False
    with uncollected():
        found = Report.of([*read.findings, *read.references()])
        return not sift(found, read_waivers(context.data).value).report.has_errors


def _read(
    context: BuildContext, outcome: Outcome[Yearbook | None], crew: Executor | None, meanwhile: Meanwhile
) -> Read:
    yearbook = outcome.value
    if not yearbook:
        return Read(None, None, {}, outcome.diagnostics)
    asked = find_press(context, yearbook.settings)
    findings = (*outcome.diagnostics, *asked.diagnostics)
    known = Read(yearbook, asked.value, {}, findings, cache(lambda: rules.check_references(yearbook)))
    photos, found = _photos(context, yearbook, Cache(context.cache), crew, partial(meanwhile, known))
    return replace(known, photos=photos, findings=(*findings, *found))


@dataclass
class _Rules:
    """Records held against the rules. The crew does it where it can: it takes as much room again as the records."""

    context: BuildContext
    yearbook: Yearbook | None
    crew: Executor | None

    _packed: bytes = b""

    def get_ready(self) -> None:
        """Pack what the crew will be sent, unless it was sent."""
        if self.crew is not None and self.yearbook is not None and "spoken" not in vars(self):
            self._packed = pack(self.yearbook)

    @cached_property
    def spoken(self) -> Future[Iterable[Diagnostic]]:
        """What they say; they begin with the first look at it."""
        known = Cache(self.context.cache.absolute())
        if self.crew is not None and self.yearbook is not None:
            packed, self._packed = self._packed or pack(self.yearbook), b""  # of a big book it is megabytes
            return self.crew.submit(labelled("Soát dữ liệu", Late("yearbook.rules:check_packed")), packed, known)
        side = ThreadPoolExecutor(1)
        found: Future[Iterable[Diagnostic]] = side.submit(
            lambda: rules.check(self.yearbook, self.context.jobs, known) if self.yearbook else ()
        )
        side.shutdown(wait=False)  # it ends after that
        return found


def _judged(context: BuildContext, read: Read, found: Iterable[Diagnostic]) -> Checked:
    waivers = read_waivers(context.data)
    sifted = sift(Report.of([*read.findings, *found]), waivers.value)
    report = sifted.report.plus(*waivers.diagnostics)
    report = for_final(report) if context.final else report
    return Checked(read.yearbook, read.press, read.photos, report, sifted.waived)


def find_press(context: BuildContext, settings: Settings) -> Outcome[Press | None]:
    """The press that the book names. What is not there is told where it is named (P290, S204), what is wrong in a
    thresholds file at its lines."""
    printing = settings.printing
    named = settings.span("printing", "profile")
    output = output_profile(context.assets, context.data, printing.profile, printing.condition, named)
    thresholds = load_profile(printing.check, context.data / "profiles")
    check = settings.span("printing", "check")
    found = (*output.diagnostics, *(replace(d, span=d.span or check) for d in thresholds.diagnostics))
    if output.value is None or thresholds.value is None:
        return Outcome(None, found)
    return Outcome(Press(output.value, thresholds.value), found)


def _photos(
    context: BuildContext, yearbook: Yearbook, cache: Cache, crew: Executor | None, meanwhile: Callable[[bool], None]
) -> tuple[dict[str, PhotoInfo], list[Diagnostic]]:
    """Judge every photo that a record names; what cannot be used is a finding at its record."""
    wanted = list(yearbook.photos())
    folder = PhotoFolder(context.photos)
    infos: dict[str, PhotoInfo] = {}
    findings: list[Diagnostic] = []
    names = {photo.file for _, _, photo in wanted}
    warm(folder, names, cache, context.jobs, address=context.executor, crew=crew, meanwhile=meanwhile)
    for record, path, photo in wanted:
        outcome = inspect(folder, photo.file, cache=cache, record=record.id)
        told = outcome.diagnostics
        if outcome.value:
            infos[photo.file] = outcome.value
            told += check_portrait(outcome.value, record=record.id) if path == ("portrait",) else ()
        findings += (replace(each, span=record.span(*path, "file")) for each in told)
    return infos, findings


# --- plain texts --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Proofread:
    """A folder of plain texts, proofread: `syllables` counts its words."""

    report: Report
    syllables: int


def proofread(folder: Path, data: Path | None) -> Proofread:
    """What the rules of language find in the texts of a folder, with the names and the style of the book in `data`."""
    known = rules.Lexicon()
    if data and data.is_dir() and (book := load(data).value):
        known = rules.lexicon(book)
    read = read_folder(folder)
    found = rules.proofread(rules.manuscript_of_texts(read.value, known))
    return Proofread(Report.of([*read.diagnostics, *found]), sum(len(text.text.split()) for text in read.value))


# --- mending ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mending:
    """What was mended, file by file (one file may come more than once), and what could not be."""

    files: tuple[Mended, ...]
    refused: tuple[Diagnostic, ...]

    @property
    def edits(self) -> int:
        return sum(len(file.edits) for file in self.files)


def mend(root: Path, findings: Iterable[Diagnostic], again: Again) -> Mending:
    """Make every certain mend under `root`, then those that only show after it.

    `again` checks anew and gives the findings that count. Raises DataProblem when a file cannot be written.
    """
    done: list[Mended] = []
    refused: list[Diagnostic] = []
    for _ in range(ROUNDS):
        outcome = plan(root, edits_of(findings))
        refused = list(outcome.diagnostics)
        if not outcome.value:
            break
        write(outcome.value)
        done += outcome.value
        findings = again()
    return Mending(tuple(done), tuple(refused))


def edits_of(findings: Iterable[Diagnostic]) -> list[Edit]:
    """All edits that findings carry."""
    return [edit for finding in findings for edit in finding.fix]
