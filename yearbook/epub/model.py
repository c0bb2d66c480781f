"""What is between rendering and packing: finished pages as values, nothing of EbookLib yet."""

from __future__ import annotations

import datetime as dt

from yearbook.values import dataclass


@dataclass(frozen=True)
class EpubDocument:
    """One XHTML file: its name in the package, its title, its text (proven to be XML).

    `properties` are those of its manifest item (EPUB 3.3, §D.8.1): «nav», «svg».
    """

    href: str
    title: str
    xhtml: str
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlacedImage:
    """A picture the pages show: the key of its derivative, its name in the package, its size in pixels."""

    key: str
    href: str
    width: int
    height: int


@dataclass(frozen=True)
class FontFile:
    """A subset of a bundled face (TrueType), with the licence it travels under."""

    href: str
    family: str
    weight: int
    style: str
    data: bytes
    licence_href: str
    licence: str


@dataclass(frozen=True)
class NavPoint:
    """A line of the contents and those under it."""

    title: str
    href: str
    children: tuple[NavPoint, ...] = ()
    number: str = ""
    detail: str = ""

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True)
class Landmark:
    """A place readers look for; `kind` is a term of the EPUB structural semantics vocabulary."""

    kind: str
    title: str
    href: str


@dataclass(frozen=True)
class Contributor:
    """Who made the book: `name` as it is printed, `file_as` as it is filed, `role` a MARC relator code.

    `element`: «creator» for those the title page names, else «contributor».
    """

    name: str
    file_as: str
    role: str
    element: str = "contributor"


@dataclass(frozen=True)
class Metadata:
    """What the package document says of the book; `source` is the URN of the printed book, if it has an ISBN."""

    identifier: str
    title: str
    short_title: str
    publisher: str
    date: str
    modified: dt.date
    source: str
    features: tuple[str, ...]
    summary: str
    contributors: tuple[Contributor, ...] = ()
    subjects: tuple[str, ...] = ()
    description: str = ""
    rights: str = ""
    printed_as: str = ""  # what the page list counts: the URN of the printed book, else the book in words
    has_pages: bool = False
    certified_by: str = ""
    certifier_report: str = ""
    language: str = "vi"


@dataclass(frozen=True)
class EpubPages:
    """The rendered edition. `documents` in reading order; `nav` is read by programs and is not one of them."""

    metadata: Metadata
    documents: tuple[EpubDocument, ...]
    nav: EpubDocument
    cover_page: EpubDocument
    ncx: str
    css: str
    images: tuple[PlacedImage, ...]
    fonts: tuple[FontFile, ...]

    @property
    def image_keys(self) -> tuple[str, ...]:
        """Keys of the derivatives that `package` wants, in order of first use."""
        return tuple(image.key for image in self.images)
