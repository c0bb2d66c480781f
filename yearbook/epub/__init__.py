"""The EPUB edition: the parts of the printed book as reflowable pages, packed by EbookLib (its only importer).

In steps, so that the pictures asked for and the printed pages can be made in between:
`pages = render_pages(setter)` (`set_pages`, `embedded`), `pages = with_pages(pages, starts)`,
`package(pages, images, cover, out)`.
"""

from yearbook.epub.fonts import embedded
from yearbook.epub.model import EpubDocument, EpubPages, FontFile, Metadata, PlacedImage
from yearbook.epub.pack import package
from yearbook.epub.pagelist import with_pages
from yearbook.epub.render import render_pages, set_pages
from yearbook.epub.unit import UnitEdition, UnitEditions

__all__ = [
    "EpubDocument",
    "EpubPages",
    "FontFile",
    "Metadata",
    "PlacedImage",
    "UnitEdition",
    "UnitEditions",
    "embedded",
    "package",
    "render_pages",
    "set_pages",
    "with_pages",
]
