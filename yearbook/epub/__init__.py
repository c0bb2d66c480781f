"""The EPUB edition: the parts of the printed book as reflowable pages, packed by EbookLib (its only importer).

Two steps, so that the pictures asked for can be made in between:
`pages = render_pages(setter)`, then `package(pages, images, cover, out)`.
"""

from yearbook.epub.build import build_epub
from yearbook.epub.model import EpubDocument, EpubPages, FontFile, Metadata, PlacedImage
from yearbook.epub.pack import package
from yearbook.epub.render import render_pages

__all__ = [
    "EpubDocument",
    "EpubPages",
    "FontFile",
    "Metadata",
    "PlacedImage",
    "build_epub",
    "package",
    "render_pages",
]
