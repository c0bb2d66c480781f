"""Every record stands in the book, once."""

from __future__ import annotations

from collections.abc import Sequence

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import EpubFile


def check(book: EpubFile, found: Findings, anchors: Sequence[str]) -> None:
    wanted = frozenset(anchors)
    standing: dict[str, list[str]] = {}
    for page in book.pages.values():
        for held in page.attributes.get("id", ()):
            if held.value in wanted:
                standing.setdefault(held.value, []).append(page.short)
    for anchor in anchors:
        pages = standing.get(anchor, [])
        if not pages:
            found.add("E203", record=anchor, anchor=anchor)
        elif len(pages) > 1:
            shown = ", ".join(pages[:8]) + (" …" if len(pages) > 8 else "")
            found.add("E204", record=anchor, anchor=anchor, count=len(pages), pages=shown)
