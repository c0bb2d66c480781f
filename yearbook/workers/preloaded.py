"""Imported by the process that others are forked from, before it forks any: loads what they will all need."""

import atexit
import os
from contextlib import suppress
from multiprocessing import forkserver
from pathlib import Path

from yearbook.workers.loading import load
from yearbook.workers.processes import PRELOADED, uncollected


@atexit.register
def _leave_nothing() -> None:
    """A parent that was killed has not taken away the socket and its folder. A process that was forked does not come
    here."""
    if address := getattr(forkserver, "_forkserver")._forkserver_address:  # noqa: B009 - unknown to its typing
        with suppress(OSError):
            Path(address).unlink()
            Path(address).parent.rmdir()


with uncollected(stays=True):  # no collection of a process goes through it and writes to memory that all share
    load(os.environ.get(PRELOADED, "").split())
