"""Both steps in one call, for those who have the pictures already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yearbook.epub.model import EpubPages
from yearbook.epub.pack import package
from yearbook.epub.render import render_pages
from yearbook.pages.render import PageSetter


def build_epub(setter: PageSetter, images: Mapping[str, bytes], cover: bytes | None, out: Path) -> EpubPages:
    """Render and pack.

    images: key (as in `yb:image/<key>`) → JPEG; cover: JPEG or PNG of the front, or None; out: the `.epub` to
    write. Returns the pages that were packed. Raises DataProblem (L103, E101, E102, E103).
    """
    pages = render_pages(setter)
    package(pages, images, cover, out)
    return pages
