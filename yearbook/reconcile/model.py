"""What reconciling speaks of: sheets as read, rows of the list, awards of the records, differences. All frozen."""

from __future__ import annotations

from enum import StrEnum

from yearbook.diagnostics import Diagnostic, Span
from yearbook.records import AwardGrant, Collective, Decision, Individual, RecipientKind
from yearbook.values import dataclass


@dataclass(frozen=True)
class Line:
    """One line of a table: its number as Excel counts, its cells as text."""

    number: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> list[int]:
        """The columns (from 0) in which something stands."""
        return [column for column, text in enumerate(self.cells) if text]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a list file. `title` is empty when the file has only one."""

    file: str
    title: str
    lines: tuple[Line, ...]

    def span(self, line: int, column: int = 0) -> Span:
        """The place of a cell; `column` counts from 0."""
        return Span(self.file, line, column + 1)


@dataclass(frozen=True, order=True)
class Place:
    """Where a row of the list stands; `words` is how a reader is told («dòng 17»)."""

    file: str
    sheet: str
    line: int
    words: str


@dataclass(frozen=True)
class Row:
    """One row of the list, understood.

    `office` None: the list has no such column. `full_office`: office and unit as one text where they share a column.
    `unit`, `award`: ids, None when the words are unknown or missing. `tells_class`: the list speaks of classes here.
    """

    place: Place
    kind: RecipientKind
    name: str
    salutation: str = ""
    degree: str = ""
    office: str | None = None
    full_office: str = ""
    unit_text: str = ""
    unit: str | None = None
    award_text: str = ""
    award: str | None = None
    class_: str = ""
    tells_class: bool = False
    year: int | None = None


@dataclass(frozen=True)
class Holding:
    """One award of one record that names the decision."""

    record: Individual | Collective
    position: int
    key: str  # of the name, see text.loose

    @property
    def grant(self) -> AwardGrant:
        return self.record.awards[self.position]

    @property
    def kind(self) -> RecipientKind:
        return RecipientKind.INDIVIDUAL if isinstance(self.record, Individual) else RecipientKind.COLLECTIVE

    @property
    def office(self) -> str:
        return (self.record.office or "") if isinstance(self.record, Individual) else ""

    @property
    def identity(self) -> tuple[str, int]:
        """Order of records that does not depend on the order of files."""
        return (self.record.id, self.position)


class Kind(StrEnum):
    """Kinds of differences, in the order in which they are told."""

    MISSING = "missing"
    EXTRA = "extra"
    NAME = "name"
    NAME_SPELLING = "name-spelling"
    OFFICE = "office"
    OFFICE_SPELLING = "office-spelling"
    UNIT = "unit"
    AWARD = "award"
    CLASS = "class"
    TWICE_IN_LIST = "twice-in-list"
    TWICE_IN_RECORDS = "twice-in-records"


@dataclass(frozen=True)
class Difference:
    """One thing that list and records do not agree on; `note` is a Vietnamese remark or empty."""

    kind: Kind
    row: Row | None
    holding: Holding | None
    note: str = ""


@dataclass(frozen=True)
class Draft:
    """A record to be written for a row that the book lacks."""

    row: Row
    id: str
    path: str  # posix, inside the data folder
    text: str


@dataclass(frozen=True)
class Reconciliation:
    """The whole answer. `matched` counts pairs without any difference."""

    decision: Decision
    lists: tuple[str, ...]
    rows: tuple[Row, ...]
    holdings: tuple[Holding, ...]
    matched: int
    differences: tuple[Difference, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def missing(self) -> tuple[Row, ...]:
        """The rows that no record answers to."""
        return tuple(d.row for d in self.differences if d.kind is Kind.MISSING and d.row)
