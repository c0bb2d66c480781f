"""Where tasks run, by an address: "" the Pool of this machine, `dask:HOST:PORT` the machines of a Dask cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from yearbook.workers.pool import Pool
from yearbook.workers.processes import MEMORY_BYTES, SECONDS

_DASK = re.compile(r"dask:(?:(tcp|tls)://)?([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\]):([1-9]\d{0,4})")


class BadAddress(ValueError):
    """An address that is none; the message is for the user."""


def check_address(address: str) -> str:
    """The address, as it came; raises BadAddress."""
    match = _DASK.fullmatch(address)
    if address and (match is None or int(match[3]) > 65535):
        raise BadAddress(f"không hiểu địa chỉ «{address}»; viết `dask:MÁY:CỔNG`, ví dụ `dask:10.0.0.5:8786`")
    return address


@contextmanager
def executor(
    address: str = "",
    workers: int = 2,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY_BYTES,
    folders: Sequence[Path] = (),
) -> Iterator[Executor]:
    """An executor for module-level functions (or `Late`, `labelled`) with picklable arguments.

    workers, seconds, memory: of the Pool (a cluster keeps its own limits); folders: what the machines of a cluster
    must see at the same absolute path. Paths in arguments must be absolute: a machine of a cluster has another current
    folder. At the end all tasks have been done; when an exception flies, they are cancelled or killed.

    Futures fail as those of the Pool. Raises BadAddress; DataProblem S206 (no `distributed`), S304 (no answer); on a
    cluster tasks also fail with S305 (other versions there), S306 (a folder is not seen there).
    """
    match = _DASK.fullmatch(check_address(address))
    if match is None:
        with Pool(max(1, workers), seconds=seconds, memory=memory) as pool:
            yield pool
        return
    from yearbook.workers.cluster import connected

    with connected(f"{match[1] or 'tcp'}://{match[2]}:{match[3]}", folders) as crew:
        yield crew
