"""The slug line: book, edition, build, page and date, for the hands that handle the film or the plate."""

from __future__ import annotations

from yearbook.pages.render import PageSetter
from yearbook.pdf.engine import Engine
from yearbook.pdf.finish.marks import SLUG_HEIGHT


def make_slugs(setter: PageSetter, engine: Engine, pages: int) -> bytes:
    """A PDF of so many pages, one line of text each; the engine's style sheet is `slug_css`."""
    document = engine.lay_out(setter.render("slug.html.j2", pages=pages))
    return engine.write(document, list(document.pages), tagged=False, identifier=b"slug")


def slug_css(setter: PageSetter, width: float) -> str:
    """The style sheet of slug lines under a trim of this width in mm."""
    return setter.css("slug", slug_width=round(max(60.0, width / 2 - 10), 2), slug_height=SLUG_HEIGHT)
