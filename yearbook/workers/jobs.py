"""A few long jobs, side by side in the processes of a Pool; they tell how far they are.

Each job is a module-level function called as `job(*arguments, said)`; `said(n)` reports n units of work done.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from queue import SimpleQueue
from typing import Any

from yearbook.values import dataclass
from yearbook.workers import worker
from yearbook.workers.pool import Pool
from yearbook.workers.processes import MEMORY_BYTES, SECONDS
from yearbook.workers.tasks import labelled


@dataclass(frozen=True)
class Job:
    """label: Vietnamese, for progress and messages; work: picklable; its last argument is the progress callback;
    remembers, patient: as `labelled` has them."""

    label: str
    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    remembers: str = ""
    patient: bool = False


@dataclass(frozen=True)
class _News:
    """A job is so far; `done` is None when it has ended."""

    index: int
    done: int | None = None


def run_jobs(
    jobs: Sequence[Job],
    at_once: int,
    said: Callable[[Job, int], None] | None = None,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY_BYTES,
    pool: Pool | None = None,
) -> list[Any]:
    """Run all jobs, `at_once` at a time; results in order of the jobs. `said` is called in this thread.

    With a `pool` they run there, with its limits, beside its other tasks; what its processes have loaded is not loaded
    again, and ending it is for whoever made it.

    Raises DataProblem: the job's own, S301 or S302 when it exceeds its time or memory, S303 when its process died;
    JobFailed for a bug; ImportError, OSError when what a `Late` job needs cannot be loaded. The other jobs of a pool of
    their own are ended then.
    """
    news: SimpleQueue[_News] = SimpleQueue()
    own = Pool(max(1, at_once), seconds=seconds, memory=memory) if pool is None else nullcontext(pool)
    with own as crew:
        futures = [
            crew.submit_heard(_telling(news, index), labelled(job.label, _work, job.remembers), job.work, job.arguments)
            for index, job in enumerate(jobs)
        ]
        for index, future in enumerate(futures):
            future.add_done_callback(lambda _, index=index: news.put(_News(index)))  # type: ignore[misc]
        results: list[Any] = [None] * len(jobs)
        running = len(jobs)
        while running:
            told = news.get()
            if told.done is None:
                results[told.index] = futures[told.index].result()
                running -= 1
            elif said:
                said(jobs[told.index], told.done)
    return results


def _telling(news: SimpleQueue[_News], index: int) -> Callable[[int], None]:
    return lambda done: news.put(_News(index, done))


def _work(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """In the process: a long job does leave garbage behind, and sweeps it itself where it is long
    (`uncollected(sweep=True)`); what it was given stays to its end."""
    gc.freeze()
    gc.enable()
    try:
        return work(*arguments, worker.say)
    finally:
        gc.unfreeze()
