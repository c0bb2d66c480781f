"""What comes of a proof, as who tells of it sees it; no engine is needed to read it."""

from __future__ import annotations

from yearbook.diagnostics import Box, Report
from yearbook.geometry import MM_PER_PT, Rect
from yearbook.values import dataclass

_LEAST = 1.2  # % of the picture: a frame around a hairline must be seen


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
class Frame:
    """A rectangle on a thumbnail, in % of its width and height from the top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Thumbnail:
    """A page as it is displayed, JPEG; `quarters`: how often it is turned clockwise for that (/Rotate)."""

    page: int
    jpeg: bytes
    sheet: Sheet
    quarters: int = 0

    @property
    def trim(self) -> Frame:
        """Where the page will be cut."""
        return self._frame(self.sheet.edge)

    def frame(self, box: Box) -> Frame:
        """A box of a finding (mm from the top left corner of the trim) on the picture, at least so large that it is
        seen."""
        edge = self.sheet.edge
        left, top = edge.left + box.left / MM_PER_PT, edge.top - box.top / MM_PER_PT
        return self._frame(Rect(left, top - box.height / MM_PER_PT, left + box.width / MM_PER_PT, top), _LEAST)

    def _frame(self, rect: Rect, least: float = 0.0) -> Frame:
        media = self.sheet.media
        width, height = media.width or 1, media.height or 1
        left, right = ((x - media.left) / width * 100 for x in (rect.left, rect.right))
        top, bottom = ((media.top - y) / height * 100 for y in (rect.top, rect.bottom))
        for _ in range(self.quarters % 4):
            left, top, right, bottom = 100 - bottom, left, 100 - top, right
        (left, across), (top, down) = _within(left, right, least), _within(top, bottom, least)
        return Frame(left, top, across, down)


def _within(start: float, end: float, least: float) -> tuple[float, float]:
    """Start and length of a stretch cut to 0…100, at least `least` long."""
    start, end = (min(100.0, max(0.0, value)) for value in (start, end))
    if end - start < least:
        start = min(100 - least, max(0.0, (start + end - least) / 2))
        end = start + least
    return round(start, 2), round(end - start, 2)


@dataclass(frozen=True)
class Proved:
    """A file and what was found; `pages` is 0 when it cannot be read."""

    name: str
    pages: int
    report: Report
    thumbnails: tuple[Thumbnail, ...] = ()
