"""The container: media type, names, encryption, the size of its pages (EPUB 3.3 §4.2, §4.3)."""

from __future__ import annotations

import posixpath
import unicodedata

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import EpubFile
from yearbook.preflight.epubfile.read import ENCRYPTION

MAX_PAGE = 300_000  # bytes: small readers lay out a whole file before they show its first screen
MAX_RECORDS = 20
_FORBIDDEN = frozenset('"*:<>?\\|\x7f')  # EPUB 3.3 §4.2.3; the slash parts folders
_CIPHER = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"


def check(book: EpubFile, found: Findings) -> None:
    if not book.marked:
        found.add("E202", name=book.name)
    _names(book, found)
    encryption = book.xml.get(ENCRYPTION)
    if encryption is not None:
        for cipher in encryption.iter(_CIPHER):
            found.add("E214", entry=cipher.get("URI") or "?")
    if book.package is None:
        found.add("E215", what=book.lacking)
    elif book.nav is None:
        found.add("E215", what="văn bản điều hướng (nav)")
    for page in book.pages.values():
        if page is book.nav:
            continue  # the contents cannot be cut in two
        if page.size > MAX_PAGE:
            found.at("E250", page, size=round(page.size / 1000))
        count = sum(id_ in found.places.known for id_ in page.ids)
        if count > MAX_RECORDS:
            found.at("E251", page, count=count)


def _names(book: EpubFile, found: Findings) -> None:
    seen: dict[str, str] = {}
    for name in book.names:
        if fault := _fault(name):
            found.add("E213", entry=_shown(name), fault=fault)
            continue
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            same = "có hai lần" if seen[folded] == name else f"chỉ khác «{_shown(seen[folded])}» ở chữ hoa, chữ thường"
            found.add("E213", entry=_shown(name), fault=same)
        seen.setdefault(folded, name)


def _fault(name: str) -> str:
    """Why a reader or a file system may not take a name; empty when it is sound."""
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or "." in parts or "" in parts:
        return "không phải đường dẫn nằm gọn trong tệp EPUB"
    if any(c in _FORBIDDEN or not c.isprintable() for c in name):
        return "có ký tự mà EPUB cấm dùng trong tên"
    if any(part.endswith(".") for part in parts):
        return "kết thúc bằng dấu chấm"
    if not unicodedata.is_normalized("NFC", name):
        return "viết bằng chữ rời dấu"
    if len(name.encode("utf-8", "replace")) > 65_535 or any(len(p.encode("utf-8", "replace")) > 255 for p in parts):
        return "dài quá 255 byte"
    return ""


def _shown(name: str) -> str:
    return name if len(name) <= 80 else f"…{posixpath.basename(name)[-78:]}"
