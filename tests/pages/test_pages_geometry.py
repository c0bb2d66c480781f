"""Measures of the page for every trim: book.md, «Page»."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook.context import asset_root
from yearbook.geometry import MM_PER_PT
from yearbook.pages.geometry import Geometry
from yearbook.pages.theme import load_theme
from yearbook.records import Trim

LINE = 15 * MM_PER_PT


def geometry(trim: Trim) -> Geometry:
    return load_theme(asset_root(), "base", trim).geometry


@pytest.mark.parametrize(
    ("trim", "margin", "lines", "bottom"),
    [
        (Trim.T19X27, 21.0, 42, 26.75),
        (Trim.T16X24, 17.68, 38, 21.24),
        (Trim.T14X20, 16.02, 32, 19.65),
        (Trim.T20X29, 22.65, 46, 30.93),
    ],
)
def test_margins_and_type_area_follow_from_the_trim(trim: Trim, margin: float, lines: int, bottom: float) -> None:
    page = geometry(trim)
    assert (page.width, page.height) == trim.mm
    assert (page.margin, page.lines, round(page.bottom, 2)) == (margin, lines, bottom)


@pytest.mark.parametrize("trim", Trim)
def test_the_type_area_is_whole_lines_and_the_page_adds_up(trim: Trim) -> None:
    page = geometry(trim)
    assert page.text_height / LINE == pytest.approx(page.lines)
    assert page.margin + page.text_height + page.bottom == pytest.approx(page.height)
    assert page.text_width + 2 * page.margin == pytest.approx(page.width)
    assert abs(page.bottom - 1.3 * page.margin) <= LINE / 2
    assert page.bottom > page.margin
    assert (page.bleed_width, page.bleed_height) == (page.width + 6, page.height + 6)


def test_the_sewn_side_has_room() -> None:
    assert geometry(Trim.T19X27).margin >= 20
    assert all(geometry(trim).margin >= 15 for trim in Trim)


@pytest.mark.parametrize("trim", Trim)
def test_pictures_side_by_side_fit_into_the_type_area(trim: Trim) -> None:
    theme = load_theme(asset_root(), "base", trim)
    page, slots = theme.geometry, theme.slots
    gap, least = 4, 1e-9
    assert 2 * slots["quarter"].width + gap <= page.text_width + least
    assert 3 * slots["third"].width + 2 * gap <= page.text_width + least
    assert slots["half"].width <= page.text_width
    assert (slots["full"].width, slots["full"].height) == (page.bleed_width, page.bleed_height)
    assert (slots["portrait"].width, slots["portrait"].height) == (30, 40)
    assert all(slot.width <= page.bleed_width and slot.height <= page.bleed_height for slot in slots.values())


def test_text_sizes_stay_and_display_sizes_shrink_with_the_page() -> None:
    sizes = [8, 9, 10.5, 13, 18, 28, 33]
    assert [geometry(Trim.T19X27).display(size) for size in sizes] == sizes
    assert [geometry(Trim.T20X29).display(size) for size in sizes] == sizes
    assert [geometry(Trim.T14X20).display(size) for size in sizes] == [8, 9, 10.5, 13, 13.5, 21.5, 25]


@pytest.mark.parametrize("trim", Trim)
@pytest.mark.parametrize("theme", ["base", "gian-di", "trang-trong"])
def test_the_scale_rises_on_every_trim(theme: str, trim: Trim) -> None:
    sizes = list(load_theme(asset_root(), theme, trim).scale.values())
    assert sizes == sorted(set(sizes))
    assert sizes[0] >= 8


@pytest.mark.parametrize(
    ("size", "least", "leading"), [(10.5, 1.3, 15), (10, 1.5, 15), (10.1, 1.5, 22.5), (8, 1.47, 15), (28, 1.28, 37.5)]
)
def test_line_heights_are_half_steps_of_the_grid(size: float, least: float, leading: float) -> None:
    assert geometry(Trim.T19X27).leading(size, least) == leading


@given(st.floats(5, 80), st.floats(1, 2), st.sampled_from([12, 13.5, 15, 16]))
def test_a_line_is_never_lower_than_asked_and_never_a_step_too_high(size: float, least: float, grid: float) -> None:
    leading = Geometry.of(190, 270, 0.11, grid).leading(size, least)
    assert leading >= size * least - 1e-9
    assert leading - size * least < grid / 2 + 1e-9
    assert (leading / (grid / 2)) % 1 == 0


@given(st.floats(100, 300), st.floats(150, 400), st.floats(0.05, 0.15), st.floats(10, 20))
def test_any_page_stays_on_its_grid(width: float, height: float, share: float, grid: float) -> None:
    page = Geometry.of(width, height, share, grid)
    assert page.lines > 0
    assert abs(page.bottom - 1.3 * page.margin) <= grid * MM_PER_PT / 2 + 1e-6
