"""One process that does task after task: its loop, and the parent's end of it."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from yearbook.workers.processes import end_group, environment, give_back, settle_in, starting, taken
from yearbook.workers.tasks import Answer, answer

Heard = Callable[[int], None]
_BOOT_SECONDS = 120.0  # a loaded machine starts a Python slowly
_END_SECONDS = 10.0
LITTER = 20_000  # new things that tasks have left in memory, some of them perhaps in circles
_NO_ROOM = 86  # exit code of a process that had no memory for the very bytes of a task
# heads of messages to the parent; that of an answer is its state, with _LAST before it from a process that has grown
_READY, _BEGUN, _SAID, _LAST = b"ready", b"begun", b"said", b"last"

_line: Connection | None = None  # to the parent, in a child


# --- in the child ---------------------------------------------------------------------------------------------


def serve(line: Connection, memory: int, room: int, told: Mapping[str, str]) -> None:
    """The life of a process: settle in, then task after task until the parent hangs up. told: its environment."""
    global _line
    settle_in(memory, told)
    _line = line
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        line.send_bytes(_READY)
        while True:
            gc.disable()
            loaded = len(sys.modules)
            _do_one(line, memory, room)
            if gc.get_count()[0] > LITTER:
                gc.collect()  # the parent has its answer already
            if len(sys.modules) > loaded or not gc.get_freeze_count():
                gc.freeze()  # the engines that a task has loaded stay: no later collection walks through them


def _do_one(line: Connection, memory: int, room: int) -> None:
    try:
        task = [line.recv_bytes()]
    except MemoryError:
        os._exit(_NO_ROOM)
    line.send_bytes(_BEGUN)
    found = answer(task)
    # what tasks leave behind must not count against the next: a process that has grown is replaced
    worn = found.state == "memory" or _has_grown(memory, room)
    if worn and found.state != "memory":
        give_back()  # takes a fraction of what another process would take to start
        worn = _has_grown(memory, room)
    line.send_bytes(b"%b %b" % (_LAST if worn else b"", found.state.encode()))
    line.send_bytes(found.packed)


def _has_grown(memory: int, room: int) -> bool:
    now = taken()
    return now.space > memory // 2 or 0 < room < now.resident


def say(done: int) -> None:
    """In a task: tell the parent how many units of it are done. Without a parent nobody hears it."""
    if _line is not None:
        _line.send_bytes(b"%b %d" % (_SAID, done))


# --- in the parent --------------------------------------------------------------------------------------------


class Died(Exception):
    """The process ended in the middle of a task; carries the reason, in Vietnamese."""


class TooSlow(Exception):
    """The task took longer than it may."""


class NotStarted(Exception):
    """The process was gone before it had the whole task: nothing of it was done. Carries the reason, in Vietnamese."""


class Worker:
    """The parent's end of one process; one thread at a time talks to it. Raises OSError when none can be started."""

    def __init__(self, memory: int, room: int = 0) -> None:
        """room: bytes in use after a task with which it ends; 0: as many as it likes."""
        self._line, far = starting().Pipe()
        try:
            with far:
                task = (far, memory, room, environment())
                self._process: Any = starting().Process(target=serve, args=task, daemon=True)
                self._process.start()
        except BaseException:
            self._line.close()
            raise
        self.fit = True  # for another task
        self.retired = False  # the task that it is at is its last
        self._over = False

    def greet(self) -> None:
        """Wait until the process is there. Raises Died."""
        if not self._line.poll(_BOOT_SECONDS):
            raise Died("không khởi động được")
        self._hear()

    @property
    def alive(self) -> bool:
        """Was it, a moment ago?"""
        return self.fit and not self.retired and not wait([self._process.sentinel], 0)

    def do(self, packed: bytes, seconds: float, heard: Heard | None = None) -> Answer:
        """Have a task done in at most `seconds`. Raises NotStarted, Died, TooSlow; the process is then unfit."""
        if not self._hand_over(packed):
            return Answer("memory", b"")
        deadline = time.monotonic() + seconds
        while True:
            if not self._line.poll(max(0.0, deadline - time.monotonic())):
                self.kill()
                raise TooSlow
            head = self._hear().split(b" ")
            if head[0] == _SAID:
                if heard:
                    heard(int(head[1]))
                continue
            self.fit = head[0] != _LAST
            return Answer(head[1].decode(), self._hear())  # type: ignore[arg-type]

    def _hand_over(self, packed: bytes) -> bool:
        """Send a task; False when the process had no memory for its bytes. Raises NotStarted."""
        try:
            self._line.send_bytes(packed)
            return self._line.recv_bytes() == _BEGUN
        except (EOFError, OSError):
            self.fit = False
            code = self._exit_code()
            if code == _NO_ROOM:
                return False
            raise NotStarted(f"mã {code}") from None

    def _hear(self) -> bytes:
        try:
            return self._line.recv_bytes()
        except (EOFError, OSError):
            self.fit = False
            raise Died(f"mã {self._exit_code()}") from None

    def _exit_code(self) -> int | None:
        self._reap()
        code: int | None = self._process.exitcode
        return code

    def kill(self) -> None:
        """End it and the programs it has started, whatever they are doing."""
        self.fit = False
        if not self._over:
            end_group(self._process.pid)
            self._process.kill()

    def end(self) -> None:
        """Let it end: an idle process tidies up and goes."""
        self._line.close()
        self._reap()

    def _reap(self) -> None:
        wait([self._process.sentinel], _END_SECONDS)
        self.kill()  # programs it started may have outlived it; its number is nobody else's until it is joined
        self._over = True
        self._process.join()
