"""A part of the book as a run of pieces, each of which may begin a page: what can be laid out from any piece on.

Templates say where by `{{ cut }}` between two elements: before a record, a row of a table, a line of an index. What
must stay together on a page (a heading and what follows it) is one piece. The cut is a comment, so the whole part is
plain HTML and looks the same laid out in one go.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from yearbook.values import dataclass

REMEMBERED = 16_384  # pieces: in a book that is brought up to date most are the same
CUT = "<!--cut-->"
PIECE = "data-piece"  # on the outermost elements of a piece, when it is laid out: its number in the flow
HELD = "data-held"  # stands where the pieces before have been
# On elements whose text, or the text generated after it, shows page numbers: the anchors of these pages, in order.
REFS, REFS_AFTER = "data-refs", "data-refs-after"
_OWN = ("id", "style", "name", REFS)  # attributes that what stands for an element does not have
_SHOWN = re.compile(rf"\s(?:{REFS}|{REFS_AFTER})=\"([^\"]*)\"")
_TAG = re.compile(r"<!--.*?-->|<(/?)([A-Za-z][\w:.-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s+([^\s=>/\"']+)(\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_RAW = frozenset({"script", "style", "textarea", "title"})  # what looks like a tag in them is none
_KEPT = frozenset({"head", "colgroup", "thead"})  # what the rest of their parent still needs
_HOLDERS = {"table": "tbody", "thead": "tr", "tbody": "tr", "tfoot": "tr", "ul": "li", "ol": "li"}
_SHOWS = {"tbody": "table-row-group", "tr": "table-row", "li": "list-item"}


class Open(NamedTuple):
    """An element that is open: its name, start tag, the kept children that came before; text: what stands in it, if it
    is to be kept itself; last: the start tag of its last child."""

    name: str
    start: str
    kept: str
    text: str
    last: str


State = tuple[Open, ...]  # what is open at a place, from the outermost


@dataclass
class _Read:
    """An `Open` while a piece is read; at: where it begins in that."""

    name: str
    start: str
    at: int
    kept: str = ""
    text: str = ""
    last: str = ""


class Way(NamedTuple):
    """How to come to the place before a piece: the start tags of what is open there, and how to leave it; held: the
    element that stands for what was there before."""

    into: str
    out: str
    held: str


@dataclass(frozen=True)
class Flow:
    """name: the anchor of the part; pieces: HTML texts which joined are the whole document; needs_pages: they show
    page numbers; fills: it fills up the last signature; unknown: anchors whose page numbers they show and nobody knows
    (yet)."""

    name: str
    pieces: tuple[str, ...]
    needs_pages: bool = False
    fills: bool = False
    unknown: tuple[str, ...] = ()

    @staticmethod
    def of(name: str, html: str, *, needs_pages: bool = False, fills: bool = False) -> Flow:
        return Flow(name, tuple(html.split(CUT)), needs_pages, fills)

    def made_of(self, pieces: tuple[str, ...], states: tuple[State, ...]) -> Flow:
        """The same of other pieces, of which is known what is open before each."""
        flow = replace(self, pieces=pieces)
        flow.__dict__["states"] = states
        return flow

    def after(self, before: Flow) -> Flow:
        """The same, for who knows it as it was before: only what has changed is read for what it leaves open."""
        return self.made_of(self.pieces, _states(self.pieces, before))

    @property
    def html(self) -> str:
        """The whole, as one document."""
        return "".join(self.pieces)

    @cached_property
    def states(self) -> tuple[State, ...]:
        """What is open before every piece, and after the last."""
        return _states(self.pieces)

    def way(self, place: int) -> Way:
        """The way into a piece, and after the last the way out of all."""
        return _way(self.states[place])

    def stretch(self, first: int, end: int) -> str:
        """The document of the pieces `first` … `end - 1`, each marked with its number; where pieces before are left
        out, an element stands for them, from behind which the layout goes on."""
        way = self.way(first)
        marked = (_marked(self.pieces[number], number) for number in range(first, end))
        return f"{way.into}{way.held}{''.join(marked)}{self.way(end).out}"


def _states(pieces: Sequence[str], before: Flow | None = None) -> tuple[State, ...]:
    """As `Flow.states`. before: the first and the last pieces of which may be the same."""
    was, known = (before.pieces, before.states) if before else ((), ((),))
    shift = len(was) - len(pieces)
    most = min(len(pieces), len(was))
    first = next((place for place in range(most) if pieces[place] != was[place]), most)
    end = len(pieces)  # of what has changed
    while end > max(first, first - shift) and pieces[end - 1] == was[end - 1 + shift]:
        end -= 1
    found = list(known[: first + 1])
    for place in range(first, len(pieces)):
        if place >= end and found[-1] == known[place + shift]:
            return (*found, *known[place + shift + 1 :])
        found.append(_after(found[-1], pieces[place]))
    return tuple(found)


def _after(state: State, piece: str) -> State:
    """What is open after a piece."""
    elements = [_Read(name, start, 0, *rest) for name, start, *rest in state]
    _read(piece, elements)
    now = (Open(e.name, e.start, e.kept, e.text, e.last) for e in elements)
    return tuple(old if old == new else new for old, new in zip_longest(state[: len(elements)], now))


@lru_cache(maxsize=REMEMBERED)
def _way(state: State) -> Way:
    into = "".join(_again(element.start) + element.kept for element in state)
    out = "".join(f"</{element.name}>" for element in reversed(state))
    # rows of one table are all come to by one way: its words are held once
    return Way(sys.intern(into), sys.intern(out), sys.intern(_held(state[-1]) if state else ""))


def forget_pieces() -> None:
    """Give back the room of what is remembered of pieces."""
    _way.cache_clear()
    _count_refs.cache_clear()


def _held(parent: Open) -> str:
    """What stands in a parent for the children that came before: it looks to selectors (`.entry + .entry`) like the
    last of them, and has a box of its own whatever they say."""
    name = _HOLDERS.get(parent.name, "div")
    tag = _TAG.match(parent.last)
    kept = ""
    if tag and not _is_void(tag) and (tag[2].lower() not in ("tbody", "thead", "colgroup", "caption", "tr", *_RAW)):
        name = tag[2] if parent.name not in _HOLDERS or tag[2].lower() == name else name
    if tag:
        attributes = (found[0] for found in _ATTRIBUTE.finditer(tag[3].removesuffix("/")))
        kept = "".join(text for text in attributes if not text.lower().strip().startswith(_OWN))
    how = (
        f"display: {_SHOWS.get(name.lower(), 'block')} !important; float: none !important; position: static !important"
    )
    return f'<{name}{kept} {HELD}="" style="{how}"></{name}>'


def count_refs(html: str) -> int:
    """How many page numbers elements say that they show."""
    return sum(map(_count_refs, html.split(CUT)))


@lru_cache(maxsize=REMEMBERED)
def _count_refs(html: str) -> int:
    if REFS not in html:
        return 0
    showing = (tag[3] for tag in _tags(html) if REFS in tag[3])
    return sum(len(found[1].split()) for attributes in showing for found in _SHOWN.finditer(attributes))


def _again(html: str) -> str:
    """Tags without their ids: an id leads to where the element begins."""
    made, last = [], 0
    for tag in _tags(html):
        for attribute in _ATTRIBUTE.finditer(html, tag.start(3), tag.end(3)):
            if attribute[1].lower() == "id":
                made.append(html[last : attribute.start()])
                last = attribute.end()
    return "".join([*made, html[last:]])


def _tags(html: str) -> Iterator[re.Match[str]]:
    start, at = 0, -1
    while start != at:  # behind what is raw it goes on at its end
        at = start
        for tag in _TAG.finditer(html, start):
            if tag[2] is None:
                continue  # a comment
            yield tag
            if not tag[1] and (name := tag[2].lower()) in _RAW:
                start = max(tag.end(), html.lower().find(f"</{name}", tag.end()))
                break


def _is_void(tag: re.Match[str]) -> bool:
    return tag[2].lower() in _VOID or tag[3].endswith("/")


def _read(piece: str, open_elements: list[_Read]) -> None:
    """Take the tags of a piece: what it leaves open is added, what it closes is taken away. An element whose end tag
    is left out ends with what it stands in."""
    for tag in _tags(piece):
        name = tag[2].lower()
        if not tag[1]:
            if open_elements:
                open_elements[-1].last = tag[0]
            if not _is_void(tag):
                open_elements.append(_Read(name, tag[0], tag.start()))
        elif any(element.name == name for element in reversed(open_elements)):
            while (closed := open_elements.pop()).name != name:
                pass
            if name in _KEPT and open_elements:
                open_elements[-1].kept += _again(closed.text + piece[closed.at : tag.end()])
    for element in open_elements:
        if element.name in _KEPT:
            element.text += piece[element.at :]
        element.at = 0


@dataclass
class _Inside:
    """An element that a piece opens; mark: where its mark would stand; marks: those of its children."""

    name: str
    mark: int
    marks: list[int] = field(default_factory=list)


def _marked(piece: str, number: int) -> str:
    """The piece with its outermost elements marked: those that it closes itself and that stand in none of such."""
    around = _Inside("", -1)
    inside = [around]
    points: list[int] = []
    for tag in _tags(piece):
        name = tag[2].lower()
        if not tag[1]:
            if not _is_void(tag):
                inside.append(_Inside(name, tag.end() - 1))
            continue
        own = any(element.name == name for element in inside[1:])
        while len(inside) > 1:
            closed = inside.pop()
            inside[-1].marks.append(closed.mark)
            if own and closed.name == name:
                break
        if not own:  # closes an element of an earlier piece: what it held is outermost
            points += around.marks
            around.marks = []
    points += [point for element in inside for point in element.marks]
    made, last = [], 0
    for point in sorted(points):
        made += [piece[last:point], f' {PIECE}="{number}"']
        last = point
    return "".join([*made, piece[last:]])
