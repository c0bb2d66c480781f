"""Our preview as it is run in the measured process: `python -m tools.bench.previewing DATA CACHE OUT`, which prints
seconds as JSON.

One `LiveBook` of the print edition stays, with its processes. `tools.bench.edits` are made one after the other and
stay, as in Typst's resident run; at the end the folder is as it was. Told for each: when the finished PDF stands
(`pdf`), when the picture of the first page that changed can be shown (`shown`), when rules and preflight have been told
(`judged`).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from tools.bench.edits import edits
from yearbook.context import BuildContext
from yearbook.pdf.raster import Pages
from yearbook.preview.live import Live, LiveBook
from yearbook.preview.serve import ROOM
from yearbook.workers import Pool

_ACROSS = 1000  # pixels of a page on a screen


class _Watch:
    """One update after another, timed."""

    def __init__(self, book: LiveBook) -> None:
        self.book, self.keys = book, frozenset[str]()

    def update(self) -> dict[str, float]:
        start = time.perf_counter()
        taken: dict[str, float] = {}

        def first(live: Live) -> None:
            self._show(live)
            taken["shown"] = time.perf_counter() - start

        def early(live: Live) -> bool:
            taken["pdf"] = time.perf_counter() - start
            if "shown" not in taken:
                first(live)
            return True

        live = self.book.update(early=early, first=first)
        if live.file is None:
            raise SystemExit("\n".join(finding.message for finding in live.report))
        taken["judged"] = time.perf_counter() - start
        self.keys = frozenset(page.key for page in live.pages)
        return taken

    def _show(self, live: Live) -> None:
        number = next((page.number for page in live.pages if page.key not in self.keys), 1)
        file, number = (live.leaves.file, live.leaves.places[number]) if live.leaves else (live.file, number)
        assert file is not None
        pages = Pages(file)
        pages.picture(number, _ACROSS)
        pages.close()


def run(data: Path, cache: Path, out: Path) -> dict[str, list[dict[str, float]]]:
    """Kind of edit → what each took; `first` the first update, `unchanged` one with nothing changed."""
    made = edits(data)
    before = {edit.file: edit.file.read_bytes() for edit in made}
    crew = Pool(2, room=ROOM, lasting=True)
    out.mkdir(parents=True, exist_ok=True)
    watch = _Watch(LiveBook(BuildContext(data=data, out=out, cache=cache, jobs=2), "print", crew))
    try:
        taken = {"first": [watch.update()], "unchanged": [watch.update()]}
        for edit in made:
            edit.file.write_text(edit.text, "utf-8")
            taken.setdefault(edit.kind, []).append(watch.update())
    finally:
        crew.kill_workers()
        for file, text in before.items():
            file.write_bytes(text)
    return taken


if __name__ == "__main__":
    print(json.dumps(run(*map(Path, sys.argv[1:]))))
