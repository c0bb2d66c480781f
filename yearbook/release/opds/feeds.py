"""OPDS 2.0: JSON feeds and publications (OPDS Catalog 2.0; Readium Web Publication Manifest)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from yearbook.release.model import COVER_IMAGE, THUMBNAIL, Release
from yearbook.release.opds.model import (
    ACQUISITION,
    COVER_SIZE,
    LANGUAGE,
    THUMBNAIL_SIZE,
    UP,
    Publication,
    Shelf,
    author,
    entry_id,
    moment,
)

FEED, PUBLICATION = "application/opds+json", "application/opds-publication+json"
JPEG = "image/jpeg"


def root_feed(release: Release, name: str, shelves: Sequence[Shelf]) -> bytes:
    """The first shelf itself, and the way to the others (OPDS 2.0, 2.1 and 2.2)."""
    feed = _feed(release, name, release.settings.title, name)
    if shelves[1:]:
        feed["navigation"] = [
            _link("subsection", f"{shelf.name}.json", FEED, title=shelf.title) for shelf in shelves[1:]
        ]
    return _written(feed | _publications(release, shelves[0]))


def shelf_feed(release: Release, root: str, shelf: Shelf) -> bytes:
    """One shelf by itself."""
    feed = _feed(release, root, shelf.title, f"{shelf.name}.json")
    return _written(feed | _publications(release, shelf))


def document(release: Release, publication: Publication) -> bytes:
    """A publication by itself, where its `self` link leads (OPDS 2.0, 5.1)."""
    return _written(_publication(release, publication))


def _feed(release: Release, root: str, title: str, name: str) -> dict[str, Any]:
    return {
        "metadata": {"identifier": entry_id(release, name), "title": title, "modified": moment(release)},
        "links": [_link("self", name, FEED), _link("start", root, FEED)],
    }


def _publications(release: Release, shelf: Shelf) -> dict[str, Any]:
    return {"publications": [_publication(release, publication) for publication in shelf.publications]}


def _publication(release: Release, publication: Publication) -> dict[str, Any]:
    acquisitions = (
        _link(ACQUISITION, UP + offer.path, offer.media, title=offer.label, size=offer.size)
        for offer in publication.offers
    )
    return {
        "metadata": _metadata(release, publication),
        "links": [_link("self", f"{publication.key}.json", PUBLICATION), *acquisitions],
        "images": [_image(COVER_IMAGE, COVER_SIZE), _image(THUMBNAIL, THUMBNAIL_SIZE)],
    }


def _metadata(release: Release, publication: Publication) -> dict[str, Any]:
    """No property without a value (OPDS 2.0, 5.2)."""
    settings = release.settings
    pages = max((offer.pages or 0 for offer in publication.offers), default=0)
    about = " ".join(text for text in (settings.ebook.description, publication.about) if text)
    values = {
        "@type": "http://schema.org/Book",
        "identifier": publication.identifier or entry_id(release, publication.key),
        "title": publication.title,
        "author": author(release),
        "publisher": settings.publisher.name,
        "language": LANGUAGE,
        "modified": moment(release),
        "published": release.date.isoformat(),
        "description": about,
        "subject": list(settings.ebook.subjects),
        "numberOfPages": pages,
    }
    return {name: value for name, value in values.items() if value}


def _image(path: str, size: tuple[int, int]) -> dict[str, Any]:
    return {"href": UP + path, "type": JPEG, "width": size[0], "height": size[1]}


def _link(rel: str, href: str, media: str, **more: object) -> dict[str, Any]:
    return {"rel": rel, "href": href, "type": media, **more}


def _written(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
