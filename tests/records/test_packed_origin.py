"""An origin that is kept packed tells the same places as the tree it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from yearbook.records import load
from yearbook.records.nodes import Key, MappingNode, Node, SequenceNode
from yearbook.records.origin import PackedOrigin

ROOT = Path(__file__).resolve().parents[2]


def _paths(node: Node, way: tuple[Key, ...] = ()) -> Iterator[tuple[Key, ...]]:
    """Every place of a tree, and some that it has not."""
    yield from (way, (*way, "khong_co"), (*way, 3), (*way, "x", 1))
    if isinstance(node, MappingNode):
        for key, value in node.items.items():
            yield from _paths(value, (*way, key))
            yield (*way, f"{key}_")
    elif isinstance(node, SequenceNode):
        for place, value in enumerate(node.items):
            yield from _paths(value, (*way, place))


def test_every_value_of_the_sample_stands_where_its_tree_says() -> None:
    book = load(ROOT / "data").value
    assert book is not None
    told = 0
    for record in (book.settings, *book.all_records()):
        origin = record._origin
        assert isinstance(origin, PackedOrigin)
        for path in _paths(origin._origin.node):
            assert origin.span(*path) == origin._origin.span(*path)
            told += 1
    assert told > 5000
