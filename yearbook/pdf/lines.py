"""Text broken into lines once for all the places where it stands (private parts of WeasyPrint: the version is pinned).

Award tables and indexes say the same words again and again: names of units, titles, dates, commas, digits that stand
for a page number. Where a line ends follows from the words, their style and the width there is; and words that fit
a width as a whole are the same in any that is larger. And each line of a text with floats is asked how narrow it can
be: that is the width of its first word, and matters only beside a float.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint.layout import inline, preferred
from weasyprint.text.line_break import Layout

from yearbook.pdf.layouts import kind_of
from yearbook.pdf.swap import swapped

_split, _strut, _can_break = inline.split_first_line, inline.strut, inline.can_break_text
_narrowest = inline.inline_min_content_width
_SPLITS = (
    "white_space", "letter_spacing", "word_spacing", "overflow_wrap", "word_break", "hyphens", "hyphenate_character",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "tab_size",
)  # fmt: skip
_LONG = 200  # letters: the rest of a paragraph is seldom met again, and takes room


class _Line(NamedTuple):
    """What `split_first_line` gives: the layout as it was then, and behind it resume_at, width…"""

    layout: dict[str, Any]
    measures: tuple[Any, ...]

    def again(self, max_width: float | None) -> tuple[Any, ...]:
        layout = Layout.__new__(Layout)
        layout.__dict__.update(self.layout, max_width=max_width)
        return layout, *self.measures


class _Lines:
    """What is known of the text of some pages."""

    def __init__(self) -> None:
        self._styles: dict[int, tuple[Any, tuple[Any, ...]]] = {}  # by identity of a style, which lives as long
        self._struts: dict[int, tuple[Any, Any]] = {}
        self._whole: dict[tuple[Any, ...], tuple[float, _Line]] = {}
        self._broken: dict[tuple[Any, ...], _Line] = {}
        self._breaks: dict[tuple[str, str | None], bool] = {}

    def split(
        self, text: str, style: Any, context: Any, max_width: float | None, spacing: float,
        is_line_start: bool = True, minimum: bool = False,
    ) -> tuple[Any, ...]:  # fmt: skip
        """In place of `split_first_line`."""
        if minimum and max_width == 0 and (word := self._first_word(text, style)):
            layout, length, resume_at, *measures = self.split(word, style, context, 0, spacing, is_line_start, True)
            if resume_at is not None:
                return layout, length, resume_at, *measures
        if len(text) > _LONG:
            return _split(text, style, context, max_width, spacing, is_line_start, minimum)  # type: ignore[no-any-return]
        words = (text, spacing, self._style(style))
        if (known := self._whole.get(words)) and (max_width is None or known[0] <= max_width):
            return known[1].again(max_width)
        here = (words, max_width, is_line_start, minimum)
        if line := self._broken.get(here):
            return line.again(max_width)
        layout, *measures = _split(text, style, context, max_width, spacing, is_line_start, minimum)
        line = _Line(dict(vars(layout)), tuple(measures))
        _, resume_at, width, *_ = measures
        if resume_at is None and layout.text == text and (max_width is None or width <= max_width):
            self._whole[words] = width, line
        else:
            self._broken[here] = line
        return layout, *measures

    def _first_word(self, text: str, style: Any) -> str:
        """What of a longer text WeasyPrint looks at for a line of no width: a word and one letter; empty where it may
        need more."""
        space = text.find(" ")
        simple = style["white_space"] == "normal" and style["word_break"] == "normal" and style["hyphens"] == "none"
        simple = simple and style["overflow_wrap"] != "anywhere"
        return text[: space + 2] if 0 < space < len(text) - 2 and simple else ""

    def strut(self, style: Any) -> Any:
        """In place of `strut`."""
        if id(style) not in self._struts:
            self._struts[id(style)] = style, _strut(style)
        return self._struts[id(style)][1]

    def can_break(self, text: str, language: str | None) -> bool:
        """In place of `can_break_text`."""
        if len(text) > _LONG:
            return _can_break(text, language)  # type: ignore[no-any-return]
        if (text, language) not in self._breaks:
            self._breaks[text, language] = _can_break(text, language)
        return self._breaks[text, language]

    def _style(self, style: Any) -> tuple[Any, ...]:
        """What of a style the breaking of lines depends on."""
        if id(style) not in self._styles:
            told = (style["text_decoration_line"] == "none", *(style[name] for name in _SPLITS))
            self._styles[id(style)] = style, (id(kind_of(style)), *told)
        return self._styles[id(style)][1]


def _narrowest_beside(context: Any, box: Any, *how: Any, **named: Any) -> Any:
    """In place of `inline_min_content_width`, of which lines ask whether they fit beside a float: 0 below all of
    them."""
    above = all(s.position_y < box.position_y >= s.position_y + s.margin_height() for s in context.excluded_shapes)
    return 0 if above else _narrowest(context, box, *how, **named)


@contextmanager
def broken_once() -> Iterator[None]:
    """Inside, what was broken is known; what comes of it is the same."""
    lines = _Lines()
    names = {"split_first_line": lines.split, "can_break_text": lines.can_break}
    own = {"strut": lines.strut, "inline_min_content_width": _narrowest_beside}
    with swapped(inline, **own, **names), swapped(preferred, **names):
        yield
