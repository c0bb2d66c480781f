"""Finished pages into one `.epub` (OCF zip), by EbookLib on its safe path.

EbookLib 0.20 re-parses its own chapter type with an HTML 4 parser, stamps the clock into the package and lets
the zip carry today's date. So every file goes in as a plain item with our bytes, and two methods are replaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ebooklib import epub

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.epub.model import EpubDocument, EpubPages, Metadata
from yearbook.epub.zipped import FixedZip

XHTML = "application/xhtml+xml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"  # EPUB Accessibility 1.1 §3.3.2, word for word
IBOOKS = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer with a package document of the book's language and a reproducible zip."""

    def _write_opf_file(self, root: Any) -> None:
        root.set(XML_LANG, self.book.language)
        super()._write_opf_file(root)

    def write(self) -> None:
        with FixedZip(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()


class _PictureItem(epub.EpubItem):  # type: ignore[misc]
    """A picture that is read when it is packed: a book of thousands never has them all in memory."""

    def __init__(self, uid: str, href: str, path: Path) -> None:
        super().__init__(uid=uid, file_name=href, media_type="image/jpeg")
        self.path = path

    def get_content(self, default: object = None) -> bytes:
        return self.path.read_bytes()


def package(pages: EpubPages, images: Mapping[str, Path], cover: bytes | None, out: Path) -> None:
    """Write the EPUB.

    images: key → file of the JPEG for every one of `pages.image_keys` (more do no harm); cover: JPEG or PNG of the
    front, or None for a book without a cover picture. The same input gives the same bytes. Raises DataProblem E103
    when a picture is not given, OSError when `out` cannot be written.
    """
    if missing := [image.key for image in pages.images if image.key not in images]:
        raise DataProblem(diagnose("E103", count=len(missing), key=missing[0]))
    book = _book(pages.metadata, bool(cover))
    spine = []
    if cover:
        suffix, media = (".png", "image/png") if cover.startswith(b"\x89PNG") else (".jpg", "image/jpeg")
        _add(book, "cover-image", f"images/cover{suffix}", media, cover, ("cover-image",))
        page = pages.cover_page
        text = page.xhtml.replace("images/cover.jpg", f"images/cover{suffix}")
        spine.append(_document(book, EpubDocument(page.href, page.title, text)))
    _document(book, pages.nav)
    spine += [_document(book, document) for document in pages.documents]
    book.spine = spine
    _add(book, "ncx", "toc.ncx", "application/x-dtbncx+xml", pages.ncx.encode("utf-8"))
    _add(book, "css", "book.css", "text/css", pages.css.encode("utf-8"))
    for font in pages.fonts:
        _add(book, _id(font.href), font.href, "font/ttf", font.data)
    for href, licence in {font.licence_href: font.licence for font in pages.fonts if font.licence_href}.items():
        _add(book, _id(href), href, "text/plain", licence.encode("utf-8"))
    for image in pages.images:
        book.add_item(_PictureItem(_id(image.href), image.href, images[image.key]))
    _Writer(out, book, {"mtime": dt.datetime.combine(pages.metadata.modified, dt.time())}).write()


def _id(href: str) -> str:
    return "i-" + href.replace("/", "-")


def _document(book: Any, document: EpubDocument) -> str:
    uid = _id(document.href)
    _add(book, uid, document.href, XHTML, document.xhtml.encode("utf-8"), document.properties)
    return uid


def _add(book: Any, uid: str, href: str, media: str, data: bytes, properties: tuple[str, ...] = ()) -> None:
    item = epub.EpubItem(uid=uid, file_name=href, media_type=media, content=data)
    item.properties = list(properties)
    book.add_item(item)


def _book(data: Metadata, has_cover: bool) -> Any:
    """An EpubBook with its metadata: Dublin Core first, then what refines it, then accessibility."""
    book = epub.EpubBook()
    book.metadata = {}  # its constructor draws a random identifier and signs as the generator
    book.IDENTIFIER_ID = "pub-id"
    book.prefixes = [f"ibooks: {IBOOKS}"]
    book.set_identifier(data.identifier)
    book.title, book.language = data.title, data.language
    for name, value, attributes in _dublin(data):
        if value:
            book.add_metadata("DC", name, value, attributes)
    for property_, value, attributes in (*_refining(data), *_accessibility(data)):
        book.add_metadata(None, "meta", value, {"property": property_, **attributes})
    if has_cover:
        book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
    if data.certified_by and data.certifier_report:
        book.add_metadata(None, "link", None, {"rel": "a11y:certifierReport", "href": data.certifier_report})
    return book


Statement = tuple[str, str, dict[str, str]]  # name or property, value, attributes


def _dublin(data: Metadata) -> list[Statement]:
    """Dublin Core (EPUB 3.3 §5.5.3)."""
    people = [(who.element, who.name, {"id": f"who-{n}"}) for n, who in enumerate(data.contributors, 1)]
    return [
        ("title", data.title, {"id": "title"}),
        ("title", data.short_title if data.short_title != data.title else "", {"id": "short-title"}),
        ("language", data.language, {}),
        *people,
        ("publisher", data.publisher, {}),
        ("date", data.date, {}),
        *(("subject", subject, {}) for subject in data.subjects),
        ("description", data.description, {}),
        ("rights", data.rights, {}),
        ("source", data.source, {}),
    ]


def _refining(data: Metadata) -> Iterator[Statement]:
    """What tells more of a title, of those who made the book, of its pages (EPUB 3.3 §D.3)."""
    yield "title-type", "main", {"refines": "#title"}
    yield "file-as", data.title, {"refines": "#title"}
    if data.short_title != data.title:
        yield "title-type", "short", {"refines": "#short-title"}
    for number, who in enumerate(data.contributors, 1):
        yield "role", who.role, {"refines": f"#who-{number}", "scheme": "marc:relators"}
        yield "file-as", who.file_as, {"refines": f"#who-{number}"}
    yield "ibooks:specified-fonts", "true", {}
    if data.has_pages:
        yield "pageBreakSource", data.printed_as, {}


def _accessibility(data: Metadata) -> Iterator[Statement]:
    """EPUB Accessibility 1.1 §2, §3.3. Conformance is claimed only by who has checked it."""
    yield "schema:accessMode", "textual", {}
    yield "schema:accessMode", "visual", {}
    yield "schema:accessModeSufficient", "textual", {}
    yield "schema:accessModeSufficient", "textual,visual", {}
    for feature in data.features:
        yield "schema:accessibilityFeature", feature, {}
    yield "schema:accessibilityHazard", "none", {}
    yield "schema:accessibilitySummary", data.summary, {}
    if data.certified_by:
        yield "dcterms:conformsTo", CONFORMANCE, {"id": "conformance"}
        yield "a11y:certifiedBy", data.certified_by, {"refines": "#conformance"}
