"""Flows as chains of runs: those that are known are taken, the others are laid out, as much side by side as can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import field, replace

from yearbook.pdf.runs import Laid, Press, Run, Stretch
from yearbook.pdf.strand import Link, Region, Strand
from yearbook.storage import Cache
from yearbook.values import dataclass


@dataclass(frozen=True)
class _Work:
    """A region, and the task of it that is being laid out."""

    strand: Strand
    region: Region
    task: Stretch | None = None

    @property
    def left(self) -> int:
        """Characters of the region that are in no task yet."""
        return self.strand.left(self.region, self.task)


@dataclass
class Compositor:
    """Lays out strands on an executor."""

    press: Press
    pool: Executor
    lay_out: Callable[[Press, Stretch], Laid]
    cache: Cache
    at_once: int = 2
    said: Callable[[int], None] = lambda _pages: None
    pages: dict[tuple[str, int], int] = field(default_factory=dict)  # laid out so far, by flow and first piece

    def set(self, strands: Sequence[tuple[Strand, bool]]) -> list[list[Link]]:
        """The chains of all strands, each beginning on a recto or not: what is missing is laid out side by side, most
        first, and the last of it in smaller tasks, so that all end together."""
        running: dict[Future[Laid], _Work] = {}
        going: list[_Work] = []
        unkept: list[tuple[str, bytes]] = []
        while True:
            while len(running) < self.at_once:
                missing = _missing(strands, going, running.values())
                work = max(missing, key=lambda each: each.left) if missing else _spare(running.values())
                if work is None:
                    break
                going = [each for each in going if each is not work]
                left = sum(each.left for each in (*missing, *running.values()))
                task = work.strand.stretch(work.region, left // (2 * self.at_once))
                running[self.pool.submit(self.lay_out, self.press.showing(task.html), task)] = replace(work, task=task)
            for key, data in unkept:  # while the next are laid out
                self.cache.put(key, data)
            unkept.clear()
            if not running:
                break
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                work, laid = running.pop(future), future.result()
                unkept += work.strand.take(laid)
                self.pages |= {(work.strand.flow.name, m.first): Run.unpacked(m.run).pages for m in laid.runs}
                self.said(sum(self.pages.values()))
                if work.strand.goes_on(work.region, laid):
                    going.append(work)
                    if work.region.missed:  # others have begun at pages that were known: so will not it
                        _end_behind(work, [*going, *running.values()])
            going = [work for work in going if work.region.at < work.region.limit]  # but those that were disowned
        chains = [strand.chain(recto)[0] for strand, recto in strands]
        for (strand, _), links in zip(strands, chains, strict=True):
            strand.remember(links)
        return chains


def _missing(strands: Sequence[tuple[Strand, bool]], going: Sequence[_Work], running: Collection[_Work]) -> list[_Work]:
    """What goes on, and the first of each strand that nobody has begun of what is missing by all that is known now."""
    found = list(going)
    for strand, recto in strands:
        begun = [work.region for work in (*going, *running) if work.strand is strand]
        for gap in strand.gaps(recto):
            if not any(other.at == gap.at or (other.missed and other.begun < gap.at) for other in begun):
                found.append(_Work(strand, gap))
                break
    return found


def _spare(running: Collection[_Work]) -> _Work | None:
    """What may turn out to be missing, for who would have nothing to do: a part of the region that has most to
    spare."""
    sizes = [(work.strand.spare(work.region, work.task), work) for work in running if work.task]
    for _, work in sorted(sizes, key=lambda found: -found[0]):
        if work.task and (part := work.strand.split(work.region, work.task)):
            return _Work(work.strand, part)
    return None


def _end_behind(work: _Work, others: Iterable[_Work]) -> None:
    """End what was begun behind a region that has missed known pages, but for its heirs."""
    for other in others:
        behind = other.strand is work.strand and other.region.begun > work.region.begun
        if behind and not work.region.has_given(other.region):
            other.region.end()
