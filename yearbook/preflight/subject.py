"""The file under inspection: opened once, its boxes, its thresholds, and whose record stands where."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from functools import cached_property
from pathlib import Path

import pikepdf

from yearbook.diagnostics import Box, Diagnostic, Related, Spot, diagnose
from yearbook.geometry import MM_PER_PT, Rect
from yearbook.preflight.content.streams import RawHashes
from yearbook.preflight.digest import Digests, Told
from yearbook.preflight.known import Known
from yearbook.preflight.pdf import destinations, inherited
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.proved import Sheet
from yearbook.preflight.records import Records
from yearbook.preflight.tally import Fault
from yearbook.preflight.xmp import Xmp, read_xmp
from yearbook.storage import Cache
from yearbook.values import dataclass

__all__ = ["MM_PER_PT", "Rect", "Sheet", "Subject"]

A4 = Rect(0, 0, 595.28, 841.89)
X_4 = re.compile(r"PDF/X-4p?(:20\d\d)?")
X_1A = re.compile(r"PDF/X-1a?(:20\d\d)?")


@dataclass
class Subject:
    """A PDF under inspection."""

    path: Path
    pdf: pikepdf.Pdf
    profile: PreflightProfile
    records: Records = field(default_factory=Records)
    cache: Cache | None = None
    reader: int = 0  # which of those who read it at once; the first holds it against its terms

    @cached_property
    def digests(self) -> Digests:
        """Hashes of the pages, by which the cache knows them."""
        return Digests(self.pdf, self.raw, self.streams)

    @cached_property
    def streams(self) -> Told:
        """What is known of its streams of content."""
        return Known(self.cache, "streams of content", self.path.name, reader=self.reader)

    @cached_property
    def raw(self) -> RawHashes:
        """Hashes of its streams as they are packed."""
        return RawHashes()

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The pages' boxes; a page whose media box cannot be read counts as A4 (P210 says so)."""

        def box(obj: object) -> Rect | None:
            try:
                rect = Rect.of(obj) if isinstance(obj, pikepdf.Array) and len(obj) == 4 else None
            except (TypeError, ValueError):
                return None
            return rect if rect and rect.width > 0 and rect.height > 0 else None

        found = []
        for number, page in enumerate(self.pdf.pages, 1):
            own = page.obj
            media = box(inherited(own, "/MediaBox")) or A4
            found.append(Sheet(number, media, box(own.get("/TrimBox")), box(own.get("/BleedBox"))))
        return tuple(found)

    @cached_property
    def xmp(self) -> Xmp | None:
        """The file's metadata packet; None when there is none or it is no XML."""
        return read_xmp(self.pdf)

    @cached_property
    def info(self) -> dict[str, str]:
        """The document information dictionary as text, names without slash."""
        obj = self.pdf.trailer.get("/Info")
        if not isinstance(obj, pikepdf.Dictionary):
            return {}
        kinds = (pikepdf.String, pikepdf.Name)
        return {key[1:]: str(obj[key]).removeprefix("/").strip() for key in obj.keys() if isinstance(obj[key], kinds)}  # noqa: SIM118

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """PDF/X versions that the file names, as it writes them: in XMP, then in Info."""
        told = (self.xmp.version if self.xmp else "", self.info.get("GTS_PDFXVersion", ""))
        return tuple(dict.fromkeys(claim for claim in told if claim))

    @cached_property
    def standard(self) -> str:
        """The standard whose rules count: the one the file names, else the first that the profile accepts."""
        for claim in self.claims:
            if X_4.fullmatch(claim):
                return "x-4"
            if X_1A.fullmatch(claim):
                return "x-1a"
        return self.profile.standards[0] if self.profile.standards else "x-4"

    @cached_property
    def _starts(self) -> list[tuple[tuple[int, float], str]]:
        """Where records and parts begin, in reading order: (page, mm from the top), anchor."""
        if not self.records.spans and not self.info.get("Creator", "").startswith("yearbook"):
            return []  # a stranger's file: its anchors are no records of ours
        starts = []
        for anchor, target in destinations(self.pdf).items():
            top = self.sheets[target.page - 1].edge.top
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

    def tell(self, fault: Fault, page: int) -> Diagnostic:
        """A fault of a page as a finding of this file."""
        return self.found(fault.code, page, fault.rect, fault.object, **fault.words)

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
