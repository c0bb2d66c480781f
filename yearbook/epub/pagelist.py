"""The print page list: markers in the text, their list in the navigation document and in the NCX, and the metadata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from yearbook.epub.model import EpubDocument, EpubPages
from yearbook.epub.pagebreaks import Document, PagePoint, mark_pages
from yearbook.epub.xhtml import NAMESPACE, OPS, parsed, written
from yearbook.pages.starts import PageStart

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
FEATURES = ("pageBreakMarkers", "pageNavigation")
TITLE = "Trang của sách in"


def with_pages(pages: EpubPages, starts: Sequence[PageStart]) -> EpubPages:
    """The same book with the pages of the printed one.

    starts: every page of the interior in order; none leaves the book as it is. Raises DataProblem E104 when the text
    of a page is not found in the EPUB.
    """
    if not starts:
        return pages
    trees = [Document(document.href, parsed(document.xhtml, document.href)) for document in pages.documents]
    points = mark_pages(trees, starts)
    documents = tuple(
        replace(document, xhtml=written(marked.tree)) for document, marked in zip(pages.documents, trees, strict=True)
    )
    metadata = replace(pages.metadata, features=(*pages.metadata.features, *FEATURES), has_pages=True)
    return replace(
        pages, documents=documents, nav=_listed(pages.nav, points), ncx=_ncx(pages.ncx, points), metadata=metadata
    )


def _listed(nav: EpubDocument, points: Sequence[PagePoint]) -> EpubDocument:
    """The navigation document with `nav epub:type="page-list"` (EPUB 3.3 §7.4.3)."""
    tree = parsed(nav.xhtml, nav.href)
    body = tree.find(f"{NAMESPACE}body")
    assert body is not None
    listed = etree.SubElement(
        body,
        f"{NAMESPACE}nav",
        {f"{OPS}type": "page-list", "role": "doc-pagelist", "id": "_pages", "aria-labelledby": "_pages-title"},
    )
    etree.SubElement(listed, f"{NAMESPACE}h2", {"id": "_pages-title"}).text = TITLE
    lines = etree.SubElement(listed, f"{NAMESPACE}ol")
    for point in points:
        line = etree.SubElement(lines, f"{NAMESPACE}li")
        etree.SubElement(line, f"{NAMESPACE}a", {"href": point.href}).text = str(point.number)
        line.tail = "\n"
    return replace(nav, xhtml=written(tree))


def _ncx(text: str, points: Sequence[PagePoint]) -> str:
    """The NCX with its `pageList` (DAISY Z39.86 §8.4.6), which stands after the `navMap`."""
    tree = parsed(text, "toc.ncx")
    for meta in tree.iter(f"{NCX}meta"):
        if meta.get("name") in {"dtb:totalPageCount", "dtb:maxPageNumber"}:
            count = len(points) if meta.get("name") == "dtb:totalPageCount" else max(p.number for p in points)
            meta.set("content", str(count))
    listed = etree.SubElement(tree, f"{NCX}pageList")
    for point in points:
        target = etree.SubElement(
            listed, f"{NCX}pageTarget", {"id": f"p{point.number}", "type": "normal", "value": str(point.number)}
        )
        label = etree.SubElement(target, f"{NCX}navLabel")
        etree.SubElement(label, f"{NCX}text").text = str(point.number)
        etree.SubElement(target, f"{NCX}content", {"src": point.href})
        target.tail = "\n"
    listed_text: str = etree.tostring(tree, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{listed_text}\n'
