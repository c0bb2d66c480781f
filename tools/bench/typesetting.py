"""Typst as it is run in the measured process: `python -m tools.bench.typesetting cold FOLDER PDF`, or
`… resident FOLDER PDF EDITS`, which prints seconds as JSON.

Resident: one `typst.Compiler` stays, as in its preview. It forgets files after each compile and reads them again, but
keeps what was computed (comemo's memory of the process: what ten compiles have not asked for is dropped). EDITS is the
JSON of a list of `{"kind": …, "files": {name: text}}`; each edit is written, then compiled and the PDF written, timed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import typst

from tools.bench.typst_source import write_changes

FONTS = Path(__file__).resolve().parents[2] / "fonts"
_UNTAGGED = False  # as our print edition


def cold(folder: Path, pdf: Path) -> None:
    """One compile in a fresh process."""
    typst.compile(
        folder / "main.typ",
        output=pdf,
        root=folder,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        pdf_tags=_UNTAGGED,
    )


def resident(folder: Path, pdf: Path, edits: Path) -> dict[str, list[float]]:
    """Kind of edit → seconds of each; `unchanged` is a compile with nothing changed, `first` the first."""
    compiler = typst.Compiler(folder / "main.typ", root=folder, font_paths=[FONTS], ignore_system_fonts=True)

    def seconds() -> float:
        start = time.perf_counter()
        compiler.compile(output=pdf, format="pdf", pdf_tags=_UNTAGGED)
        return time.perf_counter() - start

    taken = {"first": [seconds()], "unchanged": [seconds()]}
    for edit in json.loads(edits.read_text("utf-8")):
        write_changes(folder, {}, edit["files"])
        taken.setdefault(edit["kind"], []).append(seconds())
    return taken


def main(words: list[str]) -> None:
    mode, *paths = words
    if mode == "cold":
        cold(*map(Path, paths))
    else:
        print(json.dumps(resident(*map(Path, paths))))


if __name__ == "__main__":
    main(sys.argv[1:])
