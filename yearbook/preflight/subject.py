"""The file under inspection: opened once, its boxes, its thresholds, and whose record stands where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pikepdf

from yearbook.diagnostics import Box, Diagnostic, Related, Span, Spot, diagnose
from yearbook.preflight.pdf import destinations
from yearbook.preflight.profile import PreflightProfile

MM_PER_PT = 25.4 / 72


@dataclass(frozen=True)
class Rect:
    """A rectangle in default user space, in pt; y grows upwards (ISO 32000-2, 7.9.5)."""

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
    def of(values: object) -> Rect:
        """From a PDF array: any two opposite corners."""
        x0, y0, x1, y1 = (float(value) for value in values)  # type: ignore[attr-defined]
        return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def holds(self, other: Rect, grace: float = 0.01) -> bool:
        return (
            other.left >= self.left - grace
            and other.bottom >= self.bottom - grace
            and other.right <= self.right + grace
            and other.top <= self.top + grace
        )


@dataclass(frozen=True)
class Sheet:
    """The boxes of a page; `trim` and `bleed` are None when the page does not say them."""

    number: int
    media: Rect
    trim: Rect | None
    bleed: Rect | None

    @property
    def edge(self) -> Rect:
        """What positions are counted from: the trim box, else the media box."""
        return self.trim or self.media


@dataclass(frozen=True)
class Records:
    """Where the records of our own books are described: record id → place of the record in the data."""

    spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass
class Subject:
    """A PDF under inspection."""

    path: Path
    pdf: pikepdf.Pdf
    profile: PreflightProfile
    records: Records = field(default_factory=Records)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        def box(page: pikepdf.Page, key: str) -> Rect | None:
            value = page.obj.get(key)
            return Rect.of(value) if isinstance(value, pikepdf.Array) and len(value) == 4 else None

        return tuple(
            Sheet(number, Rect.of(page.mediabox), box(page, "/TrimBox"), box(page, "/BleedBox"))
            for number, page in enumerate(self.pdf.pages, 1)
        )

    @cached_property
    def _starts(self) -> list[tuple[tuple[int, float], str]]:
        """Where records and parts begin, in reading order: (page, mm from the top), anchor."""
        starts = []
        for anchor, target in destinations(self.pdf).items():
            top = self.sheets[target.page - 1].edge.top if target.page else 0
            starts.append(((target.page, (top - target.y) * MM_PER_PT), anchor))
        return sorted(starts)

    def record_at(self, page: int, top_mm: float) -> str:
        """The record that goes on at this height of a page: the last one that began before it; empty for none.

        Anchors of our own, which begin with an underscore (parts, sections), end the record before them.
        """
        position = bisect_right(self._starts, ((page, top_mm + 2.0), "\uffff"))
        anchor = self._starts[position - 1][1] if position else ""
        return "" if anchor.startswith("_") else anchor

    def box(self, page: int, rect: Rect) -> Box:
        """A rectangle of the page in mm from the top left corner of its trim."""
        edge = self.sheets[page - 1].edge
        return Box(
            round((rect.left - edge.left) * MM_PER_PT, 2),
            round((edge.top - rect.top) * MM_PER_PT, 2),
            round(rect.width * MM_PER_PT, 2),
            round(rect.height * MM_PER_PT, 2),
        )

    def found(
        self, code: str, page: int = 0, rect: Rect | None = None, object: str = "", **words: object
    ) -> Diagnostic:
        """A finding of this file; with a rectangle (pt) it knows its record and the record's place in the data."""
        box = self.box(page, rect) if rect else None
        record = self.record_at(page, box.top) if box else ""
        span = self.records.spans.get(record)
        related = (Related(span, f"bản ghi «{record}»"),) if span else ()
        return diagnose(
            code,
            record=record,
            related=related,
            spot=Spot(self.path.name, page, box, object),
            **words,  # type: ignore[arg-type]
        )
