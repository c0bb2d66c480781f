"""The raw tree of a data file: every scalar as text, every value with its place. Lines and columns are 1-based."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from yearbook.values import dataclass

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


Packed = tuple[Any, ...]


def packed(node: Node) -> Packed:
    """A tree as plain tuples, lists and dicts: a hundred thousand nodes are sent as a few bytes each."""
    match node:
        case ScalarNode():
            return node.text, node.line, node.column, node.end_column, node.missing
        case SequenceNode():
            return node.line, node.column, node.end_column, [packed(item) for item in node.items]
    items, keys = ({key: packed(value) for key, value in part.items()} for part in (node.items, node.keys))
    return node.line, node.column, node.end_column, items, keys


def unpacked(tree: Packed) -> Node:
    """The inverse of `packed`."""
    match tree:
        case (str(), *_):
            return ScalarNode(*tree)
        case (line, column, end, items):
            return SequenceNode(line, column, end, [unpacked(item) for item in items])
    line, column, end, items, keys = tree
    named = {key: ScalarNode(*name) for key, name in keys.items()}
    return MappingNode(line, column, end, {key: unpacked(item) for key, item in items.items()}, named)


def packed_place(tree: Packed, path: tuple[Key, ...]) -> tuple[int, int, int]:
    """Line, column and end of what stands at a path of a packed tree, or of the nearest value around it; of its key
    when nothing is said there."""
    node = place = tree
    for part in path:
        child: Packed | None = None
        if isinstance(node[0], str):
            break  # a scalar holds nothing
        if len(node) == 5 and isinstance(part, str):
            key = next((k for k in (part, part.rstrip("_"), part + "_") if k in node[3]), None)
            child = None if key is None else node[3][key]
            if child is not None and isinstance(child[0], str) and (child[4] or not child[0].strip()):
                place = node[4][key]
                break
        elif len(node) == 4 and isinstance(part, int) and 0 <= part < len(node[3]):
            child = node[3][part]
        if child is None:
            break
        node = place = child
    first = 1 if isinstance(place[0], str) else 0
    line, column, end = place[first : first + 3]
    return line, column, end
