"""Print files with one fault on one page each: pictures, lines, text and fonts, found where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from pikepdf import Dictionary, Name
from print_files import (
    HEIGHT,
    MM,
    SOUND,
    PrintFile,
    one,
    picture,
    second_page,
    separation,
    words,
)

PPI_300 = 72 / 300  # pt of a pixel


# --- resolution --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ppi", "code", "limit"), [(250, "P221", "nên có 300"), (150, "P222", "ít nhất phải 200")])
def test_resolution_at_the_placed_size(tmp_path: Path, ppi: int, code: str, limit: str) -> None:
    def draw(file: PrintFile) -> None:
        file.page(SOUND + picture(b"Im", 60, 60, 144, 72), XObject={"/Im": file.image(2 * ppi, ppi)})

    assert one(second_page(draw, tmp_path)) == (
        code,
        f"ảnh chỉ còn {ppi} ppi ở cỡ đặt trên trang, {limit} ppi",
        f"ảnh {2 * ppi} × {ppi} điểm ảnh, DeviceCMYK",
    )


def test_the_worst_of_several_pictures_is_shown(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        content = picture(b"Im", 60, 60, 72, 72) + picture(b"Im", 160, 60, 144, 144)
        file.page(SOUND + content, XObject={"/Im": file.image(190, 190)})

    [finding] = second_page(draw, tmp_path)
    assert finding.message == (
        "ảnh chỉ còn 95 ppi ở cỡ đặt trên trang, ít nhất phải 200 ppi (và 1 chỗ nữa trên trang này)"
    )
    assert finding.spot is not None
    assert finding.spot.box is not None
    assert finding.spot.box.left == pytest.approx(160 / MM, abs=0.1)


@pytest.mark.parametrize(
    ("matrix", "outer"),
    [
        ((2, 0, 0, 2, 0, 0), b"0.5 0 0 0.5 0 0"),
        ((0, 2, -2, 0, 0, 0), b"0 -0.5 0.5 0 0 0"),
        ((1, 0, 0.5, 1, 0, 0), b"1 0 0 1 0 0"),
    ],
    ids=["scaled", "turned", "slanted"],
)
def test_resolution_through_forms_in_forms(tmp_path: Path, matrix: tuple[float, ...], outer: bytes) -> None:
    """300 pixels on 2 inches across: 150 ppi, whatever lies between the page and the image."""

    def draw(file: PrintFile) -> None:
        image = file.image(300, 600)
        inner = file.form(picture(b"Im", 0, 0, 144, 72), Resources=Dictionary(XObject=Dictionary(Im=image)))
        middle = file.form(b"q %s cm /Fm Do Q" % outer, matrix, Resources=Dictionary(XObject=Dictionary(Fm=inner)))
        file.page(SOUND + b"q 1 0 0 1 60 60 cm /Outer Do Q\n", XObject={"/Outer": middle})

    found = second_page(draw, tmp_path)
    assert one(found)[:2] == ("P222", "ảnh chỉ còn 150 ppi ở cỡ đặt trên trang, ít nhất phải 200 ppi")
    assert found[0].spot is not None
    assert found[0].spot.box is not None
    assert (found[0].spot.box.left, found[0].spot.box.width) == pytest.approx((60 / MM, 144 / MM), abs=13)


def test_p223_line_art(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        image = file.image(600, 600, Name.DeviceGray, 1, bits=1)
        file.page(SOUND + picture(b"Im", 60, 60, 72, 72), XObject={"/Im": image})

    assert one(second_page(draw, tmp_path))[:2] == (
        "P223",
        "ảnh đen trắng một bit chỉ có 600 ppi ở cỡ đặt trên trang, nên có 800 ppi",
    )


def test_a_picture_that_is_clipped_away_is_not_judged(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        content = b"q 0 0 10 10 re W n " + picture(b"Im", 60, 60, 300, 300) + b"Q\n"
        file.page(SOUND + content, XObject={"/Im": file.image(30, 30, Name.DeviceRGB, 3)})

    assert second_page(draw, tmp_path) == []


# --- lines and text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "width"),
    [
        (b"0.1 w 60 60 m 200 60 l S", "0,1"),
        (b"0 w 60 60 m 200 60 l S", "0"),
        (b"q 0.1 0 0 0.1 60 60 cm 1 w 0 0 m 900 0 l S Q", "0,1"),
        (b"60 60 100 0.15 re f", "0,15"),
    ],
    ids=["stroke", "zero", "scaled", "bar"],
)
def test_p224_hairlines(tmp_path: Path, content: bytes, width: str) -> None:
    found = second_page(lambda file: file.page(SOUND + b"0 0 0 1 K 0 0 0 1 k " + content + b"\n"), tmp_path)
    assert one(found) == (
        "P224",
        f"nét dày {width} pt, mảnh hơn 0,25 pt có thể mất khi ghi kẽm",
        f"đường kẻ {width} pt",
    )


def test_p225_small_text_in_four_inks(tmp_path: Path) -> None:
    content = SOUND + words(60, 300, 7, colour=b"0.28 0.48 0.95 0.28 k")
    assert one(second_page(lambda file: file.page(content), tmp_path)) == (
        "P225",
        "chữ 7 pt in bằng nhiều mực (C 28 M 48 Y 95 K 28), chữ nhỏ hơn 9 pt nên chỉ dùng một mực",
        "chữ 7 pt, phông SourceSerif4-Regular, màu C 28 M 48 Y 95 K 28",
    )


def test_p225_the_size_is_that_on_paper(tmp_path: Path) -> None:
    """Tf 1 with a text matrix of 20 in a space of 0.4 is 8 pt."""
    content = SOUND + b"q 0.4 0 0 0.4 60 300 cm 0 1 1 0 k BT /F0 1 Tf 20 0 0 20 0 0 Tm (nho) Tj ET Q\n"
    assert one(second_page(lambda file: file.page(content), tmp_path))[2].startswith("chữ 8 pt")


def test_p226_small_reversed_text(tmp_path: Path) -> None:
    content = SOUND + words(60, HEIGHT - 30, 6, colour=b"0 0 0 0 k")
    assert one(second_page(lambda file: file.page(content), tmp_path))[:2] == (
        "P226",
        "chữ trắng 6 pt trên nền màu, nhỏ hơn 7 pt dễ bị mực lấp",
    )


def test_p227_rich_black_text(tmp_path: Path) -> None:
    content = SOUND + words(60, 300, 10.5, colour=b"0.6 0.5 0.4 1 k")
    assert one(second_page(lambda file: file.page(content), tmp_path))[:2] == (
        "P227",
        "chữ đen 10,5 pt pha thêm mực màu (C 60 M 50 Y 40 K 100)",
    )


@pytest.mark.parametrize(
    ("colour", "told"),
    [
        (b"0 0 0 1 k", True),
        (b"/KO gs 0 g", True),
        (b"/MODE0 gs 0 0 0 1 k", True),  # in mode 0 the three other inks are knocked out all the same
        (b"/MODE0 gs /Black cs 1 scn", False),
        (b"/OP gs 0 0 0 1 k", False),
    ],
)
def test_p228_black_text_that_knocks_out(tmp_path: Path, colour: bytes, told: bool) -> None:
    def draw(file: PrintFile) -> None:
        mode = Dictionary(op=True, OPM=0)
        content = SOUND + words(60, 300, 10.5, colour=colour)
        file.page(content, ExtGState={"/MODE0": mode}, ColorSpace={"/Black": separation("Black")})

    found = second_page(draw, tmp_path)
    assert [finding.message for finding in found] == ["chữ đen 100 % K không in chồng (overprint)"] * told


def test_p229_white_that_overprints(tmp_path: Path) -> None:
    content = SOUND + words(60, HEIGHT - 30, 12, colour=b"/OP gs 0 0 0 0 k")
    assert one(second_page(lambda file: file.page(content), tmp_path))[:2] == (
        "P229",
        "chữ màu trắng bị đặt in chồng (overprint): khi in sẽ biến mất",
    )


# --- fonts -------------------------------------------------------------------------------------------------


def test_p208_a_font_that_is_not_in_the_file(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        content = SOUND + b"/OP gs 0 0 0 1 k BT /F1 10 Tf 60 300 Td (Chu) Tj ET\n"
        file.page(content, Font={"/F1": font})
        file.page(content, Font={"/F1": font})

    assert one(second_page(draw, tmp_path)) == (
        "P208",
        "phông «Helvetica» không nhúng trong tệp; trang này dùng nó đầu tiên",
        "chữ 10 pt, phông Helvetica",
    )


def test_p208_invisible_text_needs_no_font(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        file.page(SOUND + b"BT 3 Tr /F1 10 Tf 60 300 Td (OCR) Tj ET\n", Font={"/F1": font})

    assert second_page(draw, tmp_path) == []


def type3(file: PrintFile, glyph: bytes) -> Dictionary:
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        Name=Name.Drawn,
        FontBBox=[0, 0, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(a=file.stream(glyph)),
        Encoding=Dictionary(Differences=[97, Name.a]),
        FirstChar=97,
        LastChar=97,
        Widths=[1000],
        Resources=Dictionary(),
    )


def test_p209_a_type_3_font_and_the_colours_of_its_glyphs(tmp_path: Path) -> None:
    for glyph, codes in (
        (b"1000 0 0 0 750 750 d1 0 0 750 750 re f", ["P209"]),
        (b"1000 0 d0 1 0 0 rg 0 0 750 750 re f", ["P209", "P216"]),
    ):

        def draw(file: PrintFile, glyph: bytes = glyph) -> None:
            content = SOUND + b"/OP gs 0 0 0 1 k BT /T3 10 Tf 60 300 Td (aaa) Tj ET\n"
            file.page(content, Font={"/T3": type3(file, glyph)})

        found = second_page(draw, tmp_path)
        assert [finding.code for finding in found] == sorted(codes, reverse=len(codes) > 1), glyph
        assert "phông «Drawn» là phông Type 3 (hình vẽ thay cho phông chữ)" in [f.message for f in found]
