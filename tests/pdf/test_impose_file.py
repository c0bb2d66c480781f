"""Press sheets read back: which page stands where, clipped at the spine, the same bytes twice."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from separations import plates

from yearbook.pdf.engine import Engine
from yearbook.pdf.impose import MARGIN, impose_file
from yearbook.pdf.imposition import SCHEMES, impose

MakeEngine = Callable[..., Engine]
MM = 72 / 25.4
WIDTH, HEIGHT, BLEED = 100.0, 120.0, 3.0  # mm, see conftest
CSS = """
@page { bleed: 3mm; @bottom-left { content: none } }
html { color: device-cmyk(0 0 0 1); font-size: 20pt; line-height: 10mm }
p + p { break-before: page }
p::before { content: ""; position: absolute; left: -13mm; right: -13mm; top: -13mm; height: 5mm;
  background: device-cmyk(1 0 0 0) }
"""


def made(make_engine: MakeEngine, pages: int, scheme: str, leaf: float = 0.1) -> bytes:
    def written(css: str, texts: list[str]) -> bytes:
        engine = make_engine(css)
        html = "".join(f"<p>{text}</p>" for text in texts)
        document = engine.lay_out(f"<html><head><title>x</title></head><body>{html}</body></html>")
        return engine.write(document, list(document.pages), tagged=False, identifier=b"x")

    sides = impose(pages, SCHEMES[scheme], leaf)
    interior = written(CSS, [f"T{number}" for number in range(1, pages + 1)])
    slugs = written(
        "@page { size: 60mm 4mm; margin: 0; @bottom-left { content: none } } p + p { break-before: page }",
        [side.label for side in sides],
    )
    return impose_file(interior, sides, BLEED, slugs)


def places(file: Path) -> list[dict[str, tuple[float, float]]]:
    """For each sheet side: word → its left top corner in mm."""
    text = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True).stdout
    tree = etree.fromstring(text, etree.XMLParser(recover=True))
    return [
        {word.text: (float(word.get("xMin")) / MM, float(word.get("yMin")) / MM) for word in page.iter("{*}word")}
        for page in tree.iter("{*}page")
    ]


@pytest.fixture
def saddle(make_engine: MakeEngine, tmp_path: Path) -> Path:
    (tmp_path / "x.pdf").write_bytes(made(make_engine, 10, "saddle", 0.5))
    return tmp_path / "x.pdf"


def test_pages_stand_where_the_fold_wants_them_and_creep_towards_the_spine(saddle: Path) -> None:
    """12 pages of which two are blank; the type area begins 10 mm inside the trim."""
    found = [{word: round(x, 1) for word, (x, _) in page.items() if word[0] == "T"} for page in places(saddle)]
    left, right = MARGIN + BLEED + 10, MARGIN + BLEED + WIDTH + 10
    assert found == [
        {"T1": right},
        {"T2": left},
        {"T10": left + 0.5, "T3": right - 0.5},
        {"T4": left + 0.5, "T9": right - 0.5},
        {"T8": left + 1.0, "T5": right - 1.0},
        {"T6": left + 1.0, "T7": right - 1.0},
    ]


def test_the_sheet_holds_two_trimmed_pages(saddle: Path) -> None:
    with pikepdf.open(saddle) as pdf:
        for page in pdf.pages:
            trim = [float(value) / MM for value in page.trimbox]
            assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([2 * WIDTH, HEIGHT], abs=0.1)
            assert float(page.mediabox[2]) / MM == pytest.approx(2 * (WIDTH + BLEED + MARGIN), abs=0.1)


def test_every_side_says_what_it_is(saddle: Path) -> None:
    text = subprocess.run(["pdftotext", "-raw", str(saddle), "-"], capture_output=True, check=True).stdout.decode()
    assert [page.strip().splitlines()[-1] for page in text.split("\f")[:6]] == [
        f"tay 1, tờ {sheet}, mặt {side}" for sheet in (1, 2, 3) for side in ("trước", "sau")
    ]


def test_the_bleed_stays_outside_and_is_cut_at_the_spine(saddle: Path, tmp_path: Path) -> None:
    """The front of the outermost sheet: page 1 on the right half, a blank on the left. Its cyan strip must not run
    over the spine into the blank, and must reach the bleed on the other side."""
    cyan = plates(saddle, tmp_path, page=1, ppi=144)["Cyan"]

    def at(mm: float) -> int:
        return round(mm / 25.4 * 144)

    spine, row = MARGIN + BLEED + WIDTH, at(MARGIN + BLEED)
    strip = cyan[row - at(2) : row + at(1)]
    assert strip[:, at(spine) + 3 : at(spine + WIDTH + BLEED) - 3].min() > 0.99
    assert strip[:, at(MARGIN) : at(spine) - 2].max() == 0
    assert strip[:, at(spine + WIDTH + BLEED) + 3 : at(spine + WIDTH + BLEED + 0.8)].max() == 0


def test_upper_rows_are_head_down_on_folded_sheets(make_engine: MakeEngine, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(made(make_engine, 8, "8-sheet"))
    front, back = places(tmp_path / "x.pdf")
    middle = MARGIN + BLEED + HEIGHT + BLEED
    assert {word for word, (_, y) in front.items() if word[0] == "T" and y < middle} == {"T4", "T5"}
    assert {word for word, (_, y) in back.items() if word[0] == "T" and y < middle} == {"T3", "T6"}
    assert front["T4"][1] > front["T1"][1] - HEIGHT  # turned: its first line is at the foot of the row


def test_readers_find_nothing_wrong_and_the_bytes_are_the_same(make_engine: MakeEngine, tmp_path: Path) -> None:
    one, two = (made(make_engine, 8, "16-sheet") for _ in range(2))
    assert one == two
    (tmp_path / "x.pdf").write_bytes(one)
    checked = subprocess.run(["qpdf", "--check", str(tmp_path / "x.pdf")], capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")
