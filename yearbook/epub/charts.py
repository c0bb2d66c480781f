"""Charts for a narrow screen: one bar under another, each below its label, drawn as SVG that scales with the page.

The unit is a px of a drawing 300 wide, which is about what a phone of 320 px leaves: type keeps its size there.
"""

from __future__ import annotations

import textwrap

from yearbook.book.model import Chart
from yearbook.values import dataclass
from yearbook.vietnamese import format_number

WIDTH = 300
TEXT, LEADING, BAR, GAP = 13, 16, 12, 12
FIGURES = 40  # kept free at the right for the number behind the longest bar
CHARACTERS = 44  # of a label on one line


@dataclass(frozen=True)
class Segment:
    """A piece of a bar: the number of its series, its left edge and width."""

    series: int
    x: float
    width: float


@dataclass(frozen=True)
class Row:
    """A bar and its label. `baselines`: of the label's lines; `end`: where the number stands."""

    lines: tuple[str, ...]
    baselines: tuple[float, ...]
    top: float
    segments: tuple[Segment, ...]
    end: float
    total: int


@dataclass(frozen=True)
class Drawing:
    """A chart ready to be written; `text` says in words what it shows (SVG 1.1 §5.4, WCAG 2.2 1.1.1)."""

    chart: Chart
    rows: tuple[Row, ...]
    height: float
    text: str


def drawing(chart: Chart) -> Drawing:
    """Lay out a chart."""
    rows, y = [], 0.0
    scale = (WIDTH - FIGURES) / max(chart.highest, 1)
    for bar in chart.bars:
        lines = tuple(textwrap.wrap(bar.label, CHARACTERS, break_long_words=False)) or ("",)
        baselines = tuple(y + TEXT + LEADING * number for number in range(len(lines)))
        top, x = baselines[-1] + 5, 0.0
        segments = []
        for series, value in enumerate(bar.values):
            if value:
                segments.append(Segment(series, round(x, 2), round(value * scale, 2)))
                x += value * scale
        rows.append(Row(lines, baselines, top, tuple(segments), round(x + 5, 2), bar.total))
        y = top + BAR + GAP
    return Drawing(chart, tuple(rows), y, _in_words(chart))


def _in_words(chart: Chart) -> str:
    """«Theo năm: 2015: 77 (tập thể 44, cá nhân 33); …»"""
    bars = []
    for bar in chart.bars:
        parts = [
            f"{name.lower()} {format_number(value)}"
            for name, value in zip(chart.series, bar.values, strict=True)
            if value
        ]
        bars.append(f"{bar.label} {format_number(bar.total)} ({', '.join(parts)})" if parts else f"{bar.label} 0")
    return f"Biểu đồ thanh ngang, số lượt khen thưởng. {'; '.join(bars)}."
