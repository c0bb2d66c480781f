"""The pages of the printed book inside the EPUB: list, marks and metadata agree (EPUB Accessibility 1.1 §3.4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epub.navigation import entries
from yearbook.preflight.epubfile import EPUB_TYPE, EpubFile, Page
from yearbook.preflight.epubfile.page import Link, words_of
from yearbook.values import dataclass

NUMBER = re.compile(r"[0-9]{1,6}")
MARKS = frozenset(("pagebreak", "doc-pagebreak"))
SHOWN = 8


@dataclass(frozen=True)
class Listed:
    """An entry of the page list. `number` 0 when its label is none (roman numerals)."""

    label: str
    link: Link

    @property
    def number(self) -> int:
        return int(self.label) if NUMBER.fullmatch(self.label) else 0


def check(book: EpubFile, found: Findings, printed: int) -> None:
    """printed: how many pages the list must have; 0: only contradictions of the package with itself are told."""
    if book.nav is None:
        return  # told as E215
    listed = [Listed(words_of(link.element), link) for link in entries(book, "page-list")]
    marks = list(_marks(book))
    if printed and len(listed) != printed:
        found.add("E233", count=len(listed), expected=printed)
    _sequence(book, listed, printed, found)
    for entry in listed:
        _target(book, entry, found)
    targets = {(entry.link.name, entry.link.fragment) for entry in listed}
    for page, mark in marks:
        if listed and (page.name, mark.get("id") or "") not in targets:
            found.at("E235", page, mark, label=_label(mark) or "?")
    _metadata(book, bool(listed), bool(marks), found)


def _marks(book: EpubFile) -> Iterator[tuple[Page, etree._Element]]:
    for page in book.pages.values():
        held = (*page.attributes.get(EPUB_TYPE, ()), *page.attributes.get("role", ()))
        for element in dict.fromkeys(one.element for one in held if not MARKS.isdisjoint(one.value.split())):
            yield page, element


def _sequence(book: EpubFile, listed: list[Listed], printed: int, found: Findings) -> None:
    """Numbers ascend without a gap, and so do the places in the book that they lead to."""
    numbers = [entry.number for entry in listed if entry.number]
    if not numbers:
        return
    first, last = (1, printed) if printed else (min(numbers), max(numbers))
    present = frozenset(numbers)
    missing = [number for number in range(first, min(last, first + len(numbers) + SHOWN) + 1) if number not in present]
    if missing:
        shown = ", ".join(map(str, missing[:SHOWN])) + (" …" if len(missing) > SHOWN else "")
        found.add("E230", fault=f"thiếu trang {shown}")
    for before, after in pairwise(numbers):
        if after <= before:
            found.add("E230", fault=f"trang {after} đứng sau trang {before}")
    _reading_order(book, listed, found)


def _reading_order(book: EpubFile, listed: list[Listed], found: Findings) -> None:
    order = {page.name: (number, page) for number, page in enumerate(book.spine)}
    before: tuple[tuple[int, int], Listed] | None = None
    for entry in sorted((entry for entry in listed if entry.number), key=lambda entry: entry.number):
        if entry.link.name not in order:
            continue
        number, page = order[entry.link.name]
        place = (number, page.places.get(entry.link.fragment, -1))
        if before and place < before[0]:
            fault = f"dấu trang {entry.label} nằm trước dấu trang {before[1].label} trong thứ tự đọc"
            found.add("E230", fault=fault)
        before = (place, entry)


def _target(book: EpubFile, entry: Listed, found: Findings) -> None:
    page = book.pages.get(entry.link.name)
    element = book.target(entry.link.name, entry.link.fragment)
    if page is None or element is None:
        return  # a broken link: E205
    if "pagebreak" not in (element.get(EPUB_TYPE) or "").split():
        found.at("E231", page, element, label=entry.label, target=entry.link.written[:200])
    elif entry.label not in _label(element).split():
        found.at("E232", page, element, label=entry.label, mark=_label(element) or "không ghi gì")


def _label(mark: etree._Element) -> str:
    """The number a mark says: `aria-label`, else `title`, else its words."""
    return (mark.get("aria-label") or mark.get("title") or words_of(mark)).strip(" .").strip()


def _metadata(book: EpubFile, listed: bool, marked: bool, found: Findings) -> None:
    package = book.package
    if package is None:
        return
    features = package.values("schema:accessibilityFeature")
    source = any(package.values("pageBreakSource")) or package.paginated
    said_marks = "pageBreakMarkers" in features or "printPageNumbers" in features
    faults = {
        "có danh sách trang in mà không ghi của sách nào (pageBreakSource)": listed and not source,
        "ghi nguồn của trang in (pageBreakSource) mà không có danh sách trang": source and not listed,
        "có dấu trang in mà không có danh sách trang": marked and not listed,
        "có dấu trang in mà siêu dữ liệu không ghi pageBreakMarkers": marked and not said_marks,
        "siêu dữ liệu ghi pageBreakMarkers mà không có dấu trang in nào": said_marks and not marked,
        "có danh sách trang in mà siêu dữ liệu không ghi pageNavigation": listed and "pageNavigation" not in features,
        "siêu dữ liệu ghi pageNavigation mà không có danh sách trang": "pageNavigation" in features and not listed,
    }
    for fault, is_so in faults.items():
        if is_so:
            found.add("E234", fault=fault)
