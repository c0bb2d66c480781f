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
        while not self._stop.is_set():
            there = [root for root, identity in zip(self.roots, seen, strict=True) if identity]
            if there:
                self._listen(there, seen)
            else:
                self._stop.wait(LOOK_MS / 1000)
            now = self._identities()
            if now != seen and not self._stop.is_set():
                gone = {str(root) for root, old, new in zip(self.roots, seen, now, strict=True) if old != new}
                seen = now
                self._touched(frozenset(gone))

    def _listen(self, there: list[Path], seen: tuple[object, ...]) -> None:
        """Until a folder itself is another, or the end."""
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
                if changes:
                    self._touched(frozenset(path for _, path in changes))
                if self._identities() != seen:
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
