"""Tables that are heard: heads for each cell, a name for the table (WCAG 2.2, 1.3.1; techniques H39, H63)."""

from __future__ import annotations

from lxml import etree

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import HTML, EpubFile
from yearbook.preflight.epubfile.page import words_of

LAYOUT = ("presentation", "none")  # roles of a table that only arranges
# Running text right before a table says what it is, as a caption does; a heading is that of the whole section.
TEXT = frozenset(HTML + tag for tag in ("p", "ul", "ol", "dl", "blockquote"))


def check(book: EpubFile, found: Findings) -> None:
    for page in book.pages.values():
        for table in page.tagged("table"):
            if table.get("role") in LAYOUT:
                continue
            if not any(cell.get("scope") for cell in table.iter(f"{HTML}th")):
                found.at("E212", page, table)
            if not _named(table):
                found.at("E225", page, table)


def _named(table: etree._Element) -> bool:
    caption, before = table.find(f"{HTML}caption"), table.getprevious()
    return bool(
        table.get("aria-label")
        or table.get("aria-labelledby")
        or (caption is not None and words_of(caption))
        or (before is not None and before.tag in TEXT)
    )
