"""Where on a page the words and pictures of a record stand: what a click on a page is answered with."""

from __future__ import annotations

from dataclasses import dataclass


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


def area_at(areas: PageAreas, x: float, y: float) -> Area | None:
    """The smallest area around a point: the innermost."""
    around = [area for area in areas if area.holds(x, y)]
    return min(around, key=lambda area: area.width * area.height) if around else None
