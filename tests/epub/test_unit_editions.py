"""The edition of one unit: named, led to its own records first; all else the same bytes as everybody's."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from small_book import Built, build, records

from yearbook import records as r
from yearbook.epub import UnitEditions
from yearbook.epub.metadata import identifier
from yearbook.preflight.epub import inspect_epub

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
EVIL = "Cục <script>alert(1)</script> & «Bạn»"
UNITS = (
    r.Unit(id="vu-a", order=1, name="Vụ Bưu chính", group="Các vụ"),
    r.Unit(id="cuc-b", order=2, name=EVIL, group="Các cục"),
    r.Unit(id="so-c", order=3, name="Sở Thông tin và Truyền thông Hà Giang"),
)


@pytest.fixture(scope="module")
def base(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(records(units=UNITS), photos, tmp_path_factory.mktemp("units") / "sach.epub", _cover())


def _cover() -> bytes:
    import io

    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (1600, 2560), "#7a1418").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def made(base: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    editions = UnitEditions(base.path, base.setter)
    return {unit.id: editions.make(unit, folder / f"{unit.id}.epub").path for unit in UNITS}


def entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_two_units_differ_in_three_entries(made: dict[str, Path]) -> None:
    one, other = entries(made["vu-a"]), entries(made["cuc-b"])
    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == [
        "EPUB/content.opf",
        "EPUB/toc.ncx",
        "EPUB/presentation.xhtml",
    ]


def test_everything_else_is_what_everybody_has(base: Built, made: dict[str, Path]) -> None:
    common, own = entries(base.path), entries(made["vu-a"])
    assert set(own) - set(common) == {"EPUB/presentation.xhtml"}
    assert [name for name in common if own[name] != common[name]] == [
        "EPUB/content.opf",
        "EPUB/nav.xhtml",
        "EPUB/toc.ncx",
    ]


def test_the_package_names_its_unit_and_itself(base: Built, made: dict[str, Path]) -> None:
    seen = {identifier(base.setter.book)}
    for unit in UNITS:
        package = etree.fromstring(entries(made[unit.id])["EPUB/content.opf"])
        own = package.xpath("string(//dc:identifier[@id='pub-id'])", namespaces=NAMES)
        assert own.startswith("urn:uuid:")
        assert own not in seen
        seen.add(own)
        assert package.xpath("//o:meta[@property='dcterms:audience']/text()", namespaces=NAMES) == [unit.name]
        ncx = etree.fromstring(entries(made[unit.id])["EPUB/toc.ncx"])
        assert ncx.xpath("string(//*[@name='dtb:uid']/@content)") == own
        spine = package.xpath("//o:itemref/@idref", namespaces=NAMES)
        assert spine[:3] == ["i-cover.xhtml", "i-presentation.xhtml", "i-title-page.xhtml"]


def test_the_page_leads_to_what_the_book_has_of_the_unit(made: dict[str, Path]) -> None:
    page = etree.fromstring(entries(made["cuc-b"])["EPUB/presentation.xhtml"])
    assert page.xpath("string(//h:h1)", namespaces=NAMES) == EVIL
    links = page.xpath("//h:ol//h:a", namespaces=NAMES)
    assert [link.text for link in links] == [
        "Đội Đo kiểm",
        "Trần Thị <script>alert(1)</script> & Bé",
        "Khai mạc Đại hội",
    ]
    for link in page.xpath("//h:a", namespaces=NAMES):
        href, _, anchor = link.get("href").partition("#")
        target = etree.fromstring(entries(made["cuc-b"])[f"EPUB/{href}"])
        assert target.xpath(f"//*[@id='{anchor}']"), link.get("href")


def test_a_unit_without_records_is_led_to_the_book(made: dict[str, Path]) -> None:
    page = etree.fromstring(entries(made["so-c"])["EPUB/presentation.xhtml"])
    assert page.xpath("//h:h2/text()", namespaces=NAMES) == ["Đọc sách"]
    assert [link.text for link in page.xpath("//h:a", namespaces=NAMES)] == [
        "Mục lục",
        "Bảng tra đơn vị",
        "Bảng tra tên người",
    ]


def test_made_again_it_is_the_same_and_sound(base: Built, made: dict[str, Path], tmp_path: Path) -> None:
    again = UnitEditions(base.path, base.setter).make(UNITS[0], tmp_path / "lai.epub").path
    assert again.read_bytes() == made["vu-a"].read_bytes()
    assert inspect_epub(again, base.setter.book.record_anchors) == inspect_epub(
        base.path, base.setter.book.record_anchors
    )
