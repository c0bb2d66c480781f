"""Heads and folios: the margin boxes of a page, laid out for its place in the book and apart from its text.

A page may move (a record before it grows) without being laid out again; only its plate is another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.page import PageType, make_margin_boxes, page_height, page_width, set_page_type_computed_styles
from weasyprint.layout.percent import resolve_percentages

from yearbook.pdf.paging import Paging
from yearbook.pdf.runs import Place

EMPTY = '<!DOCTYPE html><html lang="vi"><head><title>.</title></head><body></body></html>'


class PlateMaker:
    """Lays out margin boxes with the style sheet of an engine."""

    def __init__(self, engine: Any) -> None:
        self._paging = Paging(engine, EMPTY)
        self._styled: set[Any] = set()

    def make(self, places: Iterable[Place]) -> Iterator[Page]:
        """A page for each place with its margin boxes alone."""
        for place in places:
            yield self._page(place)

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
