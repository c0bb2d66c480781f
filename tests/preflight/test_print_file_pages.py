"""Print files with one fault on one page each: the fault is found where it is, and nothing else is blamed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, String
from print_files import BLEED, FULL_BLEED, HEIGHT, MM, SOUND, WIDTH, PrintFile, ink, judged, picture, rectangle, words

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.profile import PreflightProfile

Draw = Callable[[PrintFile], Any]
PPI_300 = 72 / 300  # pt of a pixel


def second_page(
    draw: Draw, folder: Path, standard: str = "x-4", profile: PreflightProfile | None = None
) -> list[Diagnostic]:
    """Findings of a book of four pages, the second of which is drawn by the test."""
    file = PrintFile(standard)
    file.page()
    draw(file)
    return judged(file, folder, profile)


def one(found: list[Diagnostic]) -> tuple[str, str, str]:
    """The one finding: code, message, object; it is on the page of the test."""
    [finding] = found
    assert finding.spot is not None
    assert finding.spot.page == 2
    return finding.code, finding.message, finding.spot.object


@pytest.mark.parametrize("standard", ["x-4", "x-1a"])
def test_a_sound_file_is_not_blamed(tmp_path: Path, standard: str) -> None:
    assert second_page(lambda file: file.page(), tmp_path, standard) == []


def test_sound_things_of_every_kind_are_not_blamed(tmp_path: Path) -> None:
    """Pictures, grey, a clip, a form, reversed text of a good size, crop marks, a bookmark's page label."""

    def draw(file: PrintFile) -> None:
        inside = file.form(rectangle(0, 0, 20, 20, ink(0, 0, 0, 0.4)) + b"0.5 w 0 G 0 0 m 20 20 l S")
        marks = b"/All CS 1 SCN 0.25 w -8 -3 m -8 -30 l -3 -8 m -30 -8 l S\n"
        file.page(
            SOUND
            + words(60, HEIGHT - 30, 9, colour=b"0 0 0 0 k")
            + words(60, 300, 9, colour=b"0 0 0 0.7 k")
            + words(60, 330, 9, colour=b"0.15 1 0.9 0.15 k")
            + b"q 100 100 50 50 re W n 0.2 g 0 0 5000 5000 re f Q\n"
            + b"q 1 0 0 1 200 200 cm /Fm Do Q\n"
            + picture(b"Im", 60, 60, 72, 72)
            + marks,
            XObject={"/Fm": inside, "/Im": file.image(300, 300)},
            ColorSpace={"/All": separation("All")},
        )

    assert second_page(draw, tmp_path) == []


def separation(name: str) -> Array:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, function])


CALIBRATED = Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])])
LAB = Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82], Range=[-100, 100, -100, 100])])


# --- colour ------------------------------------------------------------------------------------------------


def test_p216_rgb_text(tmp_path: Path) -> None:
    found = second_page(lambda file: file.page(SOUND + words(60, 300, 10.5, colour=b"0 0 0 rg")), tmp_path)
    assert one(found) == (
        "P216",
        "chữ dùng màu DeviceRGB, không phải CMYK",
        "chữ 10,5 pt, phông SourceSerif4-Regular",
    )
    assert found[0].spot is not None
    assert found[0].spot.box is not None
    assert found[0].spot.box.left == pytest.approx(60 / MM, abs=0.1)
    assert found[0].spot.box.top == pytest.approx((HEIGHT - 300) / MM, abs=4)


def test_p216_several_shapes_are_one_finding_and_text_is_another(tmp_path: Path) -> None:
    shapes = b"".join(rectangle(60 + 20 * i, 100, 10, 10, b"1 0 0 rg ") for i in range(5))
    content = SOUND + shapes + words(60, 300, 10.5, colour=b"1 0 0 rg")
    found = second_page(lambda file: file.page(content), tmp_path)
    assert sorted(finding.message for finding in found) == [
        "chữ dùng màu DeviceRGB, không phải CMYK",
        "hình vẽ dùng màu DeviceRGB, không phải CMYK (và 4 chỗ nữa trên trang này)",
    ]


@pytest.mark.parametrize(
    ("space", "values", "label"), [(CALIBRATED, b"1 0 0", "CalRGB"), (LAB, b"50 60 40", "Lab")], ids=["CalRGB", "Lab"]
)
def test_p216_colours_of_no_device(tmp_path: Path, space: Array, values: bytes, label: str) -> None:
    content = SOUND + rectangle(60, 100, 20, 20, b"/Cs cs %s sc " % values)
    found = second_page(lambda file: file.page(content, ColorSpace={"/Cs": space}), tmp_path)
    assert one(found) == ("P216", f"hình vẽ dùng màu {label}, không phải CMYK", f"mảng màu {label}")


def test_p216_rgb_in_a_tiling_pattern(tmp_path: Path) -> None:
    """The cell of a pattern is looked into; the field that it fills is no fault by itself."""

    def draw(file: PrintFile) -> None:
        cell = file.stream(
            b"0 1 0 rg 0 0 4 4 re f",
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=[0, 0, 8, 8],
            XStep=8,
            YStep=8,
            Resources=Dictionary(),
        )
        field = b"/Pattern cs /Tile scn 60 60 100 100 re f\n"
        file.page(SOUND + field, Pattern={"/Tile": cell})

    assert one(second_page(draw, tmp_path))[:2] == ("P216", "hình vẽ dùng màu DeviceRGB, không phải CMYK")


def test_p216_an_rgb_shade(tmp_path: Path) -> None:
    shade = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceRGB,
        Coords=[0, 0, 100, 0],
        Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 0, 0], N=1),
    )
    content = SOUND + b"q 60 60 100 100 re W n /Sh sh Q\n"
    found = second_page(lambda file: file.page(content, Shading={"/Sh": shade}), tmp_path)
    assert one(found)[:2] == ("P216", "mảng chuyển màu dùng màu DeviceRGB, không phải CMYK")


def test_p217_an_rgb_picture(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        image = file.image(300, 300, Name.DeviceRGB, 3)
        file.page(SOUND + picture(b"Im", 60, 60, 72, 72), XObject={"/Im": image})

    assert one(second_page(draw, tmp_path)) == (
        "P217",
        "ảnh dùng màu DeviceRGB, không phải CMYK",
        "ảnh 300 × 300 điểm ảnh, DeviceRGB",
    )


def test_p217_an_indexed_picture_is_judged_by_its_base(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        space = Array([Name.Indexed, Name.DeviceRGB, 255, String(bytes(768))])
        file.page(SOUND + picture(b"Im", 60, 60, 72, 72), XObject={"/Im": file.image(300, 300, space, 1)})

    assert one(second_page(draw, tmp_path))[0] == "P217"


def test_p217_an_inline_rgb_picture(tmp_path: Path) -> None:
    """Its data contain what looks like the end of an image and like operators."""
    data = (b"\x00 EI Q \xff" * 400)[: 30 * 30 * 3]
    content = SOUND + b"q 7 0 0 7 60 60 cm BI /W 30 /H 30 /CS /RGB /BPC 8 ID " + data + b"\nEI Q\n"
    assert one(second_page(lambda file: file.page(content), tmp_path)) == (
        "P217",
        "ảnh dùng màu DeviceRGB, không phải CMYK",
        "ảnh 30 × 30 điểm ảnh, DeviceRGB, ảnh đặt trong dòng lệnh",
    )


def test_p218_cmyk_with_a_profile_of_its_own(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        space = Array([Name.ICCBased, file.icc])
        file.page(SOUND + rectangle(60, 60, 30, 30, b"/Cs cs 0 1 1 0 scn "), ColorSpace={"/Cs": space})

    assert one(second_page(draw, tmp_path)) == (
        "P218",
        "hình vẽ dùng màu CMYK kèm hồ sơ ICC: máy in có thể đổi màu thêm lần nữa",
        "mảng màu M 100 Y 100",
    )


def spot_page(file: PrintFile, *names: str) -> None:
    spaces = {f"/Cs{number}": separation(name) for number, name in enumerate(names)}
    fields = (rectangle(60, 60 + 40 * i, 30, 30, b"/Cs%d cs 1 scn " % i) for i in range(len(names)))
    file.page(SOUND + b"".join(fields), ColorSpace=spaces)


def test_p219_a_spot_colour(tmp_path: Path) -> None:
    assert one(second_page(lambda file: spot_page(file, "PANTONE 871 C"), tmp_path)) == (
        "P219",
        "màu pha «PANTONE 871 C» cần một bản kẽm riêng; số màu pha được phép: 0",
        "mảng màu PANTONE 871 C 100",
    )


def test_p219_only_what_is_over_the_number_is_told(tmp_path: Path) -> None:
    from print_files import without_ink

    profile = without_ink(spot_colours=1)
    found = second_page(lambda file: spot_page(file, "Gold", "Silver", "Black"), tmp_path, profile=profile)
    assert one(found)[1] == "màu pha «Silver» cần một bản kẽm riêng; số màu pha được phép: 1"


def test_p220_registration_colour_inside_the_trim(tmp_path: Path) -> None:
    content = SOUND + b"/All CS 1 SCN 0.5 w 60 60 m 60 90 l S\n"
    found = second_page(lambda file: file.page(content, ColorSpace={"/All": separation("All")}), tmp_path)
    assert one(found)[:2] == ("P220", "màu định vị (Separation All, phủ mọi bản kẽm) nằm trong khung thành phẩm")


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


# --- bleed of pictures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "side", "reach"),
    [
        ((0, 100, 50, 50), "trái", "0"),
        ((-1 * MM, 100, 50, 50), "trái", "1"),
        ((WIDTH - 50, 100, 50 + 2 * MM, 50), "phải", "2"),
        ((60, -0.5 * MM, 50, 50), "dưới", "0,5"),
        ((60, 350, 50, HEIGHT - 350), "trên", "0"),
    ],
)
def test_p215_a_field_that_ends_before_the_bleed(
    tmp_path: Path, field: tuple[float, float, float, float], side: str, reach: str
) -> None:
    content = SOUND + rectangle(*field, ink(0.9, 0.2, 0.1, 0))
    assert one(second_page(lambda file: file.page(content), tmp_path)) == (
        "P215",
        f"hình vẽ chạm mép {side} của trang nhưng chỉ lố ra {reach} mm, cần 3 mm",
        "mảng màu C 90 M 20 Y 10",
    )


def test_p215_a_picture(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        file.page(SOUND + picture(b"Im", -1, 60, 72, 72), XObject={"/Im": file.image(320, 320)})

    assert one(second_page(draw, tmp_path))[1] == "ảnh chạm mép trái của trang nhưng chỉ lố ra 0,4 mm, cần 3 mm"


@pytest.mark.parametrize(
    "content",
    [
        rectangle(-BLEED, 100, 50, 50, ink(0.9, 0, 0, 0)),
        rectangle(-BLEED + 0.2 * MM, 100, 50, 50, ink(0.9, 0, 0, 0)),  # within the grace
        rectangle(-20, 100, 20, 20, ink(0.9, 0, 0, 0)),  # beside the page
        rectangle(0, 100, 50, 50, ink(0, 0, 0, 0)),  # white
        rectangle(0, 100, 200, 0.5, ink(0, 0, 0, 1)),  # a rule
        b"q 60 60 50 50 re W n " + rectangle(0, 0, 200, 200, ink(0.9, 0, 0, 0)) + b"Q\n",  # clipped well inside
        # a field cut into strips, as flattening does
        rectangle(0, 100, 50, 50, ink(0.9, 0, 0, 0)) + rectangle(-BLEED, 100, BLEED, 50, ink(0.9, 0, 0, 0)),
    ],
    ids=["bleeds", "grace", "outside", "white", "rule", "clipped", "strips"],
)
def test_p215_what_is_no_missing_bleed(tmp_path: Path, content: bytes) -> None:
    assert second_page(lambda file: file.page(SOUND + content), tmp_path) == []


def test_p238_a_field_that_stops_just_inside(tmp_path: Path) -> None:
    content = FULL_BLEED + words(60, 400) + rectangle(0.4 * MM, 10, 50, HEIGHT - 20, ink(0.9, 0.2, 0.1, 0))
    assert one(second_page(lambda file: file.page(content), tmp_path))[:2] == (
        "P238",
        "hình vẽ dừng cách mép trái của trang 0,4 mm, có lẽ định ra tới mép",
    )


# --- transparency ------------------------------------------------------------------------------------------


def test_p230_an_rgb_page_group(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        file.page().Group.CS = Name.DeviceRGB

    assert one(second_page(draw, tmp_path))[:2] == (
        "P230",
        "phần trong suốt của trang được hòa trộn trong DeviceRGB, không phải CMYK của điều kiện in",
    )


def test_p230_an_rgb_group_of_a_form(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        form = file.form(rectangle(60, 60, 20, 20, ink(0, 0, 0, 0.5)), Group=group)
        file.page(SOUND + b"/Fm Do\n", XObject={"/Fm": form})

    assert one(second_page(draw, tmp_path))[0] == "P230"


def test_p230_the_profile_of_the_output_intent_is_as_good(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        file.page().Group.CS = Array([Name.ICCBased, file.icc])

    assert second_page(draw, tmp_path) == []


@pytest.mark.parametrize(
    ("state", "what"),
    [
        (Dictionary(ca=0.5), "độ mờ 50 %"),
        (Dictionary(BM=Name.Multiply), "chế độ hòa trộn Multiply"),
        (Dictionary(SMask=Dictionary(S=Name.Luminosity)), "mặt nạ mờ (SMask)"),
    ],
    ids=["ca", "BM", "SMask"],
)
def test_p231_transparency_in_x_1a(tmp_path: Path, state: Dictionary, what: str) -> None:
    content = SOUND + b"q /T gs " + rectangle(60, 60, 20, 20, ink(0.5, 0, 0, 0)) + b"Q\n"

    def draw(file: PrintFile) -> None:
        file.page(content, ExtGState={"/T": state})

    assert one(second_page(draw, tmp_path, "x-1a"))[:2] == (
        "P231",
        f"{what}: PDF/X-1a không được có đối tượng trong suốt",
    )
    assert second_page(draw, tmp_path) == []  # PDF/X-4 may


def test_p231_a_transparency_group_in_x_1a(tmp_path: Path) -> None:
    def draw(file: PrintFile) -> None:
        file.page().Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)

    assert one(second_page(draw, tmp_path, "x-1a"))[0] == "P231"


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


# --- pages that are empty or broken ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        rectangle(0, 0, 50, 50, ink(0, 0, 0, 0)),
        rectangle(-30, -30, 20, 20, ink(1, 0, 0, 0)),
        b"0.25 w 0 0 0 1 K /OP gs -9 -30 m -9 -12 l %g %g m %g %g l S\n"  # marks at two corners, one path
        % (WIDTH + 9, HEIGHT + 12, WIDTH + 9, HEIGHT + 30),
    ],
)
def test_p235_an_empty_page(tmp_path: Path, content: bytes) -> None:
    assert one(second_page(lambda file: file.page(content), tmp_path))[:2] == (
        "P235",
        "trang không in gì trong khung thành phẩm",
    )


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"60 60 10 10 rectangle\n", "toán tử lạ «rectangle»"),
        (b"60 60 re f\n", "toán tử «re» có tham số sai"),
        (b"(cut off\n", "có dữ liệu không phải lệnh PDF"),
        (b"/Lost Do\n", "không có hình «Lost» trong tài nguyên của trang"),
        (b"Q\n", "toán tử Q không có q đi trước"),
    ],
)
def test_p237_content_that_cannot_be_read(tmp_path: Path, content: bytes, detail: str) -> None:
    assert one(second_page(lambda file: file.page(SOUND + content), tmp_path))[:2] == (
        "P237",
        f"nội dung trang không đọc được trọn vẹn: {detail}",
    )


def test_unknown_operators_in_a_compatibility_section_are_sound(tmp_path: Path) -> None:
    assert second_page(lambda file: file.page(SOUND + b"BX 1 newer EX\n"), tmp_path) == []
