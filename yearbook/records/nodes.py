"""The raw tree of a data file: every scalar as text, every value with its place. Lines and columns are 1-based."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yearbook.diagnostics import Edit, Span

if TYPE_CHECKING:
    from yearbook.records.written import Source

Key = str | int

MISSING_WORDS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A piece of text. `missing`: nothing was written (empty, `~` or `null`, without quotes).

    `end_column` is exclusive; 0 when the text goes on over several lines.
    """

    text: str
    line: int
    column: int
    end_column: int
    missing: bool = False


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and values in file order; it stands where its first key stands. `keys` holds the keys' own places."""

    line: int
    column: int
    end_column: int
    items: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, ScalarNode] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list; it stands where its first `-` or its `[` stands."""

    line: int
    column: int
    end_column: int
    items: list[Node] = field(default_factory=list)


Node = ScalarNode | MappingNode | SequenceNode


def scalars(node: Node) -> Iterator[ScalarNode]:
    """Every value of a tree, in file order."""
    if isinstance(node, ScalarNode):
        yield node
    else:
        for item in node.items if isinstance(node, SequenceNode) else node.items.values():
            yield from scalars(item)


def is_blank(node: Node | None) -> bool:
    """Nothing is said here: missing, or only white space between quotes."""
    return isinstance(node, ScalarNode) and (node.missing or not node.text.strip())


def to_data(node: Node) -> object:
    """Plain values for the typed model: blank values of a mapping are left out, blank list items become None."""
    if isinstance(node, ScalarNode):
        return None if is_blank(node) else node.text
    if isinstance(node, SequenceNode):
        return [to_data(item) for item in node.items]
    return {key: to_data(item) for key, item in node.items.items() if not is_blank(item)}


@dataclass(frozen=True, slots=True)
class NodeOrigin:
    """Where a record came from: `model.Origin` over its raw node."""

    file: str
    node: Node
    source: Source | None = None

    def span(self, *path: Key) -> Span:
        """The place of a value; of the nearest enclosing value that is in the file if it is not there.

        A key that stands without a value answers with the place of the key.
        """
        node: Node = self.node
        place: Node = node
        for part in path:
            child: Node | None = None
            if isinstance(node, MappingNode) and isinstance(part, str):
                key = next((k for k in (part, part.rstrip("_"), part + "_") if k in node.items), None)
                child = None if key is None else node.items[key]
                if key is not None and is_blank(child):
                    place = node.keys[key]
                    break
            elif isinstance(node, SequenceNode) and isinstance(part, int) and 0 <= part < len(node.items):
                child = node.items[part]
            if child is None:
                break
            node = place = child
        return Span(self.file, place.line, place.column, place.end_column)

    def find(self, *path: Key) -> Node | None:
        """The raw node at a path, if it is in the file."""
        node: Node | None = self.node
        for part in path:
            if isinstance(node, MappingNode) and isinstance(part, str):
                node = node.items.get(part)
            elif isinstance(node, SequenceNode) and isinstance(part, int) and 0 <= part < len(node.items):
                node = node.items[part]
            else:
                return None
        return node

    def key_span(self, *path: Key) -> Span:
        """The place of the key of a mapping value (for a key that should not be there)."""
        parent = self.find(*path[:-1])
        last = path[-1] if path else None
        if isinstance(parent, MappingNode) and isinstance(last, str) and last in parent.keys:
            key = parent.keys[last]
            return Span(self.file, key.line, key.column, key.end_column)
        return self.span(*path)

    def part(self, path: tuple[Key, ...], start: int, end: int) -> Span:
        """The exact place of the characters `start` to `end` of a text; the place of the text if that is not known."""
        node = self.find(*path)
        if isinstance(node, ScalarNode) and self.source and (stretch := self.source.stretch(node, start, end)):
            return stretch.span
        return self.span(*path)

    def edit(self, path: tuple[Key, ...], start: int, end: int, new: str) -> Edit | None:
        """The change that puts `new` in place of these characters; None when they are not in one piece."""
        node = self.find(*path)
        if not isinstance(node, ScalarNode) or not self.source:
            return None
        stretch = self.source.stretch(node, start, end)
        return Edit(stretch.span, stretch.written, new) if stretch else None
