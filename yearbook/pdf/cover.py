"""The cover as one sheet: back, spine, front. The spine follows from the number of pages."""

from __future__ import annotations

from dataclasses import dataclass

from yearbook.pages.render import PageSetter
from yearbook.pdf.engine import Engine
from yearbook.records.settings import Paper

SPINE_TEXT_FROM = 6.0  # mm: a narrower spine carries no text


@dataclass(frozen=True)
class Sheet:
    """Measures of the cover sheet in mm."""

    spine: float
    width: float
    height: float

    @property
    def spine_text(self) -> bool:
        return self.spine >= SPINE_TEXT_FROM


def spine_width(pages: int, paper: Paper) -> float:
    """Pages / 2 × leaf thickness + board, in mm, to a tenth (prepress.md, «Cover»)."""
    return round((pages + pages % 2) / 2 * paper.leaf_mm + paper.board_mm, 1)


def make_cover(setter: PageSetter, engine: Engine, pages: int) -> bytes:
    """In: the page setter of the cover edition, an engine with its style sheet, the number of pages of the interior."""
    document = engine.lay_out(setter.render("cover.html.j2", sheet=cover_sheet(setter, pages)))
    return engine.write(document, list(document.pages), tagged=False, identifier=b"cover")


def cover_sheet(setter: PageSetter, pages: int) -> Sheet:
    """The measures of the cover for an interior of this many pages."""
    page = setter.theme.geometry
    spine = spine_width(pages, setter.book.settings.paper)
    return Sheet(spine, round(2 * page.width + spine, 2), page.height)
