"""The editions that are being looked at, kept up to date by one thread; everything else only reads.

Only an edition that somebody watches is made; the others are made when they are turned to.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from yearbook.diagnostics import Report
from yearbook.pipeline import Step
from yearbook.preview.ebook import EbookFile
from yearbook.preview.live import Live, LiveBook
from yearbook.preview.patchwork import Patchwork
from yearbook.preview.source import Sources
from yearbook.values import dataclass

if TYPE_CHECKING:
    from yearbook.pdf.raster import Window

PICTURE_BYTES = 96 * 1024**2  # of finished pictures that are kept


@dataclass(frozen=True)
class Shown:
    """One edition as it can be looked at. `version` grows with everything that is to be told of it."""

    live: Live
    version: int = 0
    building: bool = False
    step: str = ""  # what is being done while it is built
    made_of: int = 0  # the state of the files that it was last made of; 0: never made
    pages: Patchwork | None = None
    ebook: EbookFile | None = None
    sources: Sources | None = None


class Session:
    """All editions of one book. Thread-safe."""

    def __init__(self, books: Mapping[str, LiveBook]) -> None:
        self._books = dict(books)
        self._shown = {name: Shown(Live(name, ok=False, report=Report())) for name in books}
        self._changed = threading.Condition()
        self._files = 1  # the state of the files: one more for each change
        self._watched: Counter[str] = Counter()
        self._stopped = False
        self._pictures: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._thread = threading.Thread(target=self._work, name="build", daemon=True)

    @property
    def editions(self) -> tuple[str, ...]:
        return tuple(self._books)

    @property
    def stopped(self) -> bool:
        return self._stopped

    def start(self) -> None:
        self._thread.start()

    def stop(self, patience: float = 3.0) -> None:
        """End the thread after the build it is at, and let go of all files."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._thread.join(patience)
        for shown in self._shown.values():
            _let_go(shown, Shown(shown.live))

    def touch(self, _paths: frozenset[str] = frozenset()) -> None:
        """The files changed (or somebody wants everything anew)."""
        with self._changed:
            self._files += 1
            self._changed.notify_all()

    @contextmanager
    def watching(self, edition: str) -> Iterator[None]:
        """As long as this is open, the edition is kept up to date."""
        with self._changed:
            self._watched[edition] += 1
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._watched[edition] -= 1

    def shown(self, edition: str) -> Shown:
        """An edition as it stands. Raises KeyError for one that is none."""
        with self._changed:
            return self._shown[edition]

    def wait(self, edition: str, known: Shown | None, seconds: float) -> Shown:
        """The edition as soon as it is another than the known one, or after so many seconds, or at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._shown[edition] is not known, seconds)
            return self._shown[edition]

    def picture(self, edition: str, number: int, key: str, across: int, window: Window | None) -> bytes | None:
        """The picture of a page that looks like `key`; None when no page of this number does (any more)."""
        asked = (edition, key, across, window)
        with self._changed:
            if asked in self._pictures:
                self._pictures.move_to_end(asked)
                return self._pictures[asked]
        shown = self.shown(edition)
        pages = shown.live.pages
        if shown.pages is None or not 1 <= number <= len(pages) or pages[number - 1].key != key:
            return None
        data = shown.pages.picture(number, across, window)
        with self._changed:
            self._pictures[asked] = data
            while sum(map(len, self._pictures.values())) > PICTURE_BYTES and len(self._pictures) > 1:
                self._pictures.popitem(last=False)
        return data

    # --- the thread ------------------------------------------------------------------------------------------

    def _stale(self) -> str | None:
        """A watched edition that the files have left behind."""
        return next(
            (name for name, count in self._watched.items() if count > 0 and self._shown[name].made_of < self._files),
            None,
        )

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopped or self._stale() is not None)
                edition = self._stale()
                if self._stopped or edition is None:
                    return
                files = self._files
                self._tell(edition, building=True, made_of=files)
            book, step = self._books[edition], partial(self._step, edition)
            live = book.update(step, partial(self._early, edition, files), partial(self._take, edition, building=True))
            self._take(edition, live, building=False)

    def _early(self, edition: str, files: int, live: Live) -> bool:
        """Show the new pages; when the files have changed again, nobody waits for what is said of these."""
        self._take(edition, live, building=True)
        with self._changed:
            return self._files == files and not self._stopped

    def _take(self, edition: str, live: Live, *, building: bool) -> None:
        before = self.shown(edition)
        opened = _opened(live, before)
        with self._changed:
            self._tell(
                edition,
                live=live,
                building=building,
                step="",
                pages=opened.pages,
                ebook=opened.ebook,
                sources=_sources(live, before),
            )
        _let_go(before, opened)

    def _step(self, edition: str, step: Step) -> None:
        words = f"{step.label} {step.done}/{step.total}" if step.total else step.label
        with self._changed:
            if self._shown[edition].step != words:
                self._shown[edition] = replace(self._shown[edition], step=words)
                self._changed.notify_all()

    def _tell(self, edition: str, **changes: object) -> None:
        """Put down something new of an edition, under the lock."""
        before = self._shown[edition]
        self._shown[edition] = replace(before, version=before.version + 1, **changes)  # type: ignore[arg-type]  # its own fields
        self._changed.notify_all()


def _opened(live: Live, before: Shown) -> Shown:
    """The files of a new state; those of the old one when nothing new was made."""
    if live.file is None or (live.file, live.leaves) == (before.live.file, before.live.leaves):
        return before
    if not live.pages:
        return Shown(live, ebook=EbookFile(live.file))
    from yearbook.pdf.raster import Pages

    texts = _texts(live, before)
    if live.leaves is None or before.pages is None:
        return Shown(live, pages=Patchwork.of(Pages(live.file), texts))
    new = Pages(live.leaves.file)
    old = {page.key: before.pages.places[page.number - 1] for page in before.live.pages}
    places = live.leaves.places
    return Shown(
        live,
        pages=Patchwork([(new, places[p.number]) if p.number in places else old[p.key] for p in live.pages], texts),
    )


def _sources(live: Live, before: Shown) -> Sources | None:
    """Of the newest records, and while these are wrong, of those that the pages still show."""
    if live.yearbook is None:
        return before.sources
    return Sources(live.yearbook, None if live.ok else before.sources)


def _texts(live: Live, before: Shown) -> dict[int, str]:
    """The texts of pages that have not changed: reading them again would take a second."""
    if before.pages is None:
        return {}
    read = before.pages.known_texts()
    known = {page.key: read[page.number] for page in before.live.pages if page.number in read}
    return {page.number: known[page.key] for page in live.pages if page.key in known}


def _let_go(before: Shown, now: Shown) -> None:
    """Close what is open for a state and not for the next."""
    files = (shown.pages.files if shown.pages else set() for shown in (before, now))
    for file in next(files) - next(files):
        file.close()
    if before.ebook is not None and before.ebook is not now.ebook:
        before.ebook.close()
