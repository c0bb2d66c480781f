"""One build at a time in one output folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from yearbook.diagnostics import DataProblem, Diagnostic, diagnose
from yearbook.storage.problems import writing

LOCK_NAME = ".yearbook.lock"


@contextmanager
def build_lock(
    out: Path, *, wait_seconds: float = 600.0, waiting: Callable[[Diagnostic], None] | None = None
) -> Iterator[None]:
    """Hold `out` (made when missing) for this build.

    When another build holds it, `waiting` is called once with an S106 finding, then the lock is awaited for
    `wait_seconds`; after that a DataProblem (S105) is raised. The system frees the lock of a killed process.
    """
    from filelock import FileLock, Timeout  # not for a build that has nothing to do

    shown, seconds = out.as_posix(), round(wait_seconds)
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        # thread_local=False: a second build in another thread must wait as another process would
        lock = FileLock(out / LOCK_NAME, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting and wait_seconds > 0:
                waiting(diagnose("S106", path=shown, seconds=seconds))
            try:
                lock.acquire(timeout=wait_seconds, poll_interval=0.1)
            except Timeout:
                raise DataProblem(diagnose("S105", path=shown, seconds=seconds)) from None
    try:
        yield
    finally:
        lock.release()
