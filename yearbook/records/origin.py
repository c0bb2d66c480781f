"""Where a record, and every value in it, stands in its file."""

from __future__ import annotations

import marshal
from functools import lru_cache
from struct import Struct

from yearbook.diagnostics import Edit, Span
from yearbook.records.nodes import (
    Key,
    MappingNode,
    Node,
    Packed,
    ScalarNode,
    SequenceNode,
    is_blank,
    packed,
    packed_place,
    unpacked,
)
from yearbook.records.written import Source
from yearbook.values import dataclass

REMEMBERED = 256  # trees of records: who asks for one place asks for others
PLACES = 16_384  # in a book that is brought up to date the same are asked for again
_HEAD = Struct("<3I")  # of a packed tree: where its record stands, which is what is asked for most


@dataclass(frozen=True, slots=True)
class NodeOrigin:
    """Where a record came from: `model.Origin` over its raw node."""

    file: str
    node: Node
    source: Source | None = None

    def packed(self) -> PackedOrigin:
        """The same in a tenth of the room."""
        node = self.node
        head = _HEAD.pack(node.line, node.column, node.end_column)
        return PackedOrigin(self.file, head + marshal.dumps(packed(node)), self.source)

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


class PackedOrigin:
    """An origin as it is kept and sent. Where a value stands is read in the packed tree; the few who ask for more have
    it unpacked."""

    def __init__(self, file: str, tree: bytes, source: Source | None) -> None:
        self.file = file
        self.tree, self._source = tree, source

    @property
    def _origin(self) -> NodeOrigin:
        return _unpacked(self.file, self.tree, self._source)

    def span(self, *path: Key) -> Span:
        """As `NodeOrigin.span`."""
        return Span(self.file, *(_place(self.tree, path) if path else _HEAD.unpack_from(self.tree)))

    def part(self, path: tuple[Key, ...], start: int, end: int) -> Span:
        return self._origin.part(path, start, end)

    def edit(self, path: tuple[Key, ...], start: int, end: int, new: str) -> Edit | None:
        return self._origin.edit(path, start, end, new)


@lru_cache(maxsize=REMEMBERED)
def _loaded(tree: bytes) -> Packed:
    loaded: Packed = marshal.loads(tree[_HEAD.size :])  # noqa: S302 - packed by our own processes
    return loaded


@lru_cache(maxsize=PLACES)
def _place(tree: bytes, path: tuple[Key, ...]) -> tuple[int, int, int]:
    return packed_place(_loaded(tree), path)


@lru_cache(maxsize=REMEMBERED)
def _unpacked(file: str, tree: bytes, source: Source | None) -> NodeOrigin:
    return NodeOrigin(file, unpacked(_loaded(tree)), source)
