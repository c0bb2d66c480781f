"""Columns laid out with less work (private parts of WeasyPrint: the version is pinned).

WeasyPrint fills columns first, to see whether everything fits and is to be balanced; then it tries one height after
the other, each time from the first line on, until the columns are even; then it sets them.

*Not filled.* Where `column-fill` is `auto`, as in what goes on behind a stretch (`paging.py`), nothing comes of the
first filling, which takes as long as the setting itself.

*Tried with the same lines.* A line of text follows from where it begins in its paragraph and from its width; of a
column that is only tried nothing is looked at but heights. So lines are broken once for all heights that are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import block, inline

from yearbook.pdf.swap import swapped
from yearbook.values import dataclass

_set_columns, _set_box, _next_line = block.columns_layout, block.block_box_layout, inline.get_next_linebox


@dataclass
class _Columns:
    """Columns that are being laid out. plain: they are not filled first; trying: nothing is set yet; text: by number
    (`id`) a paragraph, which must live as long as its number is known, and whether it is nothing but text; lines: by
    paragraph, place in it, indent and width the line and where it ends."""

    plain: bool
    trying: bool = False
    text: dict[int, tuple[Any, bool]] = field(default_factory=dict)
    lines: dict[tuple[int, str, float, float], tuple[Any, Any]] = field(default_factory=dict)

    def is_text(self, paragraph: Any) -> bool:
        if id(paragraph) not in self.text:
            found = all(
                isinstance(box, LineBox | InlineBox | TextBox) and box.is_in_normal_flow() and not box.is_leader
                for box in paragraph.descendants()
            )
            self.text[id(paragraph)] = paragraph, found
        return self.text[id(paragraph)][1]


_columns: list[_Columns] = []  # the innermost last


def _columns_layout(context: Any, box: Any, *more: Any, **named: Any) -> Any:
    _columns.append(_Columns(_is_plain(context, box)))
    try:
        return _set_columns(context, box, *more, **named)
    finally:
        _columns.pop()


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
    arguments = (context, box, bottom, skip, around, empty, absolute, fixed, margins, *more)
    if not box.is_column or not _columns:
        return _set_box(*arguments, **named)
    columns = _columns[-1]
    if margins is not None and columns.plain:
        unfilled = box.copy_with_children([])
        return unfilled, {0: None}, {"break": "any", "page": None}, [], False, None  # it goes on: nothing to balance
    columns.trying = margins is not None
    try:
        return _set_box(*arguments, **named)
    finally:
        columns.trying = False


def _get_next_linebox(
    context: Any, paragraph: Any, top: float, bottom: Any, skip: Any, around: Any, absolute: Any, fixed: Any,
    first_letter: Any, first_line: Any,
) -> tuple[Any, Any]:  # fmt: skip
    arguments = (context, paragraph, top, bottom, skip, around, absolute, fixed, first_letter, first_line)
    columns = _columns[-1] if _columns else None
    around_it = context.excluded_shapes or context.footnotes or first_letter or first_line
    if not columns or not columns.trying or around_it or not columns.is_text(paragraph):
        return _next_line(*arguments)  # type: ignore[no-any-return]
    key = (id(paragraph), repr(skip), paragraph.text_indent, around.width)
    if key not in columns.lines:
        columns.lines[key] = _next_line(*arguments)
    line, resume_at = columns.lines[key]
    if line:
        line.position_y = top
    return line, resume_at


@contextmanager
def laid_out_with_less() -> Iterator[None]:
    """Inside, columns are laid out so; what comes of it is the same."""
    blocks = swapped(block, columns_layout=_columns_layout, block_box_layout=_block_box_layout)
    with blocks, swapped(inline, get_next_linebox=_get_next_linebox):
        yield
