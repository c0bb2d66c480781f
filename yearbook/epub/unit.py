"""The edition of one unit: the finished EPUB with a presentation page that names the unit and leads to its records.

Three entries of the package differ from those of another unit, and only they: the page itself, the package document
(identifier, name of the unit) and the NCX, which repeats the identifier. The contents lead to the page under a title
that is the same for all.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from yearbook.book.model import Book, CongressPart
from yearbook.epub.chapter import Chapter
from yearbook.epub.metadata import day, identifier, variant
from yearbook.epub.model import NavPoint
from yearbook.epub.pagelist import NCX as NCX_NS
from yearbook.epub.render import plain, set_text
from yearbook.epub.xhtml import NAMESPACE, parsed, written
from yearbook.epub.zipped import FixedZip
from yearbook.pages.render import PageSetter
from yearbook.records.model import Unit
from yearbook.values import dataclass

FOLDER = "EPUB"
PACKAGE, NCX, PAGE = f"{FOLDER}/content.opf", f"{FOLDER}/toc.ncx", "presentation.xhtml"
OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
NAV, TITLE = f"{FOLDER}/nav.xhtml", "Trang gửi đơn vị"


@dataclass(frozen=True)
class UnitEdition:
    """A finished edition: whose it is, where it lies, what it is called by."""

    unit: str
    path: Path
    identifier: str


class UnitEditions:
    """Makes the editions of units from one finished EPUB.

    base: the EPUB for everybody; setter: the page setter it was made with.
    """

    def __init__(self, base: Path, setter: PageSetter) -> None:
        self.setter = setter
        with zipfile.ZipFile(base) as archive:
            self.entries = {name: archive.read(name) for name in archive.namelist()}
        self.hrefs = dict(_places(self.entries))
        self.entries[NAV] = _in_contents(self.entries[NAV])

    def make(self, unit: Unit, out: Path) -> UnitEdition:
        """Write the edition of one unit. Raises DataProblem (L103, E101) for a fault in the theme's template."""
        own = variant(identifier(self.setter.book), unit.id)
        changed = {
            PACKAGE: _package(self.entries[PACKAGE], own, unit.name),
            NCX: _renamed(self.entries[NCX], own),
            f"{FOLDER}/{PAGE}": self._page(unit),
        }
        with FixedZip(out, "w") as archive:
            for name, data in (self.entries | changed).items():
                archive.writestr(name, data)
        return UnitEdition(unit.id, out, own)

    def _page(self, unit: Unit) -> bytes:
        chapter = Chapter(PAGE.removesuffix(".xhtml"), f"Bản dành cho {unit.name}", "epub/presentation.xhtml.j2")
        text = set_text(
            self.setter,
            chapter.template,
            chapter=chapter,
            unit=unit,
            points=list(self._points(unit)),
            hrefs=self.hrefs,
            built=day(self.setter.stamp.date),
            plain=plain,
        )
        return written(parsed(text, chapter.href)).encode()

    def _points(self, unit: Unit) -> Iterator[NavPoint]:
        """What the book has of the unit: its collectives, its people, the events it took part in."""
        for item in self.setter.book.honoured:
            if item.unit.id == unit.id:
                yield NavPoint(item.record.name, self.hrefs[item.anchor], detail=item.office)
        yield from (
            NavPoint(title, self.hrefs[anchor], detail=date) for title, anchor, date in _events(self.setter.book, unit)
        )


def _events(book: Book, unit: Unit) -> Iterator[tuple[str, str, str]]:
    part = book.part("congress")
    if part and isinstance(part.content, CongressPart):
        for phase in part.content.phases:
            for event in phase.events:
                if unit in event.units:
                    yield event.record.title, event.anchor, event.date


def _places(entries: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every id of every page: where it is, as a link from a page beside it."""
    for name, data in entries.items():
        if name.endswith(".xhtml"):
            href = name.removeprefix(f"{FOLDER}/")
            for element in etree.fromstring(data).iter(etree.Element):
                if (anchor := element.get("id")) and not anchor.startswith("_title"):
                    yield anchor, f"{href}#{anchor}"


def _package(data: bytes, own: str, name: str) -> bytes:
    """The package document with its own identifier, whom it is for (`dcterms:audience`), and the page in manifest and
    spine: first after the cover."""
    root = etree.fromstring(data)
    root.xpath("//dc:identifier[@id='pub-id']", namespaces=OPF)[0].text = own
    audience = etree.SubElement(root.find("o:metadata", OPF), f"{{{OPF['o']}}}meta", {"property": "dcterms:audience"})
    audience.text = name
    page = "i-" + PAGE
    manifest, spine = root.find("o:manifest", OPF), root.find("o:spine", OPF)
    item = etree.SubElement(manifest, f"{{{OPF['o']}}}item")
    item.attrib.update({"href": PAGE, "id": page, "media-type": "application/xhtml+xml"})
    reference = etree.Element(f"{{{OPF['o']}}}itemref")
    reference.set("idref", page)
    spine.insert(1, reference)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _in_contents(data: bytes) -> bytes:
    """The navigation document with the page as its first line."""
    tree = parsed(data.decode(), NAV)
    line = etree.Element(f"{NAMESPACE}li")
    etree.SubElement(line, f"{NAMESPACE}a", {"href": PAGE}).text = TITLE
    tree.xpath("//h:nav[@id='_toc']/h:ol", namespaces={"h": NAMESPACE[1:-1]})[0].insert(0, line)
    return written(tree).encode()


def _renamed(data: bytes, own: str) -> bytes:
    """The NCX with the identifier of the edition, and the page as its first line."""
    root = etree.fromstring(data)
    root.find(f".//{NCX_NS}meta[@name='dtb:uid']").set("content", own)
    point = etree.Element(f"{NCX_NS}navPoint", {"id": "n0"})
    etree.SubElement(etree.SubElement(point, f"{NCX_NS}navLabel"), f"{NCX_NS}text").text = TITLE
    etree.SubElement(point, f"{NCX_NS}content", {"src": PAGE})
    root.find(f"{NCX_NS}navMap").insert(0, point)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
