"""The front of the cover as reading apps show it on their shelves."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image, ImageStat
from test_pdf_cover import settings

from yearbook.book import compose
from yearbook.context import asset_root
from yearbook.pages.edition import editions
from yearbook.pages.render import PageSetter
from yearbook.pages.stamp import Stamp
from yearbook.pages.theme import load_theme
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.front import SIZE, front_sheet, make_front
from yearbook.records import Yearbook

THEMES = ("trang-trong", "gian-di")


def front(theme: str = "trang-trong", **more: Any) -> bytes:
    root = asset_root()
    book = compose(Yearbook(settings=settings(theme=theme, **more)))
    chosen = load_theme(root, theme, book.settings.trim)
    setter = PageSetter(book, chosen, editions(root)["epub"], {}, Stamp("thu", "2020-11-20", 1))
    files = {f"font/{face.file.name}": (face.file, MIME[".ttf"]) for face in chosen.faces}
    engine = Engine(setter.css("cover", sheet=front_sheet(setter)), Resources(files))
    picture = make_front(setter, engine)
    assert engine.findings == []
    return picture


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_a_plain_jpeg_of_the_size_that_libraries_ask_for(theme: str) -> None:
    picture = opened(front(theme))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", SIZE)
    assert not picture.info.get("progressive")


@pytest.mark.parametrize("theme", THEMES)
def test_the_ground_reaches_every_edge(theme: str) -> None:
    """The bleed is cut off and nothing of a white sheet is left."""
    picture = opened(front(theme))
    width, height = picture.size
    edges = [(0, 0, width, 3), (0, height - 3, width, height), (0, 0, 3, height), (width - 3, 0, width, height)]
    means = [ImageStat.Stat(picture.crop(edge)).mean for edge in edges]
    for one, other in pairwise(means):
        assert all(abs(a - b) < 3 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("theme", THEMES)
def test_a_longer_title_is_another_picture_that_keeps_its_edges_clear(theme: str) -> None:
    plain = opened(front(theme))
    long = opened(front(theme, title="Kỷ yếu Đại hội Thi đua yêu nước ngành Thông tin và Truyền thông " * 3))
    assert long.tobytes() != plain.tobytes()
    for edge in ((0, 0, 40, SIZE[1]), (SIZE[0] - 40, 0, *SIZE)):
        colours = ImageStat.Stat(long.crop(edge)).stddev
        assert max(colours) < 12, "letters at the edge"


def test_the_same_bytes_each_time() -> None:
    assert front() == front()
