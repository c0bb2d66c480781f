"""Nothing may run and nothing may be fetched; colours and sizes are left to the reader (EPUB 3.3 §11)."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import EpubFile, Page
from yearbook.preflight.epubfile.page import scheme_of

RUNNING = ("script", "iframe", "object", "embed", "form")
LINKS = frozenset(("http", "https", "mailto"))  # where a reader may follow a link by will
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FETCHED = re.compile(r"""(?i)(?:url\(\s*|@import\s+)["']?\s*((?:[a-z][a-z0-9+.-]{0,20}:|//)[^\s"')]{0,200})""")
_COLOUR = re.compile(r"(?i)(?:^|[;\s])(?:color|background(?:-color)?)\s*:")


def check(book: EpubFile, found: Findings) -> None:
    for page in book.pages.values():
        for tag, elements in page.elements.items():
            name = _local(tag)
            if name in RUNNING:
                for element in elements:
                    found.at("E211", page, element, what=f"thẻ <{name}>")
        _attributes(page, found)
        for element in page.tagged("style"):
            for address in fetched(element.text or ""):
                found.at("E211", page, element, what=f"tài nguyên {address}")
    for name, text in book.styles.items():
        for address in fetched(text):
            found.add("E211", page=posixpath.basename(name), what=f"tài nguyên {address}")


def fetched(css: str) -> list[str]:
    """Addresses outside the package that a style sheet loads."""
    return [address[:80] for address in _FETCHED.findall(_COMMENT.sub("", css)) if not address.startswith("data:")]


def _attributes(page: Page, found: Findings) -> None:
    for key, all_held in page.attributes.items():
        attribute = _local(key)
        for held in all_held:
            if attribute.startswith("on"):
                found.at("E211", page, held.element, what=f"thuộc tính {attribute}")
            elif attribute in ("src", "href"):
                _address(page, held.element, attribute, held.value, found)
            elif attribute == "style":
                what = "màu đặt cứng" if _COLOUR.search(held.value) else "kiểu viết thẳng vào thẻ"
                found.at("E226", page, held.element, what=what, style=held.value[:60])


def _address(page: Page, element: etree._Element, attribute: str, value: str, found: Findings) -> None:
    scheme = scheme_of(value)
    if scheme is None:
        return
    if attribute == "src":
        found.at("E211", page, element, what=f"tài nguyên {value[:80]}")
    elif _local(element.tag) != "a" or scheme not in LINKS:
        found.at("E211", page, element, what=f"liên kết {value[:80]}")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
