"""A command run as a whole tree of processes and measured from outside (Linux): time, processor time, memory."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.05  # seconds between looks at the memory
_SHARE = 9  # a look at gigabytes takes long and holds the process up: at most a tenth of the time goes into looking
_PATIENCE = 5.0  # seconds for killed processes to go
_PR_SET_CHILD_SUBREAPER = 36


class Failed(Exception):
    """The command ended with another code than 0; carries what it said."""


@dataclass(frozen=True)
class Said:
    """A line of standard error and when it came, in seconds since the start."""

    second: float
    line: str


@dataclass(frozen=True)
class Usage:
    """Wall and processor seconds, peak memory of the tree in MB (10⁶ bytes), and what was said."""

    wall: float
    processor: float
    peak: float
    output: str  # standard output
    said: tuple[Said, ...] = ()


def measure(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Usage:
    """Run the command in `folder` and wait for it and all it has started, also what it left behind.

    Memory is the largest sum of the proportional set sizes (PSS: shared pages count once) of all processes of the tree.
    Processor time is that of all of them, killed ones too: who loses its parent becomes our child. Raises Failed.
    """
    with tempfile.TemporaryFile() as output, _adopting():
        before, start = _children_seconds(), time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        said: list[Said] = []
        listener = threading.Thread(target=_listen, args=(process, said, start), daemon=True)
        listener.start()
        try:
            peak = _watch(process)
            wall = time.perf_counter() - start
        finally:  # Ctrl-C does not reach a session of its own
            process.kill()
            process.wait()
            _end(process.pid)
        listener.join()
        assert process.stderr
        process.stderr.close()
        processor = _children_seconds() - before
        output.seek(0)
        told = output.read().decode("utf-8", "replace")
    if process.returncode:
        lines = "\n".join(line.line for line in said)
        raise Failed(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{told[-2000:]}\n{lines[-4000:]}")
    return Usage(wall, processor, peak / 1e6, told, tuple(said))


def _listen(process: subprocess.Popen[bytes], said: list[Said], start: float) -> None:
    assert process.stderr
    for line in process.stderr:
        said.append(Said(time.perf_counter() - start, line.decode("utf-8", "replace").rstrip()))


def _watch(process: subprocess.Popen[bytes]) -> int:
    """Wait for the process; the largest memory of its tree, in bytes."""
    peak, pause = 0, 0.0
    while True:
        try:
            process.wait(pause)
            return peak
        except subprocess.TimeoutExpired:
            began = time.perf_counter()
            peak = max(peak, sum(_memory(pid) for pid in _tree(process.pid)))
            pause = max(_INTERVAL, _SHARE * (time.perf_counter() - began))


def _tree(root: int) -> Iterator[int]:
    """All processes of a session, and what descends from them in a session of its own."""
    parents, found = {}, {root}
    for name in os.listdir("/proc"):  # noqa: PTH208 - names are all that is wanted, twenty times a second
        if name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                words = Path(f"/proc/{name}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                parents[int(name)] = int(words[1])
                if int(words[3]) == root:
                    found.add(int(name))
    while more := {pid for pid, parent in parents.items() if parent in found and pid not in found}:
        found |= more
    yield from found


def _memory(pid: int) -> int:
    """The proportional set size of a process in bytes; 0 when it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextlib.contextmanager
def _adopting() -> Iterator[None]:
    """Inside, a process whose parent is gone becomes ours, so that its time is counted when it ends."""
    control = ctypes.CDLL(None).prctl if sys.platform == "linux" else (lambda *_: 0)
    control(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        control(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def _end(root: int) -> None:
    """End what the command left behind, and take its time."""
    deadline = time.monotonic() + _PATIENCE
    while (left := set(_tree(root)) - {root}) and time.monotonic() < deadline:
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):  # not ours before its parent has gone
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.005)
