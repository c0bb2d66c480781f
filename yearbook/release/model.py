"""What a release is made of, as values: the files it offers, to whom, and where they stand in the folder.

index.html            the download site, one page
sach/                 the book for readers: EPUB, light EPUB, PDF for the screen (and the archive PDF)
in/                   the files for the printer
don-vi/<unit>/        the unit's own EPUB and its covering letter
opds/                 catalogues: catalog.xml (OPDS 1.2), catalog.json (OPDS 2.0)
bia/                  the cover: cover.jpg (1600 × 2560), thumbnail.jpg
manifest.json         what was built of what, by what, and how it was judged
SHA256SUMS            of every file but itself and its signature
SHA256SUMS.minisig    its signature (minisign)
minisign.pub          the key that checks it
"""

from __future__ import annotations

import datetime as dt

from yearbook.records import Settings
from yearbook.records.model import Unit
from yearbook.values import dataclass

SITE = "index.html"
BOOKS, PRINTING, UNITS, OPDS, COVER = "sach", "in", "don-vi", "opds", "bia"
MANIFEST, SUMS, SIGNATURE, PUBLIC_KEY = "manifest.json", "SHA256SUMS", "SHA256SUMS.minisig", "minisign.pub"
COVER_IMAGE, THUMBNAIL = f"{COVER}/cover.jpg", f"{COVER}/thumbnail.jpg"
EPUB_TYPE, PDF_TYPE = "application/epub+zip", "application/pdf"


@dataclass(frozen=True)
class Offer:
    """A file of the release.

    edition     «epub», «epub-light», «screen», «archive», «print», «cover»
    label       what a reader calls it, in Vietnamese
    path        posix, from the release folder
    identifier  of the publication in it: `urn:isbn:…` or `urn:uuid:…`; empty for a PDF without an ISBN
    """

    edition: str
    label: str
    path: str
    media: str
    size: int  # bytes
    sha256: str
    identifier: str = ""
    pages: int | None = None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class UnitOffer:
    """What one unit is given: its own EPUB and the letter that goes with it (path from the release folder)."""

    unit: Unit
    epub: Offer
    letter: str


@dataclass(frozen=True)
class Release:
    """A release about to be written, or read back. `books` are for readers, `printing` for the printing house."""

    settings: Settings
    name: str  # of the folder: 2020-11-20-0123456789
    date: dt.date
    build_id: str
    books: tuple[Offer, ...]
    printing: tuple[Offer, ...]
    units: tuple[UnitOffer, ...]

    def address(self, path: str) -> str:
        """The full address of a file on the download site; empty when the book names no site."""
        url = self.settings.distribution.url
        return f"{url.rstrip('/')}/{self.name}/{path}" if url else ""
