"""The catalogues: what OPDS 1.2 and 2.0 ask of a feed, and what a reader finds in it."""

import json
import posixpath
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from release_values import EVIL, UNITS, books, release

from yearbook.records.settings import Ebook
from yearbook.release.model import COVER_IMAGE, THUMBNAIL, Release
from yearbook.release.opds import ATOM_ROOT, JSON_ROOT, catalogues

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/terms/}"
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUIRING = "application/atom+xml;profile=opds-catalog;kind=acquisition"
OPEN = "http://opds-spec.org/acquisition/open-access"


def atom_files(made: dict[str, bytes]) -> dict[str, Any]:
    return {name: etree.fromstring(data) for name, data in made.items() if name.endswith(".xml")}


def json_files(made: dict[str, bytes]) -> dict[str, Any]:
    return {name: json.loads(data) for name, data in made.items() if name.endswith(".json")}


def reached(name: str, href: str) -> str:
    """Where a relative link of a catalogue leads, from the release folder."""
    assert not re.match(r"[a-z]+:|/", href), f"{href} is not relative"
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), href))


def there(values: Release) -> dict[str, int]:
    """The files of the release that a catalogue may offer, with their sizes."""
    return {offer.path: offer.size for offer in (*values.books, *(own.epub for own in values.units))}


# --- OPDS 1.2 -----------------------------------------------------------------------------------------------------


def test_the_root_leads_to_the_book_and_to_the_units() -> None:
    root = atom_files(catalogues(release()))[ATOM_ROOT]
    told = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}content"), entry.find(f"{ATOM}link").get("href"))
        for entry in root.iter(f"{ATOM}entry")
    ]
    assert told == [
        ("Sách điện tử", "Cuốn sách chung cho mọi bạn đọc.", "sach.xml"),
        ("Bản riêng của đơn vị", "4 bản EPUB, mỗi bản ghi tên một đơn vị.", "don-vi.xml"),
    ]
    assert {entry.find(f"{ATOM}link").get("type") for entry in root.iter(f"{ATOM}entry")} == {ACQUIRING}
    assert {entry.find(f"{ATOM}link").get("rel") for entry in root.iter(f"{ATOM}entry")} == {"subsection"}


def test_every_feed_says_what_it_is_and_where_it_starts() -> None:
    """OPDS 1.2, 2.1 and 7.1.3; RFC 4287, 4.1.1."""
    for name, feed in atom_files(catalogues(release())).items():
        links = {link.get("rel"): link for link in feed.findall(f"{ATOM}link")}
        kind = NAVIGATION if name == ATOM_ROOT else ACQUIRING
        assert (reached(name, links["self"].get("href")), links["self"].get("type")) == (name, kind)
        assert (reached(name, links["start"].get("href")), links["start"].get("type")) == (ATOM_ROOT, NAVIGATION)
        assert feed.findtext(f"{ATOM}updated") == "2020-11-20T00:00:00Z"
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Vụ Thi đua thử"


def test_an_entry_tells_everything_of_the_book() -> None:
    entry = atom_files(catalogues(release()))["opds/sach.xml"].find(f"{ATOM}entry")
    told = {child.tag.replace(ATOM, "").replace(DC, "dc:"): child.text for child in entry if child.text}
    assert told.pop("id").startswith("urn:uuid:")
    assert told.pop("author").strip() == ""
    assert told == {
        "title": "Kỷ yếu Đại hội Thi đua yêu nước Bộ Thử lần thứ IV (2020 – 2025)",
        "updated": "2020-11-20T00:00:00Z",
        "dc:identifier": "urn:isbn:9786048000004",
        "dc:publisher": "Nhà xuất bản Thử",
        "dc:language": "vi",
        "dc:issued": "2020-11-20",
        "rights": "Được sao chép nội bộ.",
        "summary": "Những người giữ cho thư và sóng đến mọi nơi.",
        "content": "EPUB; PDF đọc trên màn hình",
    }
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["Thi đua yêu nước", "Kỷ yếu"]
    assert entry.find(f"{ATOM}summary").get("type") == entry.find(f"{ATOM}content").get("type") == "text"
    assert [tuple(link.get(n) for n in ("rel", "href", "type", "length")) for link in entry.findall(f"{ATOM}link")] == [
        ("http://opds-spec.org/image", f"../{COVER_IMAGE}", "image/jpeg", None),
        ("http://opds-spec.org/image/thumbnail", f"../{THUMBNAIL}", "image/jpeg", None),
        (OPEN, "../sach/ky-yeu-thu.epub", "application/epub+zip", "48200000"),
        (OPEN, "../sach/ky-yeu-thu-screen.pdf", "application/pdf", "31000000"),
    ]


def test_no_entry_offers_two_files_that_look_alike() -> None:
    """Many apps show a file by its type only: «EPUB», «PDF»."""
    feed = atom_files(catalogues(release()))["opds/sach.xml"]
    for entry in feed.iter(f"{ATOM}entry"):
        types = [link.get("type") for link in entry.findall(f"{ATOM}link") if link.get("rel") == OPEN]
        assert types and len(types) == len(set(types))
    assert [entry.findtext(f"{ATOM}title").partition(" – E")[2] for entry in feed.iter(f"{ATOM}entry")][
        1
    ] == "PUB bản nhẹ"


def test_the_units_name_leads_its_entry() -> None:
    feed = atom_files(catalogues(release()))["opds/don-vi.xml"]
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        f"{unit.name} – Kỷ yếu Đại hội lần thứ IV" for unit in UNITS
    ]


# --- OPDS 2.0 -----------------------------------------------------------------------------------------------------


def feeds(made: dict[str, bytes]) -> dict[str, Any]:
    return {name: feed for name, feed in json_files(made).items() if "publications" in feed}


def test_the_json_root_shows_the_book_and_leads_to_the_units() -> None:
    root = json_files(catalogues(release()))[JSON_ROOT]
    assert root["metadata"]["title"] == "Kỷ yếu Đại hội Thi đua yêu nước Bộ Thử lần thứ IV (2020 – 2025)"
    assert [publication["links"][1]["title"] for publication in root["publications"]] == [
        "EPUB",
        "EPUB bản nhẹ",
        "PDF lưu trữ (PDF/A-3u)",
    ]
    assert root["navigation"] == [
        {
            "rel": "subsection",
            "href": "don-vi.json",
            "type": "application/opds+json",
            "title": "Bản riêng của đơn vị",
        }
    ]


def test_a_publication_tells_everything_and_nothing_blank() -> None:
    """OPDS 2.0, 5.2: no property with a blank value."""
    publication = json_files(catalogues(release()))["opds/sach-epub.json"]
    assert publication["metadata"] == {
        "@type": "http://schema.org/Book",
        "identifier": "urn:isbn:9786048000004",
        "title": "Kỷ yếu Đại hội Thi đua yêu nước Bộ Thử lần thứ IV (2020 – 2025)",
        "author": "Vụ Thi đua thử",
        "publisher": "Nhà xuất bản Thử",
        "language": "vi",
        "modified": "2020-11-20T00:00:00Z",
        "published": "2020-11-20",
        "description": "Những người giữ cho thư và sóng đến mọi nơi. EPUB; PDF đọc trên màn hình",
        "subject": ["Thi đua yêu nước", "Kỷ yếu"],
        "numberOfPages": 188,
    }
    assert publication["images"][1] == {
        "href": f"../{THUMBNAIL}",
        "type": "image/jpeg",
        "width": 400,
        "height": 640,
    }
    bare = json_files(catalogues(release(ebook=Ebook(), compiler=None)))["opds/don-vi-cuc-bao-chi.json"]["metadata"]
    assert "subject" not in bare and "numberOfPages" not in bare
    assert bare["author"] == "Bộ Thử"
    assert bare["identifier"].startswith("urn:uuid:")


def test_every_feed_and_publication_refers_to_itself() -> None:
    for name, value in json_files(catalogues(release())).items():
        [own] = [link for link in value["links"] if link["rel"] == "self"]
        kind = "application/opds+json" if "publications" in value else "application/opds-publication+json"
        assert (reached(name, own["href"]), own["type"]) == (name, kind)


def test_a_publication_by_itself_is_the_one_in_the_feed() -> None:
    made = json_files(catalogues(release()))
    for name, feed in feeds(catalogues(release())).items():
        for publication in feed["publications"]:
            own = next(link["href"] for link in publication["links"] if link["rel"] == "self")
            assert made[reached(name, own)] == publication


# --- both ---------------------------------------------------------------------------------------------------------


def test_every_link_leads_to_a_file_of_the_release() -> None:
    values = release()
    made, offered = catalogues(values), there(values)
    known = {*made, *offered, COVER_IMAGE, THUMBNAIL}
    taken = set()
    for name, feed in atom_files(made).items():
        for link in feed.iter(f"{ATOM}link"):
            target = reached(name, link.get("href"))
            assert target in known
            if link.get("rel") == OPEN:
                assert int(link.get("length")) == offered[target]
                taken.add(target)
    assert taken == set(offered)
    for name, value in json_files(made).items():
        for link in re.findall(r'"href": "([^"]+)"', json.dumps(value)):
            assert reached(name, link) in known
    shown = [p for feed in feeds(made).values() for p in feed["publications"]]
    sizes = {reached("opds/x", k["href"]): k["size"] for p in shown for k in p["links"] if k["rel"] == OPEN}
    assert sizes == offered


def test_ids_are_the_books_own_and_outlive_a_release() -> None:
    """RFC 4287, 4.2.6: an id never changes; OPDS 1.2, 5.1.1: it is not that of the publication."""
    first, second = release(), replace(release(), name="2020-12-01-abcdef0123", build_id="abcdef0123")

    def ids(values: Release) -> list[str]:
        return [e.text for feed in atom_files(catalogues(values)).values() for e in feed.iter(f"{ATOM}id")]

    assert ids(first) == ids(second)
    assert len(ids(first)) == len(set(ids(first)))
    assert not set(ids(first)) & set(ids(release(id="ky-yeu-khac")))
    identifiers = {e.text for f in atom_files(catalogues(first)).values() for e in f.iter(f"{DC}identifier")}
    assert not identifiers & set(ids(first))


def test_the_same_release_gives_the_same_bytes() -> None:
    assert catalogues(release()) == catalogues(release())


def test_without_units_there_is_no_shelf_of_theirs() -> None:
    made = catalogues(release(units=()))
    assert sorted(name for name in made if "don-vi" in name) == []
    assert "navigation" not in json_files(made)[JSON_ROOT]


def test_without_books_the_units_come_first() -> None:
    made = catalogues(release(offers=()))
    assert len(json_files(made)[JSON_ROOT]["publications"]) == len(UNITS)


def test_a_release_without_files_for_readers_has_no_catalogue() -> None:
    assert catalogues(release(units=(), offers=())) == {}


@pytest.mark.parametrize("field", ["title", "short_title"])
def test_words_of_the_book_stay_words(field: str) -> None:
    values = release(**{field: EVIL, "title_lines": (), "ebook": Ebook(subjects=(EVIL,), rights=EVIL)})
    made = catalogues(values)
    titles = [e.text for feed in atom_files(made).values() for e in feed.iter(f"{ATOM}title")]
    assert any(EVIL in title for title in titles)
    assert b"<script>" not in b"".join(data for name, data in made.items() if name.endswith(".xml"))
    assert any(EVIL in p["metadata"]["title"] for feed in feeds(made).values() for p in feed["publications"])


def test_a_book_of_one_file_is_one_entry() -> None:
    made = catalogues(release(units=(), offers=books()[:1]))
    assert sorted(made) == [
        "opds/catalog.json",
        "opds/catalog.xml",
        "opds/sach-epub.json",
        "opds/sach.json",
        "opds/sach.xml",
    ]
