"""Pages as pictures, exact to the pixel at any size; words found where they stand."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from yearbook.pdf.engine import Engine
from yearbook.pdf.raster import Closed, Pages, Window

MakeEngine = Callable[..., Engine]
HTML = "<p>Thi đua là yêu nước</p><p style='margin-top: 20mm; background: #c00; height: 10mm'></p><p>cuối trang</p>"


def write(engine: Engine, path: Path) -> Path:
    document = engine.lay_out(HTML)
    path.write_bytes(engine.write(document, list(document.pages), tagged=False, identifier=b"x"))
    return path


@pytest.fixture
def pages(make_engine: MakeEngine, tmp_path: Path) -> Iterator[Pages]:
    opened = Pages(write(make_engine("@page { bleed: 3mm; marks: crop }"), tmp_path / "a.pdf"))
    yield opened
    opened.close()


def seen(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_the_size_is_that_of_the_trimmed_page(pages: Pages) -> None:
    assert len(pages) == 1
    size = pages.size(1)
    assert (round(size.width, 1), round(size.height, 1)) == (100, 120)


@pytest.mark.parametrize("across", [1, 333, 1000, 2400])
def test_a_picture_is_as_wide_as_asked_to_the_pixel(pages: Pages, across: int) -> None:
    assert seen(pages.picture(1, across)).size == (across, max(1, round(across * 1.2)))


def test_marks_and_bleed_are_cut_off(pages: Pages) -> None:
    """The red bar begins 10 mm from the trim's edge and 35 mm from its top: at 10 pixels to the mm."""
    picture = seen(pages.picture(1, 1000))
    red = [y for y in range(1200) if picture.getpixel((500, y)) == (204, 0, 0)]
    assert (red[0], len(red)) == (pytest.approx(350, abs=2), pytest.approx(100, abs=2))
    assert picture.getpixel((97, 400)) == (255, 255, 255)


def test_tiles_make_up_the_whole(pages: Pages) -> None:
    whole = seen(pages.picture(1, 1500))
    put_together = Image.new("RGB", whole.size)
    for x in (0, 700):
        for y in (0, 1024):
            window = Window(x, y, min(700, 1500 - x) if x == 0 else 800, min(1024, 1800 - y))
            put_together.paste(seen(pages.picture(1, 1500, window)), (x, y))
    assert ImageChops.difference(whole, put_together).getbbox() is None


def test_words_stand_where_they_are_drawn(pages: Pages) -> None:
    text = pages.text(1)
    start = text.index("yêu")
    [box] = pages.boxes(1, start, 3)
    assert pages.index_at(1, box.left + 0.5, box.top + box.height / 2) == start
    picture = seen(pages.picture(1, 1000))
    area = tuple(round(10 * v) for v in (box.left, box.top, box.left + box.width, box.top + box.height))
    assert min(picture.crop(area).convert("L").getextrema()) < 60  # type: ignore[type-var]  # one band
    assert pages.index_at(1, 90, 110) is None


def test_a_closed_document_says_so(pages: Pages) -> None:
    pages.close()
    with pytest.raises(Closed):
        pages.picture(1, 100)
