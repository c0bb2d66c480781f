"""Times the checks of a book of 3,000 records, rule by rule: `python -m tools.bench_rules FOLDER`.

In this process, after one untimed run of nothing: what is read only once (the catalogue, the syllables) is charged to
no rule.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from yearbook import rules
from yearbook.diagnostics import catalogue
from yearbook.records import load
from yearbook.vietnamese.syllables import is_known


def clock(work: Callable[[], Iterable[object]]) -> float:
    """Seconds that a rule takes, its findings included."""
    start = time.perf_counter()
    for _ in work():
        pass
    return time.perf_counter() - start


def main(folder: Path) -> None:
    """Print the dearest rules and the share of the dearest in all of the check (loading, joining, rules)."""
    catalogue()
    is_known("một")
    gc.disable()
    start = time.perf_counter()
    book = load(folder).value
    assert book is not None
    loading = time.perf_counter() - start
    start = time.perf_counter()
    text = rules.manuscript(book)
    syllables = len(text.text.split())
    text.prepare()
    joining = time.perf_counter() - start
    times = {name: clock(partial(rule, book)) for name, rule in rules.record_rules().items()}
    times |= {name: clock(partial(read, text)) for name, read in rules.text_rules().items()}
    whole = loading + joining + sum(times.values())
    records = len(list(book.printed_records()))
    parts = {"loading": loading, "joining": joining, f"{len(times)} rules": sum(times.values())}
    print(f"check of {records} records, {syllables} syllables, in one process:")
    print(", ".join(f"{name} {part / whole:.0%}" for name, part in parts.items()) + "; the dearest rules:")
    for name in sorted(times, key=lambda name: -times[name])[:5]:
        print(f"  {name:<28}{times[name]:>7.3f} s {times[name] / whole:>6.1%}")
    dearest = max(times.values()) / whole
    print(f"dearest rule ÷ whole check: {dearest:.2f} (goal: under 0.20)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
