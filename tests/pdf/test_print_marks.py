"""Marks around the page: outside the bleed, on every plate, with a slug line that says what the sheet is."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Pdf
from separations import INKS, plates

from yearbook.pdf.engine import Engine
from yearbook.pdf.finish import Finish, finish
from yearbook.pdf.finish.marks import AREA, SLUG_HEIGHT, Band, Marks, free_band

MakeEngine = Callable[..., Engine]
MM = 72 / 25.4
TRIM = (100.0, 120.0)  # mm, see conftest
SLUG = f"@page {{ size: 42mm {SLUG_HEIGHT}mm; margin: 0; @bottom-left {{ content: none }} }} p {{ font-size: 6pt }}"


def marked(make_engine: MakeEngine, pages: int = 2, folds: tuple[float, ...] = ()) -> bytes:
    def rendered(engine: Engine, texts: list[str]) -> bytes:
        html = "".join(f'<p style="break-after: page">{text}</p>' for text in texts)
        document = engine.lay_out(f"<html><head><title>x</title></head><body>{html}</body></html>")
        return engine.write(document, list(document.pages), tagged=False, identifier=b"x")

    interior = rendered(make_engine("@page { bleed: 3mm } html { color: device-cmyk(0 0 0 1) }"), ["ruột"] * pages)
    slug = rendered(make_engine(SLUG), [f"ky-yeu trang {number}/{pages}" for number in range(1, pages + 1)])
    how = Finish("Kỷ yếu", "Vụ", dt.date(2020, 11, 20), "abc", standard="x-4", marks=Marks(slug, folds))
    return finish(interior, how)


def opened(data: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(data))


def test_the_sheet_grows_and_the_page_stays(make_engine: MakeEngine) -> None:
    for page in opened(marked(make_engine)).pages:
        trim, bleed, media = ([float(v) for v in box] for box in (page.trimbox, page.bleedbox, page.mediabox))
        assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([side * MM for side in TRIM], abs=0.1)
        assert trim[0] - bleed[0] == pytest.approx(3 * MM, abs=0.1)
        assert [trim[0] - media[0], media[3] - trim[3]] == pytest.approx([AREA * MM] * 2, abs=0.1)


def test_every_page_has_its_own_slug_line(make_engine: MakeEngine, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(marked(make_engine, 3))
    text = subprocess.run(["pdftotext", "-raw", str(tmp_path / "x.pdf"), "-"], capture_output=True, check=True).stdout
    pages = text.decode().split("\f")[:3]
    assert [f"ky-yeu trang {number}/3" in page for number, page in enumerate(pages, 1)] == [True] * 3


def test_marks_stand_outside_the_bleed_on_every_plate(make_engine: MakeEngine, tmp_path: Path) -> None:
    """Nothing is painted between the page's text and the bleed's edge; beyond it the crop marks are on all plates."""
    (tmp_path / "x.pdf").write_bytes(marked(make_engine))
    inks = plates(tmp_path / "x.pdf", tmp_path, ppi=144)
    assert set(inks) == set(INKS)  # no fifth plate: All is every plate there is

    def at(mm: float) -> int:
        return round(mm / 25.4 * 144)

    for ink in INKS:
        plate = inks[ink]
        inside = plate[at(AREA - 3) + 1 : at(AREA + TRIM[1] + 3) - 1, at(AREA - 3) + 1 : at(AREA + TRIM[0] + 3) - 1]
        if ink != "Black":
            assert inside.max() == 0
        crop = plate[at(AREA) - 2 : at(AREA) + 3, at(AREA - 3 - 6) : at(AREA - 3 - 2)]  # left of the upper left corner
        assert crop.max() > 0.3, ink
        assert plate[at(AREA / 2 - 1) : at(AREA - 4), at(AREA + 3) : at(AREA + 70)].max() > 0.9, f"{ink}: colour bar"


@pytest.mark.parametrize(
    ("width", "folds", "band"),
    [
        (190, (), Band(4, 87)),  # up to the registration mark in the middle
        (145, (), Band(4, 64.5)),  # the colour bar takes 60
        (390, (190, 200), Band(4, 182)),  # a cover: the back
        (550, (80, 270, 280, 470), Band(84, 182)),  # with flaps: the back as well, not the flap
    ],
)
def test_slug_and_colour_bar_stand_where_no_mark_is(width: float, folds: tuple[float, ...], band: Band) -> None:
    assert free_band(width, folds) == band


def test_folds_are_marked_above_and_below(make_engine: MakeEngine, tmp_path: Path) -> None:
    found = []
    for folds in ((), (45.0, 55.0)):
        (tmp_path / "x.pdf").write_bytes(marked(make_engine, 1, folds))
        cyan = plates(tmp_path / "x.pdf", tmp_path, ppi=288)["Cyan"]

        def at(mm: float) -> int:
            return round(mm / 25.4 * 288)

        columns = np.flatnonzero(cyan[-at(3.5) : -at(3), at(AREA + 40) : at(AREA + 60)].max(axis=0) > 0.2)
        found.append({round(40 + float(column) / 288 * 25.4) for column in columns})
    assert found == [{50}, {45, 55}]  # without folds the registration mark has the middle


def test_the_same_marks_give_the_same_bytes(make_engine: MakeEngine) -> None:
    assert marked(make_engine) == marked(make_engine)
