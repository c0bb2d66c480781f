"""Footnotes: each has a call that leads to it and a way back (EPUB 3.3 §C.2; WCAG 2.2, 2.4.4)."""

from __future__ import annotations

from lxml import etree

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import EPUB_TYPE, HTML, EpubFile, Page
from yearbook.preflight.epubfile.page import Link

NOTE = frozenset(("footnote", "endnote", "rearnote", "note", "doc-footnote", "doc-endnote"))
CALL = frozenset(("noteref", "doc-noteref"))


def check(book: EpubFile, found: Findings) -> None:
    calls = {(page.name, link): page for page in book.pages.values() for link in page.links if _is(link.element, CALL)}
    called = {(link.name, link.fragment) for _, link in calls}
    for (_, link), page in calls.items():
        target = book.target(link.name, link.fragment)
        if target is not None and not _is(target, NOTE):
            found.at("E224", page, link.element, target=link.written[:200])
    callers = {(page.name, id_) for (_, link), page in calls.items() if (id_ := link.element.get("id"))}
    for page in book.pages.values():
        if notes := _notes(page):
            links = {link.element: link for link in page.links}
            for note in notes:
                _note(page, note, called, callers, links, found)


def _notes(page: Page) -> list[etree._Element]:
    held = (*page.attributes.get(EPUB_TYPE, ()), *page.attributes.get("role", ()))
    return list(dict.fromkeys(one.element for one in held if NOTE & set(one.value.split())))


def _note(
    page: Page,
    note: etree._Element,
    called: set[tuple[str, str]],
    callers: set[tuple[str, str]],
    links: dict[etree._Element, Link],
    found: Findings,
) -> None:
    name = note.get("id") or ""
    if not name or (page.name, name) not in called:
        found.at("E223", page, note, note=name or "?", fault="không có chỗ gọi nào dẫn tới")
    inside = (links.get(a) for a in note.iter(f"{HTML}a"))
    if not any(link and (link.name, link.fragment) in callers for link in inside):
        found.at("E223", page, note, note=name or "?", fault="không có đường trở lại chỗ gọi")


def _is(element: etree._Element, kinds: frozenset[str]) -> bool:
    words = f"{element.get(EPUB_TYPE) or ''} {element.get('role') or ''}"
    return not kinds.isdisjoint(words.split())
