"""What a catalogue lists, as values: publications in shelves, the same for both forms of OPDS."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from yearbook.pdf.front import SIZE
from yearbook.release.model import Offer, Release, UnitOffer
from yearbook.release.thumbnail import PART
from yearbook.values import dataclass
from yearbook.vietnamese import format_number

LANGUAGE = "vi"
UP = "../"  # from the folder of the catalogues to the release folder
ACQUISITION = "http://opds-spec.org/acquisition/open-access"
COVER_SIZE, THUMBNAIL_SIZE = SIZE, (SIZE[0] // PART, SIZE[1] // PART)


@dataclass(frozen=True)
class Publication:
    """One entry of a catalogue and the files it can be had as.

    key     names its own document; the same in every release
    about   what this entry holds, for a reader who chooses between entries
    """

    key: str
    title: str
    about: str
    offers: tuple[Offer, ...]

    @property
    def identifier(self) -> str:
        """Of the first file that has one, else empty."""
        return next((offer.identifier for offer in self.offers if offer.identifier), "")


@dataclass(frozen=True)
class Shelf:
    """A feed of publications: `name` is the stem of its file."""

    name: str
    title: str
    about: str
    publications: tuple[Publication, ...]


def entry_id(release: Release, key: str) -> str:
    """The id of an entry or a feed: it stays when the book is released again (RFC 4287, 4.2.6; OPDS 1.2, 5.1.1)."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, chr(10).join(('opds', release.settings.id, key)))}"


def author(release: Release) -> str:
    """As the EPUB names it."""
    return release.settings.compiler or release.settings.authority[-1]


def moment(release: Release) -> str:
    """The day of the release as Atom and JSON write a moment (RFC 3339)."""
    return f"{release.date.isoformat()}T00:00:00Z"


def shelves(release: Release) -> tuple[Shelf, ...]:
    """The book first, then the units' own editions; a shelf without publications is left out."""
    book = Shelf("sach", "Sách điện tử", "Cuốn sách chung cho mọi bạn đọc.", tuple(_books(release)))
    own = tuple(_own(release, unit) for unit in release.units)
    count = format_number(len(own))
    units = Shelf("don-vi", "Bản riêng của đơn vị", f"{count} bản EPUB, mỗi bản ghi tên một đơn vị.", own)
    return tuple(shelf for shelf in (book, units) if shelf.publications)


def _books(release: Release) -> Iterator[Publication]:
    """The first file of each media type in one entry; every further one by itself, for many apps show only the
    type of a file, and two alike could not be told apart."""
    firsts: dict[str, Offer] = {}
    for offer in release.books:
        firsts.setdefault(offer.media, offer)
    title = release.settings.title
    if together := tuple(firsts.values()):
        labels = "; ".join(offer.label for offer in together)
        yield Publication(f"sach-{together[0].edition}", title, labels, together)
    for offer in release.books:
        if offer not in together:
            yield Publication(f"sach-{offer.edition}", f"{title} – {offer.label}", offer.label, (offer,))


def _own(release: Release, own: UnitOffer) -> Publication:
    """The unit's name leads: in a list of sixty, titles that begin alike are cut off before they differ."""
    title = f"{own.unit.name} – {release.settings.short_title}"
    return Publication(f"don-vi-{own.unit.id}", title, f"Bản EPUB riêng của {own.unit.name}.", (own.epub,))
