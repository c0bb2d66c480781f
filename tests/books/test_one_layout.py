"""The interior for several editions: laid out once, drawn with the inks and the pictures of each."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sample_setting import Ready, at_once, ready
from small_folder import write_book

from yearbook.editions.interior import Interior, lay_out
from yearbook.images import derive_all
from yearbook.pages.edition import Edition
from yearbook.pdf.portable import OWN, Drawn
from yearbook.pdf.runs import Place, Press, Strings
from yearbook.pdf.segment import make_plates
from yearbook.storage import Cache


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    folder = tmp_path_factory.mktemp("nho")
    return ready("print", folder, data=write_book(folder / "data"), pictures=False)


def laid_out(book: Ready, editions: Sequence[Edition], cache: Cache) -> Interior:
    photos = [request for edition in editions for request in book.asked.photos(edition).values()]
    setting = replace(book.setting, images=derive_all(photos, cache, 1))
    with ThreadPoolExecutor(1) as pool:
        return lay_out(setting, editions, book.asked, at_once, pool, cache)


def test_a_profile_with_other_bytes_gives_other_looks(book: Ready, tmp_path: Path) -> None:
    profile = tmp_path / "mau.icc"
    assert book.edition.images.icc
    shutil.copyfile(book.edition.images.icc, profile)
    edition = replace(book.edition, images=replace(book.edition.images, icc=profile))
    cache = Cache(tmp_path / "cache")
    before = laid_out(book, [edition], cache)
    assert laid_out(book, [edition], cache).fresh == 0
    profile.write_bytes(profile.read_bytes() + b"\0")
    after = laid_out(book, [edition], cache)
    assert after.fresh >= after.pages == before.pages
    assert not set(before.sheaves["cmyk"].looks) & set(after.sheaves["cmyk"].looks)


def test_each_kind_of_colours_has_its_pictures_under_the_same_names(book: Ready, tmp_path: Path) -> None:
    screen = replace(book.edition, colours="srgb", images=replace(book.edition.images, space="srgb", ppi=150))
    interior = laid_out(book, [book.edition, screen], Cache(tmp_path / "cache"))
    ink, light = (interior.sheaves[colours].images for colours in ("cmyk", "srgb"))
    assert ink.keys() == light.keys() and ink
    assert not set(ink.values()) & set(light.values())
    assert all(Path(ink[name]).stat().st_size > Path(light[name]).stat().st_size for name in ink)


@pytest.mark.parametrize("recto", [True, False])
def test_a_page_that_moves_keeps_its_head_and_folio(book: Ready, *, recto: bool) -> None:
    """Only other digits are put in: those of the folio are of one width."""
    faces = tuple((face.file.name, face.file.resolve()) for face in book.setting.theme.faces)
    place = Place(25 if recto else 24, recto, False, "", Strings((("book", "Kỷ yếu"), ("section", "Mục lục"))))
    (made,) = make_plates(Press(book.asked.css, faces), (place,))
    (packed,) = made.packed
    assert made.moving
    (page,) = Drawn.unpacked(packed).pages
    assert [(folio.refs, len(folio.places)) for folio in page.folios] == [((OWN,), 2)]
