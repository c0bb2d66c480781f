"""What is known of a flow: the runs of pages that begin with its pieces, and what of it is still to be laid out.

Where pages begin is not known before they are laid out. So a long flow may be entered at a guess: where a page began
the last time, or, where pages hold few pieces, anywhere; and where a guess was wrong, the pages at the seam are laid
out again until they meet a page that is known to begin there.
"""

from __future__ import annotations

import hashlib
import marshal
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from yearbook.pages.flow import Flow
from yearbook.pdf.runs import Entry, Laid, Run, Stretch
from yearbook.storage import PLAIN, Cache
from yearbook.storage import key as cache_key
from yearbook.values import dataclass

SPAN = 100_000  # characters of HTML laid out by one task
TAIL = 24_000  # characters more, to find out where the last of its pages ends, while no page is known
FEW = 4  # pieces on a page: a flow of more of them (rows, lines) is not entered in the middle, for pages of like rows
# that were begun at the wrong one never meet those that were begun at the right one
MISSED = 3  # pages behind the first known one that was not met: rows have moved, and all behind them will have
COUNTS = 4  # runs remembered for a piece that begins a page
END = b"end"
REMEMBERED = 4096  # runs of books that are brought up to date; who misses one in the cache asks to be `sure`


# Read from the cache in this process: its folder, the key of the run, the impressions that it is known in.
_Place = tuple[Path | str, ...]
_RUNS: OrderedDict[_Place, Run] = OrderedDict()


@lru_cache(maxsize=2 * REMEMBERED)
def _run_key(identity: str, way: str, break_: str, name: str, recto: bool | None, pieces: bytes, *, opens: bool) -> str:
    return cache_key("run", identity, way, break_, name, recto, pieces, opens)


@lru_cache(maxsize=4 * REMEMBERED)
def _looks(run: str, impression: str) -> str:
    """The key of the looks of a run in an impression."""
    return cache_key(run, "looks", impression)


@lru_cache(maxsize=4 * REMEMBERED)
def _notes(run: str, impression: str) -> str:
    """The key of what is told of a run that has its looks in an impression."""
    return cache_key(run, "notes", impression)


@dataclass(frozen=True)
class Link:
    """A run in its place in a flow. drawn: the keys of its looks in the cache, one for each impression."""

    first: int
    entry: Entry
    run: Run
    drawn: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.first + self.run.count


@dataclass
class Region:
    """A stretch of a flow that one task after the other lays out, until it has come to `limit` or to pages that are
    known (at `goal`, as far as could be told). size: characters for the next task; tail: those more, 0 for a little
    more than a page; heir: lays out what begins at `limit`, if pages do begin there; missed: it has gone on where
    known pages begin, and its pages have begun elsewhere for some time; begun: where it began."""

    at: int
    goal: int
    limit: int
    entry: Entry
    size: int = SPAN
    tail: int = 0
    heir: Region | None = None
    missed: bool = False
    begun: int = field(init=False)

    def __post_init__(self) -> None:
        self.begun = self.at

    def disown(self) -> None:
        """The heirs have begun at places where no page begins, or that need no layout: they end after their task."""
        heir, self.heir = self.heir, None
        if heir:
            self.limit = heir.limit
            heir.end()

    def end(self) -> None:
        """Go no further than the task that is being laid out."""
        self.disown()
        self.limit = 0

    def is_at(self, piece: int, entry: Entry) -> bool:
        """Whether it is about to lay out a page that begins there, after that."""
        return (self.at, self.entry.break_, self.entry.name) == (piece, entry.break_, entry.name)

    def has_given(self, other: Region) -> bool:
        """Whether the other is of its heirs."""
        return self.heir is other or (self.heir is not None and self.heir.has_given(other))


class Strand:
    """A flow and what is known of its runs."""

    def __init__(
        self, flow: Flow, identity: str, impressions: tuple[str, ...], cache: Cache, *, sure: bool = False
    ) -> None:
        """identity: of what the pages are laid out with, impressions: of how they are drawn (`Press`); sure: known is
        only what has its looks, too."""
        self.sure, self.impressions = sure, impressions
        self.flow, self.identity, self.cache = flow, identity, cache
        self.count = len(flow.pieces)
        # digest of a piece → runs that begin with it: pieces, how far it looks ahead, kind of break and name of page
        # before it
        self._runs: dict[bytes, tuple[tuple[int, int, str, str], ...]] = {}
        # where pages began the last time: piece, kind of break and name of page before it
        self._before: tuple[tuple[int, str, str], ...] = ()
        if known := cache.get(self._memory):
            self._runs, self._before = marshal.loads(known)  # noqa: S302
        self._found: dict[str, Run] = {}
        self._links: dict[tuple[int, Entry], Link] = {}
        self._seen = [0, 0]  # pages, pieces on them
        self._page = 0  # characters on the fullest page
        self._chains: dict[bool, tuple[list[Link], Entry, int]] = {}  # as far as they are known

    @cached_property
    def _memory(self) -> str:
        return cache_key("runs", self.identity, self.flow.name)

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
        way = self.flow.way(first).into + self.flow.way(first).held
        pieces = b"".join(self._digests[first : first + count + 1 + ahead])
        return _run_key(self.identity, way, entry.break_, entry.name, recto, pieces, opens=first == 0)

    def find(self, first: int, entry: Entry) -> Link | None:
        """The run that begins with a piece, if it is known."""
        link = self._links.get((first, entry)) or self._look_up(first, entry)
        if link:
            self._links[first, entry] = link
            self._measure(first, link.run)
        return link

    def _measure(self, first: int, run: Run) -> None:
        size = self._sizes[first + run.count] - self._sizes[first]
        self._page = max(self._page, size // max(1, run.pages))

    def _look_up(self, first: int, entry: Entry) -> Link | None:
        for count, ahead, break_, name in self._runs.get(self._digests[first], ()):
            if first + count + ahead > self.count or (break_, name) != (entry.break_, entry.name):
                continue
            for recto in (None, entry.recto):
                key = self._key(first, count, ahead, entry, recto)
                if run := self._recall(key):
                    return Link(first, entry, run, self._drawn(key))
        return None

    def _recall(self, key: str) -> Run | None:
        """The run of a key, if it is in the cache."""
        if key in self._found:
            return self._found[key]
        place: _Place = (self.cache.folder, key, *self.impressions)
        if not self.sure and place in _RUNS:
            _RUNS.move_to_end(place)
            return _RUNS[place]
        first, *others = (_notes(key, impression) for impression in self.impressions)
        data = self.cache.get(first)
        if data is None or not all(map(self.cache.has, others)):
            return None
        if self.sure and any(self.cache.get(looks) is None for looks in self._drawn(key)):
            return None
        return self._take(key, Run.unpacked(data))

    def _drawn(self, key: str) -> tuple[str, ...]:
        return tuple(_looks(key, impression) for impression in self.impressions)

    def _take(self, key: str, run: Run) -> Run:
        self._found[key] = _RUNS[self.cache.folder, key, *self.impressions] = run
        while len(_RUNS) > REMEMBERED:
            _RUNS.popitem(last=False)
        return run

    def take(self, laid: Laid) -> list[tuple[str, bytes]]:
        """Know new runs. Out: what is to be put into the cache, in this order: the looks first, so that who finds the
        notes finds them too."""
        self._chains.clear()
        kept: list[tuple[str, bytes]] = []
        for made in laid.runs:
            run = Run.unpacked(made.run)
            key = self._key(made.first, run.count, run.ahead, made.entry, made.entry.recto if run.sided else None)
            for impression, drawn in zip(self.impressions, made.drawn, strict=True):
                kept += ((_looks(key, impression), drawn), (_notes(key, impression), made.run))
            self._take(key, run)
            self._seen = [self._seen[0] + run.pages, self._seen[1] + run.count]
            self._measure(made.first, run)
            digest, told = self._digests[made.first], (run.count, run.ahead, made.entry.break_, made.entry.name)
            before = self._runs.get(digest, ())
            self._runs[digest] = (told, *(other for other in before if other != told))[:COUNTS]
        return kept

    def remember(self, links: Sequence[Link]) -> None:
        """So that the next build knows where to look; what this flow does not need is forgotten in time."""
        mine = set(self._digests)
        others = [digest for digest in self._runs if digest not in mine]
        for digest in others[: max(0, len(others) - 2 * self.count)]:
            del self._runs[digest]
        self._before = tuple((link.first, link.entry.break_, link.entry.name) for link in links)
        data = marshal.dumps((self._runs, self._before), PLAIN)
        if self.cache.get(self._memory) != data:
            self.cache.put(self._memory, data)

    def chain(self, recto: bool) -> tuple[list[Link], Entry, int]:
        """The runs from the first piece on as far as they are known; what follows them is laid out after, and the
        piece that begins it."""
        if recto in self._chains:
            return self._chains[recto]
        links: list[Link] = []
        entry, at = Entry(recto=recto), 0
        while at < self.count and (link := self.find(at, entry)):
            links.append(link)
            at = link.end
            pages = link.run.pages
            entry = replace(link.run.after, recto=bool(entry.recto) ^ bool(pages % 2))
        self._chains[recto] = links, entry, at
        return links, entry, at

    def gaps(self, recto: bool) -> Iterator[Region]:
        """What must be laid out: up to the next piece that is known to begin a page."""
        _, entry, at = self.chain(recto)
        while at < self.count:
            until = next((place for place in range(at + 1, self.count) if self._known(place)), self.count)
            yield Region(at, until, self.count, entry, min(SPAN, self._sizes[until] - self._sizes[at]))
            at = until
            while at < self.count and (known := self._known(at)):
                at, entry = known.end, replace(known.run.after, recto=True)

    def _has_missed(self, region: Region) -> bool:
        """Whether it has gone on behind its goal for some time."""
        return self._sizes[region.at] - self._sizes[region.goal] > MISSED * self._page

    def left(self, region: Region, task: Stretch | None) -> int:
        """How many characters of a region are in no task, as far as can be told."""
        end = region.limit if region.missed else region.goal
        return max(0, self._sizes[end] - self._sizes[task.until if task else region.at])

    def spare(self, region: Region, task: Stretch) -> int:
        """How much of a region could be laid out by others while a task of it is laid out: what lies between them and
        the known pages, or, where those were missed, as much again."""
        if region.at >= region.limit:
            return 0
        if region.missed:
            return region.size
        return self.left(region, task)

    def split(self, region: Region, task: Stretch) -> Region | None:
        """Take a part of what a region has to spare, from where a page began the last time: as many rows of one height,
        though other ones, fill as many pages. Where that is not known, from its middle on, if pages hold few pieces."""
        size, missed = self.spare(region, task), region.missed
        if region.heir or size < TAIL:
            return None
        middle = task.until if missed else self._reach(task.until, size // 2)
        starts = [start for start in self._before if task.until <= start[0] < (self.count if missed else region.goal)]
        if starts:
            first, break_, name = min(starts, key=lambda start: abs(start[0] - middle))
            entry = Entry(break_, name, recto=True)
            part = Region(first, region.goal, region.limit, entry, region.size, missed=missed)
            region.heir = part
        elif size > 2 * TAIL and not missed and self._seen[1] <= FEW * self._seen[0]:
            part = Region(middle, region.goal, region.limit, Entry(recto=True))
        else:
            return None
        region.goal = region.limit = part.at
        return part

    def goes_on(self, region: Region, laid: Laid) -> bool:
        """Move a region on by what was laid out of it; not when it has come to its limit or to pages that are known."""
        if not laid.runs:
            region.tail = 2 * max(TAIL, region.tail)  # no page was full
            return True
        last = laid.runs[-1]
        run = Run.unpacked(last.run)
        size = min(SPAN, 2 * max(region.size, self._page))
        region.at, region.size, region.tail = last.first + run.count, size, 0
        region.entry = replace(run.after, recto=bool(last.entry.recto) ^ bool(run.pages % 2))
        region.missed |= self._has_missed(region)
        meets, ends = self.find(region.at, region.entry) is not None, region.at >= region.limit
        if region.heir and meets != ends and not region.heir.is_at(region.at, region.entry):
            region.disown()
            ends = region.at >= region.limit
        return not (meets or ends)

    def _known(self, place: int) -> Link | None:
        """A run that begins with a piece, whatever it was laid out after and on whichever side."""
        for _, _, break_, name in self._runs.get(self._digests[place], ()):
            for recto in (True, False):
                if link := self.find(place, Entry(break_, name, recto)):
                    return link
        return None

    def stretch(self, region: Region, most: int = SPAN) -> Stretch:
        """The next task of a region, with at most so many characters, but not less than is worth it."""
        until = min(region.limit, self._reach(region.at, min(region.size, max(most, 2 * TAIL))))
        tail = region.tail or self._page * 5 // 4 or TAIL
        if until == region.goal < self.count and not (region.missed or region.heir):
            until = self._reach(until, tail)  # the first of the known pages may be missed: to meet another takes a page
        end = min(self.count, max(self._reach(until, tail), until + 2))
        links = (self._known(place) for place in range(region.at + 1, end))
        known = frozenset((link.first, link.entry.break_, link.entry.name) for link in links if link)
        html = self.flow.stretch(region.at, end)
        return Stretch(html, region.at, end, region.entry, end == self.count, until, known)

    def _reach(self, at: int, size: int) -> int:
        """The piece that lies so many characters behind."""
        return next((p for p in range(at + 1, self.count) if self._sizes[p] - self._sizes[at] >= size), self.count)
