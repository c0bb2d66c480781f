"""The key of a page changes when, and only when, the page looks different: held against pictures of the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from yearbook.pdf.engine import Engine
from yearbook.pdf.looks import page_looks
from yearbook.pdf.raster import Pages

MakeEngine = Callable[..., Engine]


def written(engine: Engine, path: Path, *bodies: str) -> Path:
    document = engine.lay_out("".join(f"<div style='break-after: page'>{body}</div>" for body in bodies))
    path.write_bytes(engine.write(document, list(document.pages), tagged=False, identifier=b"x"))
    return path


def pictures(path: Path) -> list[bytes]:
    pages = Pages(path)
    try:
        return [pages.picture(number, 600) for number in range(1, len(pages) + 1)]
    finally:
        pages.close()


def changed(old: Path, new: Path) -> list[int]:
    """Pages with another key, after seeing that they are those with another picture."""
    keys = [n for n, (a, b) in enumerate(zip(page_looks(old), page_looks(new), strict=True), 1) if a != b]
    seen = [n for n, (a, b) in enumerate(zip(pictures(old), pictures(new), strict=True), 1) if a != b]
    assert keys == seen
    return keys


def test_pages_that_look_alike_have_one_key(make_engine: MakeEngine, tmp_path: Path) -> None:
    one, two, three = page_looks(
        written(make_engine("@page { @bottom-left { content: '' } }"), tmp_path / "a.pdf", "a", "b", "a")
    )
    assert one == three != two


def test_a_changed_word_changes_its_page_alone(make_engine: MakeEngine, tmp_path: Path) -> None:
    """The new letters are new to the font's subset as well, which the other pages share."""
    old = written(make_engine(), tmp_path / "a.pdf", "Nguyễn Văn An", "Lê Văn Cử", "cuối")
    new = written(make_engine(), tmp_path / "b.pdf", "Nguyễn Văn An", "Lê Văn Cử Em đẹp", "cuối")
    assert changed(old, new) == [2]


def test_a_picture_that_moves_in_the_file_is_no_change(make_engine: MakeEngine, tmp_path: Path, picture: Path) -> None:
    image = "<img src='yb:image/anh' alt='' style='width: 20mm'>"
    old = written(make_engine(), tmp_path / "a.pdf", "đầu", image)
    new = written(make_engine(), tmp_path / "b.pdf", f"đầu {image}", image)
    assert changed(old, new) == [1]


def test_another_picture_in_the_same_place_is_a_change(make_engine: MakeEngine, tmp_path: Path, picture: Path) -> None:
    image = "<img src='yb:image/anh' alt='' style='width: 20mm'>"
    old = written(make_engine(), tmp_path / "a.pdf", "chữ", image)
    from PIL import Image

    Image.new("RGB", (300, 300), (200, 30, 30)).save(picture)
    new = written(make_engine(), tmp_path / "b.pdf", "chữ", image)
    assert changed(old, new) == [2]


def test_a_colour_is_a_look(make_engine: MakeEngine, tmp_path: Path) -> None:
    old = written(make_engine(), tmp_path / "a.pdf", "<b style='opacity: .5'>chữ</b>", "hai")
    new = written(make_engine(), tmp_path / "b.pdf", "<b style='opacity: .8'>chữ</b>", "hai")
    assert changed(old, new) == [1]
