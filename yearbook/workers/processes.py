"""How processes are started, held within their limits, and ended with their parent."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing as mp
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path

MEMORY_BYTES = 12 * 1024**3
SECONDS = 1800
_STARTING = threading.Lock()  # what is set in the environment for one start must not be unset by another


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


def give_back() -> None:
    """Collect garbage, and give room that nobody needs back to the system: glibc keeps what is free between what is
    not (malloc_trim(3))."""
    gc.collect()
    with suppress(OSError, AttributeError, TypeError):  # another system, another library
        ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def _away_from_here() -> Iterator[None]:
    """A Python started inside never takes modules from the current folder, which may have come by mail."""
    with _STARTING:
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


def settle_in(memory: int) -> None:
    """First thing in a child: at most `memory` bytes of address space, a group of its own (with the programs it
    starts), deaf to Ctrl-C (the parent hears it and ends us), and gone as soon as the parent is."""
    if sys.platform != "win32":
        import resource

        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = mp.parent_process()
    if parent is not None:

        def watch() -> None:
            wait([parent.sentinel])
            end_group(os.getpid())
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def end_group(pid: int) -> None:
    """Kill a child that has settled in, and whatever programs it has started."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


@dataclass(frozen=True)
class Taken:
    """Bytes of memory that this process has taken: of address space, and of it in use; 0 where the system does not
    tell."""

    space: int
    resident: int


def taken() -> Taken:
    try:
        space, resident = map(int, Path("/proc/self/statm").read_bytes().split()[:2])
    except (OSError, ValueError):
        return Taken(0, 0)
    page = os.sysconf("SC_PAGE_SIZE")
    return Taken(space * page, resident * page)
