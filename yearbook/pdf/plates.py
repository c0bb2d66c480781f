"""Heads and folios: the margin boxes of a page, laid out for its place in the book and apart from its text.

A page may move (a record before it grows) without being laid out again; only its plate is another one. And where all
that its number is to the plate are digits of one width, the plate stays too: the digits are put in when the file is
linked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.page import PageType, make_margin_boxes, page_height, page_width, set_page_type_computed_styles
from weasyprint.layout.percent import resolve_percentages

from yearbook.pdf.capture import Easel
from yearbook.pdf.paging import Paging
from yearbook.pdf.portable import Drawn
from yearbook.pdf.runs import Impression, Place, PlateMade

STANDINS = "87"
EMPTY = '<!DOCTYPE html><html lang="vi"><head><title>.</title></head><body></body></html>'


class PlateMaker:
    """Lays out and draws margin boxes with the style sheet of an engine."""

    def __init__(self, engine: Any, impressions: Sequence[Impression]) -> None:
        self._paging = Paging(engine, EMPTY)
        self._easels = [Easel(impression, margins=True) for impression in impressions]
        self._styled: set[Any] = set()
        self._moving: dict[tuple[object, ...], bool] = {}  # by kind of page

    def make(self, place: Place) -> PlateMade:
        """The plate of a place."""
        size = len(str(place.number))
        kind = (place.recto, place.blank, place.name, size)
        words = (value for _, values in place.strings.here for value in values)
        told = [*words, *(value for _, value in place.strings.before)]
        if not any(sign * size in value for value in told for sign in STANDINS):
            first = self._draw(place, STANDINS[0] * size)
            if not first:
                return self._made(first, moving=True)
            if kind not in self._moving:
                second = self._draw(place, STANDINS[1] * size)
                self._moving[kind] = list(map(_blank, first)) == list(map(_blank, second))
            if self._moving[kind] and all(drawn.loose for drawn in first):
                return self._made(first, moving=True)
        return self._made(self._draw(place, ""), moving=False)

    def _made(self, drawn: Sequence[Drawn], *, moving: bool) -> PlateMade:
        return PlateMade(moving, tuple(each.packed() for each in drawn) or (b"",) * len(self._easels))

    def _draw(self, place: Place, standin: str) -> list[Drawn]:
        """For each impression; none where there is nothing to draw. standin: digits in place of its number."""
        page = self._page(replace(place, number=int(standin or place.number)))
        drawn = []
        for easel in self._easels if page._page_box.children else ():
            easel.case.standin = standin
            drawn.append(easel.draw([page], {}))
        return drawn

    def _page(self, place: Place) -> Page:
        context = self._paging.context
        kind = PageType("right" if place.recto else "left", place.blank, place.name, 0, ())
        if kind not in self._styled:
            set_page_type_computed_styles(kind, self._paging.source, context.style_for)
            self._styled.add(kind)
        style = context.style_for(kind)
        page = boxes.PageBox(kind, style)
        width, height = style["size"]
        resolve_percentages(page, style["size"])
        page.position_x = page.position_y = 0
        page_width(page, context, width)
        page_height(page, context, height)
        context.page_bottom = page.content_box_y() + page.height
        context.current_page = 2
        context.string_set.clear()
        for name, value in place.strings.before:
            context.string_set[name][1].append(value)
        for name, values in place.strings.here:
            context.string_set[name][2].extend(values)
        page.children = ()
        state: Any = ([0], {"page": [place.number], "pages": [0]}, [{"pages"}], [])
        page.children = tuple(make_margin_boxes(context, page, state))
        layout_box_backgrounds(page, page, context.get_image_from_uri)
        return Page(page)


def _blank(drawn: Drawn) -> object:
    """A plate without its number."""
    if not drawn.loose:
        return object()  # like no other
    (page,) = drawn.pages
    content = bytearray(page.content)
    for folio in page.folios:
        for place in folio.places:
            content[place : place + 4] = b"0000"
    return replace(page, content=bytes(content)), drawn.objects, drawn.fonts
