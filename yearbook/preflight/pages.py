"""The pages of a print file, each read once and judged by every watcher, or known from the cache."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from typing import Any, NamedTuple

import pikepdf

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.checks import watchers
from yearbook.preflight.checks.intent import print_intents, profile_digest
from yearbook.preflight.content import PageContent, Reader
from yearbook.preflight.content.machine import DAMAGE
from yearbook.preflight.content.streams import unpacked
from yearbook.preflight.inkbound import InkBound, Suspicion
from yearbook.preflight.kept import kept_key, pack, unpack
from yearbook.preflight.known import Known
from yearbook.preflight.layers import Layering
from yearbook.preflight.meeting import Back, Front
from yearbook.preflight.subject import Sheet, Subject
from yearbook.preflight.tally import Fault, Once
from yearbook.preflight.verdict import Places, Verdict
from yearbook.storage import key as cache_key
from yearbook.values import dataclass

THREADS = 2  # count the inks of images
LAG = 8  # pages and layers whose images may be being counted


class _Waiting(NamedTuple):
    """A page, or a layer of one, whose images are being counted: its number, what to keep of it and under which key."""

    number: int
    key: str
    verdict: Verdict
    suspicion: Suspicion


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


def read_pages(subject: Subject, front: Front | None = None) -> Pages:
    """Every page of a file, one at a time in memory. front: may know verdicts on pages of this very file. Nothing is
    raised for what is in the file."""
    with ThreadPoolExecutor(THREADS) as pool:
        return _Reading(subject, pool).whole(front or Front())


def read_from_the_end(subject: Subject, back: Back) -> None:
    """Tell verdicts on the pages of a file, the last one first, as long as they are asked for: but not on those where
    damage is met, of which `read_pages` has to tell."""
    with ThreadPoolExecutor(THREADS) as pool:
        _Reading(subject, pool).rest(back)


class _Reading:
    def __init__(self, subject: Subject, pool: ThreadPoolExecutor) -> None:
        self.subject = subject
        self.reader = Reader()
        self.layering = Layering()
        self.bound = InkBound(subject, pool)
        self.measured = subject.profile.severity.get("P260") != "off"
        self.looks = {name: watch(subject) for name, watch in watchers().items()}
        self.pages = Pages()
        self.namer = _namer(subject)
        self.known: Known[str, list[Any]] = Known(subject.cache, "verdicts", subject.path.name, reader=subject.reader)
        self.waiting: deque[_Waiting] = deque()

    def whole(self, front: Front) -> Pages:
        verdicts = self.pages.verdicts
        for page, sheet in zip(self.subject.pdf.pages, self.subject.sheets, strict=True):
            judged = self._affordable(front.told(sheet.number))
            verdicts[sheet.number] = judged or self._judge(page, sheet)
            self._settle(LAG)
        self._settle(0)
        self._remember()
        return self.pages

    def rest(self, back: Back) -> None:
        verdicts, sheets = self.pages.verdicts, self.subject.sheets
        for number in back.numbers(len(sheets)):
            verdicts[number] = self._judge(self.subject.pdf.pages[number - 1], sheets[number - 1])
            self._settle(LAG)
            self._tell(back)
        self._settle(0)
        self._tell(back)
        self._remember()

    def _remember(self) -> None:
        for learned in (self.known, self.subject.streams, self.bound):
            learned.keep()

    def _settle(self, left: int) -> None:
        """Come to a decision about those that have waited longest."""
        verdicts = self.pages.verdicts
        while len(self.waiting) > left:
            number, key, verdict, suspicion = self.waiting.popleft()
            found = replace(verdict, dark=self.bound.decide(suspicion))
            verdicts[number] = replace(verdicts[number], dark=verdicts[number].dark or found.dark)
            self._keep(key, found)

    def _tell(self, back: Back) -> None:
        """Tell, and forget, all that is settled."""
        waiting = {waiting.number for waiting in self.waiting}
        for number in [number for number in self.pages.verdicts if number not in waiting]:
            verdict = self.pages.verdicts.pop(number)
            if number not in self.pages.damaged:
                back.tell(number, verdict)

    def _judge(self, page: pikepdf.Page, sheet: Sheet) -> Verdict:
        if layered := self._layered(page, sheet):
            return layered
        key = self.namer(self.subject.digests.page(page)) if self.namer else ""
        return self._affordable(self._kept(key)) or self._read(page, sheet, key)

    def _layered(self, page: pikepdf.Page, sheet: Sheet) -> Verdict | None:
        """A page of two layers that is sound because each of them is; None for any other: it is read as a whole."""
        made = self.layering.of(page) if self.namer and self.measured else None
        digests = self.subject.digests.layers(page, made) if made else ()
        if not made or not digests:
            return None
        under = self._layer(page, sheet, digests[0], lambda: unpacked(made.under), self.bound.tender)
        over = under and self._layer(page, sheet, digests[1], lambda: b"/%b Do" % made.name, self.bound.blackened)
        if not under or not over or _meet(under.places or (), over.places or ()):
            return None
        return Verdict((), under.operators + over.operators, under.size + over.size, under.dark or over.dark)

    def _layer(
        self,
        page: pikepdf.Page,
        sheet: Sheet,
        digest: str,
        data: Callable[[], bytes],
        places: Callable[[PageContent], Places | None],
    ) -> Verdict | None:
        """One of two; None when something may have to be told of the page."""
        assert self.namer
        key = self.namer(f"layer {digest}")
        found = self._affordable(self._kept(key)) or self._read(page, sheet, key, data(), places)
        return found if found.stands_alone else None

    def _read(
        self,
        page: pikepdf.Page,
        sheet: Sheet,
        key: str,
        data: bytes | None = None,
        places: Callable[[PageContent], Places | None] | None = None,
    ) -> Verdict:
        budget, broken = self.reader.budget, len(self.pages.broken)
        operators, size = budget.operators, budget.bytes
        content = self.reader.read(page, sheet.number, sheet.media, data)
        faults, suspicion = tuple(self._faults(content)), self._suspect(content)
        cost = operators - budget.operators, size - budget.bytes
        clear = not (content.open or suspicion.sure)
        if len(self.pages.broken) > broken:
            self.pages.damaged.add(sheet.number)
            key, clear = "", False
        found = Verdict(faults, *cost, dark=False, places=places(content) if places and clear else None)
        self.waiting.append(_Waiting(sheet.number, "" if content.cut else key, found, suspicion))
        return found

    def _affordable(self, known: Verdict | None) -> Verdict | None:
        """A verdict, if a file with what was read so far may still be read so far."""
        budget = self.reader.budget
        if known is None or budget.operators <= known.operators or budget.bytes <= known.size:
            return None
        budget.spend(known.operators, known.size)
        return known

    def _kept(self, key: str) -> Verdict | None:
        if not self.subject.cache or not key:
            return None
        packed = self.known.find(key)
        if packed is None and (data := self.subject.cache.get(key)) is not None:
            packed = self.known.learn(key, unpack(data))
        return None if packed is None else Verdict.unpacked(packed)

    def _keep(self, key: str, verdict: Verdict) -> None:
        if self.subject.cache and key:
            self.subject.cache.put(key, pack(self.known.learn(key, verdict.packed())))

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


def _meet(some: Places, others: Places) -> bool:
    return any(one.meet(other) for one in some for other in others)


def _namer(subject: Subject) -> Callable[[str], str] | None:
    """Makes cache keys of the pages' digests; None without a cache."""
    if subject.cache is None:
        return None
    intents = tuple(sorted({profile_digest(intent.get("/DestOutputProfile")) for intent in print_intents(subject)}))
    judged_by = kept_key("page", subject.profile, subject.standard, intents)
    return lambda digest: cache_key("preflight", judged_by, digest) if digest else ""
