"""An EPUB opened within limits: its zip, its package document, its pages, fonts and pictures as values.

`read_epub(path)` reads everything once; the checks (`yearbook.preflight.epub`) only look at what it returns.
"""

from yearbook.preflight.epubfile.package import Item, Package
from yearbook.preflight.epubfile.page import EPUB_TYPE, HTML, XML_LANG, Page
from yearbook.preflight.epubfile.places import Places
from yearbook.preflight.epubfile.read import EpubFile, read_epub, read_page

__all__ = [
    "EPUB_TYPE",
    "HTML",
    "XML_LANG",
    "EpubFile",
    "Item",
    "Package",
    "Page",
    "Places",
    "read_epub",
    "read_page",
]
