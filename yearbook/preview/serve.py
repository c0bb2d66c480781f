"""A preview from start to end: private folder, session, watcher, server."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from yearbook.context import BuildContext
from yearbook.diagnostics import DataProblem, diagnose
from yearbook.preview.answers import Answers
from yearbook.preview.live import EDITIONS, LiveBook
from yearbook.preview.server import PreviewServer
from yearbook.preview.session import Session
from yearbook.preview.view import Places
from yearbook.preview.watch import Watcher, roots_of
from yearbook.storage import build_lock, writing
from yearbook.workers import Pool

FOLDER = "preview-"
ROOM = 400_000_000  # bytes for each process: what it remembers makes it quick


@contextmanager
def preview(context: BuildContext, port: int = 0, editor: str = "") -> Iterator[str]:
    """A running preview of the book in `context.data`; yields the address to open, ends with the block.

    port 0 takes a free one; editor: a key of `view.EDITORS`. Raises DataProblem: S308 when the port cannot be
    opened, S10x when the cache cannot be written.
    """
    with _private_folder(context.cache) as folder, _crew(context) as crew:
        own = replace(context, data=context.data.absolute(), out=folder)
        session = Session({name: LiveBook(own, name, crew) for name in EDITIONS})
        try:
            server = PreviewServer(session, Answers(session, Places(own.data, editor)), port)
        except OSError as error:
            raise DataProblem(diagnose("S308", port=port, reason=error.strerror or type(error).__name__)) from error
        watcher = Watcher(roots_of(own), session.touch)
        serving = threading.Thread(target=server.serve_forever, name="serve", daemon=True)
        for thread in (session, watcher, serving):
            thread.start()
        try:
            yield server.guard.url
        finally:
            watcher.stop()
            session.stop()
            server.shutdown()
            server.server_close()


@contextmanager
def _crew(context: BuildContext) -> Iterator[Pool | None]:
    """Processes that live as long as the preview; at its end nobody waits for what they do. None for a cluster."""
    if context.executor:
        yield None
        return
    crew = Pool(max(1, context.jobs), room=ROOM, lasting=True)
    try:
        yield crew
    finally:
        crew.kill_workers()


@contextmanager
def _private_folder(cache: Path) -> Iterator[Path]:
    """A folder that this run alone holds; those of runs that were killed are removed."""
    with writing(cache):
        cache.mkdir(parents=True, exist_ok=True)
        _sweep(cache)
        folder = Path(tempfile.mkdtemp(prefix=FOLDER, dir=cache))
    try:
        with build_lock(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(cache: Path) -> None:
    for folder in cache.glob(f"{FOLDER}*"):
        try:
            with build_lock(folder, wait_seconds=0):
                pass
        except DataProblem:
            continue  # held by a preview that runs
        shutil.rmtree(folder, ignore_errors=True)
