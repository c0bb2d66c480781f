"""Print files with one fault on one page each: colours that are no inks, spot colours, transparency."""

from __future__ import annotations

from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, String
from print_files import (
    HEIGHT,
    MM,
    SOUND,
    PrintFile,
    ink,
    one,
    picture,
    rectangle,
    second_page,
    separation,
    words,
)

CALIBRATED = Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])])
LAB = Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82], Range=[-100, 100, -100, 100])])


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
