"""The interior from its flows: every run in its place, every number settled, heads and folios for every page."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import field
from functools import cached_property, lru_cache

from yearbook.diagnostics import DataProblem, Diagnostic, diagnose
from yearbook.pages.areas import BookAreas
from yearbook.pages.flow import Flow
from yearbook.pages.starts import PageStart, joined
from yearbook.pdf.chain import Compositor
from yearbook.pdf.runs import Place, Press, Run, Strings
from yearbook.pdf.strand import REMEMBERED, Link, Strand
from yearbook.storage import PLAIN, Cache, Part
from yearbook.storage import key as cache_key
from yearbook.values import dataclass
from yearbook.workers import UNNAMED, Late, labelled

MAX_ROUNDS = 8
PLATES = 96  # in one task
FOUND = 16_384  # plates that are known to be in the cache
ENGINE = "engine"  # what tasks remember that lay out
LAY_OUT = Late("yearbook.pdf.segment:lay_out_stretch")
MAKE_PLATES = Late("yearbook.pdf.segment:make_plates")
GET_READY = Late("yearbook.pdf.segment:get_ready")
READ_STYLE = Late("yearbook.pdf.segment:read_style")
Numbers = Mapping[str, int]  # anchor → page, counted from 1
_Keys = tuple[str, ...]  # in the cache, one for each impression
_Head = tuple[Place, _Keys]
_Named = tuple[tuple[str, str], ...]  # strings by name
# Page numbers, pages to fill, names of flows whose numbers are not put in later → flows by name.
Render = Callable[[Numbers | None, int, frozenset[str]], Mapping[str, Flow]]


@dataclass(frozen=True)
class Assembly:
    """The interior laid out. numbers: anchor → page; plates: keys in the cache for each page, one for each impression;
    filled: pages that were added to make up the signature; fresh: pages, or heads and folios, that were not known
    before; moved: pages that stand elsewhere than in the last build."""

    links: tuple[Link, ...]
    numbers: dict[str, int]
    starts: tuple[PageStart, ...]
    plates: tuple[tuple[str, ...], ...]
    filled: int
    fresh: int
    moved: int
    findings: tuple[Diagnostic, ...]

    @property
    def marks(self) -> tuple[bytes, ...]:
        """Of every page, packed."""
        return tuple(note.marks for link in self.links for note in link.run.notes)

    @property
    def areas(self) -> BookAreas:
        return BookAreas([note.areas for link in self.links for note in link.run.notes])

    @property
    def looks(self) -> tuple[str, ...]:
        """For each page a name of what it looks like in the first impression: its run, its place in it, its plate, all
        numbers put in."""
        pages = ((link.drawn[0], place, note.refs) for link in self.links for place, note in enumerate(link.run.notes))
        return tuple(
            _look(run, place, plate[0], number, tuple(self.numbers.get(ref, 0) for ref in refs))
            for number, ((run, place, refs), plate) in enumerate(zip(pages, self.plates, strict=True), 1)
        )


@dataclass
class Assembler:
    """What all interiors of a press need."""

    press: Press
    identity: str  # of the press and the tools: part of every key
    impressions: tuple[str, ...]  # of those of the press: part of the keys of what is drawn
    book: str  # its id
    pool: Executor
    cache: Cache
    at_once: int = 2
    said: Callable[[int], None] = lambda _pages: None
    settled: Callable[[Sequence[PageStart]], None] = lambda _starts: None  # told when no page moves any more
    sure: bool = False  # the looks of all runs are read, too: some were lost
    fresh: int = 0
    sides: dict[str, bool] = field(default_factory=dict)  # flow → whether it begins on a recto, as far as is known
    strands: dict[tuple[str, ...], Strand] = field(default_factory=dict)

    def assemble(self, flows: Sequence[Flow], render: Render, signature: int = 1) -> Assembly:
        """In: all flows in printing order, those that need numbers or fill up as empty ones; render: those for the
        numbers of the others (None: not known yet), a count of pages to fill, and the names of those whose numbers
        must be the real ones: no other digits can take their room. Raises DataProblem L109 when the numbers never
        settle."""
        style = self._begin_style()
        memory = cache_key("numbers", self.identity, self.book, *(flow.name for flow in flows))
        known = self.cache.get(memory)
        told = marshal.loads(known) if known else (None, 0, frozenset(), b"", {})  # noqa: S302 - our own
        numbers, missing, fixed, as_before, self.sides = told
        before = numbers or {}
        for _ in range(MAX_ROUNDS):
            # Contents and indexes wait until there are numbers to put into them.
            now = [f for f in flows if (missing or not f.fills) and (numbers is not None or not f.needs_pages)]
            rendered = render(numbers, missing, fixed) if numbers is not None else {}
            chains = self._links([rendered.get(flow.name, flow) for flow in now])
            links = [link for chain in chains for link in chain]
            starts = joined(link.run.starts for link in links)
            found = _numbers(starts)
            wanted = _missing(flows, now, chains, signature)
            tight = fixed | _tight(now, chains)
            state = _digest(rendered) if fixed else b""
            # What was set with the numbers has led to them.
            if found == numbers and wanted == missing and tight == fixed and as_before in (None, state):
                _hold_known(rendered)
                self._remember(memory, marshal.dumps((found, missing, fixed, state, self.sides), PLAIN))
                said = (diagnose("L106", detail=line) for link in links for line in link.run.said)
                findings = tuple(dict.fromkeys((*style(), *said)))
                self.said(len(starts))
                self.settled(starts)
                plates = self._plates(links)
                moved = _moved(before, found, len(plates))
                return Assembly(tuple(links), found, starts, plates, missing, self.fresh, moved, findings)
            # What must be set as it is was told by the flows of another day: begin without it.
            fixed = tight if as_before is None else frozenset()
            numbers, missing, as_before = found, wanted, None
        raise DataProblem(
            diagnose("L109", what="mục lục và bảng tra", detail="số trang không ổn định sau nhiều lần dàn")
        )

    def _remember(self, key: str, data: bytes) -> None:
        """What the next build begins with: most numbers will be the same."""
        if self.cache.get(key) != data:
            self.cache.put(key, data)

    def _strand(self, flow: Flow) -> Strand:
        """Kept while the pieces are the same, for it has read what is known of them."""
        kept = self.strands.get((flow.name,))
        if kept is None or kept.flow.pieces != flow.pieces:
            kept = self.strands[(flow.name,)] = Strand(
                flow, self.identity, self.impressions, self.cache, sure=self.sure
            )
        return kept

    def _links(self, flows: Sequence[Flow]) -> list[list[Link]]:
        """The chains of the flows, each on the side that it comes to; to begin with it is where it was."""
        strands = [self._strand(flow) for flow in flows]
        compositor = Compositor(
            self.press, self.pool, labelled(UNNAMED, LAY_OUT, ENGINE), self.cache, self.at_once, self.said
        )
        sides = [self.sides.get(flow.name, True) for flow in flows]
        for _ in range(len(strands) + 2):  # each time one more of them is right
            chains = compositor.set(list(zip(strands, sides, strict=True)))
            page, now = 0, []
            for chain in chains:
                now.append(page % 2 == 0)
                page += _pages(chain)
            if now == sides:
                break
            sides = now
        self.sides |= dict(zip((flow.name for flow in flows), sides, strict=True))
        self.fresh += sum(compositor.pages.values())
        return chains

    def _plates(self, links: Sequence[Link]) -> tuple[_Keys, ...]:
        """Heads and folios of all pages: those that are not known yet are made. Where a plate serves all numbers of as
        many digits, it stands under a key without the number."""
        heads = list(_heads(links, self.identity, self.impressions))
        fixed: set[_Keys] = set()  # keys without a number that lead nowhere
        while absent := self._absent(heads, fixed):
            wanted = list(absent.values())
            self.fresh += len(wanted)
            tasks = [wanted[start : start + PLATES] for start in range(0, len(wanted), PLATES)]
            bare = self.press.showing("")
            futures = [self.pool.submit(MAKE_PLATES, bare, tuple(task)) for task in tasks]
            for task, future in zip(tasks, futures, strict=True):
                for place, made in zip(task, future.result(), strict=True):
                    for key, packed in zip(self._plate(place, moving=made.moving), made.packed, strict=True):
                        self.cache.put(key, packed)
                    fixed |= set() if made.moving else {self._plate(place, moving=True)}
        return tuple(key if self._is_there(key) else self._plate(place, moving=False) for place, key in heads)

    def _absent(self, heads: list[_Head], fixed: set[_Keys]) -> dict[_Keys, Place]:
        """Places that have no plate; of those that one may serve, the first."""
        absent: dict[_Keys, Place] = {}
        for place, moving in heads:
            if not self._is_there(moving) and not self._is_there(exact := self._plate(place, moving=False)):
                absent.setdefault(exact if moving in fixed else moving, place)
        return absent

    def _plate(self, place: Place, *, moving: bool) -> _Keys:
        return _plate_keys(self.identity, self.impressions, place, moving=moving)

    @cached_property
    def _there(self) -> set[_Keys]:
        """The keys of plates that were found."""
        found = set() if self.sure else _plates_found(str(self.cache.folder))
        if len(found) > FOUND:
            found.clear()
        return found

    def _is_there(self, keys: _Keys) -> bool:
        if keys in self._there:
            return True
        if found := all(self._holds(key) for key in keys):
            self._there.add(keys)
        return found

    def _holds(self, key: str) -> bool:
        return self.cache.get(key) is not None if self.sure else self.cache.has(key)

    def _begin_style(self) -> Callable[[], Iterator[Diagnostic]]:
        """Have the style sheet read by itself, if it is not known; out: waits for what the engine says of it."""
        key = cache_key("style", self.identity)
        known = self.cache.get(key)
        begun = self.pool.submit(READ_STYLE, self.press.showing("")) if known is None else None

        def said() -> Iterator[Diagnostic]:
            told = "\n".join(line.replace("\n", " ") for line in begun.result()).encode() if begun else known or b""
            if begun:
                self.cache.put(key, told)
            return (diagnose("L106", detail=line) for line in told.decode().splitlines())

        return said


def _pages(links: Sequence[Link]) -> int:
    return sum(link.run.pages for link in links)


def _missing(flows: Sequence[Flow], now: Sequence[Flow], chains: Sequence[Sequence[Link]], signature: int) -> int:
    """Pages that all but the filling ones leave over in the last signature, if any fill up."""
    pages = sum(_pages(chain) for flow, chain in zip(now, chains, strict=True) if not flow.fills)
    return -pages % signature if any(flow.fills for flow in flows) else 0


def _tight(flows: Sequence[Flow], chains: Sequence[Sequence[Link]]) -> frozenset[str]:
    """The flows with page numbers that cannot be put in later: the digits of their font are not of one width."""
    return frozenset(
        flow.name for flow, chain in zip(flows, chains, strict=True) if not all(link.run.loose for link in chain)
    )


def _hold_known(flows: Mapping[str, Flow]) -> None:
    """Raises DataProblem L109 when a page number is shown of what is nowhere in the book."""
    for flow in flows.values():
        if flow.unknown:
            raise DataProblem(diagnose("L109", what=flow.name, detail=f"không có nơi nào tên là «{flow.unknown[0]}»"))


def _digest(flows: Mapping[str, Flow]) -> bytes:
    """Of all their pieces."""
    return hashlib.sha256(repr([(name, flows[name].pieces) for name in sorted(flows)]).encode()).digest()


def _numbers(starts: Sequence[PageStart]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in starts:
        for anchor in (*start.opening, *start.inside):
            found.setdefault(anchor, start.page)
    return found


def _moved(before: Numbers, now: Numbers, pages: int) -> int:
    """How many pages there are from the first on which something stands that stood on another."""
    first = min((page for anchor, page in now.items() if before.get(anchor, page) != page), default=pages + 1)
    return pages + 1 - first


def _heads(links: Sequence[Link], identity: str, impressions: tuple[str, ...]) -> Iterator[_Head]:
    """Of every page where it stands, with the named strings that it is come to with, and the key of a plate that serves
    more numbers."""
    before: _Named = ()
    number = 1
    for link in links:
        heads, before = _heads_of(link.run, number, before, identity, impressions)
        yield from heads
        number += link.run.pages


@lru_cache(maxsize=REMEMBERED)
def _heads_of(
    run: Run, number: int, before: _Named, identity: str, impressions: tuple[str, ...]
) -> tuple[tuple[_Head, ...], _Named]:
    """Those of a run that begins on this page, and the strings behind it."""
    heads = []
    for page, note in enumerate(run.notes, number):
        place = Place(page, page % 2 == 1, note.blank, note.name, Strings(before, note.strings))
        heads.append((place, _plate_keys(identity, impressions, place, moving=True)))
        before = tuple(sorted((dict(before) | {name: values[-1] for name, values in note.strings}).items()))
    return tuple(heads), before


@lru_cache(maxsize=8192)
def _look(run: str, place: int, plate: str, number: int, shown: tuple[int, ...]) -> str:
    return cache_key("looks", run, place, plate, number, shown)


@lru_cache(maxsize=1)
def _plates_found(_folder: str) -> set[_Keys]:
    """Those found in a cache by this process; who misses one asks to be `sure`."""
    return set()


def _plate_keys(identity: str, impressions: tuple[str, ...], place: Place, *, moving: bool) -> _Keys:
    """moving: without the number, but for how many digits it has."""
    number = "8" * len(str(place.number)) if moving else place.number
    told = (place.recto, place.blank, place.name, place.strings.before, place.strings.here)
    return tuple(_plate_key(identity, impression, number, *told) for impression in impressions)


@lru_cache(maxsize=8192)
def _plate_key(identity: str, impression: str, number: str | int, *place: Part) -> str:
    return cache_key("plate", identity, impression, number, *place)
