"""The pages as a reader meets them: colours on their grounds, lines that do not touch, pictures side by side."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml
from page_room import Run, boxes, contrast, page_setter, runs
from small_book import records

from yearbook.context import asset_root
from yearbook.records import GalleryPage, PartSpec, Photo, Trim

THEMES = ["base", "gian-di", "trang-trong"]
DECORATION = "ornament"  # the great numeral behind a part's title


def least_line_heights() -> dict[tuple[str, int, str], float]:
    listed = yaml.safe_load((asset_root() / "fonts" / "fonts.yaml").read_text("utf-8"))
    return {(raw["family"], raw["weight"], raw["style"]): raw["min_line_height"] for raw in listed}


@cache
def text_of(theme: str, trim: Trim) -> tuple[Run, ...]:
    found = tuple(run for run in runs(page_setter(theme, trim=trim)) if not run.place.endswith(DECORATION))
    assert len(found) > 250
    return found


SETTINGS = [(theme, trim) for theme in THEMES for trim in (Trim.T19X27, Trim.T14X20)]


@pytest.mark.parametrize(("theme", "trim"), SETTINGS)
def test_only_bundled_faces_are_set(theme: str, trim: Trim) -> None:
    known = least_line_heights()
    assert sorted({run.face for run in text_of(theme, trim)} - set(known)) == []


@pytest.mark.parametrize(("theme", "trim"), SETTINGS)
def test_stacked_marks_never_touch_the_line_above(theme: str, trim: Trim) -> None:
    """fonts.yaml: «Ẫ» under «g» needs so much from line to line; counted where a block has several lines."""
    least = least_line_heights()
    tight = {str(run) for run in text_of(theme, trim) if not run.alone and run.line < least[run.face] - 1e-6}
    assert tight == set()


@pytest.mark.parametrize(("theme", "trim"), SETTINGS)
def test_any_text_could_grow_to_a_second_line(theme: str, trim: Trim) -> None:
    least = least_line_heights()
    assert {str(run) for run in text_of(theme, trim) if run.line < least[run.face] - 1e-6} == set()


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_can_be_read_on_its_ground(theme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5:1, large text 3:1."""
    faint = {
        f"{run} {contrast(run.colour, run.ground):.2f}:1"
        for run in text_of(theme, Trim.T19X27)
        if contrast(run.colour, run.ground) < (3 if run.is_large else 4.5)
    }
    assert faint == set()


@pytest.mark.parametrize("count", [3, 4])
@pytest.mark.parametrize("trim", Trim)
def test_small_pictures_of_a_grid_stand_on_one_line(trim: Trim, count: int) -> None:
    page = GalleryPage(id="g", layout="grid", photos=tuple(Photo(file=f"{n}.jpg") for n in range(count)))
    book = records(gallery=(page,))
    book = replace(book, settings=book.settings.model_copy(update={"parts": (PartSpec(kind="gallery"),)}))
    small: list[Any] = [
        box for box in boxes(page_setter(yearbook=book, trim=trim), "figure") if "small" in box.element.get("class")
    ]
    assert len(small) == count - 1
    assert len({round(box.position_y, 1) for box in small}) == 1
