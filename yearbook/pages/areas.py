"""Where on a page the words and pictures of a record stand: what a click on a page is answered with."""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from typing import overload

from yearbook.values import dataclass


@dataclass(frozen=True)
class Area:
    """A rectangle of one page, in mm from the top left corner of the trim.

    record  the id of a record of the shared space, or «kind/id» («delegates/db-001», «settings/ky-yeu»)
    field   the path of the value in it, joined by dots («photos.0.caption»); empty for the record as a whole
    """

    left: float
    top: float
    width: float
    height: float
    record: str
    field: str = ""

    def holds(self, x: float, y: float) -> bool:
        """Does the point (mm) lie in it?"""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


PageAreas = tuple[Area, ...]


class BookAreas(Sequence[PageAreas]):
    """The areas of all pages, each unpacked when it is asked for: those of a big book take a hundred megabytes."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        """packed: as `pack_areas` makes it, for each page."""
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> PageAreas: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[PageAreas]: ...

    def __getitem__(self, place: int | slice) -> PageAreas | Sequence[PageAreas]:
        if isinstance(place, slice):
            return BookAreas(self._packed[place])
        values: list[tuple[float, float, float, float, str, str]] = marshal.loads(self._packed[place])  # noqa: S302
        return tuple(Area(*each) for each in values)


def pack_areas(areas: PageAreas) -> bytes:
    """The areas of a page, to be kept."""
    return marshal.dumps([(a.left, a.top, a.width, a.height, a.record, a.field) for a in areas])


def area_at(areas: PageAreas, x: float, y: float) -> Area | None:
    """The smallest area around a point: the innermost."""
    around = [area for area in areas if area.holds(x, y)]
    return min(around, key=lambda area: area.width * area.height) if around else None
