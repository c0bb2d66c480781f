"""Jobs in processes of their own, with limits of time and memory: what runs wild is killed and named.

Each job is a module-level function called as `job(*arguments, said)`; `said(n)` reports n units of work done.
"""

from __future__ import annotations

import multiprocessing as mp
import queue
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from yearbook.diagnostics import DataProblem, diagnose

MEMORY_BYTES = 12 * 1024**3
SECONDS = 1800


@dataclass(frozen=True)
class Job:
    """label: Vietnamese, for progress and messages; work: picklable; its last argument is the progress callback."""

    label: str
    work: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass
class _Running:
    index: int
    job: Job
    process: Any
    pipe: Connection
    started: float


def _limit_memory(limit: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _child(pipe: Connection, progress: Any, index: int, job: Job, memory: int) -> None:
    _limit_memory(memory)
    try:
        result = job.work(*job.arguments, lambda done: progress.put((index, done)))
        pipe.send(("done", result))
    except MemoryError:
        pipe.send(("memory", None))
    except Exception as error:  # a bug: told to the parent, which raises it there
        import traceback

        pipe.send(("bug", f"{type(error).__name__}: {error}\n{traceback.format_exc()}"))
    finally:
        pipe.close()


class JobFailed(Exception):
    """A job died of a bug; carries the child's traceback."""


def run_jobs(
    jobs: Sequence[Job],
    at_once: int,
    said: Callable[[Job, int], None] | None = None,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY_BYTES,
) -> list[Any]:
    """Run all jobs, `at_once` at a time; results in order of the jobs.

    Raises DataProblem L110 when a job exceeds its time or memory, L109 when its process died, JobFailed for a bug.
    """
    context = mp.get_context("spawn")
    progress = context.Queue()
    waiting = list(enumerate(jobs))
    running: list[_Running] = []
    results: list[Any] = [None] * len(jobs)
    try:
        while waiting or running:
            while waiting and len(running) < max(1, at_once):
                running.append(_start(context, progress, *waiting.pop(0), memory))
            _listen(progress, jobs, said)
            for item in list(running):
                if _finished(item, results, seconds):
                    running.remove(item)
        _listen(progress, jobs, said, wait=0.0)
    finally:
        for item in running:
            item.process.kill()
            item.process.join()
        progress.close()
        progress.cancel_join_thread()
    return results


def _start(context: Any, progress: Any, index: int, job: Job, memory: int) -> _Running:
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(sender, progress, index, job, memory), daemon=True)
    process.start()
    sender.close()
    return _Running(index, job, process, receiver, time.monotonic())


def _listen(progress: Any, jobs: Sequence[Job], said: Callable[[Job, int], None] | None, wait: float = 0.05) -> None:
    try:
        while True:
            index, done = progress.get(timeout=wait) if wait else progress.get_nowait()
            if said:
                said(jobs[index], done)
    except queue.Empty:
        return


def _finished(item: _Running, results: list[Any], seconds: float) -> bool:
    """Take the result of a job that is done; False while it works."""
    if item.pipe.poll():
        try:
            state, value = item.pipe.recv()
        except EOFError:
            state, value = "died", None
        item.process.join()
        if state == "done":
            results[item.index] = value
            return True
        if state == "memory":
            raise DataProblem(diagnose("L110", what=item.job.label, limit="giới hạn bộ nhớ"))
        if state == "bug":
            raise JobFailed(value)
        detail = f"tiến trình dừng với mã {item.process.exitcode}"
        raise DataProblem(diagnose("L109", what=item.job.label, detail=detail))
    if time.monotonic() - item.started > seconds:
        raise DataProblem(diagnose("L110", what=item.job.label, limit=f"{seconds:g} giây"))
    return False
