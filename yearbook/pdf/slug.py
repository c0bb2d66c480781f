"""The slug: book, edition, build, page or sheet, and date, for the hands that handle film and plates."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.pages.render import PageSetter
from yearbook.pdf.engine import Engine
from yearbook.pdf.finish.marks import SLUG_HEIGHT


def make_slugs(setter: PageSetter, engine: Engine, places: Iterable[str]) -> bytes:
    """A PDF with a slug a page, each naming its place («trang 3/188»); the engine's style sheet: `slug_css`."""
    document = engine.lay_out(setter.render("slug.html.j2", places=tuple(places)))
    return engine.write(document, list(document.pages), tagged=False, identifier=b"slug")


def slug_css(setter: PageSetter, width: float) -> str:
    """The style sheet of slugs of this width in mm."""
    return setter.css("slug", slug_width=round(width, 2), slug_height=SLUG_HEIGHT)
