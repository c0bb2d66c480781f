"""From a value back to the file: where each character of it is written, so that a mend touches nothing else.

A value is not what stands in the file: quotes, indentation, folded lines and decomposed letters are gone. Both are
walked side by side here; where they part (an escape such as `\\u00e0`), the exact place is not known.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from yearbook.diagnostics import Span
from yearbook.records.nodes import ScalarNode
from yearbook.values import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """Where one character of a value is written: line (1-based), first column, and the column after it."""

    line: int
    column: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a value in its file: its place and the characters written there."""

    span: Span
    written: str


class Source:
    """The text of one data file as it was read: line ends are LF, nothing is normalised."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text
        self._last: tuple[ScalarNode, list[Letter] | None] | None = None

    @cached_property
    def lines(self) -> list[str]:
        return self._text.split("\n")

    def stretch(self, node: ScalarNode, start: int, end: int) -> Stretch | None:
        """The part `text[start:end]` of a scalar; None when it is not written in one piece on one line."""
        if node.text == self._text:  # a plain text file, composed as it stands
            return self._direct(start, end)
        if self._last is None or self._last[0] is not node:
            self._last = (node, align(node.text, self.lines, node.line, node.column))
        letters = self._last[1]
        if letters is None or not 0 <= start <= end <= len(letters) or not letters:
            return None
        if start == end:
            here = letters[start] if start < len(letters) else letters[-1]
            column = here.column if start < len(letters) else here.end
            return Stretch(Span(self.file, here.line, column, column), "")
        first, last = letters[start], letters[end - 1]
        if first.line != last.line or any(a.end != b.column for a, b in pairwise(letters[start:end])):
            return None
        written = self.lines[first.line - 1][first.column - 1 : last.end - 1]
        return Stretch(Span(self.file, first.line, first.column, last.end), written)

    def decomposed(self, node: ScalarNode) -> Iterator[Stretch]:
        """The letters of a scalar that are written as base and marks though one code holds them (NFD)."""
        for letter in align(node.text, self.lines, node.line, node.column) or ():
            written = (
                self.lines[letter.line - 1][letter.column - 1 : letter.end - 1] if letter.end > letter.column else ""
            )
            if not unicodedata.is_normalized("NFC", written):
                yield Stretch(Span(self.file, letter.line, letter.column, letter.end), written)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def _direct(self, start: int, end: int) -> Stretch | None:
        written = self._text[start:end]
        if "\n" in written:
            return None
        line = bisect_right(self._starts, start)
        column = start - self._starts[line - 1] + 1
        return Stretch(Span(self.file, line, column, column + len(written)), written)


def align(text: str, lines: Sequence[str], line: int, column: int) -> list[Letter] | None:
    """The place of every character of a value that begins at `line` and `column` (1-based); None if they part.

    A run of white space that goes over a line end belongs as a whole to the first character of its like.
    """
    if not 1 <= line <= len(lines):
        return None
    quote = lines[line - 1][column - 1 : column]
    quoted = quote in ("'", '"') and not text.startswith(quote)
    walk = _Walk(lines, line, column + quoted, doubled=quoted and quote == "'")
    letters: list[Letter] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            stop = position
            while stop < len(text) and text[stop].isspace():
                stop += 1
            found = walk.blanks(stop - position)
        else:
            found = walk.letters(text, position)
        if not found:
            return None
        letters += found
        position += len(found)
    return letters


class _Walk:
    """A place in the file that moves on with the value."""

    def __init__(self, lines: Sequence[str], line: int, column: int, *, doubled: bool) -> None:
        self._lines = lines
        self._line = line
        self._column = column
        self._doubled = doubled

    @property
    def _row(self) -> str:
        return self._lines[self._line - 1]

    def blanks(self, count: int) -> list[Letter] | None:
        """The places of a run of `count` white characters of the value."""
        line, start = self._line, self._column
        row = self._row
        end = start
        while end - 1 < len(row) and row[end - 1].isspace():
            end += 1
        if end - 1 < len(row):  # the run ends on its line: character for character
            self._column = end
            return [Letter(line, start + i, start + i + 1) for i in range(count)] if end - start == count else None
        self._line += 1
        while self._line <= len(self._lines) and not self._row.strip():
            self._line += 1
        if self._line <= len(self._lines):
            self._column = len(self._row) - len(self._row.lstrip()) + 1
        # Nobody can tell which of them is which; none of them may be mended, all of them have a place.
        return [Letter(line, end, end + 1), *(Letter(line, end + 2 + i, end + 2 + i) for i in range(count - 1))]

    def letters(self, text: str, position: int) -> list[Letter] | None:
        """The places of one character of the value, or of the few that one written letter is composed to."""
        if self._line > len(self._lines) or self._column > len(self._row):
            return None
        row, start = self._row, self._column
        end = start + 1
        if self._doubled and row[start - 1 : start + 1] == "''":
            end += 1
            made = "'"
        else:
            while end - 1 < len(row) and unicodedata.combining(row[end - 1]):
                end += 1
            made = unicodedata.normalize("NFC", row[start - 1 : end - 1])
        if not text.startswith(made, position):
            return None
        self._column = end
        return [Letter(self._line, start, end), *(Letter(self._line, end, end) for _ in made[1:])]
