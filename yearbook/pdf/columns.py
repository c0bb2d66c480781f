"""Columns that are not balanced, laid out once.

WeasyPrint fills columns first, to see whether everything fits and is to be balanced, and sets them then (private: the
version is pinned). Where `column-fill` is `auto`, as in what goes on behind a stretch (`paging.py`), nothing comes of
the first filling, which takes as long as the setting itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import block

_set_columns, _set_box = block.columns_layout, block.block_box_layout
_plain: list[bool] = []  # of the columns that are being laid out, the innermost last: they are not filled first


def _columns_layout(context: Any, box: Any, *more: Any, **named: Any) -> Any:
    _plain.append(_is_plain(context, box))
    try:
        return _set_columns(context, box, *more, **named)
    finally:
        _plain.pop()


def _is_plain(context: Any, box: Any) -> bool:
    """Whether the first filling leaves no trace: nothing spans the columns, floats in them, or stands at the foot."""
    if box.style["column_fill"] != "auto" or context.footnotes or context.reported_footnotes:
        return False
    inside = (child for top in box.children for child in (top, *getattr(top, "descendants", lambda: ())()))
    return not any(child.is_floated() or child.style["column_span"] == "all" for child in inside)


def _block_box_layout(
    context: Any, box: Any, bottom: Any, skip: Any, around: Any, empty: Any, absolute: Any, fixed: Any, margins: Any,
    *more: Any, **named: Any,
) -> Any:  # fmt: skip
    """margins: None when the columns are set, a list when they are filled to see how high they are."""
    if margins is not None and box.is_column and _plain and _plain[-1]:
        unfilled = box.copy_with_children([])
        return unfilled, {0: None}, {"break": "any", "page": None}, [], False, None  # it goes on: nothing to balance
    return _set_box(context, box, bottom, skip, around, empty, absolute, fixed, margins, *more, **named)


@contextmanager
def set_once() -> Iterator[None]:
    """Inside, columns that are not balanced are not filled first; what comes of it is the same."""
    block.columns_layout, block.block_box_layout = _columns_layout, _block_box_layout
    try:
        yield
    finally:
        block.columns_layout, block.block_box_layout = _set_columns, _set_box
