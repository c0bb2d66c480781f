"""The navigation document and the NCX of older readers (EPUB 3.3 §7, §5.9.5)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import EPUB_TYPE, HTML, EpubFile
from yearbook.preflight.epubfile.page import Link

NCX_META = "{http://www.daisy.org/z3986/2005/ncx/}meta"


def check(book: EpubFile, found: Findings) -> None:
    if book.nav is not None:
        if not any(True for _ in entries(book, "toc")):
            found.at("E248", book.nav)
        if not any(True for _ in entries(book, "landmarks")):
            found.at("E249", book.nav)
    _ncx(book, found)


def entries(book: EpubFile, kind: str) -> Iterator[Link]:
    """The links of one `nav` of the navigation document, in order."""
    page = book.nav
    if page is None:
        return
    inside = {a for nav in page.tagged("nav") if kind in _terms(nav) for a in nav.iter(f"{HTML}a")}
    yield from (link for link in page.links if link.element in inside)


def depths(book: EpubFile) -> dict[str, int]:
    """File → how deep the contents' first entry for it stands, 1 at the top."""
    found: dict[str, int] = {}
    for link in entries(book, "toc"):
        if link.name not in found:
            found[link.name] = sum(1 for _ in link.element.iterancestors(f"{HTML}ol"))
    return found


def _terms(element: etree._Element) -> list[str]:
    return (element.get(EPUB_TYPE) or "").split()


def _ncx(book: EpubFile, found: Findings) -> None:
    if book.package is None:
        return
    for tree in (tree for name, tree in book.xml.items() if name.endswith(".ncx")):
        for meta in tree.iter(NCX_META):
            uid = meta.get("content") or ""
            if meta.get("name") == "dtb:uid" and uid != book.package.identifier:
                found.add("E246", ncx=uid[:80], identifier=book.package.identifier)
