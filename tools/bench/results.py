"""What was measured, as values and as JSON; medians, ratios within a run, exponents of growth."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

EDITS = ("narrative", "longer", "renamed")


@dataclass(frozen=True)
class Sample:
    """One contestant in one run. records: 0 for the sample book; seconds, MB (10⁶ bytes), bytes."""

    name: str
    records: int
    run: int
    wall: float
    processor: float
    peak: float
    size: int = 0
    pages: int = 0
    stages: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Results:
    """All samples, where and when they were taken. `same`: records → pages that read the same as in one shot."""

    machine: Mapping[str, str]
    date: str
    samples: tuple[Sample, ...]
    same: Mapping[int, int] = field(default_factory=dict)

    @property
    def sizes(self) -> list[int]:
        """Numbers of records, ascending, without the sample book."""
        return sorted({sample.records for sample in self.samples} - {0})

    @property
    def runs(self) -> int:
        return 1 + max(sample.run for sample in self.samples)

    def of(self, name: str, records: int) -> list[Sample]:
        """The samples of a contestant, by run."""
        found = [sample for sample in self.samples if (sample.name, sample.records) == (name, records)]
        return sorted(found, key=lambda sample: sample.run)

    def median(self, name: str, records: int, value: Callable[[Sample], float]) -> float | None:
        """The median of a contestant's runs; None if it did not take part."""
        found = self.of(name, records)
        return statistics.median(map(value, found)) if found else None

    def ratio(
        self,
        above: str,
        below: str,
        records: int,
        value: Callable[[Sample], float],
        part: Callable[[Sample], float] | None = None,
    ) -> float | None:
        """The median of the ratios of two contestants, each within one run; None if they never met. part: what counts
        of the first, by default `value` as of the second."""
        others = {sample.run: value(sample) for sample in self.of(below, records)}
        ratios = [(part or value)(s) / others[s.run] for s in self.of(above, records) if others.get(s.run)]
        return statistics.median(ratios) if ratios else None

    def growth(self, name: str, value: Callable[[Sample], float], sizes: list[int] | None = None) -> float | None:
        """The exponent k of n^k that fits the medians best (least squares of the logarithms); None for one size."""
        known = [(n, self.median(name, n, value)) for n in sizes or self.sizes]
        points = [(math.log(n), math.log(median)) for n, median in known if median]
        if len(points) < 2:
            return None
        return statistics.linear_regression(*zip(*points, strict=True)).slope


def wall(sample: Sample) -> float:
    return sample.wall


def peak(sample: Sample) -> float:
    return sample.peak


def save(results: Results, path: Path) -> None:
    """Write as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n", "utf-8")


def read(path: Path) -> Results:
    """Read what `save` wrote."""
    told = json.loads(path.read_text("utf-8"))
    samples = tuple(Sample(**sample) for sample in told["samples"])
    same = {int(records): pages for records, pages in told["same"].items()}
    return Results(told["machine"], told["date"], samples, same)
