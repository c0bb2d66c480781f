"""A part of the book as a run of pieces, each of which may begin a page: what can be laid out from any piece on.

Templates say where by `{{ cut }}` between two elements: before a record, a row of a table, a line of an index. What
must stay together on a page (a heading and what follows it) is one piece. The cut is a comment, so the whole part is
plain HTML and looks the same laid out in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

CUT = "<!--cut-->"
PIECE = "data-piece"  # on the outermost elements of a piece, when it is laid out: its number in the flow
HELD = "data-held"  # stands where the pieces before have been
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ID = re.compile(r"\s+id=\"[^\"]*\"")
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_KEPT = frozenset({"head", "colgroup", "thead"})  # what the rest of their parent still needs
_HOLDERS = {"table": "tbody", "thead": "tr", "tbody": "tr", "ul": "li", "ol": "li", "dl": "div"}


@dataclass
class _Open:
    """An element that is open: its name, start tag, the kept children that came before, where its children begin."""

    name: str
    start: str
    kept: str = ""


@dataclass(frozen=True)
class _Way:
    """How to come to the place before a piece: the start tags of what is open there, and how to leave it."""

    into: str
    out: str
    holder: str


@dataclass(frozen=True)
class Flow:
    """name: the anchor of the part; pieces: HTML texts which joined are the whole document."""

    name: str
    pieces: tuple[str, ...]
    needs_pages: bool = False
    fills: bool = False

    @staticmethod
    def of(name: str, html: str, *, needs_pages: bool = False, fills: bool = False) -> Flow:
        return Flow(name, tuple(html.split(CUT)), needs_pages, fills)

    @property
    def html(self) -> str:
        """The whole, as one document."""
        return "".join(self.pieces)

    @cached_property
    def ways(self) -> tuple[_Way, ...]:
        """The way into every piece, and after the last the way out of all."""
        open_elements: list[_Open] = []
        found = [_Way("", "", "div")]
        for piece in self.pieces:
            _read(piece, open_elements)
            into = "".join(_again(element.start) + element.kept for element in open_elements)
            out = "".join(f"</{element.name}>" for element in reversed(open_elements))
            last = open_elements[-1].name if open_elements else "div"
            found.append(_Way(into, out, _HOLDERS.get(last, "div")))
        return tuple(found)

    def stretch(self, first: int, end: int) -> str:
        """The document of the pieces `first` … `end - 1`, each marked with its number; where pieces before are left
        out, an element stands for them, from behind which the layout goes on."""
        way = self.ways[first]
        held = f"<{way.holder} {HELD}></{way.holder}>" if first else ""
        marked = (_marked(self.pieces[number], number) for number in range(first, end))
        return f"{way.into}{held}{''.join(marked)}{self.ways[end].out}"


def _again(start: str) -> str:
    """A start tag without its id: an id leads to where the element begins."""
    return _ID.sub("", start)


def _tags(html: str) -> Iterator[re.Match[str]]:
    return _TAG.finditer(html)


def _is_void(tag: re.Match[str]) -> bool:
    return tag[2].lower() in _VOID or tag[3].endswith("/")


def _read(piece: str, open_elements: list[_Open]) -> None:
    """Take the tags of a piece: what it leaves open is added, what it closes is taken away."""
    starts: list[int] = []
    for tag in _tags(piece):
        name = tag[2].lower()
        if not tag[1]:
            if not _is_void(tag):
                open_elements.append(_Open(name, tag[0]))
                starts.append(tag.start())
            continue
        closed = open_elements.pop()
        start = starts.pop() if starts else 0
        if name in _KEPT and open_elements:
            open_elements[-1].kept += piece[start : tag.end()]
        del closed


def _marked(piece: str, number: int) -> str:
    """The piece with its outermost elements marked: those that it closes itself and that stand in none of such."""
    inside: list[tuple[int, list[int]]] = [(-1, [])]  # insertion point of an open element, those of its closed children
    points: list[int] = []
    for tag in _tags(piece):
        if tag[1]:
            if len(inside) > 1:
                point, _ = inside.pop()
                inside[-1][1].append(point)
            else:  # closes an element of an earlier piece: what it held is outermost
                points += inside[0][1]
                inside[0] = (-1, [])
        elif not _is_void(tag):
            inside.append((tag.end() - 1, []))
    points += [point for _, closed in inside for point in closed]
    made, last = [], 0
    for point in sorted(points):
        made += [piece[last:point], f' {PIECE}="{number}"']
        last = point
    return "".join([*made, piece[last:]])
