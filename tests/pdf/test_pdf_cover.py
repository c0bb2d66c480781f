"""The cover follows the number of pages and the paper; its front says what the law allows and no more."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import pytest

from yearbook import records as r
from yearbook.book import compose
from yearbook.context import asset_root
from yearbook.pages.edition import editions
from yearbook.pages.render import PageSetter, Stamp
from yearbook.pages.theme import load_theme
from yearbook.pdf.cover import cover_sheet, make_cover, spine_width
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.work import OUTPUT_INTENT

MM = 72 / 25.4


def settings(**more: Any) -> r.Settings:
    values: dict[str, Any] = {
        "id": "ky-yeu-thu",
        "title": "Kỷ yếu Đại hội thử (2020 – 2025)",
        "short_title": "Kỷ yếu thử",
        "congress": r.Congress(
            name="Đại hội Thi đua yêu nước Bộ Thử lần thứ IV",
            short_name="Đại hội IV",
            period=r.Period(start=2020, end=2025),
            achievements=r.Period(start=2015, end=2020),
            date=dt.date(2020, 10, 12),
            place="Hà Nội",
        ),
        "authority": ("Bộ Thử",),
        "compiler": "Vụ Thi đua Bộ Thử",
        "place": "Hà Nội",
        "year": 2020,
        "publisher": r.Publisher(name="Nhà xuất bản Thử"),
        "price": "sách không bán",
    }
    return r.Settings(**(values | more))


class Cover:
    """A cover made for so many pages, read back with pdftotext."""

    def __init__(self, folder: Path, pages: int, theme: str = "trang-trong", **more: Any) -> None:
        root = asset_root()
        book = compose(r.Yearbook(settings=settings(**more)))
        chosen = load_theme(root, theme, book.settings.trim)
        edition = editions(root)["cover"]
        setter = PageSetter(book, chosen, edition, {}, Stamp("thu", "2020-11-20", 1))
        self.sheet, self.page = cover_sheet(setter, pages), chosen.geometry
        assert edition.images.icc
        files = {f"font/{face.file.name}": (face.file, MIME[".ttf"]) for face in chosen.faces}
        resources = Resources({**files, OUTPUT_INTENT: (edition.images.icc, MIME[".icc"])})
        engine = Engine(setter.css("cover", sheet=self.sheet), resources, variant="pdf/x-4")
        self.file = folder / "bia.pdf"
        self.file.write_bytes(make_cover(setter, engine, pages))
        assert engine.findings == []

    def words(self, left: float, width: float) -> list[str]:
        """Words in a column of the sheet (mm from the left trim edge), small letters."""
        bleed = self.page.bleed
        crop = ["-x", str(int((left + bleed) * MM)), "-y", "0", "-W", str(int(width * MM)), "-H", "2000"]
        command = ["pdftotext", "-enc", "UTF-8", "-raw", *crop, str(self.file), "-"]
        run = subprocess.run(command, capture_output=True, check=True, timeout=60)
        return run.stdout.decode().lower().split()

    @property
    def front(self) -> list[str]:
        return self.words(self.page.width + self.sheet.spine, self.page.width)

    @property
    def spine(self) -> list[str]:
        return self.words(self.page.width, self.sheet.spine)

    @property
    def back(self) -> list[str]:
        return self.words(0, self.page.width)


@pytest.mark.parametrize(
    ("pages", "leaf", "board", "expected"),
    [(200, 0.1, 0.6, 10.6), (201, 0.1, 0.6, 10.7), (202, 0.1, 0.6, 10.7), (100, 0.08, 0.6, 4.6), (2, 0.1, 0.0, 0.1)],
)
def test_the_spine_is_half_the_pages_times_the_leaf_and_the_board(
    pages: int, leaf: float, board: float, expected: float
) -> None:
    assert spine_width(pages, r.Paper(leaf_mm=leaf, board_mm=board)) == expected


@pytest.mark.parametrize("theme", ["trang-trong", "gian-di"])
def test_the_front_says_compiler_title_period_publisher_and_nothing_else(tmp_path: Path, theme: str) -> None:
    """Luật Xuất bản 19/2012/QH13, Điều 27.3."""
    cover = Cover(tmp_path, 200, theme)
    wanted = "vụ thi đua bộ thử kỷ yếu đại hội thử (2020 – 2025) nhà xuất bản thử"
    assert "".join(cover.front) == wanted.replace(" ", "")


def test_without_a_compiler_nothing_stands_in_its_place(tmp_path: Path) -> None:
    front = "".join(Cover(tmp_path, 200, compiler=None).front)
    assert front.startswith("kỷyếu")


@pytest.mark.parametrize(("pages", "spine"), [(108, 6.0), (220, 11.6)])
def test_a_spine_from_six_millimetres_carries_title_and_year(tmp_path: Path, pages: int, spine: float) -> None:
    cover = Cover(tmp_path, pages)
    assert cover.sheet.spine == spine
    assert "".join(cover.spine) == "kỷyếuthử2020"


def test_a_narrower_spine_carries_nothing(tmp_path: Path) -> None:
    cover = Cover(tmp_path, 106)
    assert (cover.sheet.spine, cover.spine) == (5.9, [])


def test_the_back_carries_isbn_and_price(tmp_path: Path) -> None:
    cover = Cover(tmp_path, 120, isbn=r.Isbns(print="978-604-80-0000-1"))
    assert "".join(cover.back) == "sáchkhôngbánisbn978-604-80-0000-1"


def test_a_missing_isbn_is_a_row_of_dots(tmp_path: Path) -> None:
    assert "…" in "".join(Cover(tmp_path, 120).back)


def test_the_sheet_is_two_pages_and_the_spine_wide(tmp_path: Path) -> None:
    cover = Cover(tmp_path, 120, trim="14.5x20.5")
    assert (cover.sheet.width, cover.sheet.height) == (290 + 6.6, 205)
