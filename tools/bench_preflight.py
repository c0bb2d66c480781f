"""Render and preflight of a book's interior, timed side by side: `python -m tools.bench_preflight [folder] [cache]`.

Prints seconds of both and their ratio. The photos are ready before the clock starts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tools.bench.adapter import print_edition, print_setting
from yearbook.context import BuildContext
from yearbook.pdf.work import make_print
from yearbook.preflight.printfile import preflight
from yearbook.preflight.profile import default_profile, load_profile

ROOT = Path(__file__).resolve().parent.parent


def _silent(*_: object) -> None:
    return None


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data"
    with tempfile.TemporaryDirectory() as folder:
        context = BuildContext(data=data, out=Path(folder))
        if len(sys.argv) > 2:
            context = replace(context, cache=Path(sys.argv[2]))
        setting = print_setting(context)
        printing = setting.book.settings.printing
        edition = print_edition(context, setting)
        start = time.perf_counter()
        made = make_print(setting, edition, _silent)
        drawn = time.perf_counter()
        thresholds = load_profile(printing.check, data / "profiles").value or default_profile()
        report = preflight(made.files["print"], thresholds)
        proved = time.perf_counter()
    render, check = drawn - start, proved - drawn
    print(f"{made.pages} pages: render {render:.1f} s, preflight {check:.1f} s ({len(report)} findings)")
    print(f"preflight ÷ render: {check / render:.2f} (goal: under 0.50)")


if __name__ == "__main__":
    main()
