"""A content stream that remembers what the drawing knows: which text is set in which font, where page numbers stand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from typing import Any

from fontTools.ttLib import TTFont
from tinycss2.color5 import Color
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream

from yearbook.pages.flow import REFS, REFS_AFTER
from yearbook.pdf.portable import OWN, Glyphs, Specimen
from yearbook.values import dataclass

_STYLES = ("normal", "oblique", "italic")  # as Pango numbers them
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Numbered:
    """Items `start` to `end` of a stream that draw `text` in a font; its numbers are the pages of `refs`, one each,
    unless it is set in a way that cannot be told (a head of a table that is repeated)."""

    start: int
    end: int
    font: str
    refs: tuple[str, ...]
    text: str

    @property
    def count(self) -> int:
        """How many numbers are in the text."""
        return len(_NUMBER.findall(self.text))


@dataclass
class Case:
    """The fonts that have been drawn with: WeasyPrint's own, made once."""

    fonts: dict[Any, Font] = field(default_factory=dict)
    inks: Mapping[str, Color] = field(default_factory=dict)  # by the custom space that stands for each
    standin: str = ""  # digits that stand for the number of the page itself, where they are all of a text
    _digits: dict[str, tuple[int, ...] | None] = field(default_factory=dict)
    _told: dict[int, int] = field(default_factory=dict)  # identity of an element → numbers that it has shown so far

    def empty(self) -> None:
        """No glyph has been used yet."""
        for font in self.fonts.values():
            font.widths, font.to_unicode = {}, {}

    def used(self) -> Glyphs:
        """For each font: glyph → width, text."""
        found: Glyphs = {}
        for font in self.fonts.values():
            if font.to_unicode:
                glyphs = found.setdefault(font.hash, {})
                glyphs |= {glyph: (font.widths[glyph], text) for glyph, text in font.to_unicode.items()}
        return found

    def specimens(self) -> dict[str, Specimen]:
        """How text is set in each of them, in drawings as well."""
        return {
            font.hash: Specimen(f'"{font.family}"', str(font.weight), _STYLES[font.style], _sample(font.to_unicode))
            for font in self.fonts.values()
            if font.to_unicode
        }

    def taken(self, element: Any, refs: Sequence[str], count: int) -> tuple[str, ...]:
        """The next of its anchors: a range of pages may be broken between two lines."""
        before = self._told.get(id(element), 0)
        self._told[id(element)] = before + count
        return tuple(refs[before : before + count])

    def figures(self, name: str) -> tuple[int, ...] | None:
        """The glyphs of 0 to 9 in a font, None when they are not all of one width."""
        if name not in self._digits:
            font = next((font for font in self.fonts.values() if font.hash == name), None)
            self._digits[name] = _figures(font) if font else None
        return self._digits[name]

    def use_figures(self, name: str, glyphs: tuple[int, ...]) -> None:
        """All of them may be drawn, whichever stand there now."""
        font = next(font for font in self.fonts.values() if font.hash == name and set(glyphs) & set(font.widths))
        width = next(font.widths[glyph] for glyph in glyphs if glyph in font.widths)
        for digit, glyph in enumerate(glyphs):
            font.widths[glyph], font.to_unicode[glyph] = width, str(digit)


def _sample(texts: Mapping[int, str]) -> str:
    """Some text that the font has signs for."""
    return next((text for text in texts.values() if text.strip()), " ")


def _figures(font: Font) -> tuple[int, ...] | None:
    with TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
        names = [file.getBestCmap().get(ord(sign)) for sign in "0123456789"]
        if None in names or len({file["hmtx"][name][0] for name in names}) > 1:
            return None
        return tuple(file.getGlyphID(name) for name in names)


def glyphs_of(font: Font, signs: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Those that a font has for these code points: glyph → width in 1/1000 em, text; where two share one, it is the
    first."""
    with TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
        names, widths, em = file.getBestCmap(), file["hmtx"], file["head"].unitsPerEm
        return {
            file.getGlyphID(names[sign]): (round(widths[names[sign]][0] * 1000 / em), chr(sign))
            for sign in sorted(signs, reverse=True)
            if sign in names
        }


class Canvas(Stream):  # type: ignore[misc]  # weasyprint is untyped
    """WeasyPrint's stream; `case` and `numbered` are set by who makes it."""

    case: Case
    numbered: list[Numbered]

    def clone(self, **kwargs: Any) -> Canvas:
        made = super().clone(**kwargs)
        made.__class__ = Canvas
        made.case, made.numbered = self.case, []  # page numbers in a group stay as they are
        return made  # type: ignore[no-any-return]

    def set_color(self, color: Color, stroke: bool = False) -> None:
        ink = self.case.inks.get(color.space)
        super().set_color(Color(ink.space, ink.coordinates, ink.alpha * color.alpha) if ink else color, stroke)

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        start = len(self.stream)
        with super().marked(box, tag):
            yield
        own = bool(self.case.standin) and getattr(box, "text", "") == self.case.standin
        refs = _refs(box) or ""
        if (own or refs) and (count := len(_NUMBER.findall(box.text))):
            # Text that follows text goes on in its text object: the first item may stand one place earlier.
            font = self._old_font[0] if self._old_font else ""
            taken = (OWN,) if own else self.case.taken(box.element, refs.split(), count)
            self.numbered.append(Numbered(max(0, start - 1), len(self.stream), font, taken, box.text))


def _refs(box: Any) -> str | None:
    """The anchors whose page numbers a text box shows."""
    if box.element is None:
        return None
    generated = box.element_tag.endswith("::after")
    return box.element.get(REFS_AFTER if generated else REFS)  # type: ignore[no-any-return]
