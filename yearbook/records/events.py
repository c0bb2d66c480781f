"""YAML text → raw tree, from PyYAML's event stream (the C one where there is one).

Events give the text, line and column of every scalar and expand nothing, so nothing is typed, lost or run here:
`02`, `no`, `12:30` stay text; anchors, tags and merge keys are refused; depth and number of values are limited.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import Any

import yaml

from yearbook.diagnostics import Outcome, Related, Span
from yearbook.records.findings import Findings
from yearbook.records.nodes import MISSING_WORDS, MappingNode, Node, ScalarNode, SequenceNode
from yearbook.records.reading import FORBIDDEN, clean_text, note_forbidden
from yearbook.records.syntax import explain_error

MAX_DEPTH = 20
MAX_NODES = 300_000
Event = Any  # the stubs of yaml leave out marks, anchors and tags that every event here has
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# One blank, then `#` with text on it: `Số 5 #2`. An editor's comment has a space after `#` or two before it.
_CUT = re.compile(r"(?<![ \t])[ \t](?=#[^\s#!])")


class _Stop(Exception):
    """Ends the reading of one file; the finding is already noted."""


def parse_yaml(data: bytes | str, file: str) -> Outcome[Node | None]:
    """The raw tree of a file's bytes (or text); `file` is the path to show. None when empty or unreadable."""
    findings = Findings(file)
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    text = clean_text(raw, findings)
    node = None if text is None else parse(text, findings)
    return Outcome(node, findings.close())


def parse(text: str, findings: Findings, *, first_line: int = 1) -> Node | None:
    """The raw tree of vetted text (`reading.clean_text`); `first_line` is where the text starts in its file.

    None when there is nothing in it or the syntax is broken (then a finding says where and why).
    """
    builder = _Builder(text, findings, first_line)
    try:
        return builder.document()
    except _Stop:
        return None
    except yaml.YAMLError as error:
        explain_error(error, builder.lines, builder.last, findings, first_line)
        return None


class _Builder:
    """Turns the events of one file into nodes."""

    def __init__(self, text: str, findings: Findings, first_line: int) -> None:
        self._parser = _LOADER(text)
        self._text = text
        self._findings = findings
        self._first = first_line
        self._nodes = 0
        self._cuts = _cut_places(text) if " #" in text or "\t#" in text else frozenset()
        self.last: ScalarNode | None = None

    @cached_property
    def lines(self) -> list[str]:
        return self._text.split("\n")

    def document(self) -> Node | None:
        get = self._parser.get_event
        get()  # stream start
        if isinstance(get(), yaml.StreamEndEvent):
            return None
        node = self._node(get(), 1)
        get()  # document end
        after = get()
        if not isinstance(after, yaml.StreamEndEvent):
            self._findings.add("Y135", self._span(after))
            raise _Stop
        return None if isinstance(node, ScalarNode) and node.missing else node

    def _node(self, event: Event, depth: int) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._findings.add("Y113", self._span(event), what=f"có hơn {MAX_NODES:,} giá trị".replace(",", "."))
            raise _Stop
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth > MAX_DEPTH:
            self._findings.add("Y134", self._span(event), limit=MAX_DEPTH)
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            span = self._span(event)
            self._findings.add("Y131", span, mark=f"*{event.anchor}")
            return ScalarNode(f"*{event.anchor}", span.line, span.column, span.end_column)
        self._refuse_marks(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        return self._sequence(event, depth)

    def _scalar(self, event: Event) -> ScalarNode:
        start: Any = event.start_mark
        end: Any = event.end_mark
        text: str = event.value
        plain = not event.style
        line, column = start.line + self._first, start.column + 1
        if event.style in ("|", ">"):  # the text of a block begins under its mark
            line, column = line + 1, self._indent(start.line + 1) + 1
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        if event.style == '"' and (found := FORBIDDEN.search(text)):  # written as an escape: "\u202e"
            note_forbidden(self._findings, found[0], line, column)
            text = FORBIDDEN.sub(" ", text)
        if event.tag is not None or event.anchor is not None:
            self._refuse_marks(event)
            text = f"{event.tag} {text}".strip() if event.tag else text
        if plain and (end.line, end.column) in self._cuts:
            rest = self.lines[end.line][end.column + 1 :].rstrip()
            span = self._findings.span(end.line + self._first, end.column + 2, end.column + 2 + len(rest))
            self._findings.add("Y136", span, rest=rest[:60], kept=text[:60] or "(trống)")
        missing = plain and text in MISSING_WORDS and event.tag is None
        self.last = ScalarNode(text, line, column, end.column + 1 if start.line == end.line else 0, missing)
        return self.last

    def _indent(self, line: int) -> int:
        """Indentation of the first line with text from this one on (0-based)."""
        written = (text for text in self.lines[line:] if text.strip())
        text = next(written, "")
        return len(text) - len(text.lstrip(" "))

    def _mapping(self, event: Event, depth: int) -> MappingNode:
        items: dict[str, Node] = {}
        keys: dict[str, ScalarNode] = {}
        first: ScalarNode | None = None
        get = self._parser.get_event
        while not isinstance(head := get(), yaml.MappingEndEvent):
            key = self._node(head, depth + 1)
            value = self._node(get(), depth + 1)
            if not isinstance(key, ScalarNode) or not key.text.strip() or "\n" in key.text:
                self._findings.add("Y137", self._span(head))
                continue
            first = first or key
            if key.text == "<<" and not head.style:
                self._findings.add("Y133", self._span(head))
            elif key.text in keys:
                self._duplicate(keys[key.text], key)
            else:
                keys[key.text], items[key.text] = key, value
        start = event.start_mark
        line, column = start.line + self._first, start.column + 1
        if first is None:
            return MappingNode(line, column, column + 1, items, keys)
        return MappingNode(first.line, first.column, first.end_column, items, keys)

    def _sequence(self, event: Event, depth: int) -> SequenceNode:
        start = event.start_mark
        column = start.column + 1
        node = SequenceNode(start.line + self._first, column, column + 1)
        get = self._parser.get_event
        while not isinstance(item := get(), yaml.SequenceEndEvent):
            node.items.append(self._node(item, depth + 1))
        return node

    def _duplicate(self, before: ScalarNode, again: ScalarNode) -> None:
        twins = "" if self._written(before) == self._written(again) else " (hai cách gõ Unicode của cùng một chữ)"
        place = self._findings.span(before.line, before.column, before.end_column)
        self._findings.add(
            "Y130",
            self._findings.span(again.line, again.column, again.end_column),
            related=(Related(place, f"khóa «{again.text[:60]}» viết lần đầu ở đây"),),
            key=again.text[:60],
            first=before.line,
            second=again.line,
            twins=twins,
        )

    def _written(self, key: ScalarNode) -> str:
        """A key as it stands in the file, before it was normalised."""
        line = self.lines[key.line - self._first]
        return line[key.column - 1 : key.end_column - 1].strip("\"'")

    def _refuse_marks(self, event: Event) -> None:
        if event.anchor is not None:
            self._findings.add("Y131", self._span(event), mark=f"&{event.anchor}")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._findings.add("Y132", self._span(event), tag=tag[:60])

    def _span(self, event: Event) -> Span:
        start, end = event.start_mark, event.end_mark
        last = end.column + 1 if end.line == start.line and end.column > start.column else 0
        return self._findings.span(start.line + self._first, start.column + 1, last)


def _cut_places(text: str) -> frozenset[tuple[int, int]]:
    """Line and column (0-based) of each blank before a `#` where a plain value may have been cut."""
    return frozenset(
        (number, match.start())
        for number, line in enumerate(text.split("\n"))
        if "#" in line
        for match in _CUT.finditer(line)
    )
