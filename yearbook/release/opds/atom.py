"""OPDS 1.2: Atom feeds (RFC 4287; OPDS Catalog 1.2)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from yearbook.release.model import COVER_IMAGE, THUMBNAIL, Offer, Release
from yearbook.release.opds.model import ACQUISITION, LANGUAGE, UP, Publication, Shelf, author, entry_id, moment

ATOM, DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/terms/"
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"  # OPDS 1.2, 2.2
ACQUIRING = "application/atom+xml;profile=opds-catalog;kind=acquisition"  # OPDS 1.2, 2.3
IMAGE = "http://opds-spec.org/image"
JPEG = "image/jpeg"
SPACES = {None: ATOM, "dc": DC}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def root_feed(release: Release, name: str, shelves: Sequence[Shelf]) -> bytes:
    """The navigation feed that leads to each shelf (OPDS 1.2, 2.1 and 2.2)."""
    feed = _feed(release, name, release.settings.title, NAVIGATION, name)
    for shelf in shelves:
        entry = _add(feed, "entry")
        _add(entry, "title", shelf.title)
        _add(entry, "id", entry_id(release, f"{shelf.name}/entry"))
        _add(entry, "updated", moment(release))
        _add(entry, "content", shelf.about, type="text")
        _link(entry, "subsection", f"{shelf.name}.xml", ACQUIRING, title=shelf.title)
    return _written(feed)


def shelf_feed(release: Release, root: str, shelf: Shelf) -> bytes:
    """The acquisition feed of one shelf (OPDS 1.2, 2.3)."""
    feed = _feed(release, root, shelf.title, ACQUIRING, f"{shelf.name}.xml")
    _link(feed, "up", root, NAVIGATION)
    for publication in shelf.publications:
        _entry(feed, release, publication)
    return _written(feed)


def _feed(release: Release, root: str, title: str, kind: str, name: str) -> etree._Element:
    feed = etree.Element(f"{{{ATOM}}}feed", {XML_LANG: LANGUAGE}, nsmap=SPACES)
    _add(feed, "id", entry_id(release, name))
    _add(feed, "title", title)
    _add(feed, "updated", moment(release))
    _author(feed, author(release))
    _link(feed, "self", name, kind)
    _link(feed, "start", root, NAVIGATION)
    return feed


def _entry(feed: etree._Element, release: Release, publication: Publication) -> None:
    """A complete entry (OPDS 1.2, 5.1): Atom's elements first, Dublin Core only for what Atom has no word for."""
    settings = release.settings
    entry = _add(feed, "entry")
    _add(entry, "title", publication.title)
    _add(entry, "id", entry_id(release, publication.key))
    _add(entry, "updated", moment(release))
    _author(entry, author(release))
    if publication.identifier:
        _add(entry, "identifier", publication.identifier, space=DC)
    _add(entry, "publisher", settings.publisher.name, space=DC)
    _add(entry, "language", LANGUAGE, space=DC)
    _add(entry, "issued", release.date.isoformat(), space=DC)
    for subject in settings.ebook.subjects:
        _add(entry, "category", term=subject, label=subject)
    if settings.ebook.rights:
        _add(entry, "rights", settings.ebook.rights)
    if settings.ebook.description:
        _add(entry, "summary", settings.ebook.description, type="text")
    _add(entry, "content", publication.about, type="text")
    _link(entry, IMAGE, UP + COVER_IMAGE, JPEG)
    _link(entry, f"{IMAGE}/thumbnail", UP + THUMBNAIL, JPEG)
    for offer in publication.offers:
        _offer(entry, offer)


def _offer(entry: etree._Element, offer: Offer) -> None:
    _link(entry, ACQUISITION, UP + offer.path, offer.media, title=offer.label, length=str(offer.size))


def _author(parent: etree._Element, name: str) -> None:
    _add(_add(parent, "author"), "name", name)


def _link(parent: etree._Element, rel: str, href: str, media: str, **more: str) -> None:
    _add(parent, "link", rel=rel, href=href, type=media, **more)


def _add(parent: etree._Element, name: str, text: str | None = None, space: str = ATOM, **names: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{space}}}{name}", names)
    element.text = text
    return element


def _written(feed: etree._Element) -> bytes:
    return bytes(etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True))
