"""Pages laid out once and drawn in several impressions: each is as if the pages had been laid out for it alone."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from assembly_room import Room, flow, press
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from yearbook.diagnostics import DataProblem
from yearbook.pages.flow import CUT, Flow
from yearbook.pdf.runs import Impression, Press
from yearbook.pdf.texts import Texts

CSS = """
@page { background: color(--nen 1 0 0); @bottom-left { color: color(--son 1 0 0) } }
p { color: color(--son 1 0 0); border-bottom: 1pt solid color(--nen 1 0 0 / .5) }
.anh { width: 20mm; height: 12mm; object-fit: cover } .tu-nhien { display: block }
.nen { height: 10mm; background: url("yb:image/anh") }
"""
DRAWING = '<svg width="9mm" height="4mm" viewBox="0 0 9 4"><rect width="9" height="4" fill="color(--son 1 0 0)"/></svg>'
INKS = {
    "press": {"son": "device-cmyk(0 1 1 0)", "nen": "device-cmyk(0 0 0 .2)"},
    "screen": {"son": "#a01010", "nen": "#eeeeee"},
}


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """A press with two impressions, whose picture is finer in the first."""
    for name, mode, size, colour in (
        ("press", "CMYK", (61, 40), (0, 9, 9, 0)),
        ("screen", "RGB", (30, 20), (9, 9, 99)),
    ):
        Image.new(mode, size, colour).save(tmp_path / f"{name}.jpg")
    inks = {name: tuple(sorted(values.items())) for name, values in INKS.items()}
    files = {name: {"anh": tmp_path / f"{name}.jpg"} for name in INKS}
    ink = Impression(inks["press"], "pdf/x-4", False, "300 ppi", files["press"])
    screen = Impression(inks["screen"], None, True, "150 ppi", files["screen"])
    return replace(press(CSS), impressions=(ink, screen), sizes={"anh": (30.0, 20.0)})


def pieces(count: int = 24) -> Flow:
    picture = '<img class="anh" src="yb:image/anh" alt="x">'
    free = '<img class="tu-nhien" src="yb:image/anh" alt="y"><div class="nen"></div>'
    rows = [f"<p>Đoạn {n} {DRAWING if n == 3 else picture if n % 7 == 2 else ''}</p>" for n in range(count)]
    return flow(CUT.join([*rows, f"<p>{free}</p>"]))


def files(folder: Path, made: Press, *flows: Flow) -> list[bytes]:
    """The files of all impressions of a press with a cache of its own."""
    room = Room(folder / "cache", made)
    assembly = room.assemble(*(flows or (pieces(),)))
    paths = [room.bound(assembly, folder / f"{number}.pdf", number) for number in range(len(made.impressions))]
    return [path.read_bytes() for path in paths]


def test_two_impressions_of_one_layout_are_those_that_each_would_have_alone(tmp_path: Path, made: Press) -> None:
    together = files(tmp_path, made)
    alone = [files(tmp_path / str(n), replace(made, impressions=(made.impressions[n],)))[0] for n in (0, 1)]
    assert together == alone
    other_way_round = files(tmp_path / "nguoc", replace(made, impressions=made.impressions[::-1]))
    assert other_way_round == alone[::-1]


def test_text_that_was_put_down_is_as_if_it_were_drawn_anew(
    tmp_path: Path, made: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = files(tmp_path / "mot", made)
    monkeypatch.setattr(Texts, "drawn", lambda _texts: nullcontext())
    assert files(tmp_path / "hai", made) == expected


def drawn(page: pikepdf.Page) -> bytes:
    parts = page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
    return b"".join(part.read_bytes() for part in parts)


def test_each_has_its_inks_its_pictures_its_structure(tmp_path: Path, made: Press) -> None:
    files(tmp_path, made)
    told = []
    for number in (0, 1):
        with pikepdf.open(tmp_path / f"{number}.pdf") as pdf:
            streams = (thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream))
            pictures = {(int(s.Width), str(s.ColorSpace)) for s in streams if s.get("/Subtype") == "/Image"}
            told.append((b"/DeviceCMYK cs" in b"".join(map(drawn, pdf.pages)), pictures, "/StructTreeRoot" in pdf.Root))
    assert told == [(True, {(61, "/DeviceCMYK")}, False), (False, {(30, "/DeviceRGB")}, True)]
    with pypdfium2.PdfDocument(tmp_path / "1.pdf") as file:
        assert [int(value) for value in file[0].render(scale=1).to_numpy()[2, 2]] == [0xEE, 0xEE, 0xEE]


def test_a_picture_is_by_itself_as_large_as_its_place(tmp_path: Path, made: Press) -> None:
    """Whatever the dots of the files: so pages that were laid out for one impression serve all."""
    files(tmp_path, made)
    for number in (0, 1):
        with pypdfium2.PdfDocument(tmp_path / f"{number}.pdf") as pdf:
            *_, last = (thing.get_bounds() for page in pdf for thing in page.get_objects([FPDF_PAGEOBJ_IMAGE]))
            left, bottom, right, top = last
            assert [round(side / 72 * 25.4, 1) for side in (right - left, top - bottom)] == [30.0, 20.0]


def test_an_impression_that_comes_later_is_drawn_and_the_first_one_stays(tmp_path: Path, made: Press) -> None:
    room = Room(tmp_path / "cache", replace(made, impressions=made.impressions[:1]))
    before = room.assemble(pieces())
    room.press = made
    both = room.assemble(pieces())
    assert room.laid() == 1
    assert [link.drawn[:1] for link in both.links] == [link.drawn for link in before.links]
    for impressions in (made.impressions[:1], made.impressions[1:], made.impressions[::-1]):
        room.press = replace(made, impressions=impressions)
        room.assemble(pieces())
        assert room.pool.done == []


@pytest.mark.parametrize(
    "rule",
    ["background: linear-gradient(color(--son 1 0 0), color(--nen 1 0 0))", "border: 2pt inset color(--son 1 0 0)"],
)
def test_colours_that_cannot_be_mixed_are_told(tmp_path: Path, made: Press, rule: str) -> None:
    with pytest.raises(DataProblem) as told:
        files(tmp_path, replace(made, css=f"{made.css} p {{ {rule} }}"))
    assert told.value.diagnostic.message == (
        "dàn trang báo: màu của bảng màu không pha được: thay dải chuyển màu, viền inset, outset, ridge, groove "
        "bằng màu liền"
    )
