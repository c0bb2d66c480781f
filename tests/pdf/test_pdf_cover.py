"""The cover follows the number of pages and the paper; its front says what the law allows and no more."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
import zxingcpp
from lxml import etree
from PIL import Image

from yearbook import records as r
from yearbook.book import compose
from yearbook.context import asset_root
from yearbook.pages.edition import editions
from yearbook.pages.render import PageSetter
from yearbook.pages.stamp import Stamp
from yearbook.pages.theme import load_theme
from yearbook.pdf.cover import make_cover
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.sheet import cover_sheet, spine_width
from yearbook.pdf.work import OUTPUT_INTENT
from yearbook.records.settings import Barcode
from yearbook.records.settings import Cover as CoverSettings

MM = 72 / 25.4
ISBN = r.Isbns(print="978-604-80-0000-4")
DIGITS = "9786048000004"


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

    def __init__(
        self, folder: Path, pages: int, theme: str = "trang-trong", *, assets: Path | None = None, **more: Any
    ) -> None:
        root = assets or asset_root()
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
        made = make_cover(setter, engine, pages)
        self.file.write_bytes(made.data)
        self.told = [(finding.code, finding.message) for finding in made.findings if finding.code != "L120"]
        (self.measures,) = [finding.message for finding in made.findings if finding.code == "L120"]
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
        return self.words(self.sheet.panel("front").left, self.page.width)

    @property
    def spine(self) -> list[str]:
        return self.words(self.sheet.panel("spine").left, self.sheet.spine)

    @property
    def back(self) -> list[str]:
        return self.words(self.sheet.panel("back").left, self.page.width)


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
    assert cover.told == [("L121", "gáy sách để trống: gáy dày 5,9 mm, mỏng quá")]


def test_the_back_carries_isbn_and_price(tmp_path: Path) -> None:
    """The digits under the bars follow."""
    cover = Cover(tmp_path, 120, isbn=ISBN)
    assert "".join(cover.back) == "sáchkhôngbánisbn978-604-80-0000-49786048000004"


def test_a_missing_isbn_is_a_row_of_dots(tmp_path: Path) -> None:
    assert "…" in "".join(Cover(tmp_path, 120).back)


def test_the_printer_is_told_the_measures(tmp_path: Path) -> None:
    paper = r.Paper(leaf_mm=0.12, board_mm=2)
    assert Cover(tmp_path, 200, paper=paper).measures == (
        "bìa trải rộng 394 × 270 mm, gáy 14 mm (200 trang, tờ 0,12 mm, bìa 2 mm)"
    )
    flaps = Cover(tmp_path, 188, paper=paper, cover=CoverSettings(flaps_mm=80))
    assert flaps.measures == (
        "bìa trải rộng 553,3 × 270 mm, mỗi tai 80 mm, gáy 13,3 mm (188 trang, tờ 0,12 mm, bìa 2 mm)"
    )


def test_the_sheet_is_two_pages_and_the_spine_wide(tmp_path: Path) -> None:
    cover = Cover(tmp_path, 120, trim="14.5x20.5")
    assert (cover.sheet.width, cover.sheet.height) == (290 + 6.6, 205)


@pytest.mark.parametrize("number", [None, "978-604-80-0000-1"], ids=["no number", "wrong check digit"])
def test_without_a_valid_isbn_there_is_no_barcode(tmp_path: Path, number: str | None) -> None:
    cover = Cover(tmp_path, 120, isbn=r.Isbns(print=number))
    assert "…" in "".join(cover.back)
    assert read_barcodes(cover, tmp_path) == []


# --- flaps and fitting -----------------------------------------------------------------------------------------


def test_flaps_stand_outside_and_move_everything(tmp_path: Path) -> None:
    cover = Cover(tmp_path, 188, cover=CoverSettings(flaps_mm=80))
    assert [panel.name for panel in cover.sheet.panels] == ["back_flap", "back", "spine", "front", "front_flap"]
    assert cover.sheet.folds == (80.0, 270.0, 280.0, 470.0)
    with pikepdf.open(cover.file) as pdf:
        trim = [float(value) / MM for value in pdf.pages[0].trimbox]
    assert trim[2] - trim[0] == pytest.approx(550.0, abs=0.1)
    assert "".join(cover.spine) == "kỷyếuthử2020"
    assert cover.words(0, 79) == cover.words(471, 79) == []
    assert cover.told == []


def test_a_long_title_keeps_clear_of_the_publisher(tmp_path: Path) -> None:
    title = "Kỷ yếu Đại hội Thi đua yêu nước " + "toàn ngành Bưu chính, Viễn thông và Công nghệ thông tin " * 5
    cover = Cover(tmp_path, 188, "gian-di", trim="14.5x20.5", title=title.strip())
    assert cover.told == []
    words = bounding_boxes(cover.file)
    publisher = min(top for text, top, _ in words if text == "NHÀ")
    last = max(bottom for text, _, bottom in words if text == "tin")
    assert last < publisher


def test_a_short_title_too_long_for_the_spine_leaves_it_empty(tmp_path: Path) -> None:
    cover = Cover(tmp_path, 188, trim="14.5x20.5", short_title="Kỷ yếu Đại hội Thi đua yêu nước " * 6)
    assert cover.spine == []
    assert cover.told == [("L121", "gáy sách để trống: gáy dày 10 mm, tên ngắn dài quá chiều cao gáy")]


def test_a_longer_short_title_is_set_smaller(tmp_path: Path) -> None:
    cover = Cover(
        tmp_path, 188, trim="14.5x20.5", short_title="Kỷ yếu Đại hội Thi đua yêu nước Bộ Thử lần thứ mười bốn"
    )
    assert cover.told == []
    assert "".join(cover.spine).endswith("mườibốn2020")


# --- what the law allows on the front ------------------------------------------------------------------------------


def test_a_theme_that_adds_words_or_pictures_to_the_front_is_told(tmp_path: Path) -> None:
    """Điều 27.3: no year, no slogan. Điều 27.6: of a picture we only remind."""
    assets = tmp_path / "assets"
    for name in ("templates", "fonts", "profiles"):
        shutil.copytree(asset_root() / name, assets / name)
    template = assets / "templates" / "base" / "cover.html.j2"
    added = '<p class="year">Hà Nội, {{ settings.year }}</p><svg class="emblem" width="9mm" height="9mm"></svg>'
    text = template.read_text("utf-8").replace('<p class="publisher">', added + '<p class="publisher">')
    template.write_text(text, "utf-8")
    assert Cover(tmp_path, 188, assets=assets).told == [
        ("L122", "bìa 1 có chữ ngoài tên sách, đơn vị biên soạn và nhà xuất bản: «Hà Nội, 2020»"),
        ("L123", "bìa 1 có hình: nếu là Quốc kỳ, Quốc huy hay chân dung lãnh tụ thì không được in tên người lên hình"),
    ]


# --- the barcode -------------------------------------------------------------------------------------------------


def rendered(cover: Cover, folder: Path, ppi: int = 400) -> Image.Image:
    command = ["pdftoppm", "-r", str(ppi), "-gray", "-singlefile", str(cover.file), str(folder / "bia")]
    subprocess.run(command, check=True, timeout=120)
    with Image.open(folder / "bia.pgm") as image:
        return image.copy()


def read_barcodes(cover: Cover, folder: Path) -> list[tuple[str, str]]:
    found = zxingcpp.read_barcodes(np.asarray(rendered(cover, folder)))
    return [(code.format.name, code.text) for code in found]


@pytest.mark.parametrize("magnification", [80, 100, 150])
@pytest.mark.parametrize("reduction", [0.0, 0.05])
def test_a_reader_reads_the_isbn(tmp_path: Path, magnification: int, reduction: float) -> None:
    how = CoverSettings(barcode=Barcode(magnification=magnification, bar_width_reduction_mm=reduction))
    cover = Cover(tmp_path, 188, isbn=ISBN, cover=how)
    assert read_barcodes(cover, tmp_path) == [("EAN13", DIGITS)]


def test_the_barcode_stands_at_the_bottom_right_of_the_back_with_its_quiet_zones(tmp_path: Path) -> None:
    """GS1 General Specifications 5.2.3.4: 11 modules to the left, 7 to the right; bars of 31.35 mm at 100 %."""
    cover = Cover(tmp_path, 188, isbn=ISBN)
    [found] = zxingcpp.read_barcodes(np.asarray(rendered(cover, tmp_path)))
    px = 400 / 25.4
    bleed, back = cover.page.bleed, cover.sheet.panel("back")
    left, right = found.position.top_left.x / px - bleed, found.position.top_right.x / px - bleed
    assert right - left == pytest.approx(95 * 0.33, abs=0.4)
    assert back.right - 40 < right < back.right - 5
    row = np.asarray(rendered(cover, tmp_path))[(found.position.top_left.y + found.position.bottom_left.y) // 2]
    quiet_left = row[round((left - 11 * 0.33 + bleed) * px) + 2 : round((left + bleed) * px) - 2]
    quiet_right = row[round((right + bleed) * px) + 3 : round((right + 7 * 0.33 + bleed) * px) - 2]
    assert quiet_left.min() == quiet_right.min() == 255


def test_the_barcode_is_one_path_in_black_ink(tmp_path: Path) -> None:
    cover = Cover(tmp_path, 188, isbn=ISBN)
    with pikepdf.open(cover.file) as pdf:
        streams = [
            pdf.pages[0],
            *(o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"),
        ]
        fills = [fill for stream in streams for fill in filled_rectangles(stream)]
    [bars] = [fill for fill in fills if fill.count == 30]  # 30 bars: 2 × 2 + 2 at the guards, 2 for each of 12 digits
    assert bars.colour == (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Filled:
    """A filled path: how many closed figures it has, and its fill."""

    count: int
    colour: tuple[float, ...]


def filled_rectangles(stream: Any) -> list[Filled]:
    found, count, colour = [], 0, ()
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == "scn":
            colour = tuple(float(value) for value in instruction.operands)
        elif operator == "h":
            count += 1
        elif operator in {"f", "f*", "n", "S"}:
            if operator in {"f", "f*"}:
                found.append(Filled(count, colour))
            count = 0
    return found


def bounding_boxes(file: Path) -> list[tuple[str, float, float]]:
    """Word, top and bottom."""
    text = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True).stdout
    tree = etree.fromstring(text, etree.XMLParser(recover=True))
    return [(word.text, float(word.get("yMin")), float(word.get("yMax"))) for word in tree.iter("{*}word")]
