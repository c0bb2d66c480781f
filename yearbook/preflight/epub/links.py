"""Links: they lead somewhere, they say where, and every page can be reached by them (WCAG 2.2, 2.4.4)."""

from __future__ import annotations

import re

from lxml import etree

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import EpubFile, Page
from yearbook.preflight.epubfile.page import words_of

_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S+")


def check(book: EpubFile, found: Findings) -> None:
    names = frozenset(book.names)
    for page in book.pages.values():
        for link in page.links:
            there = link.name in names and (not link.fragment or book.target(link.name, link.fragment) is not None)
            if not there:
                found.at("E205", page, link.element, target=link.written[:200])
        for element in page.tagged("a"):
            if element.get("href") is not None:
                _words(page, element, found)
    _reach(book, found)


def _words(page: Page, element: etree._Element, found: Findings) -> None:
    if element.get("aria-label") or element.get("aria-labelledby"):
        return
    words = words_of(element)
    if not words:
        found.at("E216", page, element, target=str(element.get("href"))[:200])
    elif _ADDRESS.fullmatch(words):
        found.at("E217", page, element, words=words[:80])


def _reach(book: EpubFile, found: Findings) -> None:
    """Pages with a heading that no chain of links from the contents leads to."""
    if book.nav is None:
        return
    reached, ways = {book.nav.name}, [book.nav]
    while ways:
        for link in ways.pop().links:
            page = book.pages.get(link.name)
            if page is not None and page.name not in reached:
                reached.add(page.name)
                ways.append(page)
    for page in book.spine:
        if page.headings and page.name not in reached:
            found.at("E218", page)
