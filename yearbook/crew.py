"""The processes of a build, started before anything else: they have the engine of the pages before there are any."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager

from yearbook.context import BuildContext
from yearbook.storage.code import seen
from yearbook.storage.hashes import Mark, learn
from yearbook.storage.inventory import is_built
from yearbook.workers import UNNAMED, Pool, labelled, load, preload

PAGES, PREFLIGHT = "yearbook.pdf.segment", "yearbook.preflight.prove"
RULES = "yearbook.rules"
# what pages are set and bound with
SETTING = (PAGES, "yearbook.pdf.work", "yearbook.pages.render", "yearbook.editions", "importlib.metadata")
ROOM = 128_000_000  # bytes: a process that has laid out pages has 110 of them in use, one that has set a large part
# more than it will need again
EBOOK_ROOM = 46_000_000  # more where EPUBs are made: what makes and reads them is loaded as well
_EBOOKS = {"epub", "epub-light"}


def prepare(context: BuildContext) -> None:
    """Begin with what takes longest to load. Where a book has been built before, all that an edit needs is loaded once
    for all processes; else each of them has room for the pages instead, of which there are many."""
    if not context.executor:
        preload([*SETTING, RULES] if is_built(context.out) else [PAGES])


@contextmanager
def processes(context: BuildContext, editions: Collection[str]) -> Iterator[Pool | None]:
    """Processes for a whole build of these editions (none: the usual ones); None for a cluster, that is asked when
    there is work. Where a book has been built before, they may grow: little will be made, and loading takes longer."""
    if context.executor:
        yield None
        return
    room = ROOM if editions and _EBOOKS.isdisjoint(editions) else ROOM + EBOOK_ROOM
    prepare(context)
    built = is_built(context.out)
    with Pool(max(1, context.jobs), room=2 * room if built else room) as crew:
        if built:
            known = seen()
            for _ in range(max(1, context.jobs)):
                crew.submit(labelled(UNNAMED, _begin), [*SETTING, RULES], known)
        yield crew


def _begin(modules: Collection[str], seen: Mapping[str, tuple[Mark, str]]) -> None:
    """Task: load modules; seen: files of the program, whose hashes need not be taken again."""
    learn(seen)
    load(modules)


def is_brought_up_to_date(context: BuildContext, crew: Executor | None) -> bool:
    """Whether a book is built that has been built before, by processes that end with the build: little will be
    made, and what each step waits for is most of the time."""
    return isinstance(crew, Pool) and not crew.lasting and is_built(context.out)


def load_engines(crew: Executor, *, patient: bool = False) -> Future[None]:
    """One process loads all engines: for who has nothing to do."""
    return crew.submit(labelled(UNNAMED, load, PREFLIGHT, patient=patient), [*SETTING, PREFLIGHT])
