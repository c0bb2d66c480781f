"""Spots of too much ink, on a page that was drawn: what counts is an area, never a pixel.

- 7 of 3 × 3 pixels and their mean must be over the limit: a hairline, which touches two rows of pixels at most, is
  not told, nor the noise of a JPEG;
- a tolerance of 2 points: one step of 255 in each of four inks is 1.6 %, and ICC transforms round;
- spots that nearly touch count as one, and one smaller than the profile's `area_mm2` not at all.

At 72 ppi a pixel is 0.35 mm wide. Nothing is antialiased, so edges make no sums that are not there.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yearbook.geometry import Rect
from yearbook.preflight.profile import Ink
from yearbook.preflight.proved import Sheet
from yearbook.values import dataclass

TOLERANCE = 2.0  # points of total ink over the limit
TOLD_A_PAGE = 3  # the largest spots; the others will be seen with them
_MOST = 7  # of nine pixels
_CELL_MM = 2.0  # spots nearer than this are one
_MM_PER_INCH = 25.4

Mask = NDArray[np.bool_]
Sums = NDArray[np.uint16]


@dataclass(frozen=True)
class Blob:
    """Connected ink over the limit: box in pixels (right and bottom exclusive), size in pixels, strength in %."""

    left: int
    top: int
    right: int
    bottom: int
    pixels: int
    percent: float  # the 95th percentile: one wrong pixel does not speak for all


def dark_spots(inks: NDArray[np.uint8], turns: int, sheet: Sheet, ink: Ink) -> list[tuple[Rect, Blob]]:
    """The largest spots of a page and where they are, in pt. inks: of the media box, as it is seen; turns: by which
    /Rotate has turned it, quarters."""
    inks = np.rot90(inks, turns)  # as user space has it
    height, width = inks.shape[:2]
    media, region = sheet.media, sheet.bleed or sheet.trim or sheet.media
    if media.width <= 0 or media.height <= 0:
        return []
    across, down = media.width / width, media.height / height  # pt a pixel; a UserUnit is in it
    left, right = _inside(region.left - media.left, region.right - media.left, across, width)
    top, bottom = _inside(media.top - region.top, media.top - region.bottom, down, height)
    cell = max(1, round(_CELL_MM / _MM_PER_INCH * ink.ppi))
    found = blobs(inks[top:bottom, left:right], ink.limit + TOLERANCE, cell)
    smallest = ink.area_mm2 / (_MM_PER_INCH / ink.ppi) ** 2
    large = sorted((blob for blob in found if blob.pixels >= smallest), key=lambda blob: -blob.pixels)
    return [
        (
            Rect(
                media.left + (left + blob.left) * across,
                media.top - (top + blob.bottom) * down,
                media.left + (left + blob.right) * across,
                media.top - (top + blob.top) * down,
            ),
            blob,
        )
        for blob in large[:TOLD_A_PAGE]
    ]


def _inside(start: float, end: float, step: float, count: int) -> tuple[int, int]:
    """The whole pixels between two places: what is cut by the edge belongs to the marks beyond it as well."""
    first = max(0, math.ceil(start / step - 0.01))
    return first, max(first, min(count, math.floor(end / step + 0.01)))


def blobs(inks: NDArray[np.uint8], limit: float, cell: int) -> list[Blob]:
    """The spots over `limit` %, in reading order. inks: height × width × 4, 255 full; cell: in pixels, see above."""
    sums = _sums(inks)
    over = _wide(sums, limit * 2.55)
    if over is None:
        return []
    rows, columns = np.nonzero(over)
    labels = _labels(_in_cells(over, cell))[rows // cell, columns // cell]
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    found = []
    for members in np.split(order, starts[1:]):
        y, x = rows[members], columns[members]
        percent = float(np.percentile(sums[y, x], 95)) / 2.55
        box = (int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1)
        found.append(Blob(*box, len(members), percent))
    return found


def _sums(inks: NDArray[np.uint8]) -> Sums:
    """The four inks added up, 0 to 1020."""
    first = inks[..., 0].astype(np.uint16)
    for ink in (1, 2, 3):
        first += inks[..., ink]
    return first


def _wide(sums: Sums, limit: float) -> Mask | None:
    """The pixels over the limit that stand in a 3 × 3 that is over it as well; None for none."""
    if min(sums.shape) < 3 or sums.max() <= limit:
        return None
    over = sums > limit
    core = (_nine(over.view(np.uint8)) >= _MOST) & (_nine(sums) > 9 * limit)
    if not core.any():
        return None
    around = np.zeros(sums.shape, np.bool_)
    height, width = core.shape
    for down in range(3):
        for across in range(3):
            around[down : down + height, across : across + width] |= core
    return around & over


def _nine(values: NDArray[Any]) -> NDArray[Any]:
    """The sums of all 3 × 3 neighbours; one row and column less on each side."""
    three = values[:-2] + values[1:-1] + values[2:]
    nine: NDArray[Any] = three[:, :-2] + three[:, 1:-1] + three[:, 2:]
    return nine


def _in_cells(mask: Mask, cell: int) -> Mask:
    """A coarser mask: a cell of `cell` × `cell` pixels is set when one of its pixels is."""
    height, width = mask.shape
    padded = np.pad(mask, ((0, -height % cell), (0, -width % cell)))
    rows, columns = padded.shape[0] // cell, padded.shape[1] // cell
    whole: Mask = np.asarray(padded.reshape(rows, cell, columns, cell).any(axis=(1, 3)), np.bool_)
    return whole


def _labels(cells: Mask) -> NDArray[np.int32]:
    """A number from 1 for each group of cells that touch, corners included."""
    labels = np.zeros(cells.shape, np.int32)
    left = {(int(row), int(column)) for row, column in np.argwhere(cells)}
    number = 0
    for start in sorted(left):
        if start not in left:
            continue
        number += 1
        left.remove(start)
        waiting = [start]
        while waiting:
            row, column = waiting.pop()
            labels[row, column] = number
            near = {(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)} & left
            left -= near
            waiting += near
    return labels
