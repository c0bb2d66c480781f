"""Tasks as a pool is given them, sound ones and wild ones. They run in processes of their own."""

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from yearbook.diagnostics import DataProblem, diagnose


def double(number: int, *, plus: int = 0) -> int:
    return number * 2 + plus


def process_id(seconds: float = 0.0) -> int:
    time.sleep(seconds)
    return os.getpid()


def loaded(module: str) -> bool:
    """Was this module loaded by an earlier task? It is now."""
    before = module in sys.modules
    __import__(module)
    return before


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def loop_for_ever() -> None:
    while True:
        pass


def eat_memory(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def keep_memory(megabytes: int, hoard: list[bytearray] = []) -> int:  # noqa: B006 - it leaks on purpose
    hoard.append(bytearray(megabytes * 1024 * 1024))
    return os.getpid()


def size_of(data: bytes) -> int:
    return len(data)


def bytes_of(size: int) -> bytes:
    return b"x" * size


def die(code: int) -> None:
    os._exit(code)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def have_a_bug() -> None:
    raise KeyError("không có khóa này")


def find_a_fault() -> None:
    raise DataProblem(diagnose("S101", path="dist"))


def return_a_function() -> object:
    return lambda: None


def write_when_started(log: Path, name: str, seconds: float) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{name}\n")
    time.sleep(seconds)


class Node:
    """One half of a pair that only a collection frees."""

    def __init__(self) -> None:
        self.other: Node | None = None

    def __del__(self) -> None:
        _freed.append(1)


_freed: list[int] = []


def leave_garbage(pairs: int) -> tuple[bool, int]:
    """Is collection on, and how much of the garbage made here was freed before the end?"""
    for _ in range(pairs):
        one, two = Node(), Node()
        one.other, two.other = two, one
    return gc.isenabled(), len(_freed)


def freed() -> int:
    return len(_freed)


def memory_limit() -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)[0]


def start_a_program(mark: Path) -> None:
    """Starts a program, as jobs start Ghostscript or Java, and waits for it."""
    command = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(120)"
    subprocess.run([sys.executable, "-c", command, str(mark)], check=False)
