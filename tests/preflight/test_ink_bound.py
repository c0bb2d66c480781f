"""The bound of total ink: no page that Ghostscript finds too dark is left out, and pages of a sound book are."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from ink_pages import composite, drawn
from pikepdf import Array, Dictionary, Name
from PIL import Image
from print_files import HEIGHT, SOUND, PrintFile, ink, picture, rectangle, words

from yearbook.preflight.checks import ink as check
from yearbook.preflight.ghostscript import draw_inks
from yearbook.preflight.pages import read_pages
from yearbook.preflight.pictures import darkness
from yearbook.preflight.profile import PreflightProfile, default_profile
from yearbook.preflight.subject import Subject

LIGHT = ink(0.9, 0.9, 0.9, 0.1)  # 280 %
SIDE = 120


def limits(limit: float = 300, area_mm2: float = 15) -> PreflightProfile:
    usual = default_profile()
    return usual.model_copy(update={"ink": usual.ink.model_copy(update={"limit": limit, "area_mm2": area_mm2})})


def dark(path: Path, profile: PreflightProfile | None = None) -> set[int]:
    """The pages that would be drawn."""
    with pikepdf.open(path) as pdf:
        return set(read_pages(Subject(path, pdf, profile or limits())).dark)


@pytest.mark.parametrize(
    ("seed", "limit", "area"), [(0, 110, 0), (1, 180, 0), (2, 240, 15), (41, 180, 0), (30, 240, 15)]
)
@pytest.mark.parametrize("bold", [False, True], ids=["plain", "bold"])
def test_no_page_with_too_much_ink_is_left_out(
    tmp_path: Path, seed: int, limit: float, area: float, bold: bool
) -> None:
    """Fields, lines, letters, images and forms over each other at random, turned, clipped, overprinting; bold pages
    blend as well, and have spot inks, RGB and groups. Whatever is found by drawing all pages is on a suspected one."""
    path = drawn(seed, 20, bold=bold).save(tmp_path / "sach.pdf")
    profile = limits(limit, area)
    with pikepdf.open(path) as pdf:
        subject = Subject(path, pdf, profile)
        found = {each.spot.page for each in check.measure(subject, range(1, 21)) if each.spot and each.code == "P260"}
        suspected = set(read_pages(subject).dark)
    assert found  # the draw is worth its name
    assert found <= suspected


def photo(percent: float, *, interpolated: bool = True, size: tuple[int, int] = (400, 400)) -> tuple[bytes, Dictionary]:
    """A CMYK JPEG of so much ink, as Adobe and WeasyPrint write them: turned over."""
    samples = np.full((size[1], size[0], 4), round(percent / 4 * 2.55), np.uint8)
    packed = io.BytesIO()
    Image.fromarray(samples, "CMYK").save(packed, "JPEG", quality=95)
    return packed.getvalue(), Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1], ColorSpace=Name.DeviceCMYK,
        BitsPerComponent=8, Decode=Array([1, 0] * 4), Interpolate=interpolated,
    )  # fmt: skip


def page_with_photo(file: PrintFile, percent: float, around: bytes = b"", **how: bool) -> None:
    data, keys = photo(percent, **how)
    image = file.stream(b"", **{key[1:]: value for key, value in keys.items()})
    image.write(data, filter=Name.DCTDecode)
    file.page(picture(b"Im", 60, 60, 72, 72) + around, XObject={"/Im": image}, Font={"/F2": composite(file)})


def overprinted(x: float, y: float) -> bytes:
    """Black letters that overprint, in a font whose outlines are known."""
    return b"q /OP gs 0 0 0 1 k BT /F2 10 Tf %f %f Td [<002500260027> -250 <0028>] TJ ET Q\n" % (x, y)


def test_pages_of_a_sound_book_are_not_drawn(tmp_path: Path) -> None:
    """Fields, black text of any font, photos with captions beside them, crop marks beyond the bleed."""
    file = PrintFile()
    file.page(SOUND + words(60, 300))
    page_with_photo(file, 292, overprinted(150, 100) + overprinted(60, 40))
    page_with_photo(file, 292, interpolated=False)
    file.page(rectangle(60, 60, SIDE, SIDE, LIGHT) + rectangle(60, HEIGHT - 200, SIDE, SIDE, ink(1, 1, 1, 0)))
    assert dark(file.save(tmp_path / "sach.pdf")) == set()


def test_what_may_be_too_dark_is_drawn(tmp_path: Path) -> None:
    file = PrintFile()
    page_with_photo(file, 330)
    page_with_photo(file, 292, overprinted(100, 100))  # letters on the photo
    page_with_photo(file, 292, words(400, 500))  # letters of a font whose outlines are not known
    file.page(rectangle(60, 60, SIDE, SIDE, LIGHT) + b"/OP gs " + rectangle(60, 60, 20, 20, ink(0, 0, 0, 1)))
    file.page(rectangle(60, 60, SIDE, SIDE, b"0 0 0 rg "))
    file.page(b"/MUL gs " + rectangle(60, 60, SIDE, SIDE, LIGHT), ExtGState={"/MUL": Dictionary(BM=Name.Multiply)})
    assert dark(file.save(tmp_path / "sach.pdf")) == set(range(1, 7))


def test_letters_that_stand_outside_their_line_are_seen(tmp_path: Path) -> None:
    """A step to the right and back again: the run ends where it began, its letters stand on the photo."""
    file = PrintFile()
    far = b"q /OP gs 0 0 0 1 k BT /F2 10 Tf 400 100 Td [30000 <0025> -30000] TJ ET Q\n"
    page_with_photo(file, 292, far)
    assert dark(file.save(tmp_path / "sach.pdf")) == {1}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("gray", [False, True])
def test_an_image_is_counted_as_it_is_printed(tmp_path: Path, turned: bool, gray: bool) -> None:
    """JPEG values, Adobe's turning and /Decode: the sum is what comes out of Ghostscript."""
    samples = np.full((64, 64, 1 if gray else 4), 200, np.uint8)
    samples[:, :32] = 30
    packed = io.BytesIO()
    Image.frombytes("L" if gray else "CMYK", (64, 64), samples.tobytes()).save(packed, "JPEG", quality=100)
    file = PrintFile()
    keys = {"Decode": Array([1, 0] * (1 if gray else 4))} if turned else {}
    space = Name.DeviceGray if gray else Name.DeviceCMYK
    image = file.image(64, 64, space, 1 if gray else 4, **keys)
    image.write(packed.getvalue(), filter=Name.DCTDecode)
    file.page(picture(b"Im", 60, 60, 64, 64), XObject={"/Im": image})
    path = file.save(tmp_path / "sach.pdf")
    [most] = draw_inks(path, 1, 72, lambda raster: int(raster.inks.astype(int).sum(axis=2).max())).values
    counted = darkness(image)()
    assert counted is not None
    assert counted.over(most - 5) > 0
    assert counted.over(most + 4) == 0
