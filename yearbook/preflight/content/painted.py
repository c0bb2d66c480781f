"""What a page paints, as values for the checks: text, shapes, pictures, shadings, each with its place and its look."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from dataclasses import field, replace
from typing import NamedTuple

from yearbook.geometry import Matrix, Rect
from yearbook.preflight.content.colours import Colour, Space
from yearbook.preflight.content.tokens import Row
from yearbook.values import dataclass

MAX_ROWS, MAX_ROW = 2048, 256  # of a font that are remembered: how many, and bytes of each


class Measured(NamedTuple):
    """What is shown at once, in ems: how far its letters go, how far steps to the left take them back in all, those
    alone that go there, and steps in both directions."""

    codes: bytes
    letters: int
    ems: float
    moved: float
    back: float
    steps: float


@dataclass(frozen=True, eq=False)
class Font:
    """A font of the page's resources. `widths`: of one-byte codes or of CIDs, in thousandths of an em."""

    name: str
    embedded: bool = True
    type3: bool = False
    composite: bool = False
    widths: dict[int, float] = field(default_factory=dict)
    default: float = 500.0
    scale: float = 0.001  # from glyph space to text space, across
    program: tuple[int, int] = (0, 0)  # TrueType outlines whose glyphs stand where `widths` say; else no object
    _rows: dict[bytes, Measured] = field(default_factory=dict, repr=False)

    def row(self, row: Row) -> Measured:
        """What TJ shows; words come again and again."""
        found = self._rows.get(row)
        if found is None:
            found = self.measured(*row.parts())
            if len(row) <= MAX_ROW and len(self._rows) < MAX_ROWS:
                self._rows[row] = found
        return found

    def measured(self, codes: bytes, moves: Sequence[float] = ()) -> Measured:
        """A string, and TJ's adjustments in thousandths of an em, to the left."""
        letters, ems = self.advance(codes)
        back = sum([move for move in moves if move > 0]) / 1000
        return Measured(codes, letters, ems, sum(moves) / 1000, back, sum(map(abs, moves)) / 1000)

    def advance(self, codes: bytes) -> tuple[int, float]:
        """How many letters, and how far they go in text space for a size of 1."""
        units: array[int] | bytes = codes
        if self.composite:
            units = array("H", codes[: len(codes) // 2 * 2])
            if sys.byteorder == "little":
                units.byteswap()
        get, default = self.widths.get, self.default
        return len(units), sum([get(unit, default) for unit in units]) * self.scale


@dataclass(frozen=True)
class Look:
    """How something is painted. `overprint_mode`: OPM; `alpha`: constant opacity; `blend`: «Normal» or another."""

    colour: Colour
    overprint: bool = False
    overprint_mode: int = 0
    alpha: float = 1.0
    blend: str = "Normal"
    soft_mask: bool = False

    @property
    def transparent(self) -> bool:
        return self.alpha < 1 or self.soft_mask or self.blend not in ("Normal", "Compatible")


class Stance(NamedTuple):
    """How the letters of a run stand in text space, which `matrix` brings to the page: they begin between `low` and
    `high`, an em is so wide and so high, `rise` is that of the baseline."""

    matrix: Matrix
    low: float
    high: float
    width: float
    height: float
    rise: float

    def around(self, letter: Rect) -> Rect | None:
        """Around all letters on the page; `letter` in ems is around any of them."""
        left, right = sorted((letter.left * self.width, letter.right * self.width))
        bottom, top = (self.rise + letter.bottom * self.height, self.rise + letter.top * self.height)
        return Rect.around((self.low + left, bottom, self.high + right, top), self.matrix)


class Text(NamedTuple):
    """A run of letters; `size` in pt as printed; `fill` and `outline` are None when the rendering mode leaves them."""

    rect: Rect
    font: Font
    size: float
    letters: int
    fill: Look | None
    outline: Look | None = None
    width: float = 0.0  # of the outline, in pt
    stance: Stance | None = None


@dataclass(frozen=True)
class Shape:
    """A filled or stroked path. `width`: of the stroke in pt; `thin`: the thickness of a fill that is one bar, else
    infinite; `parts`: its separate pieces (a few, else the whole); `reach`: how far corners of a stroke may go."""

    rect: Rect
    look: Look
    stroke: bool
    width: float
    thin: float
    parts: tuple[Rect, ...]
    reach: Rect | None = None


@dataclass(frozen=True)
class Raster:
    """An image as the file holds it. `space` is None for a stencil, which is painted in the fill colour."""

    width: int
    height: int
    bits: int
    space: Space | None
    filters: tuple[str, ...] = ()
    soft_mask: bool = False
    alternates: bool = False
    key: tuple[int, int] = (0, 0)
    interpolated: bool = False

    @property
    def label(self) -> str:
        kind = self.space.label if self.space else "một bit"
        return f"ảnh {self.width} × {self.height} điểm ảnh, {kind}"


@dataclass(frozen=True)
class Picture:
    """An image placed: effective resolution across and down its own rows and columns, in pixels per inch."""

    rect: Rect
    image: Raster
    across: float
    down: float
    look: Look
    inline: bool = False


@dataclass(frozen=True)
class Shading:
    """A smooth shade."""

    rect: Rect
    space: Space
    look: Look


Painted = Text | Shape | Picture | Shading


def moved_into(thing: Painted, area: Rect) -> Painted:
    """The same thing in the part of the area that it takes; in all of it when it stands elsewhere."""
    rect = thing.rect.meet(area) or area
    if isinstance(thing, Text):
        return thing._replace(rect=rect)
    return replace(thing, rect=rect, parts=(rect,)) if isinstance(thing, Shape) else replace(thing, rect=rect)


@dataclass
class PageContent:
    """A page as it was read. `faults`: what could not be read; `groups`: blend spaces of its transparency groups
    (None where a group names none); `cut`: it was too much to be read to the end; `beyond`: text that stands outside
    what is seen, though its letters may reach in; `untold`: something changes colours, or is painted, that no object
    here tells of; `open`: states that were saved were not restored."""

    number: int
    painted: list[Painted] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    groups: list[Space | None] = field(default_factory=list)
    unseen: dict[Font, None] = field(default_factory=dict)  # fonts of invisible text
    postscript: bool = False
    cut: bool = False
    beyond: list[Text] = field(default_factory=list)
    untold: bool = False
    open: bool = False
