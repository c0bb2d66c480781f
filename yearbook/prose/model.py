"""The prose of records as a tree of values, each block with its line in the source file."""

from __future__ import annotations

from enum import StrEnum

from yearbook.values import dataclass


@dataclass(frozen=True)
class Text:
    """Plain characters; line ends of the source are spaces."""

    text: str


@dataclass(frozen=True)
class Strong:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """A link to an https address; never holds another link or a note."""

    inlines: tuple[Inline, ...]
    href: str


@dataclass(frozen=True)
class Foreign:
    """Words of another language (a BCP 47 tag), so that a voice says them in that language (WCAG 2.2, 3.1.2)."""

    inlines: tuple[Inline, ...]
    language: str


@dataclass(frozen=True)
class Break:
    """A line break the author asked for (two spaces or a backslash at the end of a line)."""


@dataclass(frozen=True)
class NoteRef:
    """A footnote, numbered from 1 within its prose in order of first mention; `inlines` is what it says.

    A note mentioned twice is the same value twice.
    """

    number: int
    inlines: tuple[Inline, ...]


Inline = Text | Strong | Emphasis | Link | Foreign | Break | NoteRef
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    inlines: Inlines
    line: int


@dataclass(frozen=True)
class Heading:
    """`level` 1–6 as in the source; the page decides what it looks like."""

    level: int
    inlines: Inlines
    line: int


@dataclass(frozen=True)
class ListBlock:
    """`start` is the first number of an ordered list; `marker` the sign used («.», «)», «-», «*», «+»).

    `tight`: no blank lines between the items.
    """

    ordered: bool
    start: int
    items: tuple[tuple[Block, ...], ...]
    line: int
    marker: str = "-"
    tight: bool = True


@dataclass(frozen=True)
class Quote:
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True)
class Table:
    """`aligns` holds "", "left", "center" or "right" for each column; all rows are as long as the head."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    aligns: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Divider:
    """`---` on a line of its own."""

    line: int


Block = Paragraph | Heading | ListBlock | Quote | Table | Divider


class ProblemKind(StrEnum):
    """What prose cannot say; the value is the code in the catalogue of diagnostics."""

    RAW_HTML = "T101"
    IMAGE = "T102"
    LINK_DROPPED = "T103"
    UNKNOWN_NOTE = "T104"
    UNUSED_NOTE = "T105"
    NOTE_IN_NOTE = "T108"
    DOUBLE_NOTE = "T109"
    NOT_READ = "T110"


@dataclass(frozen=True)
class Problem:
    """`line` is 1-based in the file, `detail` what to name in the message (a tag, an address, a note's mark)."""

    line: int
    kind: ProblemKind
    detail: str


@dataclass(frozen=True)
class Prose:
    """A parsed text; problems stand in order of line."""

    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()
