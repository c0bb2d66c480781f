"""The figures and tables of the book, numbered through and listed (EPUB 3.3 §7.4.5: «loi», «lot»)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from lxml import etree

from yearbook.epub.model import Landmark, NavPoint
from yearbook.epub.xhtml import NAMESPACE
from yearbook.values import dataclass

FIGURE, TABLE = "_hinh-", "_bang-"


@dataclass(frozen=True)
class Lists:
    """What the two lists say. A figure without a caption is not listed: it has no name to be found under."""

    figures: tuple[NavPoint, ...]
    tables: tuple[NavPoint, ...]

    @property
    def title(self) -> str:
        kinds = [name for name, found in (("hình", self.figures), ("bảng", self.tables)) if found]
        return f"Danh mục {' và '.join(kinds)}"

    def starts(self, href: str) -> Iterator[Landmark]:
        """Where on their page the lists begin, as landmarks."""
        if self.figures:
            yield Landmark("loi", "Danh mục hình", f"{href}#_loi")
        if self.tables:
            yield Landmark("lot", "Danh mục bảng", f"{href}#_lot")


@dataclass
class Listed:
    """Collects figures and tables page by page, in reading order."""

    figures: list[NavPoint] = field(default_factory=list)
    tables: list[NavPoint] = field(default_factory=list)

    def note(self, tree: etree._Element, href: str) -> None:
        """Give the figures and tables of a page their ids and note those with a caption."""
        for name, prefix, caption, found in (
            ("figure", FIGURE, "figcaption", self.figures),
            ("table", TABLE, "caption", self.tables),
        ):
            for element in tree.iter(f"{NAMESPACE}{name}"):
                if words := _words(element.find(f"{NAMESPACE}{caption}")):
                    anchor = element.get("id") or f"{prefix}{len(found) + 1}"
                    element.set("id", anchor)
                    found.append(NavPoint(words, f"{href}#{anchor}"))

    def lists(self) -> Lists:
        return Lists(tuple(self.figures), tuple(self.tables))


def _words(caption: etree._Element | None) -> str:
    """What a caption says, without who took the picture."""
    if caption is None:
        return ""
    said = caption.xpath(".//text()[not(ancestor::*[contains(@class, 'credit')])]")
    return " ".join("".join(said).split())
