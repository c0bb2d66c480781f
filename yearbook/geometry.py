"""Rectangles and matrices of a page, in pt of default user space; y grows upwards (ISO 32000-2, 7.9.5 and 8.3)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MM_PER_PT = 25.4 / 72
HUGE = 1e7  # pt: no page and nothing on it is larger

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rect(NamedTuple):
    """A rectangle in default user space, in pt."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @staticmethod
    def of(values: Iterable[object]) -> Rect:
        """From a PDF array: any two opposite corners. Raises ValueError or TypeError when it is none."""
        x0, y0, x1, y1 = (float(value) for value in values)  # type: ignore[arg-type]
        if not all(-HUGE < value < HUGE for value in (x0, y0, x1, y1)):
            raise ValueError("beyond all pages")
        return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    @staticmethod
    def around(points: Sequence[float], matrix: Matrix) -> Rect | None:
        """Around two corners x0, y0, x1, y1 that a matrix moves; None when they end nowhere."""
        a, b, c, d, e, f = matrix
        x0, y0, x1, y1 = points
        if not b and not c:  # most stand upright
            left, right, bottom, top = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
            left, right = (left, right) if left <= right else (right, left)
            bottom, top = (bottom, top) if bottom <= top else (top, bottom)
            found = -HUGE < left <= right < HUGE and -HUGE < bottom <= top < HUGE
            return Rect(left, bottom, right, top) if found else None
        xs = (a * x0 + c * y0, a * x1 + c * y0, a * x0 + c * y1, a * x1 + c * y1)
        ys = (b * x0 + d * y0, b * x1 + d * y0, b * x0 + d * y1, b * x1 + d * y1)
        left, bottom, right, top = min(xs) + e, min(ys) + f, max(xs) + e, max(ys) + f
        if -HUGE < left <= right < HUGE and -HUGE < bottom <= top < HUGE:
            return Rect(left, bottom, right, top)
        return None

    def holds(self, other: Rect, grace: float = 0.01) -> bool:
        return (
            other.left >= self.left - grace
            and other.bottom >= self.bottom - grace
            and other.right <= self.right + grace
            and other.top <= self.top + grace
        )

    def meet(self, other: Rect) -> Rect | None:
        """What two rectangles have in common; a line or a point counts, None when they are apart."""
        inside = self.left >= other.left and self.bottom >= other.bottom and self.right <= other.right
        if inside and self.top <= other.top:
            return self
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = min(self.right, other.right), min(self.top, other.top)
        return Rect(left, bottom, right, top) if left <= right and bottom <= top else None

    def grown(self, by: float) -> Rect:
        return Rect(self.left - by, self.bottom - by, self.right + by, self.top + by)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def scales(matrix: Matrix) -> tuple[float, float]:
    """How much a matrix stretches at least and at most (its singular values)."""
    a, b, c, d, _, _ = matrix
    half = (a * a + b * b + c * c + d * d) / 2
    root = math.sqrt(max(half * half - (a * d - b * c) ** 2, 0.0)) if half < 1e70 else 0.0
    return math.sqrt(max(half - root, 0.0)), math.sqrt(half + root)


def union(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around some (at least one)."""
    all_of_them = list(rects)
    return Rect(
        min(rect.left for rect in all_of_them),
        min(rect.bottom for rect in all_of_them),
        max(rect.right for rect in all_of_them),
        max(rect.top for rect in all_of_them),
    )
