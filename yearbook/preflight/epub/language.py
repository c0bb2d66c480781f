"""Language of the pages and form of their text (WCAG 2.2, 3.1.1, 3.1.2; Unicode Annex 15)."""

from __future__ import annotations

import posixpath
import re

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import XML_LANG, EpubFile, Page

# BCP 47 §2.1: language, script, region, variants, extensions, private use. Longer language names are not given out.
TAG = re.compile(
    r"(?i)(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+)"
)


def check(book: EpubFile, found: Findings) -> None:
    for page in book.pages.values():
        if page.tree.get("lang") != "vi" or page.tree.get(XML_LANG) != "vi":
            found.at("E210", page)
        if page.loose:
            found.at("E206", page, sample=page.loose)
        _passages(page, found)
    for name, sample in book.loose.items():
        found.add("E206", page=posixpath.basename(name), sample=sample)


def _passages(page: Page, found: Findings) -> None:
    for attribute in ("lang", XML_LANG):
        for held in page.attributes.get(attribute, ()):
            tag = held.value[:100]
            if held.element is page.tree or not tag:
                continue
            if not TAG.fullmatch(tag):
                found.at("E227", page, held.element, tag=tag)
