"""The cover sheet in mm: back flap, back, spine, front, front flap. The spine follows the number of pages."""

from __future__ import annotations

from yearbook.pages.render import PageSetter
from yearbook.records.settings import Paper
from yearbook.values import dataclass

SPINE_TEXT_FROM = 6.0  # a narrower spine carries no text: it would slip over the edge at the slightest misfold
SPINE_SIZE = 1.25  # pt of type for each mm of spine
SPINE_LEAST, SPINE_MOST = 7.0, 18.0  # pt


@dataclass(frozen=True)
class Panel:
    """A part of the sheet between two folds."""

    name: str  # back_flap, back, spine, front, front_flap
    left: float
    width: float

    @property
    def right(self) -> float:
        return round(self.left + self.width, 2)


@dataclass(frozen=True)
class Sheet:
    """page_width, height: the trim of the book; spine; flap: each flap's width, 0 for none."""

    page_width: float
    height: float
    spine: float
    flap: float = 0.0

    @property
    def panels(self) -> tuple[Panel, ...]:
        """From left to right as the open cover lies with its outside up."""
        widths = {
            "back_flap": self.flap,
            "back": self.page_width,
            "spine": self.spine,
            "front": self.page_width,
            "front_flap": self.flap,
        }
        made, left = [], 0.0
        for name, width in widths.items():
            if width:
                made.append(Panel(name, round(left, 2), width))
                left += width
        return tuple(made)

    def panel(self, name: str) -> Panel:
        return next(panel for panel in self.panels if panel.name == name)

    @property
    def width(self) -> float:
        return self.panels[-1].right

    @property
    def folds(self) -> tuple[float, ...]:
        """Where the sheet is folded, from its left edge: between each panel and the next."""
        return tuple(panel.left for panel in self.panels[1:])

    @property
    def spine_size(self) -> float:
        """The type size (pt) that suits the spine; 0 when the spine is too narrow for text."""
        if self.spine < SPINE_TEXT_FROM:
            return 0.0
        return round(min(max(self.spine * SPINE_SIZE, SPINE_LEAST), SPINE_MOST), 1)


@dataclass(frozen=True)
class FrontSheet(Sheet):
    """The front alone, for a shelf of electronic books: the other panels lie beside the sheet, out of sight."""

    @property
    def panels(self) -> tuple[Panel, ...]:
        away = -2 * self.page_width
        return Panel("back", away, self.page_width), Panel("spine", away, 0.0), Panel("front", 0.0, self.page_width)


def spine_width(pages: int, paper: Paper) -> float:
    """Pages / 2 × leaf thickness + board, in mm, to a tenth (prepress.md, «Cover»)."""
    return round((pages + pages % 2) / 2 * paper.leaf_mm + paper.board_mm, 1)


def cover_sheet(setter: PageSetter, pages: int) -> Sheet:
    """The measures of the cover for an interior of this many pages."""
    page, settings = setter.theme.geometry, setter.book.settings
    return Sheet(page.width, page.height, spine_width(pages, settings.paper), settings.cover.flaps_mm)
