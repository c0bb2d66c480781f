"""Runs of drawn pages linked into one PDF: what only the whole file knows is written here.

Objects of a run keep their order and get numbers of their own; nothing that was drawn is drawn again. The finishing
(`finish`) makes of it what a standard asks for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any, BinaryIO

from yearbook.pdf.portable import PAGES, PLATE, RESOURCES, Drawn, Folio, Fonts, PageDrawn, Particulars, Portable
from yearbook.values import dataclass

ANNOTATIONS = 1 << 20  # keys of annotations in the parent tree begin here: behind those of all pages
NUMBERED = 128  # pages of contents and indexes that are remembered as they were packed
FAN = 64  # pages that hang on one node of the page tree
# Spaces that WeasyPrint writes colours in beside the device's own: CIE Lab of its two white points.
LAB = (
    b"<</lab-d50 [/Lab <</WhitePoint [0.9643 1 0.8251] /Range [-125 125 -125 125]>>]"
    b"/lab-d65 [/Lab <</WhitePoint [0.9505 1 1.0888] /Range [-125 125 -125 125]>>]>>"
)
_GROUP = re.compile(rb"/Group ?<<[^<>]*>>")
_NAME = re.compile(rb"\0([^\0]*)\0( 0 R)?")


@dataclass(frozen=True)
class Bound:
    """A run in its place. plates: head and folio of each of its pages, a page of its own in a run that draws nothing
    else; None where neither is; page: the number of its first one in the book."""

    drawn: Drawn
    plates: tuple[Drawn | None, ...]
    page: int


class _File:
    """Objects by number, written as soon as they are whole; 0 is never used."""

    def __init__(self, out: BinaryIO, version: str) -> None:
        self.out = out
        self.offsets = [0]
        self._at = out.write(f"%PDF-{version}\n".encode() + b"%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        self.offsets.append(0)
        return len(self.offsets) - 1

    def put(self, data: bytes, number: int | None = None) -> int:
        """Write an object; out: its number."""
        number = self.reserve() if number is None else number
        self.offsets[number] = self._at
        self._at += self.out.write(b"%d 0 obj\n%b\nendobj\n" % (number, data))
        return number

    def close(self, root: int, info: int, identity: bytes) -> None:
        """The plain table of cross references and the trailer (ISO 32000-1, 7.5.4 and 7.5.5)."""
        size = len(self.offsets)
        table = b"".join(b"%010d 00000 %b \n" % (at, b"n" if at else b"f") for at in self.offsets[1:])
        self.out.write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table))
        known = b"/ID [<%b><%b>]" % (identity.hex().encode(), identity.hex().encode()) if identity else b""
        tail = (size, root, info, known, self._at)
        self.out.write(b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % tail)


def _stream(head: bytes, data: bytes, *, deflated: bool = True) -> bytes:
    packed = b"/Filter /FlateDecode" if deflated else b""
    return b"<<%b%b/Length %d>>\nstream\n%b\nendstream" % (head, packed, len(data), data)


def pdf_text(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2), in hex."""
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"


@lru_cache(maxsize=NUMBERED)
def _numbered(content: bytes, folios: tuple[Folio, ...], digits: tuple[str, ...]) -> bytes:
    """The content, packed, with these page numbers in it."""
    return zlib.compress(_with_digits(content, folios, digits))


def _with_digits(content: bytes, folios: Sequence[Folio], digits: Sequence[str]) -> bytes:
    """The content with these page numbers in place of the digits that stand for them."""
    made = bytearray(content)
    for folio, shown in zip(folios, digits, strict=True):
        for place, digit in zip(folio.places, shown, strict=True):
            made[place : place + 4] = folio.glyphs[int(digit)].encode()
    return bytes(made)


class Linker:
    """One file. numbers: anchor → page number, for contents and indexes; pages: how many there will be; grouped:
    transparency groups stay as they are (where nothing is transparent they do no more than stop overprint at their
    edge)."""

    def __init__(
        self,
        out: BinaryIO,
        fonts: Fonts,
        images: Mapping[str, bytes],
        numbers: Mapping[str, int],
        *,
        pages: int,
        tagged: bool,
        lab: bool = True,
        grouped: bool = True,
        version: str = "1.7",
    ) -> None:
        self.file, self.numbers, self.tagged = _File(out, version), numbers, tagged
        self.images_data = images
        self.grouped = grouped
        self.root, self.info, self.tree = self.file.reserve(), self.file.reserve(), self.file.reserve()
        self.nodes = [self.file.reserve() for _ in range(0, pages, FAN)]  # of the page tree
        self.document = self.file.reserve() if tagged else 0
        self.spaces = self.file.put(LAB if lab else b"<<>>")
        self.push = self.file.put(_stream(b"", b"q", deflated=False))
        self.pop: dict[int, int] = {}
        self.fonts = self._add(fonts.objects, {})
        self.font_numbers = {name: self.fonts[number] for name, number in fonts.numbers.items()}
        self.images: dict[str, int] = {}
        self.pages: list[int] = []
        self.anchors: dict[str, tuple[int, float, float]] = {}
        self.bookmarks: list[tuple[int, str, int, float, float, str]] = []
        self.top: list[int] = []
        self.owners: list[Any] = []
        self.annotations: list[int] = []

    # --- objects -----------------------------------------------------------------------------------------

    def _add(self, objects: Sequence[Portable | None], names: Mapping[bytes, int]) -> dict[int, int]:
        """Take objects of a run into the file. names: what is not a number. Out: number in the run → in the file."""
        own = {number: self.file.reserve() for number, thing in enumerate(objects) if thing is not None}
        self._write(objects, own, names, {})
        return own

    def _write(
        self,
        objects: Sequence[Portable | None],
        own: Mapping[int, int],
        names: Mapping[bytes, int],
        pages: Mapping[int, tuple[int, bytes]],
    ) -> None:
        """pages: of a run, by number: the node of the page tree, and what else is said of them."""
        known = {b"%d" % number: target for number, target in own.items()} | dict(names)

        def place(found: re.Match[bytes]) -> bytes:
            target = known.get(found[1])
            if target is None and found[1].startswith(b"H"):
                return b"null"  # a page without head and folio
            if target is None:
                target = self._named(found[1])
            # A number alone is part of a name: heads of tables are named after their element.
            plain = found[1].startswith(b"A") or (found[1].isdigit() and not found[2])
            return b"%d" % target if plain else b"%d 0 R" % target

        for number, target in own.items():
            thing = objects[number]
            if thing is None:
                continue
            head = thing.head
            if number in pages:
                node, more = pages[number]
                head = head.replace(PAGES, b"%d 0 R" % node)[:-2] + more + b">>"
            head = _NAME.sub(place, head)
            if not self.grouped:
                head = _GROUP.sub(b"", head)
            self.file.put(head if thing.data is None else _stream(head, thing.data), target)

    def _named(self, name: bytes) -> int:
        kind = name[:1]
        if kind == b"D":
            return self.document
        if kind == b"C":
            return self.spaces
        if kind == b"F":
            return self.font_numbers[name[1:].decode()]
        return self.images[name[1:].decode()]

    # --- pages -------------------------------------------------------------------------------------------

    def add(self, bound: Bound) -> None:
        """The next pages of the file."""
        drawn = bound.drawn
        for name, (address, head) in drawn.pictures.items():
            if name not in self.images:
                self.images[name] = self.file.put(_stream(head, self.images_data[address], deflated=False))
        own = {n: self.file.reserve() for n, thing in enumerate(drawn.objects) if thing is not None}
        names: dict[bytes, int] = {}
        for place, plate in enumerate(bound.plates):
            if plate is not None:
                names[b"H%d" % place] = self._plate(plate, bound.page + place)
        base = ANNOTATIONS + len(self.annotations)
        names |= {b"A%d" % number: base + number for number in range(len(drawn.links))}
        pages = {p.number: self._page(p, own[p.number], place, bound) for place, p in enumerate(drawn.pages)}
        self._write(drawn.objects, own, names, pages)
        self.top += [own[number] for number in drawn.top]
        self.owners += [tuple((mark, own[element]) for mark, element in owners) for owners in drawn.owners]
        self.annotations += [own[element] for element, _ in drawn.links]

    def _page(self, page: PageDrawn, number: int, place: int, bound: Bound) -> tuple[int, bytes]:
        """Its node of the page tree, and what else is said of it."""
        node = self.nodes[len(self.pages) // FAN]
        self.pages.append(number)
        content = page.content if not page.folios else _numbered(page.content, page.folios, self._digits(page))
        body = self.file.put(_stream(b"", content))
        plate = bound.plates[place]
        contents = [self.push, body, self._after(place, drawn=plate is not None)]
        extra = b"/Contents [%b]" % b" ".join(b"%d 0 R" % item for item in contents)
        if self.tagged:
            extra += b"/Tabs /S/StructParents %d" % (len(self.pages) - 1)
        for name, x, y in page.anchors:
            self.anchors.setdefault(name, (number, x, y))
        self.bookmarks += [(level, label, number, *at, state) for level, label, at, state in page.bookmarks]
        return node, extra

    def _digits(self, page: PageDrawn) -> tuple[str, ...]:
        """Those of the page numbers on it."""
        return tuple("".join(str(self.numbers[ref]) for ref in folio.refs) for folio in page.folios)

    def _after(self, place: int, *, drawn: bool) -> int:
        """What follows the content of a page: head and folio, which are no part of the text."""
        key = place if drawn else -1
        if key not in self.pop:
            words = b"/%b%d Do" % (PLATE.encode(), place)
            if self.tagged:
                words = b"/Artifact <</Type /Pagination>> BDC " + words + b" EMC"
            self.pop[key] = self.file.put(_stream(b"", b"Q" if not drawn else b"Q q " + words + b" Q", deflated=False))
        return self.pop[key]

    def _plate(self, drawn: Drawn, number: int) -> int:
        """Head and folio of the page of this number."""
        page = drawn.pages[0]
        objects = [None if number == page.number else thing for number, thing in enumerate(drawn.objects)]
        own = self._add(objects, {})
        entry = drawn.objects[page.number]
        assert entry is not None
        box = entry.head[entry.head.index(b"/MediaBox") :]
        box = box[box.index(b"[") : box.index(b"]") + 1]
        head = b"/Type /XObject/Subtype /Form/BBox %b/Resources %d 0 R" % (box, own[RESOURCES])
        content = page.content
        if page.folios:  # digits of the same room stand for the number
            content = zlib.compress(_with_digits(content, page.folios, [str(number)] * len(page.folios)))
        return self.file.put(_stream(head, content))

    # --- the whole ---------------------------------------------------------------------------------------

    def finish(self, told: Particulars) -> None:
        """Write what is left, and what the file says of itself."""
        own = self._add(told.objects, {})
        entries = b"<</Type /Catalog/Pages %d 0 R" % self.tree
        self._page_tree()
        if self.anchors:
            entries += b"/Names <</Dests %d 0 R>>" % self._destinations()
        if outlines := self._outlines():
            entries += b"/Outlines %d 0 R" % outlines
        if self.tagged:
            entries += b"/StructTreeRoot %d 0 R/MarkInfo <</Marked true>>" % self._structure()
        self._put(entries + told.catalog + b">>", self.root, own)
        self._put(b"<<%b>>" % told.info, self.info, own)
        self.file.close(self.root, self.info, told.identity)

    def _put(self, data: bytes, number: int, own: Mapping[int, int]) -> None:
        """Write an object that names others."""
        self._write([Portable(data)], {0: number}, {b"%d" % name: target for name, target in own.items()}, {})

    def _page_tree(self) -> None:
        """A tree of two floors: readers of long files find a page at once."""
        for place, node in enumerate(self.nodes):
            kids = self.pages[place * FAN : (place + 1) * FAN]
            words = b"/Count %d/Kids [%b]" % (len(kids), _references(kids))
            self.file.put(b"<</Type /Pages/Parent %d 0 R%b>>" % (self.tree, words), node)
        words = b"/Count %d/Kids [%b]" % (len(self.pages), _references(self.nodes))
        self.file.put(b"<</Type /Pages%b>>" % words, self.tree)

    def _destinations(self) -> int:
        names = b"".join(
            b"%b [%d 0 R /XYZ %b %b 0]" % (pdf_text(name), page, _real(x), _real(y))
            for name, (page, x, y) in sorted(self.anchors.items(), key=lambda item: pdf_text(item[0]))
        )
        return self.file.put(b"<</Names [%b]>>" % names)

    def _outlines(self) -> int:
        if not self.bookmarks:
            return 0
        root = _Outline(self.file.reserve(), b"")
        open_lines = [(0, root)]
        for level, label, page, x, y, state in self.bookmarks:
            words = b"/Title %b/Dest [%d 0 R /XYZ %b %b 0]" % (pdf_text(label), page, _real(x), _real(y))
            line = _Outline(self.file.reserve(), words, closed=state == "closed")
            while open_lines[-1][0] >= level:
                open_lines.pop()
            open_lines[-1][1].lines.append(line)
            open_lines.append((level, line))
        self._write_outline(root, 0, None, None)
        return root.number

    def _write_outline(self, line: _Outline, parent: int, before: int | None, after: int | None) -> None:
        entries = line.words
        if parent:
            entries += b"/Parent %d 0 R" % parent
        if before:
            entries += b"/Prev %d 0 R" % before
        if after:
            entries += b"/Next %d 0 R" % after
        if line.lines:
            first, last = line.lines[0].number, line.lines[-1].number
            entries += b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, line.count * (-1 if line.closed else 1))
        self.file.put(b"<<%b>>" % entries, line.number)
        numbers = [None, *(kid.number for kid in line.lines), None]
        for place, kid in enumerate(line.lines, 1):
            self._write_outline(kid, line.number, numbers[place - 1], numbers[place + 1])

    def _structure(self) -> int:
        root = self.file.reserve()
        self.file.put(
            b"<</Type /StructElem/S /Document/P %d 0 R/K [%b]>>" % (root, _references(self.top)), self.document
        )
        numbers = []
        for number, owners in enumerate(self.owners):
            table = self.file.put(b"[%b]" % b" ".join(_owner_table(owners)))
            numbers.append(b"%d %d 0 R" % (number, table))
        numbers += [b"%d %d 0 R" % (key, element) for key, element in enumerate(self.annotations, ANNOTATIONS)]
        tree = self.file.put(b"<</Nums [%b]>>" % b" ".join(numbers))
        self.file.put(b"<</Type /StructTreeRoot/K [%d 0 R]/ParentTree %d 0 R>>" % (self.document, tree), root)
        return root


@dataclass
class _Outline:
    number: int
    words: bytes
    lines: list[_Outline] = field(default_factory=list)
    closed: bool = False

    @property
    def count(self) -> int:
        """Lines that are seen below this one."""
        return sum(1 + (0 if line.closed else line.count) for line in self.lines)


def _owner_table(owners: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    known = dict(owners)
    for mark in range(max(known, default=-1) + 1):
        yield b"%d 0 R" % known[mark] if mark in known else b"null"


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _real(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()
