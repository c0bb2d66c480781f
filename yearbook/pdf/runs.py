"""What is told of pages that are laid out run by run; no engine is needed to read it.

A run follows from its pieces, the first piece after it (which did not fit any more, maybe with others that must stay
with it) and what came before; from nothing else. So it can be kept and used again wherever it comes to stand in the
book.
"""

from __future__ import annotations

import marshal
import re
import textwrap
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.pages.starts import PageStart, Starts
from yearbook.storage import PLAIN
from yearbook.values import dataclass

SIDED = frozenset({"left", "right", "recto", "verso"})
MAX_SHOWN = 80  # characters of a finding
_PICTURE = re.compile(r"yb:image/([\w.-]+)")


@dataclass(frozen=True)
class Entry:
    """What a page is laid out after. break_: kind of break before it («any» none was asked for); name: of the page
    (`page:`); recto: on which side it stands, None where that makes no difference."""

    break_: str = "any"
    name: str = ""
    recto: bool | None = None

    @property
    def sided(self) -> bool:
        return self.break_ in SIDED


@dataclass(frozen=True)
class RecordMark:
    """The code of a record where it begins (or goes on) on a page; top in mm from the trim edge."""

    record: str
    top: float


@dataclass(frozen=True)
class PageMarks:
    """All text lines of a page from top to bottom (mm from the trim edge, middle of the line), and its records."""

    lines: tuple[float, ...]
    records: tuple[RecordMark, ...]

    def packed(self) -> bytes:
        """A tenth of the room: only the proof looks at them."""
        return marshal.dumps((self.lines, tuple((mark.record, mark.top) for mark in self.records)), PLAIN)

    @staticmethod
    def unpacked(data: bytes) -> PageMarks:
        lines, records = marshal.loads(data)  # noqa: S302 - our own
        return PageMarks(lines, tuple(RecordMark(*values) for values in records))


@dataclass(frozen=True)
class Strings:
    """Named strings on a page (CSS GCPM 3): name → the value it is come to with, those set on it; empty for none."""

    before: tuple[tuple[str, str], ...] = ()
    here: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a page stands: what decides its margin boxes."""

    number: int
    recto: bool
    blank: bool
    name: str
    strings: Strings


@dataclass(frozen=True)
class PlateMade:
    """Head and folio, drawn and packed for each impression; empty where neither is. moving: it serves every number of
    as many digits."""

    moving: bool
    packed: tuple[bytes, ...]


@dataclass(frozen=True)
class Lost:
    """The words of one element that are not all on the pages; record: it is part of, empty for none."""

    words: str
    record: str

    @property
    def finding(self) -> Diagnostic:
        return diagnose("L125", record=self.record, words=textwrap.shorten(self.words, MAX_SHOWN, placeholder="…"))


@dataclass(frozen=True)
class Impression:
    """How pages are drawn that have been laid out. inks: CSS colours by the names that pages have for them; variant:
    WeasyPrint's PDF variant; tagged: with structure; pictures: what they follow from beside their names; images: the
    pictures by name."""

    inks: tuple[tuple[str, str], ...] = ()
    variant: str | None = None
    tagged: bool = False
    pictures: str = ""
    images: Mapping[str, Path] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True)
class Press:
    """What pages are made with. css: the style sheet; faces: font files by name; impressions: the ways in which each
    page is drawn; sizes: width and height (mm) that pictures have by themselves, by name; others have those of the file
    of the first impression."""

    css: str
    faces: tuple[tuple[str, Path], ...]
    impressions: tuple[Impression, ...] = (Impression(),)
    sizes: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False, compare=False)

    def showing(self, html: str) -> Press:
        """With no pictures but those that a document asks for."""
        names = set(_PICTURE.findall(html))
        shown = (replace(each, images={name: each.images[name] for name in names}) for each in self.impressions)
        sizes = {name: self.sizes[name] for name in names if name in self.sizes}
        return replace(self, impressions=tuple(shown), sizes=sizes)


@dataclass(frozen=True)
class Stretch:
    """Pieces to lay out. html: the document of the pieces `first` … `end - 1`; ends: with them the flow ends; until:
    where the stretch may stop, at the first page that begins with a piece from there on; known: pieces at which
    pages are known to begin, where it stops for sure."""

    html: str
    first: int
    end: int
    entry: Entry
    ends: bool
    until: int
    known: frozenset[tuple[int, str, str]]


@dataclass(frozen=True)
class PageNote:
    """What is known of a page beside its looks. marks: `PageMarks`, areas: see `BookAreas`, both packed; refs: the
    anchors whose page numbers are put in when the file is linked."""

    blank: bool
    name: str
    strings: tuple[tuple[str, tuple[str, ...]], ...]
    marks: bytes
    areas: bytes
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Run:
    """Pages from one clean start to the next, without their looks; it is equal to no other. count: of its pieces;
    after: what follows is laid out after; sided: it would be another one on the other side; said: warnings of the
    engine; loose: all page numbers in it can be put in later; ahead: pieces behind the first one after it that it
    depends on, too."""

    count: int
    after: Entry
    sided: bool
    notes: tuple[PageNote, ...]
    starts: Starts
    lost: tuple[Lost, ...] = ()
    said: tuple[str, ...] = ()
    loose: bool = True
    ahead: int = 0

    @property
    def pages(self) -> int:
        return len(self.notes)

    def packed(self) -> bytes:
        starts = self.starts
        told = tuple((s.page, s.part, s.opening, s.inside, s.words, s.since) for s in starts.pages)
        return marshal.dumps((
            self.count,
            (self.after.break_, self.after.name),
            self.sided,
            tuple((n.blank, n.name, n.strings, n.marks, n.areas, n.refs) for n in self.notes),
            (told, starts.loose, starts.part, starts.since, starts.anchored),
            tuple((lost.words, lost.record) for lost in self.lost),
            self.said,
            self.loose,
            self.ahead,
        ))  # fmt: skip

    @staticmethod
    def unpacked(data: bytes) -> Run:
        count, after, sided, notes, (told, *starts), lost, *rest = marshal.loads(data)  # noqa: S302 - our own
        return Run(
            count, Entry(*after), sided,
            tuple(PageNote(*note) for note in notes),
            Starts(tuple(PageStart(*start) for start in told), *starts), tuple(Lost(*words) for words in lost), *rest,
        )  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A run in its flow: first piece, what it was laid out after, the run, packed, and its looks in each impression."""

    first: int
    entry: Entry
    run: bytes
    drawn: tuple[bytes, ...]


@dataclass(frozen=True)
class Laid:
    """What a job made."""

    runs: tuple[Made, ...]
