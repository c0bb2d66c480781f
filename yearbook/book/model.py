"""The composed book: parts in printing order, everything resolved, sorted, numbered; nothing of paper yet.

The same value feeds the PDF and the EPUB. An `anchor` is the id of the HTML element a reference leads to;
a record's anchor is its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from yearbook.records.model import (
    Abbreviation,
    Award,
    Collective,
    Committee,
    Document,
    Event,
    GalleryPage,
    Individual,
    Presentation,
    ProgrammeItem,
    RecipientKind,
    Slogan,
    Text,
    Unit,
)
from yearbook.records.settings import Credit, Quotation, Settings
from yearbook.records.values import Photo
from yearbook.values import dataclass

if TYPE_CHECKING:
    from yearbook.prose import Prose


def _read(text: str) -> Prose:
    """Read only where it is shown: who plans the book and sends it to others needs no Markdown."""
    from yearbook.prose import parse

    return parse(text)


@dataclass(frozen=True)
class AwardLine:
    """One award as it is printed under a name."""

    title: str  # «Huân chương Lao động hạng Ba»
    year: int
    decision: str = ""  # «Quyết định số 937/QĐ-BTTTT ngày 03/6/2020»
    reason: str = ""
    position: int = 0  # its place in the record


@dataclass(frozen=True)
class Honoured:
    """A person or collective of Part II."""

    record: Individual | Collective
    unit: Unit
    awards: tuple[AwardLine, ...]
    initials: str = ""

    @property
    def anchor(self) -> str:
        return self.record.id

    @property
    def prose(self) -> Prose | None:
        return _read(self.record.narrative) if self.record.narrative else None

    @property
    def is_person(self) -> bool:
        return isinstance(self.record, Individual)

    @property
    def presentation(self) -> Presentation:
        return self.record.presentation

    @property
    def portrait(self) -> Photo | None:
        return self.record.portrait if isinstance(self.record, Individual) else None

    @property
    def office(self) -> str:
        return (self.record.office or "") if isinstance(self.record, Individual) else ""

    @property
    def is_whole_unit(self) -> bool:
        """A collective that is the unit itself: its unit line would only repeat its name."""
        return not self.is_person and self.record.name == self.unit.name


@dataclass(frozen=True)
class HonouredGroup:
    """A run of features and profiles under one heading (a group of units, or no heading at all)."""

    title: str
    anchor: str
    items: tuple[Honoured, ...]


@dataclass(frozen=True)
class HonouredSection:
    """Collectives or individuals: presented records first, then those who are a line in a list."""

    title: str
    anchor: str
    groups: tuple[HonouredGroup, ...]
    entries: tuple[Honoured, ...]
    entries_title: str
    entries_anchor: str

    def __bool__(self) -> bool:
        return bool(self.groups or self.entries)

    @property
    def all(self) -> tuple[Honoured, ...]:
        return (*(item for group in self.groups for item in group.items), *self.entries)


@dataclass(frozen=True)
class EventView:
    record: Event
    date: str  # «12/10/2020», «09 – 10/12/2020»
    people: tuple[Individual, ...]
    units: tuple[Unit, ...]

    @property
    def anchor(self) -> str:
        return self.record.id

    @property
    def prose(self) -> Prose | None:
        return _read(self.record.narrative) if self.record.narrative else None


@dataclass(frozen=True)
class Phase:
    title: str
    anchor: str
    events: tuple[EventView, ...]


@dataclass(frozen=True)
class Session:
    """A sitting of the programme."""

    title: str
    items: tuple[ProgrammeItem, ...]


@dataclass(frozen=True)
class LongText:
    record: Text
    unit: Unit | None = None

    @property
    def anchor(self) -> str:
        return self.record.id

    @property
    def prose(self) -> Prose:
        return _read(self.record.body)


@dataclass(frozen=True)
class DocumentView:
    record: Document

    @property
    def anchor(self) -> str:
        return self.record.id

    @property
    def prose(self) -> Prose:
        return _read(self.record.body)


@dataclass(frozen=True)
class AwardRow:
    number: int
    name: str
    detail: str  # office and unit of a person; the unit of a team
    kind: RecipientKind
    decision: str
    record_id: str
    anchor: str  # of the row itself, for the index
    position: int = 0  # of the award in the record


@dataclass(frozen=True)
class AwardYear:
    year: int
    rows: tuple[AwardRow, ...]


@dataclass(frozen=True)
class AwardTable:
    """All who received one form (and class) of award, by year."""

    award: Award
    title: str
    anchor: str
    years: tuple[AwardYear, ...]
    collectives: int
    individuals: int

    @cached_property
    def rows(self) -> tuple[AwardRow, ...]:
        return tuple(row for year in self.years for row in year.rows)

    @property
    def total(self) -> int:
        return self.collectives + self.individuals

    @cached_property
    def has_details(self) -> bool:
        return any(row.detail for row in self.rows)

    @cached_property
    def has_decisions(self) -> bool:
        return any(row.decision for row in self.rows)


@dataclass(frozen=True)
class Bar:
    label: str
    values: tuple[int, ...]  # one for each series of the chart

    @property
    def total(self) -> int:
        return sum(self.values)


@dataclass(frozen=True)
class Chart:
    """A restrained chart drawn from the records: `rows` across, or `columns` upright."""

    anchor: str
    title: str
    kind: str  # "rows" | "columns"
    series: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def highest(self) -> int:
        return max((bar.total for bar in self.bars), default=0)


@dataclass(frozen=True)
class IndexRef:
    anchor: str
    main: bool = False


@dataclass(frozen=True)
class IndexEntry:
    name: str
    qualifier: str  # tells namesakes apart
    refs: tuple[IndexRef, ...]


@dataclass(frozen=True)
class IndexGroup:
    letter: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True)
class TocLine:
    level: int  # 1 part, 2 section, 3 record
    title: str
    anchor: str
    number: str = ""  # «Phần thứ nhất»
    detail: str = ""  # the author of a text, the unit of a person


@dataclass(frozen=True)
class DelegateRow:
    number: int
    name: str
    office: str
    unit: str
    anchor: str
    source: str  # the record its words come from: a person's id, or «delegates/<id>»


# --- contents of the parts -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plain:
    """A part that is made of the settings alone (half-title, title page, imprint)."""


@dataclass(frozen=True)
class PicturePage:
    photo: Photo | None
    quotation: Quotation | None


@dataclass(frozen=True)
class Committees:
    committees: tuple[Committee, ...]


@dataclass(frozen=True)
class Texts:
    texts: tuple[LongText, ...]


@dataclass(frozen=True)
class Gallery:
    pages: tuple[GalleryPage, ...]


@dataclass(frozen=True)
class CongressPart:
    phases: tuple[Phase, ...]
    sessions: tuple[Session, ...]
    texts: tuple[LongText, ...]


@dataclass(frozen=True)
class Exemplars:
    collectives: HonouredSection
    individuals: HonouredSection


@dataclass(frozen=True)
class AwardLists:
    charts: tuple[Chart, ...]
    tables: tuple[AwardTable, ...]

    @property
    def collectives(self) -> int:
        return sum(table.collectives for table in self.tables)

    @property
    def individuals(self) -> int:
        return sum(table.individuals for table in self.tables)


@dataclass(frozen=True)
class Delegates:
    rows: tuple[DelegateRow, ...]


@dataclass(frozen=True)
class Slogans:
    slogans: tuple[Slogan, ...]


@dataclass(frozen=True)
class Documents:
    documents: tuple[DocumentView, ...]


@dataclass(frozen=True)
class Index:
    groups: tuple[IndexGroup, ...]


@dataclass(frozen=True)
class Abbreviations:
    items: tuple[Abbreviation, ...]


@dataclass(frozen=True)
class Credits:
    credits: tuple[Credit, ...]
    photographers: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    lines: tuple[TocLine, ...]


PartContent = (
    Plain
    | PicturePage
    | Committees
    | Texts
    | Gallery
    | CongressPart
    | Exemplars
    | AwardLists
    | Delegates
    | Slogans
    | Documents
    | Index
    | Abbreviations
    | Credits
    | Contents
)


@dataclass(frozen=True)
class Part:
    """A part in its place: the template `parts/<kind>` sets it."""

    kind: str
    anchor: str
    title: str
    content: PartContent
    number: str = ""  # «Phần thứ nhất», for parts with an opener
    ordinal: int = 0
    opener: bool = False
    slogan: str = ""
    needs_pages: bool = False  # contents and indexes: set when the pages of all others are known
    fills: bool = False  # as many pages as the printed sheets leave over; none when they leave none


@dataclass(frozen=True)
class Book:
    """The whole book in printing order."""

    settings: Settings
    parts: tuple[Part, ...]
    restricted: bool = False  # built with --only: a draft of some records
    sample_count: int = 0

    def part(self, kind: str) -> Part | None:
        return next((part for part in self.parts if part.kind == kind), None)

    @property
    def honoured(self) -> Iterator[Honoured]:
        part = self.part("exemplars")
        if part and isinstance(part.content, Exemplars):
            yield from part.content.collectives.all
            yield from part.content.individuals.all

    @property
    def record_anchors(self) -> tuple[str, ...]:
        """Every individual, collective and event id that must be found in the finished files."""
        anchors = [item.anchor for item in self.honoured]
        congress = self.part("congress")
        if congress and isinstance(congress.content, CongressPart):
            anchors += [event.anchor for phase in congress.content.phases for event in phase.events]
        return tuple(anchors)
