"""The measures of a page, all following from the trim size (book.md, «Page»). mm unless a name says pt."""

from __future__ import annotations

from yearbook.geometry import MM_PER_PT
from yearbook.values import dataclass

REFERENCE_WIDTH = 190.0  # mm: the trim for which the display sizes are drawn
BLEED = 3.0
DISPLAY_FROM_PT = 13.0


@dataclass(frozen=True)
class Geometry:
    """Trim, margins and type area.

    The type area is a whole number of lines of the grid, so that facing pages line up; what the division
    leaves goes to the bottom margin, which is about 1.3 × the side margin.
    """

    width: float
    height: float
    margin: float
    lines: int
    grid_pt: float
    bleed: float = BLEED

    @staticmethod
    def of(width: float, height: float, margin_share: float, grid_pt: float) -> Geometry:
        """width, height: trim in mm; margin_share: side margin as a share of the width; grid_pt: line in pt."""
        margin = round(width * margin_share, 2)
        available = height - margin - 1.3 * margin
        return Geometry(width, height, margin, round(available / MM_PER_PT / grid_pt), grid_pt)

    @property
    def text_width(self) -> float:
        return self.width - 2 * self.margin

    @property
    def text_height(self) -> float:
        return self.lines * self.grid_pt * MM_PER_PT

    @property
    def bottom(self) -> float:
        return self.height - self.margin - self.text_height

    @property
    def bleed_width(self) -> float:
        return self.width + 2 * self.bleed

    @property
    def bleed_height(self) -> float:
        return self.height + 2 * self.bleed

    def display(self, size_pt: float) -> float:
        """A size of the type scale on this trim: text sizes stay, display sizes shrink with the page."""
        if size_pt <= DISPLAY_FROM_PT:
            return size_pt
        return max(DISPLAY_FROM_PT, round(size_pt * min(1.0, self.width / REFERENCE_WIDTH) * 2) / 2)

    def leading(self, size_pt: float, least: float = 1.3) -> float:
        """Line height in pt for a size: whole half-grid steps, never so tight that stacked marks touch (fonts.csv)."""
        step = self.grid_pt / 2
        return -(-size_pt * least // step) * step
