"""Processes that take task after task, each task within limits of time and memory: an Executor."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import field
from itertools import chain
from typing import Any

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.values import dataclass
from yearbook.workers.processes import MEMORY_BYTES, SECONDS
from yearbook.workers.tasks import Answer, is_patient, label_of, memory_of, pack_task, settle
from yearbook.workers.worker import Died, Heard, NotStarted, TooSlow, Worker


@dataclass(frozen=True, eq=False)
class _Task:
    packed: bytes
    label: str
    remembers: str
    heard: Heard | None = None
    future: Future[Any] = field(default_factory=Future)


class Pool(Executor):
    """At most `workers` processes; a task that takes more than `seconds` or `memory` (bytes of address space) fails
    alone, and its process is replaced.

    Tasks are module-level functions (or `Late`) with picklable arguments; what heavy modules a process has loaded
    stays for its later tasks. Tasks start in the order in which they were submitted, but that one which can use what
    the last of its kind remembers (`labelled`) waits for the process of that one if that has nothing to do, and a
    patient one waits until nothing else does; processes start when there is work for them. A future fails with the
    task's own DataProblem; with S301 (too slow), S302 (too large), S303 (its process died); the ImportError or OSError
    of what a `Late` task could not load; JobFailed for a bug; what pickle raises when the task cannot be sent.
    Processes end with this one, even when that is killed; at the end of the program running tasks are not waited for,
    unless by `shutdown` or `with`.
    """

    def __init__(
        self,
        workers: int,
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY_BYTES,
        room: int = 0,
        lasting: bool = False,
    ) -> None:
        """room: a process that has so many bytes in use after a task is replaced (0: none is); lasting: what
        processes remember is of use for a long time."""
        if workers < 1:
            raise ValueError("a pool needs a worker")
        self._workers, self._seconds, self._memory, self._room = workers, seconds, memory, room
        self.lasting = lasting
        self._changed = threading.Lock()
        self._idle: list[_Hand] = []  # those that wait for work, the last to have had any last
        self._last: dict[str, _Hand] = {}  # who did the last task that remembers something
        self._waiting: deque[_Task] = deque()
        self._patient: deque[_Task] = deque()  # behind all of those
        self._threads: set[threading.Thread] = set()  # one for each process, it alone talks to it
        self._processes: set[Worker] = set()
        self._hands: set[_Hand] = set()
        self._busy: set[_Hand] = set()  # those at work
        self._closed = self._killed = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Put a task at the end of the queue; `labelled` gives it the name that messages call it by."""
        return self._put(fn, args, kwargs)

    def submit_heard(self, heard: Heard, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """The same; `heard(n)` is called, in a thread of the pool, when the task says (`worker.say`) how far it is."""
        return self._put(fn, args, {}, heard)

    def _put(
        self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], heard: Heard | None = None
    ) -> Future[Any]:
        """The task is packed here and now, as its arguments are: who submits it may go on to change them, if only by
        what a value works out and keeps."""
        try:
            packed = pack_task(fn, args, kwargs)
        except Exception as error:
            failed: Future[Any] = Future()
            failed.set_exception(error)
            return failed
        task = _Task(packed, label_of(fn), memory_of(fn), heard)
        with self._changed:
            if self._closed:
                raise RuntimeError("the pool is closed")
            (self._patient if is_patient(fn) else self._waiting).append(task)
            waiting, free = len(self._waiting) + len(self._patient), len(self._threads) - len(self._busy)
            if waiting > free and len(self._threads) < self._workers:
                thread = threading.Thread(target=self._serve, name="yearbook pool", daemon=True)
                self._threads.add(thread)
                thread.start()
            self._wake(self._last.get(task.remembers))
        return task.future

    def _wake(self, best: _Hand | None = None) -> None:
        """Under the lock: the process that has worked last is to work again, for it has most of what it needs. best:
        the one that has even more."""
        if self._idle:
            place = self._idle.index(best) if best in self._idle else -1
            self._idle.pop(place).called.notify()

    def renew(self) -> None:
        """Another kind of work begins, for which nobody needs what the processes have loaded: those at work end after
        their task, the others now."""
        with self._changed:
            for hand in self._hands:
                hand.retire(now=hand not in self._busy)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; what was submitted is still done, or with `cancel_futures` only what already runs.
        With `wait` all processes have ended on return."""
        with self._changed:
            self._closed = True
            if cancel_futures:
                self._cancel_waiting()
            while self._idle:
                self._wake()
            threads = list(self._threads)
        for thread in threads if wait else ():
            thread.join()

    def kill_workers(self) -> None:
        """End all processes now. Waiting futures are cancelled, running ones fail with BrokenExecutor."""
        with self._changed:
            self._killed = True
            for process in self._processes:
                process.kill()
        self.shutdown(cancel_futures=True)

    def __exit__(self, kind: object, *_: object) -> None:
        """Wait for all tasks; when an exception flies, end them."""
        if kind is None:
            self.shutdown()
        else:
            self.kill_workers()

    def _cancel_waiting(self) -> None:
        for task in chain(self._waiting, self._patient):
            task.future.cancel()
            task.future.set_running_or_notify_cancel()
        self._waiting.clear()
        self._patient.clear()

    # --- the threads ------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        """Keep one process at work; it is there before a task is taken, so that tasks start in their order."""
        called = threading.Condition(self._changed)
        hand = _Hand(called, self._memory, self._room, self._seconds, self._adopt)
        with self._changed:
            self._hands.add(hand)
        try:
            while self._wait_for_work(hand):
                hand.prepare()
                if task := self._take(hand):
                    self._do(hand, task)
                    hand.let_go()
                    del task  # its bytes
        finally:
            hand.rest()
            with self._changed:
                self._hands.discard(hand)
                self._threads.discard(threading.current_thread())

    def _wait_for_work(self, hand: _Hand) -> bool:
        with self._changed:
            while not (found := self._next(hand)) and not self._closed:
                self._idle.append(hand)
                hand.called.wait()
            return found is not None

    def _next(self, hand: _Hand) -> _Task | None:
        """The first task that is not for another process with nothing to do."""
        free = self._hands - self._busy - {hand}
        tasks = chain(self._waiting, self._patient)
        return next((task for task in tasks if self._last.get(task.remembers) not in free), None)

    def _adopt(self, process: Worker) -> None:
        with self._changed:
            self._processes = {known for known in self._processes if known.fit} | {process}
            if self._killed:
                process.kill()

    def _take(self, hand: _Hand) -> _Task | None:
        """The next task that nobody has cancelled; its thread is busy until `_do` is through."""
        with self._changed:
            while task := self._next(hand):
                (self._patient if task in self._patient else self._waiting).remove(task)
                if task.future.set_running_or_notify_cancel():
                    self._busy.add(hand)
                    if task.remembers:
                        self._last[task.remembers] = hand
                    if self._waiting or self._patient:
                        self._wake()  # what was left for this one is for anybody now
                    return task
        return None

    def _do(self, hand: _Hand, task: _Task) -> None:
        try:
            found: Answer | BaseException = hand.answer(task)
        except BaseException as error:
            found = error
        with self._changed:  # before the future tells: who submits on hearing it finds this process free
            self._busy.discard(hand)
            killed = self._killed
        if isinstance(found, Answer):
            settle(task.future, found, task.label, self._memory)
        else:
            task.future.set_exception(BrokenExecutor("the pool was ended") if killed else found)


class _Hand:
    """A process and its successors, as the one thread that talks to them sees them. called: there is work."""

    def __init__(
        self, called: threading.Condition, memory: int, room: int, seconds: float, adopt: Callable[[Worker], None]
    ) -> None:
        self.called = called
        self._memory, self._room, self._seconds, self._adopt = memory, room, seconds, adopt
        self._process: Worker | None = None

    def prepare(self) -> Worker | None:
        """The process, replaced if it has ended or grown; None when the system gives none."""
        self.let_go()
        if self._process is None:
            try:
                self._process = Worker(self._memory, self._room)
                self._adopt(self._process)
                self._process.greet()
            except (OSError, Died):
                self.rest()
        return self._process

    def let_go(self) -> None:
        """End the process if that was its last task: nobody knows when there will be another."""
        if self._process and not self._process.alive:
            self.rest()

    def rest(self) -> None:
        """End the process."""
        if self._process:
            self._process.end()
            self._process = None

    def retire(self, *, now: bool) -> None:
        """Have the process replaced: called by another thread, `now` when it is at nothing."""
        if self._process:
            self._process.retired = True
            if now:
                self._process.kill()

    def answer(self, task: _Task) -> Answer:
        """Have a task done. Raises DataProblem S301, S303."""
        reason = "không khởi động được tiến trình"
        try:
            for _ in range(2):  # an idle process may have died unseen: the task has not begun then
                if process := self.prepare():
                    try:
                        return process.do(task.packed, self._seconds, task.heard)
                    except NotStarted as error:
                        reason = str(error)
        except TooSlow:
            told = f"{self._seconds:g}".replace(".", ",")
            raise DataProblem(diagnose("S301", task=task.label, seconds=told)) from None
        except Died as error:
            reason = str(error)
        raise DataProblem(diagnose("S303", task=task.label, reason=reason))
