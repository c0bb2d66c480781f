"""Derivatives: upright, cropped, never enlarged, clean, in the right colours (inputs 17, 18, 19)."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from weasyprint import HTML

from yearbook.diagnostics import DataProblem
from yearbook.images import Derivative, ImageProfile, PhotoInfo, derive, inspect
from yearbook.images.derive import derive_each

Paint = Callable[..., Path]
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)


def info(path: Path) -> PhotoInfo:
    outcome = inspect(path.parent, path.name)
    assert outcome.value is not None
    return outcome.value


def picture(data: bytes) -> Image.Image:
    opened = Image.open(io.BytesIO(data))
    opened.load()
    return opened


def near(pixel: object, colour: tuple[int, ...], tolerance: int = 12) -> bool:
    return bool(np.abs(np.asarray(pixel, dtype=int) - np.asarray(colour)).max() <= tolerance)


# --- geometry --------------------------------------------------------------------------------------------------


def test_size_follows_the_slot_and_the_resolution(paint: Paint, screen_profile: ImageProfile) -> None:
    photo = info(paint("a.png", (1200, 1600)))
    made = derive(Derivative(photo, 30, 40, screen_profile))
    assert (made.width_px, made.height_px) == (177, 236)  # 30 and 40 mm at 150 ppi
    assert made.effective_ppi == pytest.approx(150, abs=0.5)
    assert picture(made.data).size == (177, 236)


def test_a_small_photo_is_never_enlarged(paint: Paint, screen_profile: ImageProfile) -> None:
    made = derive(Derivative(info(paint("a.png", (60, 80))), 30, 40, screen_profile))
    assert (made.width_px, made.height_px) == (60, 80)
    assert made.effective_ppi == pytest.approx(60 / 30 * 25.4)


def test_a_pixel_box_may_replace_the_resolution(paint: Paint) -> None:
    epub = ImageProfile("epub", "srgb", quality=75, fit=(480, 640))
    portrait, wide = info(paint("p.png", (900, 1200))), info(paint("w.png", (1600, 400)))
    assert derive(Derivative(portrait, 30, 40, epub)).width_px == 480
    whole = derive(Derivative(wide, 100, 100, epub, crop=False))
    assert (whole.width_px, whole.height_px) == (480, 120)


def test_without_crop_the_whole_photo_fits_the_slot(paint: Paint, screen_profile: ImageProfile) -> None:
    photo = info(paint("a.png", (1600, 800), WHITE, spots={(0, 0, 60, 800): RED, (1540, 0, 1600, 800): BLUE}))
    made = derive(Derivative(photo, 50.8, 50.8, screen_profile, crop=False))
    assert (made.width_px, made.height_px) == (300, 150)
    seen = picture(made.data)
    assert near(seen.getpixel((3, 75)), RED)
    assert near(seen.getpixel((296, 75)), BLUE)


@pytest.mark.parametrize(("focal", "colour"), [((0, 50), RED), ((50, 50), GREEN), ((100, 50), BLUE), ((12, 0), RED)])
def test_the_crop_keeps_the_focal_point(
    paint: Paint, screen_profile: ImageProfile, focal: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    bands = {(0, 0, 199, 200): RED, (200, 0, 399, 200): GREEN, (400, 0, 600, 200): BLUE}
    photo = info(paint("a.png", (600, 200), WHITE, spots=bands))
    made = derive(Derivative(photo, 40, 40, screen_profile, focal=focal))
    seen = picture(made.data)
    assert seen.size == (200, 200)
    assert near(seen.getpixel((100, 100)), colour)


def test_a_tall_photo_is_cropped_from_above_and_below(paint: Paint, screen_profile: ImageProfile) -> None:
    photo = info(paint("a.png", (200, 600), BLUE, spots={(0, 0, 200, 199): RED}))
    seen = picture(derive(Derivative(photo, 40, 40, screen_profile, focal=(50, 10))).data)
    assert near(seen.getpixel((100, 5)), RED)
    assert near(seen.getpixel((100, 195)), RED)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_orientation_is_applied_once(photos: Path, screen_profile: ImageProfile, name: str, turn: int) -> None:
    """The upright photo is 80 × 120 with red in its top left; stored as a camera of each orientation would."""
    upright = Image.new("RGB", (80, 120), WHITE)
    upright.paste(RED, (0, 0, 40, 40))
    back = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[turn]
    exif = Image.Exif()
    exif[0x0112] = turn
    stored = upright if back is None else upright.transpose(back)
    stored.save(photos / name, exif=exif, **({"quality": 95} if name != "a.tif" else {}))
    made = derive(Derivative(info(photos / name), 20, 30, screen_profile))
    seen = picture(made.data)
    assert seen.size == (80, 120)
    assert near(seen.getpixel((15, 15)), RED, 25)
    for corner in ((70, 10), (10, 110), (70, 110)):
        assert near(seen.getpixel(corner), WHITE, 25)
    assert 0x0112 not in seen.getexif()


def test_a_large_jpeg_is_the_same_picture_through_draft_mode(paint: Paint, screen_profile: ImageProfile) -> None:
    """A 12-megapixel photo lying on its side, needed small."""
    exif = Image.Exif()
    exif[0x0112] = 6
    spots = {(0, 0, 2000, 1500): RED, (2001, 1501, 4000, 3000): BLUE}
    photo = info(paint("a.jpg", (4000, 3000), WHITE, spots=spots, exif=exif))
    seen = picture(derive(Derivative(photo, 30, 40, screen_profile)).data)
    assert seen.size == (177, 236)
    assert near(seen.getpixel((150, 50)), RED)  # top left, lying: top right, upright
    assert near(seen.getpixel((30, 200)), BLUE)
    assert near(seen.getpixel((30, 50)), WHITE)
    assert near(seen.getpixel((88 + 6, 50)), RED)
    assert near(seen.getpixel((88 - 6, 50)), WHITE)


# --- nothing but the picture ----------------------------------------------------------------------------------


def test_gps_profile_and_comments_are_stripped(paint: Paint, screen_profile: ImageProfile) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.5)})
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = paint("a.jpg", exif=exif, icc_profile=srgb, comment=b"taken at home", xmp=b"<x:xmpmeta/>")
    with Image.open(path) as original:
        assert original.getexif().get_ifd(0x8825)
    made = derive(Derivative(info(path), 30, 40, screen_profile))
    seen = picture(made.data)
    assert not seen.getexif()
    assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for secret in (b"Exif", b"ICC_PROFILE", b"home", b"xmp"):
        assert secret not in made.data


def test_the_same_request_gives_the_same_bytes(paint: Paint, print_profile: ImageProfile) -> None:
    photo = info(paint("a.jpg", (400, 500), spots={(20, 30, 200, 300): BLUE}))
    request = Derivative(photo, 30, 40, print_profile)
    assert derive(request) == derive(request)


def test_several_sizes_of_one_photo_are_the_same_bytes_as_each_alone(
    paint: Paint, print_profile: ImageProfile, screen_profile: ImageProfile
) -> None:
    photo = info(paint("a.jpg", (1600, 1200), spots={(200, 300, 1200, 900): BLUE}))
    small = replace(screen_profile, fit=(300, 300))
    requests = [
        Derivative(photo, width, height, profile)
        for profile in (screen_profile, print_profile, small)
        for width, height in ((20, 25), (100, 60))
    ]
    made = dict(derive_each(requests))
    assert made == {request: derive(request) for request in requests}


def test_srgb_is_not_converted_to_itself(paint: Paint, screen_profile: ImageProfile) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    named = info(paint("a.jpg", (300, 400), BLUE, icc_profile=srgb))
    plain = info(paint("b.jpg", (300, 400), BLUE))
    assert derive(Derivative(named, 30, 40, screen_profile)) == derive(Derivative(plain, 30, 40, screen_profile))


def test_transparency_becomes_paper_white(paint: Paint, screen_profile: ImageProfile) -> None:
    spots = {(0, 0, 29, 80): (200, 30, 30, 255)}
    made = derive(
        Derivative(info(paint("a.png", mode="RGBA", colour=(0, 0, 0, 0), spots=spots)), 30, 40, screen_profile)
    )
    seen = picture(made.data)
    assert near(seen.getpixel((5, 40)), RED, 25)
    assert near(seen.getpixel((55, 40)), WHITE)
    keyed = paint("b.png", mode="L", colour=0, transparency=0)
    assert near(picture(derive(Derivative(info(keyed), 30, 40, screen_profile)).data).getpixel((30, 40)), (255,))


def test_a_photo_that_changed_meanwhile(paint: Paint, screen_profile: ImageProfile) -> None:
    photo = info(paint("a.png"))
    for change in (lambda: paint("a.png", colour=BLUE), lambda: photo.path.unlink()):
        change()
        with pytest.raises(DataProblem) as caught:
            derive(Derivative(photo, 30, 40, screen_profile))
        assert caught.value.diagnostic.code == "I110"
        assert caught.value.diagnostic.message == ("ảnh «photos/a.png» đã bị thay hoặc xóa trong khi đang dựng sách")


# --- colours ----------------------------------------------------------------------------------------------------


def test_colour_becomes_cmyk_and_grey_stays_one_channel(
    paint: Paint, print_profile: ImageProfile, screen_profile: ImageProfile
) -> None:
    colour, grey = info(paint("c.jpg")), info(paint("g.jpg", colour=(100, 100, 100)))
    plain = ImageProfile("plain", "srgb")
    modes = {
        (profile.name, photo.name): picture(derive(Derivative(photo, 30, 40, profile)).data).mode
        for profile in (print_profile, screen_profile, plain)
        for photo in (colour, grey)
    }
    assert modes == {
        ("print", "c.jpg"): "CMYK",
        ("print", "g.jpg"): "L",
        ("screen", "c.jpg"): "RGB",
        ("screen", "g.jpg"): "L",
        ("plain", "c.jpg"): "RGB",
        ("plain", "g.jpg"): "RGB",
    }
    value = picture(derive(Derivative(grey, 30, 40, print_profile)).data).getpixel((30, 40))
    assert near(value, (100,), 3)


def test_grey_is_recognised_also_in_three_channels(paint: Paint, print_profile: ImageProfile) -> None:
    files = (
        paint("l.jpg", colour=120, mode="L"),
        paint("rgb.jpg", (400, 300), (90, 90, 90), spots={(0, 0, 200, 300): (200, 200, 200)}),
        paint("stamp.jpg", (400, 300), (90, 90, 90), spots={(20, 20, 60, 60): (200, 30, 30)}),
        paint("palette.png", colour=3, mode="P"),
    )
    made = {path.name: derive(Derivative(info(path), 40, 30, print_profile)) for path in files}
    modes = {name: picture(derived.data).mode for name, derived in made.items()}
    assert modes == {"l.jpg": "L", "palette.png": "L", "rgb.jpg": "L", "stamp.jpg": "CMYK"}


def test_sixteen_bit_grey_keeps_its_tones(paint: Paint, print_profile: ImageProfile) -> None:
    made = derive(Derivative(info(paint("a.png", mode="I;16", colour=32_768)), 30, 40, print_profile))
    assert near(picture(made.data).getpixel((30, 40)), (128,), 2)


def test_print_photos_carry_no_chroma_subsampling(paint: Paint, print_profile: ImageProfile) -> None:
    made = picture(derive(Derivative(info(paint("a.png")), 30, 40, print_profile)).data)
    assert {layer[1:3] for layer in made.layer} == {(1, 1)}  # type: ignore[attr-defined]


def test_an_embedded_profile_is_honoured(paint: Paint, screen_profile: ImageProfile, fogra39: Path) -> None:
    """Full magenta and yellow of FOGRA39 is a red that the naive formula misses."""
    path = paint("a.jpg", mode="CMYK", colour=(0, 255, 255, 0), icc_profile=fogra39.read_bytes(), quality=95)
    seen = picture(derive(Derivative(info(path), 30, 40, screen_profile)).data)
    assert near(seen.getpixel((30, 40)), (227, 6, 19), 10)
    untagged = info(paint("b.jpg", mode="CMYK", colour=(0, 255, 255, 0), quality=95))
    assumed = replace(screen_profile, icc=fogra39)
    assert near(picture(derive(Derivative(untagged, 30, 40, assumed)).data).getpixel((30, 40)), (227, 6, 19), 10)
    assert near(picture(derive(Derivative(untagged, 30, 40, screen_profile)).data).getpixel((30, 40)), (255, 0, 0), 3)


def test_a_broken_or_foreign_profile_does_not_stop_the_photo(
    paint: Paint, print_profile: ImageProfile, fogra39: Path
) -> None:
    good = picture(derive(Derivative(info(paint("a.png")), 30, 40, print_profile)).data).getpixel((30, 40))
    for name, icc in (("b.png", b"garbage" * 50), ("c.png", fogra39.read_bytes())):
        made = derive(Derivative(info(paint(name, icc_profile=icc)), 30, 40, print_profile))
        assert picture(made.data).getpixel((30, 40)) == good


def test_a_lab_tiff(photos: Path, print_profile: ImageProfile, screen_profile: ImageProfile) -> None:
    lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    ImageCms.applyTransform(Image.new("RGB", (60, 80), RED), lab).save(photos / "a.tif")
    photo = info(photos / "a.tif")
    assert near(picture(derive(Derivative(photo, 30, 40, screen_profile)).data).getpixel((30, 40)), RED)
    assert picture(derive(Derivative(photo, 30, 40, print_profile)).data).mode == "CMYK"


def test_a_profile_that_is_missing_or_no_profile(paint: Paint, tmp_path: Path) -> None:
    photo = info(paint("a.png"))
    with pytest.raises(ValueError):
        ImageProfile("print", "cmyk")
    (tmp_path / "house.icc").write_bytes(b"not a profile")
    for name in ("gone.icc", "house.icc"):
        with pytest.raises(DataProblem) as caught:
            derive(Derivative(photo, 30, 40, ImageProfile("print", "cmyk", icc=tmp_path / name)))
        assert caught.value.diagnostic.message == f"không đọc được hồ sơ màu «{name}»"


def ink(data: bytes) -> Image.Image:
    """Total ink in % (a float picture), averaged over 4 × 4 pixels: a third of a millimetre in print.

    Press operators judge areas; single pixels of noise may overshoot by a few % where the JPEG rings.
    """
    total = np.asarray(picture(data)).astype(np.float32).sum(axis=2) / 2.55
    return Image.fromarray(total).reduce(4)


def test_total_ink_keeps_to_300_percent(photos: Path, paint: Paint, print_profile: ImageProfile) -> None:
    random = np.random.default_rng(5)
    noise = random.integers(0, 256, (240, 180, 3), dtype=np.uint8)
    noise[:80] = 0
    noise[80:120] //= 8  # the darkest colours take the most ink
    Image.fromarray(noise).save(photos / "dark.png")
    rich = paint("rich.jpg", (180, 240), mode="CMYK", colour=(255, 255, 255, 255))
    for path in (photos / "dark.png", rich):
        assert ink(derive(Derivative(info(path), 30, 40, print_profile)).data).getextrema()[1] <= 300


def test_red_stays_red_in_a_pdf(
    photos: Path, paint: Paint, print_profile: ImageProfile, screen_profile: ImageProfile, tmp_path: Path
) -> None:
    """A CMYK JPEG is stored inverted (Adobe's way); the PDF must say so, or red prints as cyan."""
    halves = {(0, 0, 60, 39): RED, (0, 40, 60, 80): WHITE}
    grey = {(0, 0, 60, 39): (60, 60, 60), (0, 40, 60, 80): WHITE}
    for name, spots in (("c.png", halves), ("g.png", grey)):
        paint(name, (60, 80), spots=spots)
    for number, profile in enumerate((print_profile, screen_profile)):
        for name in ("c", "g"):
            made = derive(Derivative(info(photos / f"{name}.png"), 30, 40, profile))
            (tmp_path / f"{name}{number}.jpg").write_bytes(made.data)
    body = "".join(
        f'<img src="{name}.jpg" style="left:{left}in">' for left, name in enumerate(("c0", "g0", "c1", "g1"))
    )
    css = "@page{size:4in 1in;margin:0} img{position:absolute;top:0;width:1in;height:1in}"
    HTML(string=f"<style>{css}</style>{body}", base_url=str(tmp_path) + "/").write_pdf(tmp_path / "a.pdf")
    subprocess.run(["pdftoppm", "-r", "40", "-png", "-singlefile", "a.pdf", "a"], cwd=tmp_path, check=True)
    page = Image.open(tmp_path / "a.png").convert("RGB")
    red, green, blue = page.getpixel((20, 10))  # type: ignore[misc]
    assert red > 150
    assert max(green, blue) < 90
    assert near(page.getpixel((60, 10)), (60, 60, 60), 20)
    assert near(page.getpixel((100, 10)), RED, 12)
    assert near(page.getpixel((140, 10)), (60, 60, 60), 6)
    for x in (20, 60, 100, 140):
        assert near(page.getpixel((x, 32)), WHITE, 3)
    listed = subprocess.run(["pdfimages", "-list", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True)
    spaces = [line.split()[5] for line in listed.stdout.splitlines()[2:]]
    assert sorted(spaces) == ["cmyk", "gray", "gray", "rgb"]
