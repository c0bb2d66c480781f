"""What an EPUB says it is: its identifier, and for whom it was made. Read from a file nobody vouches for."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from lxml import etree

from yearbook.preflight.epubfile.archive import Unreadable, opened_stream, unpack
from yearbook.values import dataclass

CONTAINER = "META-INF/container.xml"
MAX_XML = 8 * 2**20  # bytes of one of the two files that are read
MAX_NAME = 500  # characters of an identifier, of a unit's name
_C = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF, _DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
AUDIENCE = "dcterms:audience"


class NoPackage(Exception):
    """The file cannot be read as an EPUB; the text says why, in Vietnamese."""


@dataclass(frozen=True)
class Package:
    """identifier: the unique one (EPUB 3.3 §5.5.3.1); audience: whom the edition names, empty for everybody."""

    identifier: str
    audience: tuple[str, ...]


def read_package(stream: BinaryIO) -> Package:
    """Read the package document of an EPUB. Raises NoPackage and nothing else for whatever the file holds."""
    try:
        with opened_stream(stream) as archive:
            container = _parse(_member(archive, CONTAINER))
            root = container.find(f".//{_C}rootfile")
            package = _parse(_member(archive, (root is not None and root.get("full-path")) or ""))
    except Unreadable as problem:
        raise NoPackage(str(problem)) from None
    return _told(package)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise NoPackage(f"thiếu «{name or 'gói OPF'}»") from None
    if entry.file_size > MAX_XML:
        raise NoPackage(f"«{name}» lớn quá mức")
    return unpack(archive, entry)


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise NoPackage("gói OPF không phải XML đúng phép") from None


def _told(package: etree._Element) -> Package:
    wanted = package.get("unique-identifier")
    found = [_text(e) for e in package.iter(f"{_DC}identifier") if wanted and e.get("id") == wanted]
    if len(found) != 1 or not 0 < len(found[0]) <= MAX_NAME:
        raise NoPackage("không có mã xuất bản phẩm (dc:identifier)")
    audience = tuple(_text(e) for e in package.iter(f"{_OPF}meta") if e.get("property") == AUDIENCE)
    return Package(found[0], audience)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())[: MAX_NAME + 1]
