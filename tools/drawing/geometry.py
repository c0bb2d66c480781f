# ruff: noqa: E501 -- outlines are tables of points; one to a line reads best
"""Points, curves and outlines. Everything returns plain lists of points in drawing units, y pointing down."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Outline = list[Point]


@dataclass(frozen=True)
class Frame:
    """Places local points on the sheet: origin, scale, turn in degrees (clockwise), mirrored or not."""

    x: float
    y: float
    scale: float = 1.0
    turn: float = 0.0
    flip: bool = False

    def __call__(self, points: Iterable[Point]) -> Outline:
        sine, cosine = math.sin(math.radians(self.turn)), math.cos(math.radians(self.turn))
        sign = -1.0 if self.flip else 1.0
        placed = []
        for px, py in points:
            lx, ly = px * sign * self.scale, py * self.scale
            placed.append((self.x + lx * cosine - ly * sine, self.y + lx * sine + ly * cosine))
        return placed

    def at(self, x: float, y: float) -> Point:
        """One point."""
        return self([(x, y)])[0]


def _spline(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def axis(p: float, q: float, r: float, s: float) -> float:
        return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)

    return axis(a[0], b[0], c[0], d[0]), axis(a[1], b[1], c[1], d[1])


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 12) -> Outline:
    """A Catmull-Rom curve through all `points`."""
    count = len(points)
    curve: Outline = []
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        curve.extend(_spline(a, b, c, d, step / steps) for step in range(steps))
    if not closed:
        curve.append(points[-1])
    return curve


def both_sides(right: Sequence[Point], axis: float = 0.0) -> Outline:
    """A closed symmetric outline from its right half, given from top to bottom."""
    left = [(2 * axis - x, y) for x, y in reversed(right) if abs(x - axis) > 1e-6]
    return [*right, *left]


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> Outline:
    """An ellipse as an outline fine enough for print."""
    count = 72
    circle = [(rx * math.cos(2 * math.pi * i / count), ry * math.sin(2 * math.pi * i / count)) for i in range(count)]
    return Frame(x, y, turn=turn)(circle)


def box(x: float, y: float, width: float, height: float) -> Outline:
    """A rectangle by its top left corner."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Outline:
    """A rectangle with round corners."""
    r = min(radius, width / 2, height / 2)
    corners = (
        (x + width - r, y + r, -90), (x + width - r, y + height - r, 0), (x + r, y + height - r, 90), (x + r, y + r, 180),
    )  # fmt: skip
    return [
        (cx + r * math.cos(math.radians(start + 11.25 * i)), cy + r * math.sin(math.radians(start + 11.25 * i)))
        for cx, cy, start in corners
        for i in range(9)
    ]


def brush(path: Sequence[Point], widths: Sequence[float]) -> Outline:
    """The outline of a stroke along `path` whose width runs through `widths` (spread evenly over its length)."""
    last = len(path) - 1
    left: Outline = []
    right: Outline = []
    for i, (x, y) in enumerate(path):
        before, after = path[max(i - 1, 0)], path[min(i + 1, last)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1.0
        place = i / last * (len(widths) - 1)
        k = min(int(place), len(widths) - 2)
        half = (widths[k] + (widths[k + 1] - widths[k]) * (place - k)) / 2
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    return left + right[::-1]


def curve_stroke(points: Sequence[Point], *widths: float) -> Outline:
    """A brush stroke along a smooth open curve."""
    return brush(smooth(points, closed=False, steps=10), widths if len(widths) > 1 else widths * 2)


def wave(x: float, y: float, width: float, amplitude: float, count: float, phase: float = 0.0) -> Outline:
    """An open sine line from left to right."""
    steps = max(int(count * 36), 8)
    return [
        (x + width * i / steps, y + amplitude * math.sin(phase + 2 * math.pi * count * i / steps))
        for i in range(steps + 1)
    ]
