"""What the tests of pages share: a setter of the small book, and laid-out pages as runs of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from small_book import STAMP, records

from yearbook.book import compose
from yearbook.context import asset_root
from yearbook.images import PhotoInfo
from yearbook.pages.edition import editions
from yearbook.pages.render import PageSetter
from yearbook.pages.theme import load_theme
from yearbook.pdf.engine import Engine, Resources
from yearbook.records import Trim, Yearbook


def page_setter(
    theme: str = "base",
    edition: str = "screen",
    *,
    yearbook: Yearbook | None = None,
    assets: Path | None = None,
    trim: Trim = Trim.T19X27,
    infos: Mapping[str, PhotoInfo] | None = None,
    cache: Path | None = None,
) -> PageSetter:
    root = assets or asset_root()
    book, looks = compose(yearbook or records()), load_theme(root, theme, trim)
    return PageSetter(book, looks, editions(root)[edition], infos or {}, STAMP, cache)


def whole_html(setter: PageSetter) -> str:
    return setter.whole(setter.book.parts, count=1)


def luminance(rgb: tuple[float, ...]) -> float:
    """Relative luminance of sRGB 0–1 (WCAG 2.2)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def rgb(hex_colour: str) -> tuple[float, ...]:
    return tuple(int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


@dataclass(frozen=True)
class Run:
    """A stretch of text on a page: how it is set and on what ground."""

    text: str
    place: str  # classes of the nearest elements, the innermost last
    face: tuple[str, int, str]
    size: float  # pt
    line: float  # height of its line, in sizes of its own type
    alone: bool  # the only line of its block
    colour: tuple[float, ...]
    ground: tuple[float, ...]

    @property
    def is_large(self) -> bool:
        """Large text in the sense of WCAG 2.2, 1.4.3."""
        return self.size >= 18 or (self.size >= 14 and self.face[1] >= 600)

    def __str__(self) -> str:
        return f"{self.place}: «{self.text[:24]}» {self.size:g} pt"


def _pages(setter: PageSetter) -> Iterator[Any]:
    """The box of every page, laid out as for the screen, without the second round for page numbers."""
    fonts = {f"font/{face.file.name}": (face.file, "font/ttf") for face in setter.theme.faces}
    engine = Engine(setter.css(), Resources(fonts))
    yield from (page._page_box for page in engine.lay_out(setter.whole(setter.book.parts)).pages)
    assert engine.findings == [], engine.findings


def runs(setter: PageSetter) -> Iterator[Run]:
    """Every stretch of text of the laid-out book."""
    for page in _pages(setter):
        yield from _walk(page, _Place((1.0, 1.0, 1.0), (), None, False))


def boxes(setter: PageSetter, tag: str) -> Iterator[Any]:
    """The boxes of elements with this tag."""
    waiting = list(_pages(setter))
    while waiting:
        box = waiting.pop(0)
        if getattr(getattr(box, "element", None), "tag", "") == tag:
            yield box
        waiting += getattr(box, "children", ())


@dataclass(frozen=True)
class _Place:
    ground: tuple[float, ...]
    classes: tuple[str, ...]
    line: Any
    alone: bool


def _srgb(colour: Any) -> tuple[float, ...]:
    return tuple(colour.to("srgb").coordinates)


def _walk(box: Any, place: _Place) -> Iterator[Run]:
    style = box.style
    kind = type(box).__name__
    ground, classes, line, alone = place.ground, place.classes, place.line, place.alone
    if getattr(style["background_color"], "alpha", 0) == 1:
        ground = _srgb(style["background_color"])
    element = getattr(box, "element", None)
    if hasattr(element, "get") and (own := element.get("class") or element.tag) not in classes[-1:]:
        classes = (*classes, own)
    children = getattr(box, "children", ())
    lines = [child for child in children if type(child).__name__ == "LineBox"]
    if lines:
        alone = len(lines) == 1
    if kind == "LineBox":
        line = box
    if kind == "TextBox" and box.text.strip() and line is not None:
        size = style["font_size"]
        yield Run(
            box.text,
            " > ".join(classes[-2:]),
            (style["font_family"][0], style["font_weight"], style["font_style"]),
            size * 0.75,
            line.height / size,
            alone,
            _srgb(style["color"]),
            ground,
        )
    for child in children:
        yield from _walk(child, _Place(ground, classes, line, alone))
