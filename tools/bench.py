"""Times one build of the sample book, stage by stage: `make bench`, or `python -m tools.bench [book folder]`.

Absolute times drift with the machine; the ratios are what to compare. Nothing is printed by the build itself,
so the stages are timed from outside, one child process for each command.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Timing:
    """One command: wall and processor seconds, largest memory of any process so far in MB."""

    name: str
    wall: float
    processor: float
    peak: float


def run(name: str, *arguments: str, cache: str) -> Timing:
    """Run `build_yearbook.py` with these arguments and time it; its own exit code must be 0."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, str(ROOT / "build_yearbook.py"), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "YEARBOOK_CACHE": cache}, capture_output=True, text=True
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timing(name, wall, processor, after.ru_maxrss / 1024)


def aside(name: str, *arguments: str) -> str:
    """What another benchmark says that takes its own process: `bench_preflight`, `bench_rules`."""
    command = [sys.executable, "-m", f"tools.{name}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache, out = f"{folder}/cache", f"{folder}/dist"
        timings = [
            run("start (--help)", "--help", cache=cache),
            run("check", "check", cache=cache),
            run("build, empty cache", "build", "--out", out, cache=cache),
            run("build, warm cache", "build", "--out", out, cache=cache),
        ]
        big = f"{folder}/big"
        aside("big_book", big)
        timings.append(run("check, 3,000 records", "check", "--data", big, "--format", "json", cache=cache))
        ratio = aside("bench_preflight", str(ROOT / "data"), cache) + "\n" + aside("bench_rules", big)
    unit = timings[1].wall
    print(f"{'command':<22}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'× check':>9}")
    for t in timings:
        print(f"{t.name:<22}{t.wall:>9.2f}{t.processor:>9.2f}{t.peak:>9.0f}{t.wall / unit:>9.1f}")
    print(f"\n{ratio}", end="")


if __name__ == "__main__":
    main()
