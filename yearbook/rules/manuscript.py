"""The words of a book as one long text, so that a rule reads them once: the copy, as printers call it.

Passages (a field, a paragraph of Markdown) are joined by `BREAK`, which is neither a word nor white space. What is
form and not language – emphasis, links, notes, table rules, addresses – is covered by `COVER`, sign for sign, so that
places stay what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import Enum
from functools import cached_property
from typing import Protocol

from yearbook.diagnostics import Edit, Span
from yearbook.records.values import Key, Record
from yearbook.rules.lexicon import WORD, Lexicon
from yearbook.values import dataclass

BREAK = "\0"  # never in the data: the reader of files refuses it
COVER = "\ufffc"


class Kind(Enum):
    """What a passage is: a person's name, the name of a unit or body, or running text."""

    NAME = "name"
    TITLE = "title"
    TEXT = "text"


class Place(Protocol):
    """Where a text is kept: answers for its characters `start` to `end`."""

    @property
    def record(self) -> str: ...

    @property
    def unit(self) -> str: ...

    def span(self, start: int, end: int) -> Span: ...

    def edit(self, start: int, end: int, new: str) -> Edit | None: ...


@dataclass(frozen=True)
class FieldPlace:
    """A text field of a record."""

    owner: Record
    path: tuple[Key, ...]
    unit: str = ""

    @property
    def record(self) -> str:
        return self.owner.id

    def span(self, start: int, end: int) -> Span:
        return self.owner.part(self.path, start, end)

    def edit(self, start: int, end: int, new: str) -> Edit | None:
        return self.owner.edit(self.path, start, end, new)


@dataclass(frozen=True)
class Passage:
    """A piece of one field: `text` with its form covered; `start`: where it begins there.

    `verbatim`: an official document, a slogan, somebody's words – reported on, never changed.
    """

    text: str
    kind: Kind
    place: Place
    start: int = 0
    verbatim: bool = False


@dataclass(frozen=True)
class Spot:
    """A part of the manuscript, found back: its passage and where it begins there."""

    passage: Passage
    start: int


@dataclass(frozen=True)
class Found:
    """A phrase of a list that stands in the manuscript, in small letters."""

    start: int
    phrase: str

    @property
    def end(self) -> int:
        return self.start + len(self.phrase)


@dataclass
class Manuscript:
    """All passages as one text, and the names and numbers that the book knows for sure."""

    passages: tuple[Passage, ...]
    lexicon: Lexicon = field(default_factory=Lexicon)

    @cached_property
    def text(self) -> str:
        return BREAK.join(passage.text for passage in self.passages)

    @cached_property
    def small(self) -> str:
        """The same text in small letters, character for character."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else "".join(c.lower()[:1] for c in self.text)

    @cached_property
    def tokens(self) -> list[str]:
        """Every word (run of letters, digits and marks) in order."""
        return WORD.findall(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, once."""
        return frozenset(self.tokens)

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.words)

    def prepare(self) -> None:
        """Make now what is made once, before the manuscript is read by several."""
        _ = self.text, self.small, self.words, self._small_words, self._starts

    @cached_property
    def _starts(self) -> list[int]:
        starts, position = [], 0
        for passage in self.passages:
            starts.append(position)
            position += len(passage.text) + 1
        return starts

    def number(self, position: int) -> int:
        """Which passage, counted from 0, holds a position of the text."""
        return bisect_right(self._starts, position) - 1

    def at(self, position: int) -> Spot:
        """The passage that holds a position of the text."""
        number = self.number(position)
        return Spot(self.passages[number], position - self._starts[number])

    def find(self, phrase: str) -> Iterator[int]:
        """Where a phrase stands as whole words, whatever its case; `phrase` in small letters."""
        return _whole_words(self.small, phrase) if self._may_hold(phrase) else iter(())

    def _may_hold(self, phrase: str) -> bool:
        """Are all words of a phrase somewhere in the text? Most slips are ruled out so, without reading it."""
        return all(word in self._small_words for word in WORD.findall(phrase))

    def find_exact(self, phrase: str) -> Iterator[int]:
        """Where a phrase stands as whole words, in this very case."""
        return _whole_words(self.text, phrase)

    def find_any(self, phrases: Iterable[str]) -> Iterator[Found]:
        """Where any of many phrases stands as whole words, whatever its case: in order of their first words."""
        by_first: dict[str, dict[str, list[str]]] = {}
        for phrase in map(str.lower, phrases):
            if self._may_hold(phrase):
                first, _, rest = phrase.partition(" ")
                by_first.setdefault(first, {}).setdefault(rest[:_SECOND], []).append(phrase)
        small = self.small
        for first, some in by_first.items():
            heads = sorted({len(head) for head in some}, reverse=True)
            for start in self.find(first):
                after = start + len(first) + 1
                for phrase in (p for size in heads for p in some.get(small[after : after + size], ())):
                    end = start + len(phrase)
                    if small.startswith(phrase, start) and (end >= len(small) or not _joins(small, end)):
                        yield Found(start, phrase)

    def fields(self) -> Iterator[list[tuple[int, Passage]]]:
        """The passages of each field together, each with its start in the text."""
        group: list[tuple[int, Passage]] = []
        for start, passage in zip(self._starts, self.passages, strict=True):
            if group and group[-1][1].place is not passage.place:
                yield group
                group = []
            group.append((start, passage))
        if group:
            yield group


_SECOND = 3  # letters after the first word by which phrases of a list are told apart


def _whole_words(text: str, phrase: str) -> Iterator[int]:
    position = text.find(phrase)
    while position >= 0:
        end = position + len(phrase)
        if not (position and _joins(text, position)) and not (end < len(text) and _joins(text, end)):
            yield position
        position = text.find(phrase, position + 1)


def _joins(text: str, position: int) -> bool:
    """Do the characters on both sides of a position belong to one word?"""
    return _is_word(text[position - 1]) and _is_word(text[position])


def _is_word(character: str) -> bool:
    return character.isalnum() or "\u0300" <= character <= "\u036f"


# --- form ---------------------------------------------------------------------------------------------------

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\"<>“”()]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|"
    r"(?<![\w.])(?:[a-z0-9-]{1,63}\.){1,5}(?:vn|com|org|net|gov|edu|info)(?:/[^\s\"<>“”()]*)?(?![\w.]\w)",
    re.IGNORECASE,
)
_NET = re.compile(r"://|@|www\.|\.(?:vn|com|org|net|gov|edu|info)(?!\w)", re.IGNORECASE)
_MARKED = re.compile(r"[*_\[\\<]")
_FORM = re.compile(
    r"\[[^\[\]\n]{1,400}\]\{lang=[A-Za-z-]{2,20}\}|"  # words of another language
    r"\[\^[^\[\]\s^]{1,32}\]:?"  # mark of a note
    r"|\]\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|!?\[(?=[^\[\]\n]{0,400}\]\()"  # link, picture
    r"|</?[A-Za-z][^<>\n]{0,400}>|<!--.{0,1000}?-->"  # what is no Markdown of ours (T101)
    r"|(?<!\w)[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?!\w)"  # emphasis
    r"|\\(?=[\\*_\[\]#>|.-])"  # escape
    r"|<https://[^<>\s]+>"
)
_BLOCK = re.compile(r" {0,9}(?:#{1,6} |[-*+] |\d{1,3}[.)] |> ?|\||\[\^)")
_LEAD = re.compile(r" {0,9}(?:(?:#{1,6}|[-*+]) +|(?:> ?)+)")
_RULE = re.compile(r"[ |:-]+")


def _covered(match: re.Match[str]) -> str:
    return COVER * len(match[0])


def cover_addresses(text: str) -> str:
    """Addresses of the net and of mail covered, sign for sign."""
    return _ADDRESS.sub(_covered, text) if _NET.search(text) else text


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item or table row of Markdown, its form covered; `start` in the source."""

    text: str
    start: int
    quoted: bool = False


def blocks(source: str) -> Iterator[Block]:
    """The blocks of a Markdown text (or of plain paragraphs), in order."""
    start = 0
    lines: list[str] = []
    position = 0
    for line in source.split("\n"):
        ends = not line.strip()
        if lines and (ends or _BLOCK.match(line)):
            yield _block(lines, start)
            lines = []
        if not ends:
            if not lines:
                start = position
            lines.append(line)
        position += len(line) + 1
    if lines:
        yield _block(lines, start)


def _block(lines: list[str], start: int) -> Block:
    head = lines[0]
    quoted = head.lstrip().startswith(">")
    if head.lstrip().startswith("|"):
        covered = COVER * len(head) if _RULE.fullmatch(head) else head.replace("|", COVER)
        lines = [covered, *lines[1:]]
    elif match := _LEAD.match(head):
        lines = [COVER * match.end() + head[match.end() :], *lines[1:]]
    text = "\n".join(lines)
    if _MARKED.search(text):
        text = _FORM.sub(_covered, text)
    return Block(cover_addresses(text), start, quoted)


def passages_of(source: str, place: Place, *, verbatim: bool = False) -> Iterable[Passage]:
    """The passages of a text in Markdown or plain paragraphs."""
    for block in blocks(source):
        yield Passage(block.text, Kind.TEXT, place, block.start, verbatim or block.quoted)
