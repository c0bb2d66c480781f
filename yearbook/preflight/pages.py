"""The pages of a print file, each read once and judged by every watcher, or known from the cache."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.checks import watchers
from yearbook.preflight.checks.intent import print_intents, profile_digest
from yearbook.preflight.content import PageContent, Reader
from yearbook.preflight.content.machine import DAMAGE
from yearbook.preflight.inkbound import InkBound, Suspicion
from yearbook.preflight.kept import kept_key, pack, pack_faults, unpack, unpack_faults
from yearbook.preflight.subject import Subject
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
    """All pages: verdicts in order; `broken`: watchers that stumbled over damage."""

    verdicts: list[Verdict] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def dark(self) -> tuple[int, ...]:
        """The numbers of the pages whose ink must be measured."""
        return tuple(number for number, verdict in enumerate(self.verdicts, 1) if verdict.dark)

    def findings(self, subject: Subject) -> Iterator[Diagnostic]:
        """In order; what is told once a file is told where it first stands."""
        seen: dict[str, set[str]] = {}
        for number, verdict in enumerate(self.verdicts, 1):
            for fault in verdict.faults:
                if fault.once is None or _first(fault.once, seen):
                    yield subject.tell(fault, number)


def _first(once: Once, seen: dict[str, set[str]]) -> bool:
    subjects = seen.setdefault(once.kind, set())
    if once.subject in subjects:
        return False
    subjects.add(once.subject)
    return len(subjects) > once.free


def read_pages(subject: Subject, numbers: Container[int] | None = None) -> Pages:
    """Every page of a file (or those of these numbers), one at a time in memory. Nothing is raised for what is in the
    file."""
    with ThreadPoolExecutor(THREADS) as pool:
        return _Reading(subject, pool).run(numbers)


class _Reading:
    def __init__(self, subject: Subject, pool: ThreadPoolExecutor) -> None:
        self.subject = subject
        self.reader = Reader()
        self.bound = InkBound(subject, pool)
        self.measured = subject.profile.severity.get("P260") != "off"
        self.looks = {name: watch(subject) for name, watch in watchers().items()}
        self.verdicts: dict[int, Verdict] = {}
        self.broken: list[str] = []
        self.waiting: list[tuple[int, str, Suspicion]] = []

    def run(self, numbers: Container[int] | None) -> Pages:
        name = _namer(self.subject)
        for page, sheet in zip(self.subject.pdf.pages, self.subject.sheets, strict=True):
            if numbers is not None and sheet.number not in numbers:
                continue
            key = name(self.subject.digests.page(page)) if name else ""
            known = self._known(key)
            if known is None:
                before, broken = (self.reader.budget.operators, self.reader.budget.bytes), len(self.broken)
                content = self.reader.read(page, sheet.number, sheet.media)
                faults = tuple(self._faults(content))
                spent = before[0] - self.reader.budget.operators, before[1] - self.reader.budget.bytes
                known = Verdict(faults, *spent)
                sound = len(self.broken) == broken
                self.waiting.append((sheet.number, key if sound else "", self._suspect(content)))
            self.verdicts[sheet.number] = known
        for number, key, suspicion in self.waiting:
            self._decide(number, key, suspicion)
        return Pages(list(self.verdicts.values()), self.broken)

    def _known(self, key: str) -> Verdict | None:
        """From the cache, if a file with what was read so far may still be read so far."""
        cache, budget = self.subject.cache, self.reader.budget
        data = cache.get(key) if cache and key else None
        if data is None:
            return None
        faults, operators, size, dark = unpack(data)
        if budget.operators <= operators or budget.bytes <= size:
            return None
        budget.spend(operators, size)
        return Verdict(unpack_faults(faults), operators, size, dark)

    def _faults(self, content: PageContent) -> Iterator[Fault]:
        for name, look in self.looks.items():
            try:
                yield from look(content)
            except DAMAGE:
                self.broken.append(name)

    def _suspect(self, content: PageContent) -> Suspicion:
        if not self.measured:
            return Suspicion()
        try:
            return self.bound.look(content)
        except DAMAGE:
            return Suspicion(sure=True)

    def _decide(self, number: int, key: str, suspicion: Suspicion) -> None:
        verdict = self.verdicts[number] = replace(self.verdicts[number], dark=self.bound.decide(suspicion))
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
