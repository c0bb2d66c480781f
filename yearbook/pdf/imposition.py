"""Which page stands where on a press sheet: worked out by folding the sheet, not by a table. Pure arithmetic.

A scheme says how a sheet is folded and how many folded sheets are laid into each other. Folding numbers the pages: a
sheet folded once has four, twice eight, three times sixteen.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from yearbook.values import dataclass


@dataclass(frozen=True)
class Scheme:
    """folds: «V» the left half over the right, «H» the upper half over the lower; sheets: so many are laid into each
    other to make a section, 0 for all of them (saddle stitch)."""

    label: str
    folds: str
    sheets: int

    @property
    def per_sheet(self) -> int:
        """Pages of one sheet."""
        return 2 << len(self.folds)


SCHEMES = {
    "saddle": Scheme("đóng ghim giữa", "V", 0),
    "8": Scheme("tập 8 trang, hai tờ lồng nhau", "V", 2),
    "16": Scheme("tập 16 trang, bốn tờ lồng nhau", "V", 4),
    "8-sheet": Scheme("tờ 8 trang gấp hai lần", "HV", 1),
    "16-sheet": Scheme("tờ 16 trang gấp ba lần", "VHV", 1),
}


@dataclass(frozen=True)
class Cell:
    """A page on one side of a sheet. column, row: from the upper left as the side is seen; turned: head down;
    page: from 1, as the folded sheet is leafed through."""

    side: int  # 0 front, which carries the first page, 1 back
    column: int
    row: int
    turned: bool
    page: int

    @property
    def spine_left(self) -> bool:
        """Whether the fold of the back of the book is at the left edge of the cell: rectos have it, unless turned."""
        return (self.page % 2 == 1) != self.turned


@dataclass(frozen=True)
class _Layer:
    """One thickness of paper while it is folded: where it comes from, which side is up, whether that side is turned."""

    column: int
    row: int
    front_up: bool = True
    turned: bool = False

    def flipped(self, head_over: bool) -> _Layer:
        return replace(self, front_up=not self.front_up, turned=self.turned != head_over)


_Stack = list[_Layer]  # the uppermost layer first


def _fold_sideways(grid: list[list[_Stack]]) -> list[list[_Stack]]:
    """The left half over the right: its stacks come to lie on top, upside down."""
    half = len(grid[0]) // 2
    return [
        [[layer.flipped(False) for layer in reversed(line[half - 1 - at])] + line[half + at] for at in range(half)]
        for line in grid
    ]


def _fold_down(grid: list[list[_Stack]]) -> list[list[_Stack]]:
    """The upper half over the lower: what was upright is then head down."""
    half = len(grid) // 2
    return [
        [
            [layer.flipped(True) for layer in reversed(over)] + under
            for over, under in zip(grid[half - 1 - at], grid[half + at], strict=True)
        ]
        for at in range(half)
    ]


@cache
def folded(folds: str) -> tuple[Cell, ...]:
    """All cells of both sides of a sheet, with the page that each carries."""
    columns, rows = 2 ** folds.count("V"), 2 ** folds.count("H")
    grid: list[list[_Stack]] = [[[_Layer(column, row)] for column in range(columns)] for row in range(rows)]
    for fold in folds:
        grid = _fold_sideways(grid) if fold == "V" else _fold_down(grid)
    cells = []
    for depth, layer in enumerate(grid[0][0]):
        for page, front in ((2 * depth + 1, layer.front_up), (2 * depth + 2, not layer.front_up)):
            # the back is seen when the sheet is turned over sideways: columns run the other way
            column = layer.column if front else columns - 1 - layer.column
            side = int(front != grid[0][0][0].front_up)
            cells.append(Cell(side, column, layer.row, layer.turned, page))
    return tuple(sorted(cells, key=lambda cell: (cell.side, cell.row, cell.column)))


@dataclass(frozen=True)
class Side:
    """One side of a press sheet. `shift`: mm by which its pages move towards the spine (creep)."""

    section: int  # from 1
    sheet: int  # from 1, the outermost first
    back: bool
    cells: tuple[Cell, ...]  # page: from 1, in the book; pages past its end are blank
    shift: float = 0.0

    @property
    def label(self) -> str:
        return f"tay {self.section}, tờ {self.sheet}, mặt {'sau' if self.back else 'trước'}"


def impose(pages: int, scheme: Scheme, leaf_mm: float) -> tuple[Side, ...]:
    """Every side of every sheet, in the order of printing.

    A sheet laid into s others is pushed out by s leaves of paper. Its pages move towards the spine by as much, so
    that after trimming the outer margins are even (creep, push-out).
    """
    per_sheet = scheme.per_sheet
    sheets = scheme.sheets or -(-pages // per_sheet)
    section_pages = sheets * per_sheet
    sides = []
    for section in range(-(-pages // section_pages)):
        for sheet in range(sheets):
            for side in (0, 1):
                cells = tuple(
                    replace(cell, page=section * section_pages + _nested(cell.page, sheet, per_sheet, section_pages))
                    for cell in folded(scheme.folds)
                    if cell.side == side
                )
                sides.append(Side(section + 1, sheet + 1, bool(side), cells, round(sheet * leaf_mm, 3)))
    return tuple(sides)


def _nested(page: int, sheet: int, per_sheet: int, section_pages: int) -> int:
    """A page of a sheet that is laid into others: half of it comes after their first halves, half before their last."""
    half = per_sheet // 2
    return page + sheet * half if page <= half else section_pages - sheet * half - (per_sheet - page)
