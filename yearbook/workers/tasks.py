"""A task as it travels: a function and its arguments as bytes there, what came of it as bytes back."""

from __future__ import annotations

import io
import pickle
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import redirect_stdout
from pkgutil import resolve_name
from typing import Any, Literal

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.values import dataclass
from yearbook.workers.processes import uncollected

UNNAMED = "Một việc trong nền"
_PROTOCOL = 5  # the newest that every Python we run on knows


@dataclass(frozen=True)
class Late:
    """A function by its place (`package.module:function`), imported only where it is called: the process that plans
    the work need not load the engines that do it."""

    place: str

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        try:
            with redirect_stdout(io.StringIO()):  # WeasyPrint gives English advice when a library is missing
                work = resolve_name(self.place)
        except (ImportError, OSError) as error:
            raise Unloadable(error) from error
        return work(*arguments, **keywords)


class Unloadable(Exception):
    """What a job needs cannot be loaded on this machine; carries the ImportError or OSError."""


class JobFailed(Exception):
    """A job died of a bug; carries the child's traceback."""


@dataclass(frozen=True)
class _Labelled:
    """A function with the Vietnamese name that messages give its tasks, what these remember, and whether they wait."""

    label: str
    work: Callable[..., Any]
    remembers: str = ""
    patient: bool = False

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self.work(*arguments, **keywords)


def labelled(label: str, work: Callable[..., Any], remembers: str = "", *, patient: bool = False) -> Callable[..., Any]:
    """`work` under the name by which messages call its tasks: `pool.submit(labelled("Dàn trang", work), …)`.

    remembers: tasks of one such name are done quicker by the process that did the last of them; patient: they wait
    until nothing else does."""
    return _Labelled(label, work, remembers, patient)


def label_of(work: Callable[..., Any]) -> str:
    """The name of a task in messages."""
    return work.label if isinstance(work, _Labelled) else UNNAMED


def memory_of(work: Callable[..., Any]) -> str:
    """What a task can use of those before it."""
    return work.remembers if isinstance(work, _Labelled) else ""


def is_patient(work: Callable[..., Any]) -> bool:
    """Whether a task lets all others go first."""
    return isinstance(work, _Labelled) and work.patient


@dataclass(frozen=True)
class Answer:
    """What came of a task. packed: the result; the finding of a `problem`; the ImportError or OSError of what was
    `unloadable`; the text of a `bug` with its traceback."""

    state: Literal["done", "problem", "memory", "unloadable", "bug"]
    packed: bytes


def pack(value: object) -> bytes:
    """Bytes that travel. Raises what pickle raises for a value that cannot."""
    with uncollected():
        return pickle.dumps(value, _PROTOCOL)


def pack_task(work: Callable[..., Any], arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> bytes:
    """A task for `answer`."""
    return pack((work, arguments, dict(keywords)))


def unpack(packed: bytes) -> Any:
    """The value of `pack`."""
    with uncollected():
        return pickle.loads(packed)  # noqa: S301 - our own process packed it


def answer(task: list[bytes]) -> Answer:
    """Do the one packed task in the list (it is taken out, so that its bytes do not lie about meanwhile). Nothing is
    raised, and no garbage is collected before the end."""
    try:
        with uncollected():
            work, arguments, keywords = unpack(task.pop())
            return Answer("done", pack(work(*arguments, **keywords)))
    except DataProblem as problem:
        return Answer("problem", pack(problem.diagnostic))
    except MemoryError:
        return Answer("memory", b"")
    except Unloadable as problem:
        return Answer("unloadable", pack(*problem.args))
    except Exception as error:  # a bug: told to the parent, which raises it there
        return Answer("bug", pack(f"{type(error).__name__}: {error}\n{traceback.format_exc()}"))


def settle(future: Future[Any], found: Answer, label: str, memory: int) -> None:
    """Give a running future the result of its task, or the exception it ends with. memory: its limit, in bytes."""
    try:
        future.set_result(_result(found, label, memory))
    except BaseException as error:
        future.set_exception(error)


def _result(found: Answer, label: str, memory: int) -> Any:
    if found.state == "memory":
        raise DataProblem(diagnose("S302", task=label, limit=memory // 1024**2))
    value = unpack(found.packed)
    if found.state == "problem":
        raise DataProblem(value)
    if found.state == "unloadable":
        raise value
    if found.state == "bug":
        raise JobFailed(value)
    return value
