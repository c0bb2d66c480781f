"""The processes of a build, put to work before anything else: one loads the engines while records are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from yearbook.context import BuildContext
from yearbook.workers import Late, Pool

GET_READY = Late("yearbook.editions.terms:get_ready")
ROOM = 144_000_000  # bytes: a process that has the engine of the pages loaded has 110 of them in use, one that has that
# of the preflight and has read photos, too, more than it will need again


@contextmanager
def processes(context: BuildContext) -> Iterator[Pool | None]:
    """Processes for a whole build. One loads the engines (an edit needs no second, and the others hold the records
    against the rules); None for a cluster, that is asked when there is work for it."""
    if context.executor:
        yield None
        return
    with Pool(max(1, context.jobs), room=ROOM) as crew:
        crew.submit(GET_READY)
        yield crew
