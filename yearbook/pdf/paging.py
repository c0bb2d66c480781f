"""Pages laid out one at a time, from any piece of a flow on.

WeasyPrint lays out a document from its first page to its last. What it needs to go on from a page is little: where in
the tree of boxes, on which side, after what kind of break. Here it is given that for a piece in the middle, and lays
out the very pages that it would have made in one go (private: the version is pinned, `tests/pdf/test_paging.py` holds
the contract: a page is the same, box for box).

Margin boxes are left out: running heads and folios depend on where a page stands in the book (`plates.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from weasyprint import DEFAULT_OPTIONS, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import initialize_page_maker
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.background import layout_backgrounds
from weasyprint.layout.page import remake_page

from yearbook.pages.flow import HELD, PIECE, REFS, REFS_AFTER
from yearbook.pdf.columns import laid_out_with_less
from yearbook.pdf.runs import SIDED, Entry
from yearbook.pdf.source import Source, anchors_apart, set_anchors
from yearbook.values import dataclass

_AREAS = (None, "@footnote", "@note-area")  # of a page, beside its margin boxes


@dataclass(frozen=True)
class Sheet:
    """A laid-out page without its margin boxes.

    first: the piece that begins it, None when it goes on with one that began before; pieces: those with something
    on it; after: what the next page is laid out after.
    """

    page: Page
    first: int | None
    pieces: frozenset[int]
    blank: bool
    name: str
    recto: bool
    after: Entry
    strings: tuple[tuple[str, tuple[str, ...]], ...]  # named strings set on it, in order
    sided: bool  # the style sheet sets it otherwise on the other side


class Paging:
    """One document, page by page."""

    def __init__(
        self,
        engine: Any,
        html: str,
        entry: Entry | None = None,
        *,
        whole: bool = True,
        ends: bool = True,
        images: dict[str, Any] | None = None,
    ) -> None:
        """entry: what its first page is laid out after; whole: it begins with the first piece of its flow; ends: and
        ends with the last; images: WeasyPrint's cache of them."""
        self.images: dict[str, Any] = {} if images is None else images
        options = {**DEFAULT_OPTIONS, "stylesheets": [engine.sheet], "cache": self.images}
        source = self.source = Source(html, engine.fetcher, engine.defaults)
        counters = CounterStyle()
        with anchors_apart():
            self.context = Document._build_layout_context(source, engine.fonts, counters, engine.profiles, options)
        self._root = build_formatting_structure(
            source.etree_element, self.context.style_for, self.context.get_image_from_uri, source.base_url,
            self.context.target_collector, counters, self.context.footnotes,
        )  # fmt: skip
        set_anchors(self._root, *self.context.footnotes)
        self.owner = dict(_owners(source.etree_element))
        self._tops: dict[int, list[Any]] = {}  # of pieces: their outermost elements
        for element in source.etree_element.iter():
            if (piece := element.get(PIECE)) is not None:
                self._tops.setdefault(int(piece), []).append(element)
        if not ends:
            _keep_open(self._root)
        self.context.rendered_notes = []
        self.entry = self._prepare(entry or Entry(), whole)
        self._index = 1
        self._sides: dict[tuple[str, bool], bool] = {}
        self._met: set[int] = set()
        self._headed: set[int] = set()  # heads of tables that were met
        self._marked: set[tuple[int, str]] = set()  # elements that have their bookmark

    def began(self, element: Any, first: int) -> bool:
        """Whether an element began before a piece: it is of an earlier one, or holds such, or is the head of a table
        that is kept."""
        return self._pieces.get(id(element), first) < first

    @cached_property
    def _pieces(self) -> dict[int, int]:
        """Identity of an element → the piece that it begins in; -1: before them all."""
        pieces: dict[int, int] = {}

        def begins(element: Any) -> int:
            inside = [begins(child) for child in element]
            own = self.owner.get(id(element))
            pieces[id(element)] = min(inside, default=-1) if own is None else own
            return pieces[id(element)]

        begins(self.source.etree_element)
        return pieces

    def elements(self, first: int, end: int) -> Iterator[Any]:
        """The outermost elements of pieces."""
        return (element for number in range(first, end) for element in self._tops.get(number, ()))

    def ahead(self, end: int) -> int:
        """How many pieces behind `end` it depends on that a page ends before `end`: those that must not be parted
        from it by a page break (CSS Fragmentation 3: `avoid`)."""
        number = end
        while self._together(number):
            number += 1
        return number - end

    def _together(self, number: int) -> bool:
        """Whether a page break between a piece and the next is to be avoided."""
        before, behind = self._tops.get(number), self._tops.get(number + 1)
        if not before or not behind:
            return False
        above, below = ([element, *self._around(element)] for element in (before[-1], behind[0]))
        common = set(map(id, above)) & set(map(id, below))
        ends = [element for element in above if id(element) not in common]
        begins = [element for element in below if id(element) not in common]
        ends += _line(before[-1], -1)
        begins += _line(behind[0], 0)
        around = (element for element in above if id(element) in common)
        return (
            any(self._avoids(element, "break_after") for element in ends)
            or any(self._avoids(element, "break_before") for element in begins)
            or any(self._avoids(element, "break_inside") for element in around)
        )

    @cached_property
    def _parents(self) -> dict[Any, Any]:
        return {child: parent for parent in self.source.etree_element.iter() for child in parent}

    def _around(self, element: Any) -> Iterator[Any]:
        while (element := self._parents.get(element)) is not None:
            yield element

    def _avoids(self, element: Any, name: str) -> bool:
        style = self.context.style_for(element)
        return style is not None and str(style[name]).startswith("avoid")

    def count_refs(self, first: int, end: int) -> int:
        """How many page numbers the elements of pieces show."""
        shown = (element for top in self.elements(first, end) for element in top.iter())
        return sum(len(element.get(name, "").split()) for element in shown for name in (REFS, REFS_AFTER))

    def _differs(self, kind: Any) -> bool:
        """Whether a page of this name is declared otherwise on the left and on the right; margin boxes do not count."""
        known = (kind.name, kind.blank)
        if known not in self._sides:
            left, right = (self._declared(kind._replace(side=side)) for side in ("left", "right"))
            self._sides[known] = left != right
        return self._sides[known]

    def _declared(self, kind: Any) -> list[dict[str, Any]]:
        style_for = self.context.style_for
        style_for.add_page_declarations(kind)
        declared = (style_for.get_cascaded_styles().get((kind, pseudo), {}) for pseudo in _AREAS)
        return [{name: value for name, (value, _) in found.items()} for found in declared]

    def _prepare(self, entry: Entry, whole: bool) -> Entry:
        """A first page that is never laid out stands before ours: on it the flow may have begun already. Out: what
        ours is laid out after, with the break that the flow itself begins with."""
        initialize_page_maker(self.context, self._root)
        _, after, right, state, remake = self.context.page_maker[0]
        if whole:
            entry = replace(entry, break_=_first_break(self._root), name=after["page"] or "")
        # «From the first child on» is the beginning, told so that a blank page before it is not taken for the last.
        resume = {0: None} if whole else _behind(_way_to_held(self._root))
        next_page = {"break": entry.break_, "page": after["page"] if whole else entry.name}
        right = right if entry.recto is None else entry.recto
        self.context.page_maker += [(resume, next_page, right, state, remake)]
        return entry

    def __iter__(self) -> Iterator[Sheet]:
        finished = False
        while not finished:
            _, _, right, _, _ = self.context.page_maker[self._index]
            with laid_out_with_less():
                box, resume = remake_page(self._index, self.context, self._root, self.source)
            self._index += 1
            finished = resume is None and not self.context.reported_footnotes
            yield self._sheet(box, right)

    def foreseen(self) -> int | None:
        """The piece that begins the next page, if that can be told before it is laid out: where the layout goes on, a
        piece begins, and nothing else comes along."""
        way = self.context.page_maker[self._index][0]
        if self.context.reported_footnotes or self.context.broken_out_of_flow:
            return None
        box = self._root
        while way:
            if len(way) != 1:
                return None  # side by side: flexible boxes, grids
            ((place, way),) = way.items()
            if place >= len(getattr(box, "children", ())):
                return None
            box = box.children[place]
            piece = self.owner.get(id(box.element)) if box.element is not None else None
            if piece is not None:
                begins = piece > max(self._met, default=-1) and box.is_in_normal_flow() and _at_the_start(way)
                return piece if begins else None
        return None

    def _sheet(self, box: Any, right: bool) -> Sheet:
        root, footnotes, notes = box.children
        box.children = [child for child in (root, footnotes, notes) if child is root or child.children]
        layout_backgrounds(box, self.context.get_image_from_uri)
        seen, strings = self._look(box)
        first = min(seen, default=None)
        begins = first is not None and first > max(self._met, default=-1)
        self._met.update(seen)
        _, after, _, _, _ = self.context.page_maker[self._index]
        kind = box.page_type
        return Sheet(
            page=Page(box),
            first=first if begins else None,
            pieces=frozenset(seen),
            blank=bool(kind.blank),
            name=kind.name or "",
            recto=right,
            after=Entry(after["break"], after["page"] or ""),
            strings=tuple((name, tuple(values)) for name, values in strings.items()),
            sided=self._differs(kind),
        )

    def _look(self, page: Any) -> tuple[set[int], dict[str, list[str]]]:
        """The pieces on a page, and the named strings set there; only the first box of an element keeps its
        bookmark. The head of a table that is repeated is no sign that its piece is there."""
        pieces: set[int] = set()
        strings: dict[str, list[str]] = {}
        waiting = [page]
        while waiting:
            box = waiting.pop()
            if isinstance(box, AbsolutePlaceholder):
                box = box._box
            element = box.element
            if element is not None:
                piece = self.owner.get(id(element))
                if piece is not None and not (getattr(box, "is_header", False) and piece in self._met):
                    pieces.add(piece)
            if box.bookmark_label:
                mark = (id(element), box.element_tag)
                if mark in self._marked:
                    box.bookmark_label = ""
                self._marked.add(mark)
            for name, text in box.string_set or ():
                strings.setdefault(name, []).append(text)
            if not (getattr(box, "is_header", False) and isinstance(box, boxes.TableRowGroupBox)):
                waiting += reversed(getattr(box, "children", ()))
            elif id(element) not in self._headed:
                self._headed.add(id(element))
                waiting += reversed(box.children)
        return pieces, strings


def _keep_open(root: Any) -> None:
    """Columns that go on behind the last piece are not balanced: the page on which they would be is left out, and
    balancing takes as long as laying out a dozen pages."""
    box = root
    while box.children and box.element is not None:
        style, element = box.style, box.element
        if element.get(PIECE) is not None:
            break
        if (style["column_width"], style["column_count"]) != ("auto", "auto"):
            box.style = style.copy()
            box.style["column_fill"] = "auto"
        box = box.children[-1]


def _at_the_start(way: dict[int, Any] | None) -> bool:
    """Whether it leads to the first of the first, and so on."""
    while way:
        if len(way) != 1 or 0 not in way:
            return False
        way = way[0]
    return True


def _line(element: Any, place: int) -> list[Any]:
    """The first (0) or last (-1) child of an element, its first or last child, and so on."""
    line = []
    while len(element):
        element = element[place]
        line.append(element)
    return line


def _first_break(root: Any) -> str:
    """The side that the first box in flow wants to begin on; «page» if it wants none: a flow begins a page of itself,
    so that margins at its top are kept (CSS Fragmentation 3, 5.2)."""
    box = root
    while box is not None:
        wanted = str(box.style["break_before"])
        if wanted in SIDED:
            return wanted
        flow = (child for child in getattr(box, "children", ()) if child.is_in_normal_flow())
        box = next(flow, None)
    return "page"


def _owners(root: Any) -> Iterator[tuple[int, int]]:
    """Identity of every element of a piece → the number of the piece."""
    for top in root.iter():
        number = top.get(PIECE)
        if number is not None:
            for element in top.iter():
                yield id(element), int(number)


def _way_to_held(root: Any) -> list[int]:
    """The indices that lead through the tree of boxes to the element that stands for what is left out."""

    def search(box: Any) -> list[int] | None:
        if box.element is not None and box.element.get(HELD) is not None and not isinstance(box, boxes.LineBox):
            return []
        for index, child in enumerate(getattr(box, "children", ())):
            if (below := search(child)) is not None:
                return [index, *below]
        return None

    way = search(root)
    assert way is not None
    return way


def _behind(way: list[int]) -> dict[int, Any]:
    """Where the layout goes on: behind the last box of the way."""
    resume: dict[int, Any] | None = None
    for index in reversed(way):
        resume = {index: resume} if resume is not None else {index + 1: None}
    assert resume is not None
    return resume
