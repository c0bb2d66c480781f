"""From the reader's inline tokens to `Inline` values, noting what cannot be said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from markdown_it.token import Token

from yearbook.prose.footnotes import Definition
from yearbook.prose.markdown import reader
from yearbook.prose.model import (
    Break,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Problem,
    ProblemKind,
    Strong,
    Text,
)

MAX_DEPTH = 6
"""Emphasis inside emphasis deeper than this is read as its plain text."""

_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s{1,4}[A-Za-z-]{1,30}\s{0,4}=[^<>]{0,400})?\s{0,4}/?>|<!--")
_WRAPPERS = {"strong_open", "em_open", "link_open"}
_CLOSERS = {"strong_close", "em_close", "link_close"}


class InlineReader:
    """Turns tokens into values; keeps the numbers of the notes and the problems of one prose."""

    def __init__(self, definitions: Sequence[Definition], first_line: int) -> None:
        self.first_line = first_line
        self.problems: dict[Problem, None] = {}
        self._definitions: dict[str, Definition] = {}
        self._notes: dict[str, NoteRef] = {}
        self._inside_note = False
        for definition in definitions:
            if definition.mark in self._definitions:
                self.report(definition.line, ProblemKind.DOUBLE_NOTE, f"[^{definition.mark}]")
            self._definitions.setdefault(definition.mark, definition)

    def report(self, line: int, kind: ProblemKind, detail: str) -> None:
        """Note a problem; `line` counts from 0 in the source. Long details are cut."""
        shown = detail if len(detail) <= 80 else detail[:79] + "…"
        self.problems[Problem(self.first_line + line, kind, shown)] = None

    def read(self, tokens: Sequence[Token], line: int) -> Inlines:
        """The values of one block; `line` is where it begins, from 0."""
        return self._children(iter(tokens), [line], 0, False)

    def finish(self) -> None:
        """Report the notes that no text mentions."""
        for mark, definition in self._definitions.items():
            if mark not in self._notes:
                self.report(definition.line, ProblemKind.UNUSED_NOTE, f"[^{mark}]")

    def _children(self, tokens: Iterator[Token], line: list[int], depth: int, in_link: bool) -> Inlines:
        out: list[Inline] = []
        for token in tokens:
            if token.type in _CLOSERS:
                break
            if token.type in ("softbreak", "hardbreak"):
                line[0] += 1
                _add(out, Break() if token.type == "hardbreak" else Text(" "))
            elif token.type in _WRAPPERS:
                for inline in self._wrapped(token, tokens, line, depth, in_link):
                    _add(out, inline)
            elif token.type == "note" and not in_link:
                _add(out, self._note(token.markup, line[0]))
            elif token.type == "foreign":
                _add(out, Foreign((Text(token.content),), token.markup))
            else:
                self._look_at(token, line[0])
                if token.content:
                    _add(out, Text(token.content))
        return tuple(out)

    def _wrapped(self, token: Token, tokens: Iterator[Token], line: list[int], depth: int, in_link: bool) -> Inlines:
        began = line[0]
        link = token.type == "link_open"
        if depth >= MAX_DEPTH and not link:
            return self._flat(tokens, line)
        children = self._children(tokens, line, depth + 1, in_link or link)
        if not children:
            return ()
        if not link:
            return (Strong(children) if token.type == "strong_open" else Emphasis(children),)
        address = str(token.attrs.get("href", ""))
        if not is_safe(address):
            if token.markup == "autolink":
                return (Text("<"), *children, Text(">"))
            self.report(began, ProblemKind.LINK_DROPPED, address)
            return children
        # `[<https://a.vn>](https://b.vn)`: a link must not stand in a link, the outer one counts.
        return children if in_link else (Link(children, address),)

    def _flat(self, tokens: Iterator[Token], line: list[int]) -> Inlines:
        """Everything up to the closing token as text, whatever is open inside."""
        out: list[str] = []
        level = 1
        for token in tokens:
            level += token.nesting
            if level == 0:
                break
            if token.type in ("softbreak", "hardbreak"):
                line[0] += 1
                out.append(" ")
            else:
                out.append(token.content)
        return (Text("".join(out)),) if any(out) else ()

    def _look_at(self, token: Token, line: int) -> None:
        if token.type == "picture":
            self.report(line, ProblemKind.IMAGE, token.content)
        elif "<" in token.content and (match := _HTML.search(token.content)):
            self.report(line, ProblemKind.RAW_HTML, match[0])

    def _note(self, mark: str, line: int) -> Inline:
        shown = f"[^{mark}]"
        if self._inside_note:
            self.report(line, ProblemKind.NOTE_IN_NOTE, shown)
            return Text(shown)
        if mark in self._notes:
            return self._notes[mark]
        definition = self._definitions.get(mark)
        if definition is None:
            self.report(line, ProblemKind.UNKNOWN_NOTE, shown)
            return Text(shown)
        self._inside_note = True
        parsed = reader().parseInline(definition.text)
        inlines = self.read(parsed[0].children or (), definition.line) if parsed else ()
        self._inside_note = False
        note = self._notes[mark] = NoteRef(len(self._notes) + 1, inlines)
        return note


def is_safe(address: str) -> bool:
    """Only https to a named host, without user name: no scheme that runs, opens a file or hides the host."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme == "https"
            and bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?", parts.netloc))
            and not re.search(r"[\s<>\"\\\x00-\x1f]", address)
        )
    except ValueError:
        return False


def _add(out: list[Inline], inline: Inline) -> None:
    if isinstance(inline, Text) and out and isinstance(last := out[-1], Text):
        out[-1] = Text(last.text + inline.text)
    else:
        out.append(inline)
