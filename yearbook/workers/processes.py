"""How processes are started, held within their limits, and ended with their parent."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing as mp
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path

from yearbook.values import dataclass

if sys.platform == "linux":
    from multiprocessing import forkserver
    from multiprocessing.context import ForkServerContext, ForkServerProcess

MEMORY_BYTES = 12 * 1024**3
SECONDS = 1800
PRELOADED = "YEARBOOK_PRELOADED"  # the names of modules, for `preloaded.py`
_SOCKET = 64  # bytes of that path; Linux allows a socket 107 (unix(7)), its name takes some
_PACKAGES = Path(__file__).parents[2]
_STARTING = threading.Lock()  # what is set in the environment for one start must not be unset by another


@contextmanager
def uncollected(*, sweep: bool = False, stays: bool = False) -> Iterator[None]:
    """No garbage collection inside: hundreds of thousands of small values are made and kept, and looking for garbage
    among them costs a fifth of the time (speed.md). At its end the outermost collects, with `sweep`: for work that
    does leave garbage behind; with `stays` it takes all there is out of later collections: for what is there as long as
    the process is."""
    outermost = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if outermost:
            if stays:
                gc.freeze()
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
def _first_set(**values: str) -> Iterator[None]:
    """The environment of what is started inside. A Python never takes modules from the current folder, which may have
    come by mail."""
    with _STARTING:
        values["PYTHONSAFEPATH"] = "1"
        before = {name: os.environ.get(name) for name in values}
        os.environ.update(values)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def environment() -> dict[str, str]:
    """That of this process, without what is set for another that is just being started."""
    with _STARTING:
        return dict(os.environ)


def preload(modules: Sequence[str]) -> None:
    """Processes that are started from now on have these modules loaded, as far as they can be loaded here. Where
    processes are forked they share them, and the loading begins at once. Too late once the first has been started."""
    _preloaded[:] = modules
    if sys.platform == "linux" and isinstance(starting(), Forking):
        _begin_to_fork()


_preloaded: list[str] = []


class _Spawned(SpawnProcess):
    def start(self) -> None:
        with _first_set():
            super().start()


class Spawning(SpawnContext):
    """Each process is started afresh."""

    Process = _Spawned


if sys.platform == "linux":

    def _begin_to_fork() -> None:
        """Have the process that others are forked from, if there is none."""
        path = os.pathsep.join(filter(None, (str(_PACKAGES), os.environ.get("PYTHONPATH"))))
        with _first_set(PYTHONPATH=path, OPENBLAS_NUM_THREADS="1", **{PRELOADED: " ".join(_preloaded)}):
            forkserver.set_forkserver_preload(["yearbook.workers.preloaded"])
            forkserver.ensure_running()

    class _Forked(ForkServerProcess):
        def start(self) -> None:
            _begin_to_fork()
            super().start()

    class Forking(ForkServerContext):
        """They are forked from a process that has done nothing but load modules, and listens at a socket in the folder
        for temporary files."""

        Process = _Forked


def starting() -> SpawnContext | ForkServerContext:
    """How processes are started: with no half-copied state of the parent's threads, and blind to modules that lie in
    the current folder."""
    if sys.platform == "linux" and len(os.fsencode(tempfile.gettempdir())) < _SOCKET:
        return Forking()
    if sys.platform != "win32":
        with _first_set():
            resource_tracker.ensure_running()  # a process too, which the first queue or lock would start
    return Spawning()


def settle_in(memory: int, environment: Mapping[str, str]) -> None:
    """First thing in a child: the environment of its parent, at most `memory` bytes of address space, a group of its
    own (with the programs it starts), deaf to Ctrl-C (the parent hears it and ends us), and gone as soon as the parent
    is."""
    os.environ.clear()
    os.environ.update(environment)
    if sys.platform != "win32":
        import resource

        os.setpgid(0, 0)
        # a parent that ends without having ended us says so: what we have started shall not stay
        signal.signal(signal.SIGTERM, lambda _number, _frame: end_group(os.getpid()))
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
