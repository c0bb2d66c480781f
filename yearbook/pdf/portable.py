"""Drawn pages as they are kept and sent: PDF objects with names in place of what only the finished file decides.

A name stands between two zero bytes, which no other text of an object has: a number is an object of the same run,
the others are below.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterable
from typing import Any

from yearbook.storage import PLAIN
from yearbook.values import dataclass

PAGES = b"\0P\0"  # the page tree
DOCUMENT = b"\0D\0"  # the «Document» element of the structure tree
SPACES = b"\0C\0"  # the colour spaces
FONTS, RESOURCES = 3, 4  # numbers in every run: its fonts by name, its resources
_FONT_NAME = re.compile(rb"(/(?:BaseFont|FontName) ?/(?:[A-Z]{6}\+)?)([^\s/<>\[\]()]+)")
_BLENDS = re.compile(rb"/(?:ca|CA) (?:0\D|0?\.\d|0$)|/BM ?/(?!Normal|Compatible)|/SMask(?! ?/None)")
Glyphs = dict[str, dict[int, tuple[int, str]]]  # font → glyph → width in 1/1000 em, text
OWN = ""  # among the anchors of a `Folio`: the page that it stands on
PLATE = "YbPlate"  # in the resources: heads and folios, followed by the place of the page in the run


def pack_glyphs(glyphs: Glyphs) -> bytes:
    """A few bytes each: thousands of runs are held at once."""
    return marshal.dumps(glyphs, PLAIN)


def unpack_glyphs(data: bytes) -> Glyphs:
    glyphs: Glyphs = marshal.loads(data)  # noqa: S302 - our own
    return glyphs


def plate_place(place: int) -> bytes:
    return f"\0H{place}\0".encode()


def font_place(name: str) -> bytes:
    return f"\0F{name}\0".encode()


def image_place(name: str) -> bytes:
    return f"\0I{name}\0".encode()


@dataclass(frozen=True)
class Portable:
    """An object; `data` when it is a stream, packed by Deflate: `head` are the entries of its dictionary then."""

    head: bytes
    data: bytes | None = None


@dataclass(frozen=True)
class Specimen:
    """How text is set in a font: from this the font is found again."""

    family: str
    weight: str
    style: str
    text: str


@dataclass(frozen=True)
class Folio:
    """Digits in a content stream that are page numbers. refs: the anchors whose pages they are, in order; places:
    offset of the glyph of each digit, four hex digits long; glyphs: those of 0 to 9."""

    refs: tuple[str, ...]
    places: tuple[int, ...]
    glyphs: tuple[str, ...]


@dataclass(frozen=True)
class PageDrawn:
    """number: of the page's object in its run; content: packed by Deflate, as it is when `folios` are in it;
    anchors: id, x, y in pt; bookmarks: level, label, (x, y), state."""

    number: int
    content: bytes
    anchors: tuple[tuple[str, float, float], ...]
    bookmarks: tuple[tuple[int, str, tuple[float, float], str], ...]
    folios: tuple[Folio, ...]


@dataclass(frozen=True)
class Drawn:
    """Pages drawn together.

    objects: by number in the run, None where the file has its own; glyphs: those that are used (`pack_glyphs`);
    pictures: name → address, entries of its dictionary; top: structure elements that belong to the document; owners:
    for each page the elements of its marked content; links: element and annotation.
    """

    pages: tuple[PageDrawn, ...]
    objects: tuple[Portable | None, ...]
    glyphs: bytes
    specimens: dict[str, Specimen]
    pictures: dict[str, tuple[str, bytes]]
    top: tuple[int, ...] = ()
    owners: tuple[tuple[tuple[int, int], ...], ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    loose: bool = True  # page numbers can be put in later
    lab: bool = False  # colours in CIE Lab are used
    blended: bool = False  # something is composited: an alpha below 1, a blend mode, a soft mask

    @property
    def fonts(self) -> Glyphs:
        """The glyphs of each font."""
        return unpack_glyphs(self.glyphs)

    def count_refs(self) -> int:
        """How many page numbers are put in later."""
        return sum(len(folio.refs) for page in self.pages for folio in page.folios)

    def packed(self) -> bytes:
        return marshal.dumps((
            tuple((p.number, p.content, p.anchors, p.bookmarks, tuple(_flat(f) for f in p.folios)) for p in self.pages),
            _flat_objects(self.objects),
            self.glyphs,
            {name: (s.family, s.weight, s.style, s.text) for name, s in self.specimens.items()},
            self.pictures,
            self.top,
            self.owners,
            self.links,
            self.loose,
            self.lab,
            self.blended,
        ))  # fmt: skip

    @staticmethod
    def unpacked(data: bytes) -> Drawn:
        pages, objects, glyphs, specimens, *rest = marshal.loads(data)  # noqa: S302 - our own
        return Drawn(
            tuple(_page(*page) for page in pages),
            _objects(objects),
            glyphs,
            {name: Specimen(*values) for name, values in specimens.items()},
            *rest,
        )


@dataclass(frozen=True)
class Fonts:
    """The fonts of a file: objects, and the number of each font's dictionary among them."""

    objects: tuple[Portable | None, ...]
    numbers: dict[str, int]

    def named(self, names: Callable[[str], str]) -> Fonts:
        """The same under other names. names: what stands behind the tag of a subset → what is to stand there."""

        def other(found: re.Match[bytes]) -> bytes:
            return found[1] + names(found[2].decode("ascii")).encode("ascii")

        objects = (thing and Portable(_FONT_NAME.sub(other, thing.head), thing.data) for thing in self.objects)
        return Fonts(tuple(objects), self.numbers)

    def packed(self) -> bytes:
        return marshal.dumps((_flat_objects(self.objects), self.numbers))

    @staticmethod
    def unpacked(data: bytes) -> Fonts:
        objects, numbers = marshal.loads(data)  # noqa: S302 - our own
        return Fonts(_objects(objects), numbers)


@dataclass(frozen=True)
class Particulars:
    """What a file says of itself. catalog, info: entries of these dictionaries; objects: what they refer to, by
    number; identity: of the file, 16 bytes."""

    catalog: bytes
    info: bytes
    objects: tuple[Portable, ...] = ()
    identity: bytes = b""


def is_blended(objects: Iterable[Portable | None]) -> bool:
    """Whether any of them asks for compositing (ISO 32000-1, 11.6.4)."""
    return any(thing is not None and _BLENDS.search(thing.head) is not None for thing in objects)


def _flat_objects(objects: tuple[Portable | None, ...]) -> tuple[Any, ...]:
    return tuple(None if thing is None else (thing.head, thing.data) for thing in objects)


def _objects(flat: tuple[Any, ...]) -> tuple[Portable | None, ...]:
    return tuple(None if values is None else Portable(*values) for values in flat)


def _page(number: int, content: bytes, anchors: Any, bookmarks: Any, folios: Any) -> PageDrawn:
    return PageDrawn(number, content, anchors, bookmarks, tuple(Folio(*values) for values in folios))


def _flat(folio: Folio) -> tuple[Any, ...]:
    return (folio.refs, folio.places, folio.glyphs)
