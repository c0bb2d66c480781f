"""What is known of a page of a print file once it has been read."""

from __future__ import annotations

from typing import Any

from yearbook.geometry import Rect
from yearbook.preflight.kept import pack_faults, unpack_faults
from yearbook.preflight.tally import Fault
from yearbook.values import dataclass

LAYER_OPERATORS, LAYER_BYTES = 20_000, 2**20  # more is read as a page: its limits count for both layers together
Places = tuple[Rect, ...]


@dataclass(frozen=True)
class Verdict:
    """A page, or a layer of one: its faults, what reading it cost, whether its ink must be measured.

    places: of a layer, where the ink of the other matters; None where that cannot be told of places alone.
    """

    faults: tuple[Fault, ...]
    operators: int
    size: int
    dark: bool = True
    places: Places | None = None

    @property
    def stands_alone(self) -> bool:
        """Of a layer: nothing is to be told of it, whatever the other one is."""
        small = self.operators <= LAYER_OPERATORS and self.size <= LAYER_BYTES
        return self.places is not None and not self.faults and small

    def packed(self) -> list[Any]:
        """As JSON knows it."""
        places = None if self.places is None else list(map(list, self.places))
        return [pack_faults(self.faults), self.operators, self.size, self.dark, places]

    @classmethod
    def unpacked(cls, items: list[Any]) -> Verdict:
        faults, operators, size, dark, places = items
        rects = None if places is None else tuple(Rect(*corners) for corners in places)
        return cls(unpack_faults(faults), operators, size, dark, rects)
