"""Small things to read: a book with one defect of each kind, and an OPDS catalogue in both forms."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

_CONTAINER = """<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""

_PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="vi">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:uuid:1</dc:identifier>
<dc:title>Sách hỏng</dc:title><dc:language>vi</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="lost" href="lost.jpg" media-type="image/jpeg"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/></spine></package>"""

_PAGE = """<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="vi" xml:lang="vi">
<head><title>Sách hỏng</title></head><body>{}</body></html>"""

_COVER = """<h1 id="here">Bìa</h1>
<p style="width: 900px; white-space: nowrap">{}</p>
<table style="width: 6em; table-layout: fixed"><tr>
<td style="white-space: nowrap; padding: 0">Một cột rất rộng</td><td style="padding: 0">Cột sau</td></tr></table>
<p><img src="lost.jpg" alt="Ảnh mất" width="90" height="120"/></p>
<p style="color: #999">Chữ mờ</p>""".format("chữ tràn lề " * 9)

_NAV = """<nav epub:type="toc" id="toc"><h1>Mục lục</h1><ol>
<li><a href="cover.xhtml#here">Bìa</a></li><li><a href="cover.xhtml#nowhere">Đích không có</a></li></ol></nav>"""


def spoilt_book(path: Path) -> Path:
    """An EPUB with a link without target, cut words, cells that touch, a picture that is none, dim words."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("EPUB/content.opf", _PACKAGE)
        archive.writestr("EPUB/cover.xhtml", _PAGE.format(_COVER))
        archive.writestr("EPUB/nav.xhtml", _PAGE.format(_NAV))
        archive.writestr("EPUB/lost.jpg", b"no picture")
    return path


_OPEN = "http://opds-spec.org/acquisition/open-access"

ATOM = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:1</id><title>Danh mục</title>
<updated>2026-01-01T00:00:00Z</updated>
<link rel="self" href="catalog.xml" type="application/atom+xml;profile=opds-catalog;kind=acquisition"/>
<entry><id>urn:uuid:2</id><title>Kỷ yếu &amp; thi đua</title><updated>2026-01-01T00:00:00Z</updated>
<link rel="{_OPEN}" href="../sach/ky-yeu.epub" type="application/epub+zip" length="6"/></entry></feed>"""

FEED: dict[str, Any] = {
    "metadata": {"title": "Danh mục"},
    "links": [{"rel": "self", "href": "catalog.json", "type": "application/opds+json"}],
    "publications": [
        {
            "metadata": {"title": "Kỷ yếu & thi đua", "language": "vi"},
            "links": [{"rel": _OPEN, "href": "../sach/ky-yeu.epub", "type": "application/epub+zip"}],
            "images": [{"href": "../bia/cover.jpg", "type": "image/jpeg"}],
        }
    ],
}
