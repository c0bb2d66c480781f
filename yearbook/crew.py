"""The processes of a build, put to work before anything else: one loads the engines while records are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from yearbook.context import BuildContext
from yearbook.workers import Late, Pool

GET_READY = Late("yearbook.editions.terms:get_ready")
ROOM = 144_000_000  # bytes: a process that has the engine of the pages loaded has 110 of them in use, one that has that
# of the preflight and has read photos, too, more than it will need again
EBOOK_ROOM = 46_000_000  # more where EPUBs are made: what makes and reads them is loaded as well
_EBOOKS = {"epub", "epub-light"}


@contextmanager
def processes(context: BuildContext, editions: Collection[str]) -> Iterator[Pool | None]:
    """Processes for a whole build of these editions (none: the usual ones). One loads the engines (an edit needs no
    second, and the others hold the records against the rules); None for a cluster, that is asked when there is work."""
    if context.executor:
        yield None
        return
    room = ROOM if editions and _EBOOKS.isdisjoint(editions) else ROOM + EBOOK_ROOM
    with Pool(max(1, context.jobs), room=room) as crew:
        crew.submit(GET_READY)
        yield crew
