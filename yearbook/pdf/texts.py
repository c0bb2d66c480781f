"""Text drawn once for all impressions of a page: glyphs and their places are the same, only colours and tags differ.

To draw a text box WeasyPrint sets its words again with Pango and reads every glyph; here what came of that is put down
for the first impression and said again for the others (private: the version is pinned, `tests/pdf/test_impressions.py`
holds that each is as if it were drawn alone).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.text.line_break import Layout

_Said = list[tuple[str, tuple[Any, ...]]]  # what a stream was told: method and arguments


class _Writer:
    """A stream that puts down what it is told."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.said: _Said = []

    def add_font(self, font: Any) -> Any:
        return self._stream.add_font(font)

    def __getattr__(self, name: str) -> Callable[..., None]:
        def told(*words: Any) -> None:
            self.said.append((name, words))
            getattr(self._stream, name)(*words)

        return told


class Texts:
    """The text boxes of some pages: `first` while they are drawn for the first time, then `again` as often as you
    like, with the same fonts."""

    def __init__(self) -> None:
        self._said: dict[int, tuple[Any, _Said]] = {}  # by identity of the box, which lives as long

    @contextmanager
    def first(self) -> Iterator[None]:
        draw = drawing.draw_first_line

        def put_down(stream: Any, box: Any, *how: Any) -> Any:
            writer = _Writer(stream)
            if not (emojis := draw(writer, box, *how)):
                self._said[id(box)] = box, writer.said
            return emojis

        with _replaced(drawing, "draw_first_line", put_down):
            yield

    @contextmanager
    def again(self) -> Iterator[None]:
        draw, set_up, leave = drawing.draw_first_line, Layout.reactivate, Layout.deactivate

        def say(stream: Any, box: Any, *how: Any) -> Any:
            if id(box) not in self._said:
                set_up(box.pango_layout, box.style)
                emojis = draw(stream, box, *how)
                leave(box.pango_layout)
                return emojis
            for name, words in self._said[id(box)][1]:
                getattr(stream, name)(*words)
            return []

        with (
            _replaced(drawing, "draw_first_line", say),
            _replaced(Layout, "reactivate", lambda _layout, _style: None),
            _replaced(Layout, "deactivate", lambda _layout: None),
        ):
            yield


@contextmanager
def _replaced(holder: Any, name: str, other: Any) -> Iterator[None]:
    before = getattr(holder, name)
    setattr(holder, name, other)
    try:
        yield
    finally:
        setattr(holder, name, before)
