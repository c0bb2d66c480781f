"""What an EPUB says it is: its identifier, and for whom it was made. Read from a file nobody vouches for.

Bounds stand before anything is unpacked: the size of the zip's directory, of the two files that are read, and the
kinds of compression (EPUB 3.3, OCF §4.2.2 allows deflate alone).
"""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

CONTAINER = "META-INF/container.xml"
MAX_DIRECTORY = 4 * 2**20  # bytes: some 40,000 entries
MAX_CONTAINER = 64 * 2**10
MAX_PACKAGE = 8 * 2**20
MAX_NAME = 500  # characters of an identifier, of a unit's name
_END, _LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LOCATOR_SIZE = 22, 20
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
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
        _judge(stream)
        with zipfile.ZipFile(stream) as archive:
            container = _parse(_member(archive, CONTAINER, MAX_CONTAINER))
            root = container.find(f".//{_C}rootfile")
            package = _parse(_member(archive, (root is not None and root.get("full-path")) or "", MAX_PACKAGE))
    except (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        raise NoPackage("tệp nén hỏng hoặc bị cắt ngắn") from None
    return _told(package)


def _judge(stream: BinaryIO) -> None:
    """A zip ends with the place and size of its directory; ours has neither a comment nor the 64-bit form."""
    size = stream.seek(0, io.SEEK_END)
    if size < _END_SIZE:
        raise NoPackage("không phải tệp EPUB")
    stream.seek(max(0, size - _END_SIZE - _LOCATOR_SIZE), os.SEEK_SET)
    before, end = (tail := stream.read())[:-_END_SIZE], tail[-_END_SIZE:]
    if end[:4] != _END or end[-2:] != b"\0\0" or before[:4] == _LOCATOR:
        raise NoPackage("không phải tệp EPUB, hoặc bị cắt ngắn")
    if int.from_bytes(end[12:16], "little") > MAX_DIRECTORY:
        raise NoPackage("có quá nhiều mục")
    stream.seek(0)


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise NoPackage(f"thiếu «{name or 'gói OPF'}»") from None
    if entry.compress_type not in _KINDS or entry.file_size > limit:
        raise NoPackage(f"«{name}» lớn quá mức, hoặc nén theo cách lạ")
    with archive.open(entry) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise NoPackage(f"«{name}» lớn quá mức, hoặc nén theo cách lạ")
    return data


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
