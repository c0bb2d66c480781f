"""Sheets folded in another way than the program does it: by turning points in space. Every page must come in order."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook.pdf.imposition import SCHEMES, Cell, Side, folded, impose

SHEETS = ["V", "HV", "VHV"]


@dataclass
class Piece:
    """A cell of paper in space: middle, height in the pile, which face is up, whether its print is head down."""

    x: float
    y: float
    z: float
    front_up: bool
    front: Cell
    back: Cell
    turned: bool


def sheet(cells: tuple[Cell, ...]) -> list[Piece]:
    """The sheet as it lies before folding, its front up: the back's columns run the other way."""
    columns = 1 + max(cell.column for cell in cells)
    at = {(cell.side, cell.column, cell.row): cell for cell in cells}
    return [
        Piece(cell.column + 0.5, -cell.row - 0.5, 0, True, cell, at[1, columns - 1 - cell.column, cell.row], False)
        for cell in cells
        if cell.side == 0
    ]


def fold(pieces: list[Piece], direction: str) -> None:
    """Turn the left or upper half of the pile by 180° about the middle line: it comes to lie on the other half."""
    axis = "x" if direction == "V" else "y"
    values = [getattr(piece, axis) for piece in pieces]
    middle = (min(values) + max(values)) / 2
    top = max(piece.z for piece in pieces)
    for piece in pieces:
        value = getattr(piece, axis)
        if (value < middle) != (direction == "V"):
            continue
        setattr(piece, axis, 2 * middle - value)
        piece.z = 2 * top + 1 - piece.z
        piece.front_up = not piece.front_up
        if direction == "H":
            piece.turned = not piece.turned


def leafed(folds: str) -> list[tuple[int, bool]]:
    """The pages of the folded sheet from top to bottom, each with whether it is read upright."""
    pieces = sheet(folded(folds))
    for piece in pieces:  # the front, which carries page 1, comes to lie outside: the sheet lies on it
        piece.front_up = False
        piece.x = -piece.x
    for direction in folds:
        fold(pieces, direction)
    found = []
    for piece in sorted(pieces, key=lambda piece: -piece.z):
        up, down = (piece.front, piece.back) if piece.front_up else (piece.back, piece.front)
        found += [(up.page, up.turned == piece.turned), (down.page, down.turned == piece.turned)]
    return found


@pytest.mark.parametrize("folds", SHEETS)
def test_a_folded_sheet_reads_in_order_and_upright(folds: str) -> None:
    assert leafed(folds) == [(page, True) for page in range(1, 2 ** (len(folds) + 1) + 1)]


def rows(folds: str, side: int) -> list[list[int]]:
    cells = [cell for cell in folded(folds) if cell.side == side]
    return [[cell.page for cell in cells if cell.row == row] for row in range(1 + max(cell.row for cell in cells))]


def test_eight_pages_lie_as_every_printer_knows_them() -> None:
    assert rows("HV", 0) == [[5, 4], [8, 1]]
    assert rows("HV", 1) == [[3, 6], [2, 7]]
    assert rows("V", 0) == [[4, 1]]
    assert rows("V", 1) == [[2, 3]]


@pytest.mark.parametrize("folds", ["HV", "VHV"])
def test_heads_lie_together(folds: str) -> None:
    assert {(cell.row, cell.turned) for cell in folded(folds)} == {(0, True), (1, False)}


@pytest.mark.parametrize("folds", SHEETS)
def test_the_two_pages_at_a_spine_make_up_the_sheet(folds: str) -> None:
    """Beside each other at the spine lie the pages p and n + 1 − p."""
    total = 2 ** (len(folds) + 1)
    cells = {(cell.side, cell.row, cell.column): cell for cell in folded(folds)}
    for (side, row, column), cell in cells.items():
        if cell.spine_left:
            assert cells[side, row, column - 1].page + cell.page == total + 1
            assert not cells[side, row, column - 1].spine_left


# --- whole books ---------------------------------------------------------------------------------------------


@given(pages=st.integers(1, 200), name=st.sampled_from(sorted(SCHEMES)))
def test_every_page_stands_once_and_blanks_only_follow(pages: int, name: str) -> None:
    sides = impose(pages, SCHEMES[name], 0.1)
    found = sorted(cell.page for side in sides for cell in side.cells)
    assert found == list(range(1, len(found) + 1))
    assert len(found) >= pages
    section = (SCHEMES[name].sheets or len(sides) // 2) * SCHEMES[name].per_sheet
    assert len(found) - pages < section
    assert [side.back for side in sides] == [False, True] * (len(sides) // 2)


def spread(side: Side) -> list[int]:
    return [cell.page for cell in side.cells]


def test_saddle_stitch_lays_all_sheets_into_each_other() -> None:
    assert [spread(side) for side in impose(12, SCHEMES["saddle"], 0.1)] == [
        [12, 1], [2, 11],
        [10, 3], [4, 9],
        [8, 5], [6, 7],
    ]  # fmt: skip


def test_sections_of_eight_pages_follow_each_other() -> None:
    sides = impose(16, SCHEMES["8"], 0.1)
    assert [spread(side) for side in sides[:4]] == [[8, 1], [2, 7], [6, 3], [4, 5]]
    assert [spread(side) for side in sides[4:]] == [[16, 9], [10, 15], [14, 11], [12, 13]]
    assert [side.label for side in sides[4:6]] == ["tay 2, tờ 1, mặt trước", "tay 2, tờ 1, mặt sau"]


def test_inner_sheets_move_towards_the_spine_by_a_leaf_each() -> None:
    assert [side.shift for side in impose(16, SCHEMES["saddle"], 0.12)] == [0, 0, 0.12, 0.12, 0.24, 0.24, 0.36, 0.36]
    assert {side.shift for side in impose(32, SCHEMES["16-sheet"], 0.12)} == {0}
