"""The EPUB edition: the parts of the printed book as reflowable pages, packed by EbookLib (its only importer).

In steps, so that the pictures asked for and the printed pages can be made in between:
`pages = render_pages(setter)`, `pages = with_pages(pages, starts)`, `package(pages, images, cover, out)`.
"""

from yearbook.epub.model import EpubDocument, EpubPages, Metadata, PlacedImage
from yearbook.epub.pack import package
from yearbook.epub.pagelist import with_pages
from yearbook.epub.render import render_pages
from yearbook.epub.unit import UnitEdition, UnitEditions

__all__ = [
    "EpubDocument",
    "EpubPages",
    "Metadata",
    "PlacedImage",
    "UnitEdition",
    "UnitEditions",
    "package",
    "render_pages",
    "with_pages",
]
