"""A flow as a chain of runs: those that are known are taken, the others are laid out, as much side by side as can be.

Where pages begin is not known before they are laid out, so a long flow is entered at several pieces at once; where
such a guess was wrong, the pages at the seam are laid out again until they meet a page that is known to begin there.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from functools import cached_property

from yearbook.pages.flow import Flow
from yearbook.pdf.runs import Entry, Laid, Press, Run, Stretch
from yearbook.storage import Cache
from yearbook.storage import key as cache_key

SPAN = 160_000  # characters of HTML laid out by one task
TAIL = 24_000  # characters more, to find out where the last of its pages ends
COUNTS = 4  # lengths of runs (and how far they look ahead) remembered for a piece that begins a page
END = b"end"


@dataclass(frozen=True)
class Link:
    """A run in its place in a flow. drawn: the key of its looks in the cache."""

    first: int
    entry: Entry
    run: Run
    drawn: str

    @property
    def end(self) -> int:
        return self.first + self.run.count


@dataclass
class _Region:
    """A stretch of a flow that one task after the other lays out."""

    at: int
    limit: int
    entry: Entry


class Strand:
    """A flow and what is known of its runs."""

    def __init__(self, flow: Flow, identity: str, cache: Cache, *, sure: bool = False) -> None:
        """identity: of what the pages are made with (`Press`); sure: known is only what has its looks, too."""
        self.sure = sure
        self.flow, self.identity, self.cache = flow, identity, cache
        self.count = len(flow.pieces)
        known = cache.get(self._memory) or marshal.dumps({})
        self._lengths: dict[bytes, tuple[tuple[int, int], ...]] = marshal.loads(known)  # noqa: S302 - our own
        self._found: dict[str, Run] = {}

    @cached_property
    def _memory(self) -> str:
        return cache_key("lengths of runs", self.identity, self.flow.name)

    @cached_property
    def _digests(self) -> list[bytes]:
        return [hashlib.sha256(piece.encode()).digest() for piece in self.flow.pieces] + [END]

    @cached_property
    def _sizes(self) -> list[int]:
        sizes = [0]
        for piece in self.flow.pieces:
            sizes.append(sizes[-1] + len(piece))
        return sizes

    def _key(self, first: int, count: int, ahead: int, entry: Entry, recto: bool | None) -> str:
        way = self.flow.ways[first].into + self.flow.ways[first].held
        pieces = b"".join(self._digests[first : first + count + 1 + ahead])
        return cache_key("run", self.identity, way, entry.break_, entry.name, recto, pieces, first == 0)

    def find(self, first: int, entry: Entry) -> Link | None:
        """The run that begins with a piece, if it is known."""
        for count, ahead in self._lengths.get(self._digests[first], ()):
            if first + count + ahead > self.count:
                continue
            for recto in (None, entry.recto):
                key = self._key(first, count, ahead, entry, recto)
                if key not in self._found:
                    data = self.cache.get(cache_key(key, "notes"))
                    if data is None:
                        continue
                    if self.sure and self.cache.get(cache_key(key, "looks")) is None:
                        continue
                    self._found[key] = Run.unpacked(data)
                return Link(first, entry, self._found[key], cache_key(key, "looks"))
        return None

    def keep(self, laid: Laid) -> None:
        """Put new runs into the cache: the looks first, so that who finds the notes finds them too."""
        for made in laid.runs:
            run = Run.unpacked(made.run)
            key = self._key(made.first, run.count, run.ahead, made.entry, made.entry.recto if run.sided else None)
            self.cache.put(cache_key(key, "looks"), made.drawn)
            self.cache.put(cache_key(key, "notes"), made.run)
            self._found[key] = run
            digest = self._digests[made.first]
            before = self._lengths.get(digest, ())
            length = (run.count, run.ahead)
            self._lengths[digest] = (length, *(known for known in before if known != length))[:COUNTS]

    def remember(self) -> None:
        """So that the next build knows where to look; what this flow does not need is forgotten in time."""
        mine = set(self._digests)
        others = [digest for digest in self._lengths if digest not in mine]
        for digest in others[: max(0, len(others) - 2 * self.count)]:
            del self._lengths[digest]
        data = marshal.dumps(self._lengths)
        if self.cache.get(self._memory) != data:
            self.cache.put(self._memory, data)

    def chain(self, recto: bool) -> tuple[list[Link], Entry, int]:
        """The runs from the first piece on as far as they are known; what follows them is laid out after, and the
        piece that begins it."""
        links: list[Link] = []
        entry, at = Entry(recto=recto), 0
        while at < self.count and (link := self.find(at, entry)):
            links.append(link)
            at = link.end
            pages = len(link.run.notes)
            entry = replace(link.run.after, recto=bool(entry.recto) ^ bool(pages % 2))
        return links, entry, at

    def gaps(self, recto: bool, regions: int) -> Iterator[_Region]:
        """What must be laid out: up to the next piece that is known to begin a page; a long gap in `regions` parts."""
        _, entry, at = self.chain(recto)
        while at < self.count:
            until = self._next_known(at + 1)
            starts = self._split(at, until, regions)
            for place, start in enumerate(starts):
                limit = starts[place + 1] if place + 1 < len(starts) else until
                yield _Region(start, limit, entry if start == at else Entry(recto=True))
            at, entry = until, Entry(recto=True)
            while at < self.count and (link := self.find(at, entry)):
                at = link.end

    def _next_known(self, at: int) -> int:
        return next((place for place in range(at, self.count) if self.find(place, Entry(recto=True))), self.count)

    def _split(self, at: int, until: int, regions: int) -> list[int]:
        size = self._sizes[until] - self._sizes[at]
        parts = max(1, min(regions, size // SPAN))
        if parts == 1:
            return [at]
        marks = [self._sizes[at] + size * part // parts for part in range(parts)]
        starts: list[int] = []
        for place in range(at, until):
            if len(starts) < parts and self._sizes[place] >= marks[len(starts)]:
                starts.append(place)
        return starts

    def stretch(self, region: _Region, tail: int) -> Stretch:
        """The next task of a region. images: filled in by the caller."""
        until = min(region.limit, self._reach(region.at, SPAN))
        end = min(self.count, max(self._reach(until, tail), until + 2))
        known = frozenset(
            p
            for p in range(region.at + 1, end)
            if self._lengths.get(self._digests[p]) and self.find(p, Entry(recto=True))
        )
        html = self.flow.stretch(region.at, end)
        return Stretch(html, region.at, end, region.entry, end == self.count, until, known)

    def _reach(self, at: int, size: int) -> int:
        """The piece that lies so many characters behind."""
        return next((p for p in range(at + 1, self.count) if self._sizes[p] - self._sizes[at] >= size), self.count)


@dataclass
class Compositor:
    """Lays out strands on an executor."""

    press: Press
    pool: Executor
    lay_out: Callable[[Press, Stretch], Laid]
    cache: Cache
    at_once: int = 2
    said: Callable[[int], None] = lambda _pages: None
    pages: int = 0

    def set(self, strands: Sequence[tuple[Strand, bool]]) -> list[list[Link]]:
        """The chains of all strands, each beginning on a recto or not."""
        while True:
            work = [(strand, region) for strand, recto in strands for region in strand.gaps(recto, self.at_once)]
            if not work:
                break
            self._work(work)
        for strand, _ in strands:
            strand.remember()
        return [strand.chain(recto)[0] for strand, recto in strands]

    def _work(self, work: list[tuple[Strand, _Region]]) -> None:
        """Lay out regions side by side, each by one task after the other."""
        work = sorted(work, key=lambda item: item[0]._sizes[item[1].at] - item[0]._sizes[item[1].limit])
        running: dict[Future[Laid], tuple[Strand, _Region, int]] = {}
        waiting = [(strand, region, TAIL) for strand, region in work]
        while waiting or running:
            while waiting and len(running) < self.at_once:
                strand, region, tail = waiting.pop(0)
                task = strand.stretch(region, tail)
                running[self.pool.submit(self.lay_out, self.press.showing(task.html), task)] = (strand, region, tail)
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                strand, region, tail = running.pop(future)
                laid = future.result()
                strand.keep(laid)
                self.pages += laid.pages
                self.said(self.pages)
                if (more := self._after(strand, region, laid, tail)) is not None:
                    waiting.insert(0, more)

    @staticmethod
    def _after(strand: Strand, region: _Region, laid: Laid, tail: int) -> tuple[Strand, _Region, int] | None:
        """What is left of a region: None when it has met its limit."""
        if not laid.runs:
            return strand, region, tail * 2  # no page was full
        last = laid.runs[-1]
        run = Run.unpacked(last.run)
        at = last.first + run.count
        recto = bool(last.entry.recto) ^ bool(len(run.notes) % 2)
        entry = replace(run.after, recto=recto)
        if at >= region.limit or strand.find(at, entry):
            return None
        return strand, _Region(at, region.limit, entry), TAIL
