"""Finished PDF and EPUB files read back with other tools than those that made them."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
from lxml import etree

MM = 72 / 25.4  # pt


@dataclass(frozen=True)
class Word:
    """A word of a page; its middle in mm from the top left corner of the trim."""

    text: str
    x: float
    y: float


def pdftotext(path: Path, *options: str) -> str:
    command = ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode("utf-8")


def flat(text: str) -> str:
    """One line, single spaces (a no-break space counts as one)."""
    return " ".join(text.split())


class ReadPdf:
    """One finished PDF; everything is read at most once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(self.path)

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The text of each page in the order it was drawn, as one line."""
        return tuple(flat(page) for page in pdftotext(self.path, "-raw").split("\f")[:-1])

    @cached_property
    def words(self) -> tuple[tuple[Word, ...], ...]:
        tree = etree.fromstring(pdftotext(self.path, "-bbox").encode(), etree.XMLParser(recover=True))
        found = []
        for number, page in enumerate(tree.iter("{*}page")):
            left, top = self._trim_corner(number)
            found.append(tuple(_word(element, left, top) for element in page.iter("{*}word")))
        return tuple(found)

    def _trim_corner(self, number: int) -> tuple[float, float]:
        """pt from the top left corner of the MediaBox, where pdftotext counts from."""
        page = self.pdf.pages[number]
        media, trim = ([float(value) for value in box] for box in (page.mediabox, page.trimbox))
        return trim[0] - media[0], media[3] - trim[3]

    @cached_property
    def page_of_object(self) -> dict[tuple[int, int], int]:
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

    @cached_property
    def destinations(self) -> dict[str, int]:
        """Named destination → page number from 1."""
        names = self.pdf.Root.get("/Names")
        if names is None or "/Dests" not in names:
            return {}
        return {name: self.page_of_object[_target(value).objgen] for name, value in _name_tree(names.Dests)}

    @cached_property
    def fonts(self) -> dict[str, bool]:
        """BaseFont as it stands in the file, without the subset tag → embedded."""
        found: dict[str, bool] = {}
        for obj in self.pdf.objects:
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font" and "/BaseFont" in obj:
                name = re.sub(r"^[A-Z]{6}\+", "", str(obj.BaseFont)[1:])
                found[name] = found.get(name, True) and all(_embedded(font) for font in _descendants(obj))
        return found

    def links(self, number: int) -> dict[str, list[tuple[float, float, float, float]]]:
        """Internal links of a page: destination → rectangles in mm from the top left corner of the trim."""
        page = self.pdf.pages[number - 1]
        left, _, _, top = (float(value) for value in page.trimbox)
        found: dict[str, list[tuple[float, float, float, float]]] = {}
        for annotation in page.obj.get("/Annots", ()):
            if annotation.get("/Subtype") == "/Link" and "/Dest" in annotation:
                corners = [float(value) for value in annotation.Rect]  # any two opposite ones
                (x0, x1), (y0, y1) = sorted(corners[::2]), sorted(corners[1::2])
                box = ((x0 - left) / MM, (top - y1) / MM, (x1 - left) / MM, (top - y0) / MM)
                found.setdefault(str(annotation.Dest).removeprefix("/"), []).append(box)
        return found

    def words_in(self, number: int, boxes: Iterable[tuple[float, float, float, float]]) -> list[Word]:
        """Words whose middle lies in one of the boxes (1 mm of grace)."""
        areas = list(boxes)
        return [
            word
            for word in self.words[number - 1]
            if any(x0 - 1 <= word.x <= x1 + 1 and y0 - 1 <= word.y <= y1 + 1 for x0, y0, x1, y1 in areas)
        ]

    def operators(self, wanted: set[str]) -> set[tuple[str, str]]:
        """Which of the wanted operators stand in which content stream: («trang 3», «rg»)."""
        found = set()
        for where, stream in self._content():
            for _, operator in pikepdf.parse_content_stream(stream, " ".join(sorted(wanted))):
                found.add((where, str(operator)))
        return found

    def _content(self) -> Iterator[tuple[str, pikepdf.Object | pikepdf.Page]]:
        for number, page in enumerate(self.pdf.pages, 1):
            yield f"trang {number}", page
        for obj in self.pdf.objects:
            if isinstance(obj, pikepdf.Stream) and (obj.get("/Subtype") == "/Form" or obj.get("/PatternType") == 1):
                yield f"đối tượng {obj.objgen[0]}", obj

    def leaves_marks(self, number: int) -> bool:
        """Whether anything at all is painted on a page."""
        painting = {"Do", "sh", "Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*"}
        page = self.pdf.pages[number - 1]
        return any(str(operator) in painting for _, operator in pikepdf.parse_content_stream(page))

    def image_spaces(self) -> set[str]:
        spaces = set()
        for obj in self.pdf.objects:
            if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Image":
                space = obj.get("/ColorSpace")
                spaces.add(str(space[0]) if isinstance(space, pikepdf.Array) else str(space))
        return spaces


def _word(element: etree._Element, left: float, top: float) -> Word:
    x0, y0, x1, y1 = (float(element.get(key)) for key in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text or "", ((x0 + x1) / 2 - left) / MM, ((y0 + y1) / 2 - top) / MM)


def _name_tree(node: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    names = list(node.get("/Names", ()))
    for key, value in zip(names[::2], names[1::2], strict=True):
        yield str(key), value
    for kid in node.get("/Kids", ()):
        yield from _name_tree(kid)


def _target(destination: pikepdf.Object) -> pikepdf.Object:
    return (destination.D if isinstance(destination, pikepdf.Dictionary) else destination)[0]


def _descendants(font: pikepdf.Object) -> list[pikepdf.Object]:
    return list(font.get("/DescendantFonts", [font]))


def _embedded(font: pikepdf.Object) -> bool:
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(f"/FontFile{number}" in descriptor for number in ("", "2", "3"))


@dataclass(frozen=True)
class ReadEpub:
    """The XHTML documents of an EPUB: name → parsed tree."""

    path: Path

    @property
    def documents(self) -> dict[str, etree._Element]:
        with zipfile.ZipFile(self.path) as archive:
            return {
                name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xhtml")
            }

    def words(self) -> str:
        return flat(" ".join("".join(tree.itertext(etree.Element)) for tree in self.documents.values()))
