"""Tells when a file of the book changes: data, photos, templates, faces, colour profiles."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from yearbook.context import BuildContext

QUIET_MS = 50  # so long nothing more must happen: an editor writes a file in several steps
LONGEST_MS = 400  # but no longer, when a folder is being copied in
LOOK_MS = 500  # how often it is looked whether the folders themselves are still those


class BookFilter(DefaultFilter):
    """All but what editors and systems leave about: hidden files, copies, locks."""

    def __call__(self, change: Change, path: str) -> bool:
        name = os.path.basename(path)  # noqa: PTH119 - called for every file that moves
        return (
            not name.startswith((".", "~$")) and not name.endswith((".tmp", ".bak")) and super().__call__(change, path)
        )


def roots_of(context: BuildContext) -> tuple[Path, ...]:
    """The folders that a book is made of."""
    return (context.data, *(context.assets / name for name in ("templates", "fonts", "profiles")))


class Watcher:
    """Calls `touched` with the changed paths, in a thread of its own, from `start` to `stop`.

    A folder that goes away or comes back is a change as well.
    """

    def __init__(self, roots: Iterable[Path], touched: Callable[[frozenset[str]], None]) -> None:
        self.roots, self._touched = tuple(roots), touched
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        seen = self._identities()
        again = False
        while not self._stop.is_set():
            there = [root for root, identity in zip(self.roots, seen, strict=True) if identity]
            if there:
                self._listen(there, seen, again)
            else:
                self._stop.wait(LOOK_MS / 1000)
            now, again = self._identities(), True
            if now != seen and not self._stop.is_set():
                self._touched(
                    frozenset(str(r) for r, old, new in zip(self.roots, seen, now, strict=True) if old != new)
                )
            seen = now

    def _listen(self, there: list[Path], seen: tuple[object, ...], again: bool) -> None:
        """Until a folder itself is another, or the end. again: what changed before anybody listened is not known."""
        missed = frozenset(map(str, there)) if again else frozenset()
        try:
            for changes in watch(
                *there,
                watch_filter=BookFilter(),
                debounce=LONGEST_MS,
                step=QUIET_MS,
                stop_event=self._stop,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                if paths := missed | {path for _, path in changes}:
                    self._touched(paths)
                missed = frozenset()
                # a new folder may have the number of the old one; the system no longer listens to it all the same
                gone = any(change is Change.deleted and Path(path) in there for change, path in changes)
                if gone or self._identities() != seen:
                    return
        except OSError:  # a folder went while it was taken on; FileNotFoundError, or the system's limit of watches
            self._stop.wait(LOOK_MS / 1000)

    def _identities(self) -> tuple[object, ...]:
        return tuple(map(_identity, self.roots))


def _identity(root: Path) -> object:
    try:
        stat = root.stat()
    except OSError:
        return None
    return (stat.st_dev, stat.st_ino)
