"""Text drawn once, wherever it stands again: on the same pages, and in all their impressions.

To draw a text box WeasyPrint sets its words again with Pango and reads every glyph. The same words in the same style
have the same glyphs; here what came of them is put down and said again, at another place (private: the version is
pinned, `tests/pdf/test_lines.py` and `test_impressions.py` hold that each page is as if it were drawn alone).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.text.line_break import Layout

from yearbook.pdf.layouts import kind_of
from yearbook.pdf.swap import swapped

_Said = list[tuple[str, tuple[Any, ...]]]  # what a stream was told: method and arguments


class _Writer:
    """A stream that puts down what it is told, but for the place."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.said: _Said = []

    def add_font(self, font: Any) -> Any:
        return self._stream.add_font(font)

    def set_text_matrix(self, *values: float) -> None:
        self._stream.set_text_matrix(*values)

    def __getattr__(self, name: str) -> Callable[..., None]:
        def told(*words: Any) -> None:
            self.said.append((name, words))
            getattr(self._stream, name)(*words)

        return told


class Texts:
    """The text of some pages that are drawn with the same fonts."""

    def __init__(self) -> None:
        self._said: dict[tuple[Any, ...], _Said] = {}
        self._styles: dict[int, tuple[Any, tuple[Any, ...]]] = {}  # by identity of a style, which lives as long

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """Inside, what has been drawn is known."""
        draw, set_up, leave = drawing.draw_first_line, Layout.reactivate, Layout.deactivate

        def say(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
            key = self._key(box, overflow, ellipsis)
            if said := self._said.get(key):
                stream.set_text_matrix(*matrix.values)
                for name, words in said:
                    getattr(stream, name)(*words)
                return []
            writer = _Writer(stream)
            set_up(box.pango_layout, box.style)
            emojis = draw(writer, box, overflow, ellipsis, matrix)
            leave(box.pango_layout)
            if not emojis:
                self._said[key] = writer.said
            return emojis

        waits = swapped(Layout, reactivate=lambda _layout, _style: None, deactivate=lambda _layout: None)
        with waits, swapped(drawing, draw_first_line=say):
            yield

    def _key(self, box: Any, overflow: str, ellipsis: Any) -> tuple[Any, ...]:
        """What the glyphs depend on, and what lies between them."""
        style, layout = box.style, box.pango_layout
        if id(style) not in self._styles:
            spacing = (style["letter_spacing"], style["word_spacing"], style["overflow_wrap"], style["tab_size"])
            self._styles[id(style)] = style, (id(kind_of(style)), *spacing)
        cut = () if (overflow, ellipsis) == ("clip", "none") else (overflow, ellipsis, layout.max_width)
        return box.text, layout.text, layout.justification_spacing, self._styles[id(style)][1], cut
