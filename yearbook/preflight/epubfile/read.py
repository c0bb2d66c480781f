"""The whole EPUB as one value, read in one pass over the zip."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from lxml import etree

from yearbook.diagnostics import DataProblem, Diagnostic
from yearbook.preflight.epubfile.archive import Entry, opened, unpack, unpacked
from yearbook.preflight.epubfile.faces import Face, read_face
from yearbook.preflight.epubfile.package import Package, read_package
from yearbook.preflight.epubfile.page import Page, loose_text, survey
from yearbook.preflight.epubfile.pictures import Picture, read_picture
from yearbook.preflight.epubfile.xml import XmlReader
from yearbook.values import dataclass

MIMETYPE = b"application/epub+zip"
CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
PAGES, FONTS = (".xhtml", ".html", ".htm"), (".ttf", ".otf")
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg")
MAX_STYLES = 8 * 2**20  # bytes of all style sheets; what is beyond is not read
LICENCE = re.compile(rb"(?i)font licen[cs]e|gi\xe1\xba\xa5y ph\xc3\xa9p")  # in a text beside the fonts


@dataclass
class EpubFile:
    """An EPUB. `names` as written in the zip, twice if they stand there twice.

    `marked`: the media type stands first as EPUB wants it; `package` None: there is none, and `lacking` says what is
    not there; `xml`: the other XML files (package document, NCX, encryption) by name.
    """

    name: str
    marked: bool = False
    names: list[str] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    xml: dict[str, etree._Element] = field(default_factory=dict)
    loose: dict[str, str] = field(default_factory=dict)  # XML file that is no page → its text in decomposed form
    styles: dict[str, str] = field(default_factory=dict)
    licences: list[str] = field(default_factory=list)  # text files that hold the licence of a font
    faces: dict[str, Face] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    package: Package | None = None
    lacking: str = ""

    @property
    def nav(self) -> Page | None:
        """The navigation document."""
        return self.pages.get(self.package.nav) if self.package else None

    @property
    def spine(self) -> Iterator[Page]:
        """The pages in reading order."""
        names = self.package.spine if self.package else ()
        return (self.pages[name] for name in names if name in self.pages)

    def target(self, name: str, fragment: str) -> etree._Element | None:
        """The element a link means; the root of a page when it names none."""
        page = self.pages.get(name)
        if page is None:
            return None
        return page.ids.get(fragment) if fragment else page.tree


def read_epub(path: Path) -> tuple[EpubFile, tuple[Diagnostic, ...]]:
    """Open an EPUB.

    Out: its content, and E101 for each file that is no XML (it is then left out). Raises DataProblem E201 for what
    is no zip or unpacks to more than a book can be.
    """
    book, faults, reader = EpubFile(path.name), [], XmlReader()
    for entry in unpacked(path):
        if not book.names:
            book.marked = entry.name == "mimetype" and entry.plain and entry.data == MIMETYPE
        book.names.append(entry.name)
        try:
            _take(book, entry, reader)
        except DataProblem as problem:
            faults.append(problem.diagnostic)
    _find_package(book)
    return book, tuple(faults)


def _take(book: EpubFile, entry: Entry, reader: XmlReader) -> None:
    """One file into its place. Raises DataProblem E101."""
    name, data = entry.name, entry.data
    suffix = posixpath.splitext(name)[1].lower()
    if suffix in PAGES:
        book.pages[name] = survey(name, data, reader.tree(name, data))
    elif suffix in (".opf", ".ncx") or name in (CONTAINER, ENCRYPTION):
        book.xml[name] = reader.tree(name, data)
        if loose := loose_text(data.decode("utf-8")):
            book.loose[name] = loose
    elif suffix == ".css":
        room = MAX_STYLES - sum(map(len, book.styles.values()))
        book.styles[name] = data[:room].decode("utf-8", "replace")
    elif suffix == ".txt" and LICENCE.search(data):
        book.licences.append(name)
    elif suffix in FONTS:
        book.faces[name] = read_face(name, data)
    elif suffix in PICTURES:
        book.pictures[name] = read_picture(data)


def _find_package(book: EpubFile) -> None:
    """The package document that the container names (EPUB 3.3 §4.2.6.3.1)."""
    container = book.xml.get(CONTAINER)
    if container is None:
        book.lacking = CONTAINER
        return
    name = next((root.get("full-path") or "" for root in container.iter(ROOTFILE)), "")
    tree = book.xml.get(name)
    if tree is None:
        book.lacking = name or "rootfile"
        return
    book.package = read_package(name, tree)


def read_page(path: Path, name: str) -> Page | None:
    """One page of an EPUB; None when it cannot be read."""
    try:
        with opened(path) as archive:
            info = next((info for info in archive.infolist() if info.filename == name), None)
            if info is None:
                return None
            data = unpack(archive, info)
            return survey(name, data, XmlReader().tree(name, data))
    except DataProblem:
        return None
