"""`python -m tools.bench`: see `docs/benchmarks.md`."""

from __future__ import annotations

import argparse
import compileall
import contextlib
import datetime as dt
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tools.bench import contestants
from tools.bench.contestants import Arena
from tools.bench.machine import machine
from tools.bench.process import Failed
from tools.bench.report import NAMES, document, terminal
from tools.bench.results import Results, Sample, read, save
from tools.big_book import ROOT

DOCUMENT = ROOT / "docs" / "benchmarks.md"
RESULTS = ROOT / ".cache" / "bench.json"
PARTS = {  # who is held against each other is measured one after the other: a machine changes its speed
    "weasyprint": contestants.one_shot,
    "yearbook": contestants.yearbook,
    "typst": contestants.typst_cold,
    "typst-resident": contestants.typst_resident,
    "preview": contestants.preview,
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--records", type=int, nargs="*", default=[50, 200], help="sizes of books (default: 50 200)")
    parser.add_argument("--runs", type=int, default=5, help="runs, all contestants in each (default: 5)")
    parser.add_argument("--only", nargs="+", choices=[*PARTS, "sample"], default=[*PARTS, "sample"])
    parser.add_argument(
        "--work",
        type=Path,
        help="keep the generated books here for the next time; to be deleted when the program changes",
    )
    parser.add_argument("--json", type=Path, default=RESULTS, help="where the samples go")
    parser.add_argument("--add", action="store_true", help="keep the samples of other sizes that --json holds")
    parser.add_argument("--write", action="store_true", help="measure nothing: write docs/benchmarks.md from --json")
    return parser.parse_args()


def main() -> None:
    told = arguments()
    if told.write:
        DOCUMENT.write_text(document(read(told.json)), "utf-8")
        return
    old = read(told.json) if told.add and told.json.exists() else None
    compileall.compile_dir(ROOT / "yearbook", quiet=1)  # as after a first start, even where Python may keep nothing
    results = Results(machine(), dt.date.today().isoformat(), ())
    for part in measured(told):
        results = replace(results, samples=(*results.samples, *part.samples), same={**results.same, **part.same})
        save(_joined(old, results) if old else results, told.json)  # hours of work are not lost at the end
    print(terminal(read(told.json)))


@dataclass(frozen=True)
class Part:
    """What one size of book gave."""

    samples: tuple[Sample, ...]
    same: dict[int, int] = field(default_factory=dict)


def measured(told: argparse.Namespace) -> Iterator[Part]:
    """Size by size, at last the sample book; generated books are gone after it unless they are to be kept."""
    for records in told.records:
        with _folder(told.work, str(records)) as folder:
            arena = contestants.prepare(folder, records)
            yield Part(tuple(compete(arena, told.only, told.runs)), _same(arena))
    if "sample" in told.only:
        with _folder(told.work, "sample") as folder:
            yield Part(tuple(s for run in range(told.runs) for s in _tell(contestants.sample_book(folder, run))))


@contextlib.contextmanager
def _folder(work: Path | None, name: str) -> Iterator[Path]:
    if work:
        yield work.resolve() / name
    else:
        with tempfile.TemporaryDirectory(prefix="yearbook-bench-") as folder:
            yield Path(folder) / name


def compete(arena: Arena, only: Sequence[str], runs: int) -> Iterator[Sample]:
    """All contestants in turn, run by run, every second run in the opposite order."""
    parts: list[Callable[[Arena, int], Iterator[Sample]]] = [part for name, part in PARTS.items() if name in only]
    for run in range(runs):
        for part in parts if run % 2 == 0 else reversed(parts):
            yield from _tell(part(arena, run))


def _tell(samples: Iterator[Sample]) -> Iterator[Sample]:
    for sample in samples:
        label = NAMES.get(sample.name, sample.name)
        size = f"{sample.records} bản ghi" if sample.records else ""
        print(f"{label:<38}{size:>14}{sample.wall:>9.2f} s{sample.peak:>8.0f} MB", file=sys.stderr, flush=True)
        yield sample


def _same(arena: Arena) -> dict[int, int]:
    ours, other = arena.folder / "cold.pdf", arena.one_shot_pdf
    if not (ours.exists() and other.exists()):
        return {}
    return {arena.records: contestants.same_pages(ours, other)}


def _joined(old: Results, new: Results) -> Results:
    """The new samples, and of the old ones those of other sizes."""
    measured = {sample.records for sample in new.samples}
    kept = tuple(sample for sample in old.samples if sample.records not in measured)
    here = (
        {**new.machine, "lưu ý": "các cỡ sách đo ở những lần chạy khác nhau, máy khi bận khi rỗi"}
        if kept
        else new.machine
    )
    return Results(here, new.date, (*kept, *new.samples), {**old.same, **new.same})


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(str(failure))
