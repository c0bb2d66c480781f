"""A file of the EPUB before it is set, and how long runs are cut into files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from itertools import groupby
from typing import Generic, TypeVar

from yearbook.values import dataclass

T = TypeVar("T")

MAX_RECORDS = 20  # records, events, photo pages a file: one file with thousands does not open on small readers
MAX_ROWS = 200  # table rows a file
MAX_LINES = 500  # of the contents a file
MAX_LINKS = 1000  # links of an index a file


@dataclass(frozen=True)
class Chapter:
    """One XHTML file to be.

    name      its file name without suffix
    anchors   id of an element in it → what a link to that element leads to, in words
    landmark  term for the landmarks («titlepage», «bodymatter» …), if readers look for it
    body_id   id of the whole file: the anchor of the part that begins here
    """

    name: str
    title: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    anchors: Mapping[str, str] = field(default_factory=dict)
    landmark: str = ""
    body_id: str = ""

    @property
    def href(self) -> str:
        return f"{self.name}.xhtml"


@dataclass(frozen=True)
class Piece(Generic[T]):
    """A run of items for one file; `first` when the run begins here."""

    items: tuple[T, ...]
    number: int  # from 1

    @property
    def first(self) -> bool:
        return self.number == 1

    @property
    def suffix(self) -> str:
        return "" if self.first else f"-p{self.number}"

    @property
    def words(self) -> str:
        """What is added to a title from the second file on."""
        return "" if self.first else f" ({self.number})"


def pieces(items: Sequence[T], size: int) -> list[Piece[T]]:
    """Cut into runs of at most `size`."""
    return [Piece(tuple(items[at : at + size]), at // size + 1) for at in range(0, len(items), size)]


def whole_pieces(items: Sequence[T], size: int, group: Callable[[T], object]) -> list[Piece[T]]:
    """Cut into runs of at most `size` that end with a group where they can: a group (of neighbours) longer than what
    is left begins the next run; one longer than `size` is cut."""
    runs: list[list[T]] = [[]]
    for _, members in groupby(items, group):
        for part in pieces(tuple(members), size):
            if runs[-1] and len(runs[-1]) + len(part.items) > size:
                runs.append([])
            runs[-1] += part.items
    return [Piece(tuple(run), number) for number, run in enumerate(runs, 1) if run]
