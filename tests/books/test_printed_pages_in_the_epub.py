"""The sample book: every page of the printed interior is in the EPUB, in order, at the text that begins it."""

import re
import zipfile

import pytest
from built import Dist
from lxml import etree

from yearbook.pages.starts import signs

HTML = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
COMPARED = (  # no calls of notes, no drawings, no tiles with initials: pdftotext reads them elsewhere
    "[not(ancestor::*[@epub:type='noteref' or contains(@class, 'initials')] or ancestor::*[local-name()='svg'])]"
)
ENOUGH = 7  # signs: the date of an event is the least that a page of the sample begins with
# What the print edition says and the EPUB leaves out: the half-title, the pages for notes.
LEFT_OUT = ("kỷyếuđạihộithiđuayêunướclầnthứiv", "ghichép")


@pytest.fixture(scope="module")
def listed(sample: Dist) -> list[tuple[str, str, str]]:
    """Number, file and id of every line of the page list."""
    nav = sample.epub.documents["EPUB/nav.xhtml"]
    links = nav.xpath("//h:nav[@epub:type='page-list']//h:a", namespaces=HTML)
    return [(a.text, *a.get("href").split("#")) for a in links]


def test_all_pages_in_order(sample: Dist, listed: list[tuple[str, str, str]]) -> None:
    pages = len(sample.pdf("print").pages)
    assert [number for number, _, _ in listed] == [str(number) for number in range(1, pages + 1)]
    order = [name.removeprefix("EPUB/") for name in sample.epub.documents]
    at = [(order.index(href), _place(sample, href, anchor)) for _, href, anchor in listed]
    assert at == sorted(at)
    marks = [m for tree in sample.epub.documents.values() for m in tree.xpath("//*[@role='doc-pagebreak']")]
    assert len(marks) == pages
    assert all(mark.get("id") == f"_page-{mark.get('aria-label')}" for mark in marks)


def _place(sample: Dist, href: str, anchor: str) -> int:
    ids = [element.get("id") for element in sample.epub.documents[f"EPUB/{href}"].iter(etree.Element)]
    return ids.index(anchor)


def test_each_stands_at_the_text_of_its_page(sample: Dist, listed: list[tuple[str, str, str]]) -> None:
    told = 0
    for number, href, anchor in listed:
        page = signs(sample.pdf("print").pages[int(number) - 1])
        if not page or (any(words in page for words in LEFT_OUT) and len(page) < 60):
            continue
        rest = sample.epub.documents[f"EPUB/{href}"].xpath(
            f"//*[@id='{anchor}']/following::text(){COMPARED}",
            namespaces=HTML,
        )
        words = signs("".join(rest))[:ENOUGH]
        assert words in page, f"trang {number}: {words} không có trong trang in"
        told += 1
    assert told > 0.9 * len(listed)


def test_the_package_says_what_the_pages_are_of(sample: Dist) -> None:
    with zipfile.ZipFile(sample.epub.path) as archive:
        package = archive.read("EPUB/content.opf").decode()
        ncx = archive.read("EPUB/toc.ncx").decode()
    assert re.search(r'<meta property="pageBreakSource">Kỷ yếu Đại hội .*Sách in, khổ 19 × 27 cm</meta>', package)
    assert '<meta property="schema:accessibilityFeature">pageBreakMarkers</meta>' in package
    assert ncx.count("<pageTarget ") == len(sample.pdf("print").pages)
