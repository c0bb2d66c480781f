"""Total ink: what Ghostscript puts on the plates, and which spots are told. Every file is made here and read back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pikepdf import Array, Dictionary, Name
from print_files import BLEED, HEIGHT, MM, WIDTH, PrintFile, ink, picture, rectangle

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.ghostscript import draw_inks, draw_thumbnails, find_ghostscript
from yearbook.preflight.printfile import preflight
from yearbook.preflight.profile import load_profile
from yearbook.preflight.spots import blobs

DARK = ink(1, 0.9, 0.8, 0.7)  # 340 %
SIDE = 40 * MM


def of_ink(path: Path, profile: Path | str = "sheetfed-coated") -> list[Diagnostic]:
    thresholds = load_profile(str(profile)).value
    assert thresholds is not None
    return [finding for finding in preflight(path, thresholds) if finding.code in ("P260", "P261", "P262")]


def save(tmp_path: Path, *contents: bytes) -> Path:
    file = PrintFile()
    for content in contents:
        file.page(content)
    return file.save(tmp_path / "sach.pdf")


def near(box: object, *measures: float) -> bool:
    """Within two pixels of 72 ppi: Ghostscript paints every pixel that is touched."""
    values = [getattr(box, side) for side in ("left", "top", "width", "height")]
    return all(abs(value - wanted) <= 0.72 for value, wanted in zip(values, measures, strict=True))


def test_a_spot_is_told_with_its_page_place_and_strength(tmp_path: Path) -> None:
    patch = rectangle(20 * MM, HEIGHT - 30 * MM - SIDE, SIDE, SIDE, DARK)
    path = save(tmp_path, b"", patch)
    (finding,) = of_ink(path)
    told = re.fullmatch(r"tổng lượng mực tới 340 % trên vùng (1\.\d{3}) mm²; ngưỡng là 300 %", finding.message)
    assert told and 1570 <= int(told[1].replace(".", "")) <= 1660
    assert (finding.code, finding.severity.value) == ("P260", "error")
    assert finding.spot is not None
    assert (finding.spot.file, finding.spot.page, finding.spot.object) == ("sach.pdf", 2, "vùng mực 340 %")
    assert near(finding.spot.box, 20, 30, 40, 40)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (rectangle(60, 60, SIDE, SIDE, ink(1, 0.8, 0.68, 0.5)), "298 %"),
        (rectangle(60, 60, SIDE, SIDE, ink(1, 0.8, 0.7, 0.51)), "301 %, within what rounding makes"),
        (rectangle(60, 0, 0.5, HEIGHT, DARK), "a hairline of 340 %"),
        (b"".join(rectangle(20 + 9 * n, 300, 1, 1, DARK) for n in range(40)), "single dots"),
        (rectangle(60, 60, 3 * MM, 3 * MM, DARK), "9 mm², smaller than the profile minds"),
        (
            rectangle(60, 60, SIDE, SIDE, ink(1, 1, 0.8, 0)) + rectangle(70, 0, 0.5, HEIGHT, DARK),
            "a hairline on 280 %",
        ),
        (rectangle(60, 60, SIDE, SIDE, DARK) + rectangle(60, 60, SIDE, SIDE, ink(0, 0, 0, 1)), "knocked out by 100 K"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_told(tmp_path: Path, content: bytes, why: str) -> None:
    assert of_ink(save(tmp_path, content)) == []


def test_overprint_adds_up(tmp_path: Path) -> None:
    """Cyan below, three inks over it: 100 + 240 % when the second overprints, 240 % when it knocks out."""
    over = ink(0, 0.9, 0.8, 0.7)
    below = rectangle(60, 60, SIDE, SIDE, ink(1, 0, 0, 0))
    kept = below + b"/OP gs " + rectangle(60, 60, SIDE, SIDE, over)
    lost = below + b"/KO gs " + rectangle(60, 60, SIDE, SIDE, over)
    told = of_ink(save(tmp_path, kept, lost))
    assert [(d.spot and d.spot.page, d.spot and d.spot.object) for d in told] == [(1, "vùng mực 340 %")]


def test_overprint_without_transparency_on_the_page_adds_up_too(tmp_path: Path) -> None:
    """Ghostscript has two ways of overprinting; X-1a has no group on the page."""
    file = PrintFile("x-1a")
    below = rectangle(60, 60, SIDE, SIDE, ink(1, 0, 0, 0))
    file.page(below + b"/OP gs " + rectangle(60, 60, SIDE, SIDE, ink(0, 0.9, 0.8, 0.7)))
    (finding,) = of_ink(file.save(tmp_path / "sach.pdf"))
    assert finding.spot is not None and finding.spot.object == "vùng mực 340 %"


def test_a_spot_ink_lies_on_the_process_inks(tmp_path: Path) -> None:
    file = PrintFile()
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 0, 0, 0.6]), N=1)
    gold = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint])
    on_top = b"/OP gs /Gold cs 1 scn " + rectangle(60, 60, SIDE, SIDE)
    file.page(rectangle(60, 60, SIDE, SIDE, ink(1, 1, 1, 0)) + on_top, ColorSpace={"/Gold": gold})
    (finding,) = of_ink(file.save(tmp_path / "sach.pdf"))
    assert finding.spot is not None and finding.spot.object == "vùng mực 360 %"


def test_only_inside_the_bleed(tmp_path: Path) -> None:
    """Registration marks and colour bars are 400 %; they stand outside."""
    file = PrintFile()
    bar = rectangle(0, -BLEED - 30, WIDTH, 30, ink(1, 1, 1, 1))
    page = file.page(bar + rectangle(-BLEED, HEIGHT - 50, 50, 50, DARK))
    page.MediaBox = Array([-BLEED - 40, -BLEED - 40, WIDTH + BLEED + 40, HEIGHT + BLEED + 40])
    (finding,) = of_ink(file.save(tmp_path / "sach.pdf"))
    assert finding.spot is not None
    assert near(finding.spot.box, -3, 0, 50 / MM, 50 / MM)


def test_spots_that_nearly_touch_are_one_and_three_of_a_page_are_told(tmp_path: Path) -> None:
    close = rectangle(60, 60, 60, 60, DARK) + rectangle(122, 60, 60, 60, DARK)
    many = b"".join(rectangle(20 + 90 * n, 300, 40 + n, 40, DARK) for n in range(4))
    told = of_ink(save(tmp_path, close, many))
    assert [d.spot and d.spot.page for d in told] == [1, 2, 2, 2]
    assert near(told[0].spot and told[0].spot.box, 60 / MM, (HEIGHT - 120) / MM, 122 / MM, 60 / MM)


def test_a_picture_over_the_limit_is_told_whatever_its_noise(tmp_path: Path) -> None:
    """±6 % of noise around 320 % is one area; around 296 %, one point under the limit and the tolerance, it is none."""
    random = np.random.default_rng(7)

    def noisy(percent: float) -> bytes:
        base = np.full((200, 200, 4), percent / 4 * 2.55)
        return bytes((base + random.normal(0, 4, base.shape)).clip(0, 255).round().astype(np.uint8))

    file = PrintFile()
    for percent in (320, 296):
        image = file.stream(
            noisy(percent),
            Type=Name.XObject, Subtype=Name.Image, Width=200, Height=200,
            ColorSpace=Name.DeviceCMYK, BitsPerComponent=8,
        )  # fmt: skip
        file.page(picture(b"Im0", 60, 60, 200, 200), XObject={"/Im0": image})
    (finding,) = of_ink(file.save(tmp_path / "sach.pdf"))
    assert finding.spot is not None and finding.spot.page == 1
    assert near(finding.spot.box, 60 / MM, (HEIGHT - 260) / MM, 200 / MM, 200 / MM)
    assert 318 < float(finding.spot.object.split()[2]) < 330


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_place_is_that_of_the_page_before_it_is_turned(tmp_path: Path, turn: int) -> None:
    file = PrintFile()
    page = file.page(rectangle(20 * MM, HEIGHT - 40 * MM, 30 * MM, 10 * MM, DARK))
    page.Rotate = turn
    page.UserUnit = 2
    (finding,) = of_ink(file.save(tmp_path / "sach.pdf"))
    assert finding.spot is not None
    assert near(finding.spot.box, 20, 30, 30, 10)


def test_the_profile_sets_limit_and_area_or_switches_the_measuring_off(tmp_path: Path) -> None:
    path = save(tmp_path, rectangle(60, 60, SIDE, SIDE, ink(1, 0.9, 0.8, 0.2)))
    assert [d.message.split("; ")[1] for d in of_ink(path, "sheetfed-uncoated")] == ["ngưỡng là 280 %"]
    own = tmp_path / "nha-in.yaml"
    own.write_text("ink: {limit: 280, area_mm2: 2000}\n", "utf-8")
    assert of_ink(path, own) == []
    own.write_text("ink: {limit: 100}\nseverity: {P260: off}\n", "utf-8")
    assert of_ink(path, own) == []


def test_without_ghostscript_it_is_said_that_nothing_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path, rectangle(60, 60, SIDE, SIDE, DARK))
    monkeypatch.setenv("PATH", str(tmp_path))
    (finding,) = of_ink(path)
    assert (finding.code, finding.severity.value) == ("P261", "warning")
    assert finding.message == "chưa đo được tổng lượng mực: máy này không có Ghostscript"
    assert draw_thumbnails(path, [1], 30) == {}


def test_a_page_too_large_to_draw_is_said_and_the_pages_before_it_count(tmp_path: Path) -> None:
    file = PrintFile()
    file.page(rectangle(60, 60, SIDE, SIDE, DARK))
    page = file.page()
    for box in ("/MediaBox", "/BleedBox", "/TrimBox"):
        page[box] = Array([0, 0, 14400, 14400])
    file.page(rectangle(60, 60, SIDE, SIDE, DARK))
    found = of_ink(file.save(tmp_path / "sach.pdf"))
    assert {d.code: d.spot and d.spot.page for d in found} == {"P262": 0, "P260": 1}
    assert [d.message for d in found if d.code == "P262"] == [
        "Ghostscript không vẽ được hết các trang để đo mực: trang 2 quá lớn (14400 × 14400 điểm)"
    ]


def test_a_file_that_starts_like_a_program_is_not_given_to_ghostscript(tmp_path: Path) -> None:
    """PDF readers skip what stands before %PDF-; Ghostscript would run it as PostScript."""
    path = save(tmp_path, rectangle(60, 60, SIDE, SIDE, DARK))
    path.write_bytes(b"%!PS\n{} loop\n" + path.read_bytes())
    (finding,) = of_ink(path)
    assert finding.code == "P262"
    assert finding.message.endswith("tệp không bắt đầu bằng %PDF-")


def test_a_drawing_that_takes_too_long_is_cut_off(tmp_path: Path) -> None:
    path = save(tmp_path, *[rectangle(60, 60, SIDE, SIDE, DARK)] * 3)
    drawn = draw_inks(path, 3, 72, lambda raster: raster.page, timeout=0.001)
    assert drawn.values == ()
    assert drawn.trouble == "dừng ở trang 1: không xong trong 0,001 giây, hoặc hết bộ nhớ"


def test_pages_come_in_order_whoever_drew_them_and_inks_are_exact(tmp_path: Path) -> None:
    tints = [(n / 255, 1 - n / 255, 0.25, 0.6) for n in range(0, 250, 10)]
    path = save(tmp_path, *[rectangle(0, 0, WIDTH, HEIGHT, ink(*tint)) for tint in tints])
    drawn = draw_inks(path, len(tints), 72, lambda raster: (raster.page, raster.inks[300, 200].tolist()))
    assert drawn.trouble == ""
    assert [page for page, _ in drawn.values] == list(range(1, 26))
    for (_, inks), tint in zip(drawn.values, tints, strict=True):
        assert all(abs(value - wanted * 255) <= 1 for value, wanted in zip(inks, tint, strict=True))


@pytest.mark.parametrize("name", ["tệp in «1» 100%d.pdf", "-dBATCH.pdf", "@a.pdf", "a b*(?).pdf"])
def test_the_name_of_a_file_is_only_a_name(tmp_path: Path, name: str) -> None:
    path = save(tmp_path, b"", b"").rename(tmp_path / name)
    assert draw_inks(path, 2, 72, lambda raster: raster.page).values == (1, 2)
    pictures = draw_thumbnails(path, [2], 30)
    assert list(pictures) == [2]
    assert pictures[2].startswith(b"\xff\xd8\xff")


def test_blobs_of_a_raster() -> None:
    inks = np.zeros((60, 80, 4), np.uint8)
    inks[10:20, 10:30] = 230  # 361 %
    inks[40:42, :] = 255  # two pixels high: no area
    (blob,) = blobs(inks, 302, 6)
    assert (blob.left, blob.top, blob.right, blob.bottom, blob.pixels) == (10, 10, 30, 20, 200)
    assert round(blob.percent) == 361
    assert blobs(inks[:2], 302, 6) == []
    assert blobs(np.zeros((0, 0, 4), np.uint8), 302, 6) == []


def test_ghostscript_is_called_by_its_absolute_path() -> None:
    found: Any = find_ghostscript()
    assert Path(found).is_absolute()
