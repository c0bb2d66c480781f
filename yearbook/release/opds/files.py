"""The catalogues of a release as files: path from the release folder → bytes."""

from __future__ import annotations

from yearbook.release.model import OPDS, Release
from yearbook.release.opds import atom, feeds
from yearbook.release.opds.model import shelves

ATOM_NAME, JSON_NAME = "catalog.xml", "catalog.json"
ATOM_ROOT, JSON_ROOT = f"{OPDS}/{ATOM_NAME}", f"{OPDS}/{JSON_NAME}"


def catalogues(release: Release) -> dict[str, bytes]:
    """All of them; nothing for a release without any file for readers. The same release gives the same bytes."""
    stands = shelves(release)
    if not stands:
        return {}
    files = {
        ATOM_NAME: atom.root_feed(release, ATOM_NAME, stands),
        JSON_NAME: feeds.root_feed(release, JSON_NAME, stands),
    }
    for shelf in stands:
        files[f"{shelf.name}.xml"] = atom.shelf_feed(release, ATOM_NAME, shelf)
        files[f"{shelf.name}.json"] = feeds.shelf_feed(release, JSON_NAME, shelf)
        for publication in shelf.publications:
            files[f"{publication.key}.json"] = feeds.document(release, publication)
    return {f"{OPDS}/{name}": data for name, data in files.items()}
