"""Pages whose margin boxes say nothing have none (a private part of WeasyPrint: the version is pinned).

WeasyPrint makes all sixteen for every page, and measures them, before it sees that there is nothing in them: a
quarter of what it takes to lay out the frames of the proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint import layout

from yearbook.pdf.swap import swapped

_SIDES = {"top": "left center right", "bottom": "left center right", "left": "top middle bottom"}
_SIDES |= {"right": _SIDES["left"]}
_CORNERS = tuple(f"@{side}-{end}-corner" for side in ("top", "bottom") for end in ("left", "right"))
_BOXES = (*(f"@{side}-{place}" for side, places in _SIDES.items() for place in places.split()), *_CORNERS)
_NOTHING = {"normal", "inhibit", "none"}  # as content: what WeasyPrint makes no box for
_make = layout.make_margin_boxes


def _make_those_that_say_something(context: Any, page: Any, state: Any) -> Iterator[Any]:
    """In place of `make_margin_boxes`."""
    styles = (context.style_for(page.page_type, name) for name in _BOXES)
    if any(style is not None and style["content"] not in _NOTHING for style in styles):
        yield from _make(context, page, state)


@contextmanager
def none_for_nothing() -> Iterator[None]:
    """Inside, pages are laid out so; what comes of it is the same."""
    with swapped(layout, make_margin_boxes=_make_those_that_say_something):
        yield
