"""Check 19: total ink (total area coverage), by area, inside the bleed. Codes P260–P262.

Ghostscript draws the inks, numpy adds them up. What counts is an area, never a pixel:

- 7 of 3 × 3 pixels and their mean must be over the limit: a hairline, which touches two rows of pixels at most, is
  not told, nor the noise of a JPEG;
- a tolerance of 2 points: one step of 255 in each of four inks is 1.6 %, and ICC transforms round;
- spots that nearly touch count as one, and one smaller than the profile's `area_mm2` not at all.

At 72 ppi a pixel is 0.35 mm wide. Nothing is antialiased, so edges make no sums that are not there. RGB objects go
through Ghostscript's own profile: their sums are a guess, and they are told as RGB anyhow.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yearbook.diagnostics import Diagnostic
from yearbook.geometry import Rect
from yearbook.preflight.ghostscript import Raster, draw_inks, find_ghostscript, ghostscript_version
from yearbook.preflight.kept import kept_key, pack, pack_faults, unpack, unpack_faults
from yearbook.preflight.profile import Ink
from yearbook.preflight.subject import Sheet, Subject
from yearbook.preflight.tally import Fault
from yearbook.vietnamese import format_measure

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


def measure(subject: Subject, pages: Sequence[int]) -> Iterator[Diagnostic]:
    """Total ink of these pages; the others are known to have little."""
    ink = subject.profile.ink
    if subject.profile.severity.get("P260") == "off":
        return  # the measuring is most of the time of a preflight
    if find_ghostscript() is None:
        yield subject.found("P261")
        return
    sheets, turns = subject.sheets, [page.rotation // 90 for page in subject.pdf.pages]

    def judge(raster: Raster) -> tuple[int, tuple[Fault, ...]]:
        sheet = sheets[raster.page - 1]
        upright = np.rot90(raster.inks, turns[raster.page - 1])  # as user space has it: /Rotate undone
        return raster.page, tuple(_faults(upright, sheet, ink))

    keys = {page: _key(subject, page) for page in pages}
    found = {page: unpack_faults(unpack(data)) for page in pages if (data := _get(subject, keys[page])) is not None}
    drawn = draw_inks(subject.path, len(sheets), ink.ppi, judge, only=[page for page in pages if page not in found])
    for page, faults in drawn.values:
        found[page] = faults
        if subject.cache and keys[page]:
            subject.cache.put(keys[page], pack(pack_faults(faults)))
    for page in sorted(found):
        yield from (subject.tell(fault, page) for fault in found[page])
    if drawn.trouble:
        yield subject.found("P262", reason=drawn.trouble)


def _key(subject: Subject, page: int) -> str:
    """Of what was measured on a page; empty where nothing is kept."""
    digest = subject.digests.page(subject.pdf.pages[page - 1]) if subject.cache else ""
    return kept_key("ink", subject.profile, ghostscript_version(), digest) if digest else ""


def _get(subject: Subject, key: str) -> bytes | None:
    return subject.cache.get(key) if subject.cache and key else None


def _faults(upright: NDArray[np.uint8], sheet: Sheet, ink: Ink) -> Iterator[Fault]:
    for rect, blob in _dark_spots(upright, sheet, ink.limit, ink.area_mm2, ink.ppi):
        percent = f"{blob.percent:.0f}"
        area = _area(blob.pixels * (_MM_PER_INCH / ink.ppi) ** 2)
        words = {"percent": percent, "area": area, "limit": f"{ink.limit:g}"}
        yield Fault("P260", rect, f"vùng mực {percent} %", words)


def _dark_spots(
    inks: NDArray[np.uint8], sheet: Sheet, limit: float, area_mm2: float, ppi: int
) -> list[tuple[Rect, Blob]]:
    """The largest spots of a page and where they are, in pt. `inks` covers the media box."""
    height, width = inks.shape[:2]
    media, region = sheet.media, sheet.bleed or sheet.trim or sheet.media
    if media.width <= 0 or media.height <= 0:
        return []
    across, down = media.width / width, media.height / height  # pt a pixel; a UserUnit is in it
    left, right = _inside(region.left - media.left, region.right - media.left, across, width)
    top, bottom = _inside(media.top - region.top, media.top - region.bottom, down, height)
    found = blobs(inks[top:bottom, left:right], limit + TOLERANCE, max(1, round(_CELL_MM / _MM_PER_INCH * ppi)))
    smallest = area_mm2 / (_MM_PER_INCH / ppi) ** 2
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


def _area(mm2: float) -> str:
    return format_measure(mm2, 1 if mm2 < 10 else 0)
