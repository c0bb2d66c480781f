"""Resolution at the placed size and the shape of portraits."""

from pathlib import Path

import pytest

from yearbook.diagnostics import Severity, Span
from yearbook.images import Derivative, ImageProfile, PhotoInfo, check_portrait, check_resolution

SCREEN = ImageProfile("screen", "srgb", ppi=150)


def photo(width: int, height: int) -> PhotoInfo:
    return PhotoInfo("a.jpg", Path("a.jpg"), "0" * 64, width, height, "JPEG", "RGB", False)


def test_enough_pixels_say_nothing() -> None:
    assert check_resolution(Derivative(photo(600, 800), 50.8, 67.7, SCREEN)) == ()
    assert check_resolution(Derivative(photo(472, 630), 40, 53.3, SCREEN)) != ()  # 299 ppi


def test_somewhat_low() -> None:
    (finding,) = check_resolution(Derivative(photo(500, 700), 50.8, 67.7, SCREEN), Span("a.yaml", 3, 1), "a")
    assert (finding.code, finding.severity, finding.record) == ("I201", Severity.WARNING, "a")
    assert finding.message == "ảnh «photos/a.jpg» in ở 50,8 × 67,7 mm chỉ đạt 250 ppi; nên có từ 300 ppi"
    assert finding.hint == ("xin ảnh gốc có cạnh ngang ít nhất 600 điểm ảnh (phần được in), hoặc cho ảnh in nhỏ hơn")


def test_too_low_to_print() -> None:
    (finding,) = check_resolution(Derivative(photo(1000, 700), 190, 270, SCREEN))
    assert (finding.code, finding.severity) == ("I202", Severity.ERROR)
    assert finding.message == "ảnh «photos/a.jpg» in ở 190 × 270 mm chỉ đạt 65 ppi; cần từ 200 ppi"
    assert "ít nhất 2.245 điểm ảnh" in finding.hint


def test_the_printer_sets_the_thresholds() -> None:
    request = Derivative(photo(500, 700), 50.8, 67.7, SCREEN)  # 250 ppi
    assert check_resolution(request, warn=250, error=150) == ()
    (finding,) = check_resolution(request, warn=400, error=260)
    assert (finding.code, finding.message.split("; ")[1]) == ("I202", "cần từ 260 ppi")
    assert "ít nhất 800 điểm ảnh" in finding.hint
    (finding,) = check_resolution(request, warn=251, error=250)
    assert (finding.code, finding.message.split("; ")[1]) == ("I201", "nên có từ 251 ppi")


def test_only_the_printed_part_counts() -> None:
    """A landscape photo in a portrait slot loses its sides, not its resolution."""
    wide = Derivative(photo(1600, 800), 25.4, 50.8, SCREEN)
    assert check_resolution(wide) == ()
    (finding,) = check_resolution(Derivative(photo(1600, 800), 254, 254, SCREEN, crop=False))
    assert "254 × 127 mm chỉ đạt 160 ppi" in finding.message


@pytest.mark.parametrize("size", [(600, 800), (400, 600), (800, 1000), (800, 800), (900, 1600)])
def test_portraits_near_three_by_four(size: tuple[int, int]) -> None:
    assert check_portrait(photo(*size)) == ()


@pytest.mark.parametrize(("size", "lost"), [((1500, 1000), 50), ((1080, 2400), 40), ((1000, 800), 40)])
def test_portraits_of_another_shape(size: tuple[int, int], lost: int) -> None:
    (finding,) = check_portrait(photo(*size))
    assert (finding.code, finding.severity) == ("I204", Severity.INFO)
    assert finding.message == (
        f"ảnh chân dung «photos/a.jpg» có {size[0]} × {size[1]} điểm ảnh; cắt theo 3 × 4 sẽ bỏ {lost} % ảnh"
    )
