"""The machines of a Dask cluster as an executor. `distributed` is not needed unless somebody asks for it."""

from __future__ import annotations

import logging
import platform
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module, metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from yearbook import __version__
from yearbook.diagnostics import DataProblem, diagnose
from yearbook.values import dataclass
from yearbook.workers.tasks import Answer, answer, label_of, pack, pack_task, settle

_PATIENCE = 15  # seconds for a scheduler, or its first machine, to answer
_LARGE = 1024 * 1024  # a task of more bytes travels beside the graph, not in it
# what decides the bytes of a result: a machine with another version would make another book
_TOOLS = (
    "weasyprint",
    "pydyf",
    "tinycss2",
    "pillow",
    "pikepdf",
    "fonttools",
    "lxml",
    "jinja2",
    "ebooklib",
    "uharfbuzz",
)


@dataclass(frozen=True)
class _Tool:
    """A program or library and its version."""

    name: str
    version: str


@dataclass(frozen=True)
class _Needs:
    """What a machine must have: these very versions, and these folders."""

    tools: tuple[_Tool, ...]
    folders: tuple[Path, ...]


@contextmanager
def connected(address: str, folders: Sequence[Path] = ()) -> Iterator[Executor]:
    """The cluster whose scheduler is at `address` (tcp://HOST:PORT). Raises DataProblem S206, S304."""
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise DataProblem(diagnose("S206", library="distributed", purpose="dùng cụm Dask")) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told by our findings
    with _reaching(address, distributed) as client:
        crew = _Cluster(client, address, _Needs(_tools(), tuple(folder.absolute() for folder in folders)))
        try:
            yield crew
        except BaseException:
            crew.shutdown(wait=False, cancel_futures=True)
            raise
        crew.shutdown()


@contextmanager
def _reaching(address: str, distributed: Any) -> Iterator[Any]:
    """A client of the scheduler, which has at least one machine."""
    parts = urlsplit(address)
    try:
        # first without Dask, whose client goes on trying in a thread of its own after it has given up
        socket.create_connection((parts.hostname, parts.port), _PATIENCE).close()
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False, name="yearbook")
    except (OSError, ValueError):
        raise _unreachable(address, "không có bộ điều phối ở đó") from None
    try:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise _unreachable(address, "chưa có máy nào vào cụm") from None
        yield client
    finally:
        client.close()


def _unreachable(address: str, reason: str) -> DataProblem:
    return DataProblem(diagnose("S304", address=address, reason=reason))


class _Cluster(Executor):
    """Tasks travel packed as in the Pool, so that they fail in the same ways."""

    def __init__(self, client: Any, address: str, needs: _Needs) -> None:
        self._client, self._address, self._needs = client, address, needs
        self._crew = client.get_executor(pure=False)
        self._running: set[Future[Any]] = set()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As `Pool.submit`; a task that has begun on a machine cannot be killed there."""
        future: Future[Any] = Future()
        try:
            packed: Any = pack_task(fn, args, kwargs)
        except Exception as error:
            future.set_exception(error)
            return future
        if len(packed) > _LARGE:
            packed = self._client.scatter(packed, hash=False)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        remote: Future[Answer] = self._crew.submit(_answer, packed, self._needs)
        remote.add_done_callback(partial(self._settle, future, label_of(fn), packed))
        future.add_done_callback(lambda done: remote.cancel() if done.cancelled() else None)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for the tasks, or cancel them."""
        running = list(self._running)
        for future in running if cancel_futures else ():
            future.cancel()
        if wait:
            wait_for(running)

    def _settle(self, future: Future[Any], label: str, _kept: Any, remote: Future[Answer]) -> None:
        """`_kept`: bytes of the task that Dask holds for as long as somebody does here."""
        if not future.set_running_or_notify_cancel():
            return
        if remote.cancelled():
            future.set_exception(_unreachable(self._address, "mất liên lạc giữa chừng"))
        elif error := remote.exception():
            reason = f"máy trong cụm báo {type(error).__name__}"
            future.set_exception(DataProblem(diagnose("S303", task=label, reason=reason)))
        elif (found := remote.result()).state == "memory":
            reason = "máy trong cụm hết bộ nhớ"
            future.set_exception(DataProblem(diagnose("S303", task=label, reason=reason)))
        else:
            settle(future, found, label, 0)


# --- on a machine of the cluster ------------------------------------------------------------------------------


def _answer(packed: bytes, needs: _Needs) -> Answer:
    host = platform.node()
    for here, there in zip(_tools(), needs.tools, strict=True):
        if here != there:
            finding = diagnose("S305", host=host, tool=here.name, found=here.version, needed=there.version)
            return Answer("problem", pack(finding))
    for folder in needs.folders:
        if not folder.is_dir():
            return Answer("problem", pack(diagnose("S306", host=host, path=folder.as_posix())))
    return answer([packed])


@cache
def _tools() -> tuple[_Tool, ...]:
    return (_Tool("yearbook", __version__), *(_Tool(name, _version(name)) for name in _TOOLS))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "không có"
