"""Jobs in processes of their own, with limits of time and memory: what runs wild is killed and named.

Each job is a module-level function called as `job(*arguments, said)`; `said(n)` reports n units of work done.
"""

from __future__ import annotations

import gc
import io
import multiprocessing as mp
import os
import pickle
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from pkgutil import resolve_name
from typing import Any, TypeVar

from yearbook.diagnostics import DataProblem, diagnose

T = TypeVar("T")
MEMORY_BYTES = 12 * 1024**3
SECONDS = 1800


@dataclass(frozen=True)
class Late:
    """A function by its place (`package.module:function`), imported only where it is called: the process that plans
    the work need not load the engines that do it."""

    place: str

    def __call__(self, *arguments: Any) -> Any:
        try:
            with redirect_stdout(io.StringIO()):  # WeasyPrint gives English advice when a library is missing
                work = resolve_name(self.place)
        except (ImportError, OSError) as error:
            raise Unloadable(error) from error
        return work(*arguments)


class Unloadable(Exception):
    """What a job needs cannot be loaded on this machine; carries the ImportError or OSError."""


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


@contextmanager
def uncollected(*, sweep: bool = False) -> Iterator[None]:
    """No garbage collection inside: hundreds of thousands of small values are made and kept, and looking for garbage
    among them costs a fifth of the time (speed.md). With `sweep` the outermost collects at its end: for work that does
    leave garbage behind."""
    outermost = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if outermost:
            gc.enable()
            if sweep:
                gc.collect()


@contextmanager
def _away_from_here() -> Iterator[None]:
    """A Python started inside never takes modules from the current folder, which may have come by mail."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


class _Process(SpawnProcess):
    def start(self) -> None:
        with _away_from_here():
            super().start()


class _Spawning(SpawnContext):
    Process = _Process


def spawning() -> SpawnContext:
    """How processes are started: afresh on every system, with no half-copied state of the parent's threads, and blind
    to modules that lie in the current folder."""
    if sys.platform != "win32":
        with _away_from_here():
            resource_tracker.ensure_running()  # a process too, which the first queue or lock would start
    return _Spawning()


def _limit_memory(limit: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _end_with_parent() -> None:
    """A child whose parent was killed would work on unseen: it ends when the parent does."""
    parent = mp.parent_process()
    if parent is not None:

        def watch() -> None:
            wait([parent.sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def _child(pipe: Connection, progress: Any, index: int, packed: bytes, memory: int) -> None:
    _limit_memory(memory)
    _end_with_parent()
    try:
        with uncollected():
            job: Job = pickle.loads(packed)  # noqa: S301 - our own process packed it
            gc.freeze()  # what the job is given stays to its end
        del packed
        result = job.work(*job.arguments, lambda done: progress.put((index, done)))
        pipe.send(("done", result))
    except DataProblem as problem:
        pipe.send(("problem", problem.diagnostic))
    except MemoryError:
        pipe.send(("memory", memory // 1024**2))
    except Unloadable as problem:
        pipe.send(("unloadable", *problem.args))
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

    Raises DataProblem: the job's own, S301 or S302 when it exceeds its time or memory, S303 when its process died;
    JobFailed for a bug; ImportError, OSError when what a `Late` job needs cannot be loaded.
    """
    context = spawning()
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
        _listen(progress, jobs, said, pause=0.0)
    finally:
        for item in running:
            item.process.kill()
            item.process.join()
        progress.close()
        progress.cancel_join_thread()
    return results


def _start(context: Any, progress: Any, index: int, job: Job, memory: int) -> _Running:
    with uncollected():
        packed = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(sender, progress, index, packed, memory), daemon=True)
    process.start()
    sender.close()
    return _Running(index, job, process, receiver, time.monotonic())


def _listen(progress: Any, jobs: Sequence[Job], said: Callable[[Job, int], None] | None, pause: float = 0.05) -> None:
    try:
        while True:
            index, done = progress.get(timeout=pause) if pause else progress.get_nowait()
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
        if state == "problem":
            raise DataProblem(value)
        if state == "memory":
            raise DataProblem(diagnose("S302", task=item.job.label, limit=value))
        if state == "unloadable":
            raise value
        if state == "bug":
            raise JobFailed(value)
        raise DataProblem(diagnose("S303", task=item.job.label, reason=f"mã {item.process.exitcode}"))
    if time.monotonic() - item.started > seconds:
        raise DataProblem(diagnose("S301", task=item.job.label, seconds=f"{seconds:g}".replace(".", ",")))
    return False


def side_by_side(work: Callable[[int], T], parts: int = 2) -> list[T]:
    """`[work(0), work(1), …]`, each in a process of its own where the system can copy this one as it stands.

    Nothing is sent to a copy, so it starts in milliseconds whatever it works on; only its result (picklable) comes
    back. Where processes cannot be copied safely (Windows, macOS, threads running) the parts run one after another;
    so does a part whose process died.
    """
    if parts < 2 or sys.platform != "linux" or threading.active_count() > 1:
        return [work(part) for part in range(parts)]
    context = mp.get_context("fork")
    running = []
    for part in range(1, parts):
        receive, send = context.Pipe(duplex=False)
        process = context.Process(target=_tell, args=(send, work, part), daemon=True)
        process.start()
        send.close()
        running.append((part, process, receive))
    results = [work(0)]
    for part, process, receive in running:
        try:
            results.append(receive.recv())
        except EOFError:
            results.append(work(part))
        process.join()
    return results


def _tell(send: Connection, work: Callable[[int], Any], part: int) -> None:
    send.send(work(part))
    send.close()
