"""The switches of overprint put in while pages are drawn are those that the finisher puts into any file."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from assembly_room import Room, flow, press, printed
from hypothesis import given
from hypothesis import strategies as st

from yearbook.pdf.finish.overprint import overprint_black
from yearbook.pdf.inked import inked

PAINTING = (
    "q", "Q", "BT", "ET", "/DeviceCMYK cs", "/Pattern cs", "0 0 0 1 scn", "0 0 0 .5 scn", "0 0 0 1 k", "1 0 0 0 k",
    "0 g", "1 0 0 rg", "3 Tr", "0 Tr", "[<0001>] TJ", "(a) Tj", "0 0 5 5 re", "f", "S", "/x0 Do", "/a1 gs",
)  # fmt: skip


def by_the_finisher(items: list[str]) -> str:
    """What the finisher makes of a page with this content."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = pdf.make_stream("\n".join(items).encode())
    overprint_black(pdf)
    parsed = pikepdf.parse_content_stream(page)
    return pikepdf.unparse_content_stream(parsed).decode()


def parsed_alike(items: list[bytes]) -> str:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = pdf.make_stream(b"\n".join(items))
    return pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)).decode()


@given(st.lists(st.sampled_from(PAINTING), max_size=40))
def test_both_ways_switch_alike(items: list[str]) -> None:
    ink = inked([item.encode() for item in items])
    assert parsed_alike(ink.items) == by_the_finisher(items)
    assert [ink.items[place] for place in ink.places] == [item.encode() for item in items]
    assert ink.switched == (len(ink.items) > len(items))


BLACK = "color: device-cmyk(0 0 0 1)"


@pytest.mark.parametrize(
    ("body", "switched"),
    [
        pytest.param(f'<p style="{BLACK}">đen</p>', True, id="black text"),
        pytest.param('<p style="color: device-cmyk(0 1 1 0)">đỏ</p>', False, id="red text"),
        pytest.param(f'<div style="opacity: .5"><p style="{BLACK}">trong nhóm</p></div>', True, id="in a group"),
    ],
)
def test_pages_for_the_press_are_drawn_with_the_switches(tmp_path: Path, body: str, switched: bool) -> None:
    made_with = printed(press("@page { @bottom-left { color: device-cmyk(1 0 0 0) } }"), variant="pdf/x-4")
    room = Room(tmp_path, made_with)
    with pikepdf.open(room.bound(room.assemble(flow(body)), tmp_path / "sach.pdf")) as pdf:
        names = {str(name) for obj in pdf.objects for name in _states(obj)}
        assert ("/YbOverprint" in names) == switched
        before = _contents(pdf)
        overprint_black(pdf)
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(out) as again:
        assert _contents(again) == before


def _states(obj: pikepdf.Object) -> list[str]:
    if isinstance(obj, pikepdf.Dictionary) and "/ExtGState" in obj:
        return list(obj.ExtGState.keys())
    return []


def _contents(pdf: pikepdf.Pdf) -> list[str]:
    """Every stream that draws, as its operators."""
    forms = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Form"]
    return sorted(
        pikepdf.unparse_content_stream(pikepdf.parse_content_stream(holder)).decode() for holder in (*pdf.pages, *forms)
    )
