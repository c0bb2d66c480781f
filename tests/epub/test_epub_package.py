"""The finished file: container, package document, fonts, bytes."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image
from small_book import Built, build
from uharfbuzz import Buffer, Font, shape
from uharfbuzz import Face as Program

from yearbook.context import asset_root
from yearbook.diagnostics import DataProblem
from yearbook.epub import package
from yearbook.epub.fonts import chosen, embedded
from yearbook.pages.theme import load_theme
from yearbook.preflight.epub import inspect_epub, run_epubcheck
from yearbook.preflight.java import find_jar
from yearbook.records.load import load
from yearbook.records.settings import Trim

OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def package_document(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("EPUB/content.opf"))


def test_container_begins_with_the_media_type_and_carries_no_time(built: Built) -> None:
    with zipfile.ZipFile(built.path) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    assert [entry.filename for entry in entries[:3]] == ["mimetype", "META-INF/container.xml", "EPUB/content.opf"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    stored = {entry.filename.rpartition(".")[2] for entry in entries if entry.compress_type == zipfile.ZIP_STORED}
    assert stored == {"mimetype", "jpg", "ttf"}


def test_pages_in_the_file_are_the_rendered_bytes(built: Built) -> None:
    with zipfile.ZipFile(built.path) as archive:
        for document in built.pages.documents:
            assert archive.read(f"EPUB/{document.href}").decode("utf-8") == document.xhtml


def test_metadata_of_the_package(built: Built) -> None:
    root = package_document(built.path)

    def texts(path: str) -> list[str]:
        return [str(value) for value in root.xpath(path, namespaces=OPF)]

    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    assert root.get("unique-identifier") == "pub-id"
    assert texts("//dc:identifier[@id='pub-id']/text()") == [built.pages.metadata.identifier]
    assert texts("//dc:title/text()") == ["Kỷ yếu Đại hội thử (2020 – 2025)", "Kỷ yếu thử"]
    assert texts("//dc:language/text()") == ["vi"]
    assert texts("//dc:creator/text()") == ["Bộ Thông tin và Truyền thông"]
    assert texts("//dc:publisher/text()") == ["Nhà xuất bản Thông tin và Truyền thông"]
    assert texts("//dc:date/text()") == ["2020"]
    assert texts("//o:meta[@property='dcterms:modified']/text()") == ["2020-11-20T00:00:00Z"]
    assert texts("//o:meta[@property='file-as'][@refines='#who-1']/text()") == ["Bộ Thông tin và Truyền thông"]
    assert texts("//o:meta[@property='schema:accessMode']/text()") == ["textual", "visual"]
    assert "index" in texts("//o:meta[@property='schema:accessibilityFeature']/text()")
    assert texts("//o:meta[@property='schema:accessibilityHazard']/text()") == ["none"]
    assert texts("//o:meta[@property='dcterms:conformsTo']/text()") == []


def test_spine_manifest_and_cover(built: Built) -> None:
    root = package_document(built.path)
    hrefs = {item.get("id"): item.get("href") for item in root.iterfind(".//o:item", OPF)}
    spine = [hrefs[ref.get("idref")] for ref in root.iterfind(".//o:itemref", OPF)]
    assert spine == ["cover.xhtml", *(document.href for document in built.pages.documents)]
    properties = {item.get("href"): item.get("properties") for item in root.iterfind(".//o:item", OPF)}
    assert properties["images/cover.jpg"] == "cover-image"
    assert properties["nav.xhtml"] == "nav"
    assert properties["figures.xhtml"] == "svg"


def test_a_book_may_have_no_cover_or_a_png(built: Built, photos: Path, tmp_path: Path) -> None:
    package(built.pages, built.images, None, tmp_path / "khong-bia.epub")
    with zipfile.ZipFile(tmp_path / "khong-bia.epub") as archive:
        assert not [name for name in archive.namelist() if "cover" in name]
    package(built.pages, built.images, b"\x89PNG\r\n\x1a\n", tmp_path / "bia-png.epub")
    with zipfile.ZipFile(tmp_path / "bia-png.epub") as archive:
        assert "images/cover.png" in archive.read("EPUB/cover.xhtml").decode()


def test_pictures_stand_at_the_size_their_page_says(built: Built) -> None:
    with zipfile.ZipFile(built.path) as archive:
        for image in built.pages.images:
            with Image.open(io.BytesIO(archive.read(f"EPUB/{image.href}"))) as picture:
                assert picture.size == (image.width, image.height)


def test_only_pictures_that_are_shown_are_asked_for(built: Built) -> None:
    assert set(built.setter.pictures.asked) == set(built.pages.image_keys)


def test_a_picture_that_is_not_given_stops_the_packing(built: Built, tmp_path: Path) -> None:
    with pytest.raises(DataProblem) as caught:
        package(built.pages, {}, None, tmp_path / "a.epub")
    assert caught.value.diagnostic.code == "E103"
    assert not (tmp_path / "a.epub").exists()


def test_faces_are_cut_the_same_each_time_and_for_every_sign_that_they_have() -> None:
    theme = load_theme(asset_root(), "trang-trong", Trim.T19X27)
    cuts = {text: embedded(theme, text) for text in ("", "Ω", "ΩΩ")}
    assert cuts["Ω"] == cuts["ΩΩ"] != cuts[""]
    for name, held in (("", False), ("Ω", True)):
        assert [ord("Ω") in TTFont(io.BytesIO(face.data)).getBestCmap() for face in cuts[name][:3]] == [held] * 3


def test_a_cut_face_sets_vietnamese_as_the_whole_one_does() -> None:
    """Letters with marks put together from pieces, kerning, fractions: shaped alike, and named alike."""
    theme = load_theme(asset_root(), "trang-trong", Trim.T19X27)
    for whole, cut in zip(chosen(theme), embedded(theme, ""), strict=True):
        assert _shaped(whole.file.read_bytes()) == _shaped(cut.data)
        with TTFont(whole.file) as theirs, TTFont(io.BytesIO(cut.data)) as ours:
            assert [ours["name"].getDebugName(number) for number in (1, 4, 6)] == [
                theirs["name"].getDebugName(number) for number in (1, 4, 6)
            ]
            assert "fpgm" not in ours  # no hinting


WORDS = (
    "Nguyễn Thị Ánh Hường",
    "Nguye\u0302\u0303n Thi\u0323",
    "TO AV Ta Vă Ỵ, “Kỷ yếu” 1/2",
    "QĐ-BTTTT ngày 04/9/2020",
)


def _shaped(data: bytes) -> list[list[tuple[int, int, int, int]]]:
    """Advances and offsets of each glyph (its number is another one in a subset)."""
    found = []
    for words in WORDS:
        buffer = Buffer()
        buffer.add_str(words)
        buffer.guess_segment_properties()
        shape(Font(Program(data)), buffer, {"frac": True})
        found.append([(at.x_advance, at.y_advance, at.x_offset, at.y_offset) for at in buffer.glyph_positions])
    return found


def test_fonts_are_small_truetype_with_all_vietnamese_and_their_licences(built: Built) -> None:
    letters = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA))) + "“”‘’…–—«»₫"
    with zipfile.ZipFile(built.path) as archive:
        names = archive.namelist()
        fonts = [name for name in names if name.endswith(".ttf")]
        for name in fonts:
            data = archive.read(name)
            assert data[:4] == b"\x00\x01\x00\x00"
            assert len(data) < 80_000
            with TTFont(io.BytesIO(data)) as font:
                assert [c for c in letters if ord(c) not in font.getBestCmap()] == []
        assert "SIL Open Font License, Version 1.1" in archive.read("EPUB/fonts/OFL-SourceSerif4.txt").decode()
    assert sorted(Path(name).name for name in fonts) == [
        "BeVietnamPro-Regular.ttf",
        "BeVietnamPro-SemiBold.ttf",
        "SourceSerif4-Italic.ttf",
        "SourceSerif4-Regular.ttf",
        "SourceSerif4-SemiBold.ttf",
    ]


def test_the_same_book_gives_the_same_bytes_elsewhere(built: Built, photos: Path, tmp_path: Path) -> None:
    """In another process, time zone and order of hashes."""
    program = (
        "import sys; from pathlib import Path; from small_book import build, records\n"
        "photos, out = map(Path, sys.argv[1:])\n"
        "build(records(), photos, out, (photos / 'bia.jpg').read_bytes())\n"
    )
    out = tmp_path / "lan-hai.epub"
    folders = os.pathsep.join([str(Path(__file__).parent), str(asset_root())])
    environment = os.environ | {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "7", "PYTHONPATH": folders}
    subprocess.run([sys.executable, "-c", program, str(photos), str(out)], check=True, env=environment)
    assert out.read_bytes() == built.path.read_bytes()


def needs_epubcheck() -> None:
    if find_jar() is None or shutil.which("java") is None:
        pytest.skip("epubcheck hoặc Java chưa được cài")


def test_epubcheck_finds_nothing(built: Built) -> None:
    needs_epubcheck()
    outcome = run_epubcheck(built.path)
    assert [finding.message for finding in outcome.diagnostics] == []
    assert outcome.value is not None
    assert (outcome.value.errors, outcome.value.warnings) == (0, 0)


def test_own_checks_find_only_the_picture_that_is_absent(built: Built) -> None:
    assert inspect_epub(built.path, built.setter.book.record_anchors) == ()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["trang-trong", "gian-di"])
def test_the_sample_book_is_clean(theme: str, tmp_path: Path) -> None:
    needs_epubcheck()
    data = asset_root() / "data"
    yearbook = load(data).value
    if yearbook is None:
        pytest.skip("chưa có sách mẫu")
    cover = io.BytesIO()
    Image.new("RGB", (1600, 2560)).save(cover, "JPEG")
    made = build(yearbook, data / "photos", tmp_path / "mau.epub", cover.getvalue(), theme=theme)
    assert inspect_epub(made.path, made.setter.book.record_anchors) == ()
    outcome = run_epubcheck(made.path)
    assert [finding.message for finding in outcome.diagnostics] == []
    assert outcome.value is not None
