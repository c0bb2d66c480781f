"""The pages of a print file, each read once and judged by every watcher, or known from the cache."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pikepdf

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.checks import watchers
from yearbook.preflight.checks.intent import print_intents, profile_digest
from yearbook.preflight.content import PageContent, Reader
from yearbook.preflight.content.machine import DAMAGE
from yearbook.preflight.inkbound import InkBound, Suspicion
from yearbook.preflight.kept import kept_key, pack, pack_faults, unpack, unpack_faults
from yearbook.preflight.subject import Sheet, Subject
from yearbook.preflight.tally import Fault, Once

THREADS = 2  # count the inks of images


@dataclass(frozen=True)
class Verdict:
    """A page: its faults, what reading it cost, whether its ink must be measured."""

    faults: tuple[Fault, ...]
    operators: int
    size: int
    dark: bool = True


@dataclass
class Pages:
    """All pages: verdicts by number, in order; `broken`: watchers that stumbled over damage; `damaged`: on which."""

    verdicts: dict[int, Verdict] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    damaged: set[int] = field(default_factory=set)

    @property
    def dark(self) -> tuple[int, ...]:
        """The numbers of the pages whose ink must be measured."""
        return tuple(number for number, verdict in self.verdicts.items() if verdict.dark)

    def findings(self, subject: Subject) -> Iterator[Diagnostic]:
        """In order; what is told once a file is told where it first stands."""
        seen: dict[str, set[str]] = {}
        for number, verdict in self.verdicts.items():
            for fault in verdict.faults:
                if fault.once is None or _first(fault.once, seen):
                    yield subject.tell(fault, number)


def _first(once: Once, seen: dict[str, set[str]]) -> bool:
    subjects = seen.setdefault(once.kind, set())
    if once.subject in subjects:
        return False
    subjects.add(once.subject)
    return len(subjects) > once.free


def read_pages(
    subject: Subject, numbers: Container[int] | None = None, judged: Mapping[int, Verdict] | None = None
) -> Pages:
    """Every page of a file (or those of these numbers), one at a time in memory. judged: verdicts on pages of this very
    file that have been read. Nothing is raised for what is in the file."""
    with ThreadPoolExecutor(THREADS) as pool:
        return _Reading(subject, pool, judged or {}).run(numbers)


class _Reading:
    def __init__(self, subject: Subject, pool: ThreadPoolExecutor, judged: Mapping[int, Verdict]) -> None:
        self.subject, self.judged = subject, judged
        self.reader = Reader()
        self.bound = InkBound(subject, pool)
        self.measured = subject.profile.severity.get("P260") != "off"
        self.looks = {name: watch(subject) for name, watch in watchers().items()}
        self.pages = Pages()
        self.namer = _namer(subject)
        self.waiting: list[tuple[int, str, Suspicion]] = []

    def run(self, numbers: Container[int] | None) -> Pages:
        for page, sheet in zip(self.subject.pdf.pages, self.subject.sheets, strict=True):
            if numbers is None or sheet.number in numbers:
                self.pages.verdicts[sheet.number] = self._judge(page, sheet)
        for number, key, suspicion in self.waiting:
            self._decide(number, key, suspicion)
        return self.pages

    def _judge(self, page: pikepdf.Page, sheet: Sheet) -> Verdict:
        if judged := self._affordable(self.judged.get(sheet.number)):
            return judged
        key = self.namer(self.subject.digests.page(page)) if self.namer else ""
        if known := self._affordable(self._kept(key)):
            return known
        budget, broken = self.reader.budget, len(self.pages.broken)
        operators, size = budget.operators, budget.bytes
        content = self.reader.read(page, sheet.number, sheet.media)
        faults = tuple(self._faults(content))
        if len(self.pages.broken) > broken:
            self.pages.damaged.add(sheet.number)
            key = ""
        self.waiting.append((sheet.number, key, self._suspect(content)))
        return Verdict(faults, operators - budget.operators, size - budget.bytes)

    def _affordable(self, known: Verdict | None) -> Verdict | None:
        """A verdict, if a file with what was read so far may still be read so far."""
        budget = self.reader.budget
        if known is None or budget.operators <= known.operators or budget.bytes <= known.size:
            return None
        budget.spend(known.operators, known.size)
        return known

    def _kept(self, key: str) -> Verdict | None:
        data = self.subject.cache.get(key) if self.subject.cache and key else None
        if data is None:
            return None
        faults, operators, size, dark = unpack(data)
        return Verdict(unpack_faults(faults), operators, size, dark)

    def _faults(self, content: PageContent) -> Iterator[Fault]:
        for name, look in self.looks.items():
            try:
                yield from look(content)
            except DAMAGE:
                self.pages.broken.append(name)

    def _suspect(self, content: PageContent) -> Suspicion:
        if not self.measured:
            return Suspicion()
        try:
            return self.bound.look(content)
        except DAMAGE:
            return Suspicion(sure=True)

    def _decide(self, number: int, key: str, suspicion: Suspicion) -> None:
        verdict = self.pages.verdicts[number] = replace(self.pages.verdicts[number], dark=self.bound.decide(suspicion))
        if self.subject.cache and key:
            kept = [pack_faults(verdict.faults), verdict.operators, verdict.size, verdict.dark]
            self.subject.cache.put(key, pack(kept))


def _namer(subject: Subject) -> Callable[[str], str] | None:
    """Makes cache keys of the pages' digests; None without a cache."""
    if subject.cache is None:
        return None
    intents = tuple(sorted({profile_digest(intent.get("/DestOutputProfile")) for intent in print_intents(subject)}))
    profile, standard = subject.profile, subject.standard
    return lambda digest: kept_key("page", profile, standard, intents, digest) if digest else ""
