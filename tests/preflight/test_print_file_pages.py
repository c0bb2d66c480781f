"""Print files with one fault on one page each: bleed that is not reached, pages that are empty or broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from print_files import (
    BLEED,
    FULL_BLEED,
    HEIGHT,
    MM,
    SOUND,
    WIDTH,
    PrintFile,
    ink,
    one,
    picture,
    rectangle,
    second_page,
    words,
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
