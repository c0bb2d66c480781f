"""The print file as a press takes it: keys of the standard, one output intent, inks where they belong, overprint."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from lxml import etree
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from separations import INKS, plates

from yearbook.context import asset_root
from yearbook.images import CMYK_PROFILE
from yearbook.pdf.engine import Engine
from yearbook.pdf.finish import Finish, OutputIntent, finish, plain_name

MakeEngine = Callable[..., Engine]
ICC = asset_root() / "profiles" / CMYK_PROFILE
HOW = Finish(
    title="Kỷ yếu Đại hội & bạn bè",
    author="Vụ Thi đua",
    date=dt.date(2020, 11, 20),
    identity="abc-print",
    faces={plain_name("SourceSerif4-Regular"): "SourceSerif4-Regular"},
    standard="x-4",
    intent=OutputIntent("FOGRA39", "ISO Coated v2 300% (basICColor)", ICC.read_bytes()),
)
INK = """
html { color: device-cmyk(0 0 0 1); font-size: 30pt; line-height: 15mm }
div { background: device-cmyk(0 1 1 0); height: 15mm }
.white { color: device-cmyk(0 0 0 0) } .tint { color: device-cmyk(0 0 0 .5) }
"""
BLACK_ON_RED = '<body><div>MMMM</div><div class="white">MMMM</div><div class="tint">MMMM</div></body>'


def made(engine: Engine, html: str, standard: str = "x-4", how: Finish = HOW) -> bytes:
    document = engine.lay_out(f'<html lang="vi"><head><title>x</title></head>{html}</html>')
    data = engine.write(document, list(document.pages), tagged=False, identifier=b"x")
    assert engine.findings == []
    return finish(data, replace(how, standard=standard))


def opened(data: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(data))


def saved(folder: Path, data: bytes) -> Path:
    (folder / "sach.pdf").write_bytes(data)
    return folder / "sach.pdf"


def hand_made(content: str, **resources: Any) -> bytes:
    """A page of 100 × 100 pt with this content, finished for the printer."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    pdf.pages[0].obj.Contents = pdf.make_indirect(Stream(pdf, content.encode()))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font), **resources)
    stream = io.BytesIO()
    pdf.save(stream)
    return finish(stream.getvalue(), HOW)


def switches(data: bytes) -> list[str]:
    """What the first page paints, in order, each with «+» when overprint is on."""
    pdf = opened(data)
    page = pdf.pages[0]
    on, stack, seen = False, [], []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "q":
            stack.append(on)
        elif operator == "Q":
            on = stack.pop()
        elif operator == "gs":
            on = bool(page.resources.ExtGState[str(instruction.operands[0])].get("/op", on))
        elif operator in {"Tj", "TJ", "f", "S", "Do"}:
            seen.append(operator + ("+" if on else ""))
    return seen


# --- overprint, separations --------------------------------------------------------------------------------


def test_black_text_leaves_the_ground_whole_and_white_text_knocks_out(make_engine: MakeEngine, tmp_path: Path) -> None:
    inks = plates(saved(tmp_path, made(make_engine(INK), BLACK_ON_RED)), tmp_path)
    row = round(15 / 25.4 * 100)  # a block of 15 mm at 100 ppi
    top = round(10 / 25.4 * 100)
    black, white, tint = (inks["Magenta"][top + i * row + 3 : top + (i + 1) * row - 3, 45:300] for i in range(3))
    assert black.min() > 0.99  # no hole under the letters
    assert inks["Black"][top : top + row].max() > 0.99
    assert white.min() < 0.01  # the paper shows
    assert tint.min() < 0.01  # a tint of black would mix with the red: it knocks out


def test_a_page_of_black_text_uses_one_ink(make_engine: MakeEngine, tmp_path: Path) -> None:
    inks = plates(saved(tmp_path, made(make_engine(INK), "<body><p>Kỷ yếu</p></body>")), tmp_path)
    assert {ink: bool(inks[ink].max() > 0) for ink in INKS} == {
        "Cyan": False,
        "Magenta": False,
        "Yellow": False,
        "Black": True,
    }


def test_overprint_follows_the_graphics_state() -> None:
    """On for 100 K letters only; a saved state brings the old switch back, other paint switches it off."""
    shown = hand_made(
        "/DeviceCMYK cs 0 0 0 1 scn BT /F 9 Tf (a) Tj ET "  # on
        "q 0 0 0 0 k BT (b) Tj ET Q "  # white: off, restored with Q
        "BT (c) Tj 0 0 0 .5 k (d) Tj 0 0 0 1 k (e) Tj ET "  # three fills in one text object
        "0 0 9 9 re f "  # black, but no text
        "1 Tr BT (f) Tj ET 0 Tr "  # outlined letters are strokes
        "0 g BT (g) Tj ET "  # DeviceGray is not DeviceCMYK
        "1 1 1 1 k BT (h) Tj ET 0 0 0 1 k BT (i) Tj ET"
    )
    assert switches(shown) == ["Tj+", "Tj", "Tj+", "Tj", "Tj+", "f", "Tj", "Tj", "Tj", "Tj+"]


def test_a_stream_without_black_text_is_left_as_it_is() -> None:
    pdf = opened(hand_made("1 0 0 0 k 0 0 9 9 re f"))
    assert pdf.pages[0].Contents.read_bytes().strip() == b"1 0 0 0 k 0 0 9 9 re f"


# --- keys of the standard -----------------------------------------------------------------------------------


def xmp(pdf: Pdf) -> dict[str, str]:
    """Property → text of the packet (a list: its first item)."""
    tree = etree.fromstring(bytes(pdf.Root.Metadata.read_bytes()).partition(b"?>")[2].rpartition(b"<?")[0])
    return {
        f"{child.prefix}:{etree.QName(child).localname}": next((li.text for li in child.iter("{*}li")), child.text)
        for description in tree.iter("{*}Description")
        for child in description
    }


def test_x4_says_so_and_its_metadata_agree(make_engine: MakeEngine) -> None:
    data = made(make_engine(INK, variant="pdf/x-4"), BLACK_ON_RED)
    pdf, packet = opened(data), xmp(opened(data))
    assert data.startswith(b"%PDF-1.6")
    assert packet["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
    assert not [key for key in packet if key.startswith("pdfx:")]
    assert (pdf.docinfo["/Trapped"], packet["pdf:Trapped"]) == (Name("/False"), "False")
    assert packet["dc:title"] == "Kỷ yếu Đại hội & bạn bè"
    assert str(pdf.docinfo["/Title"]) == "Kỷ yếu Đại hội & bạn bè"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20201120000000+00'00'"
    dates = {packet[f"xmp:{name}"] for name in ("CreateDate", "ModifyDate", "MetadataDate")}
    assert dates == {"2020-11-20T00:00:00+00:00"}
    assert packet["xmpMM:DocumentID"] != packet["xmpMM:InstanceID"]
    assert "/Filter" not in pdf.Root.Metadata  # a reader that cannot inflate must find it
    assert "/ID" in pdf.trailer


def test_x1a_says_so_in_the_old_way(make_engine: MakeEngine) -> None:
    data = made(make_engine(INK, variant="pdf/x-1a"), BLACK_ON_RED, "x-1a")
    pdf = opened(data)
    assert data.startswith(b"%PDF-1.4")
    assert b"/ObjStm" not in data  # packed objects came with PDF 1.5
    assert b"/XRef" not in data
    assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
    assert "/GTS_PDFXConformance" not in pdf.docinfo
    states = [dict(state) for page in pdf.pages for _, state in page.resources.ExtGState.items()]
    assert not [state for state in states if {"/ca", "/CA", "/BM", "/SMask"} & set(state)]
    assert [seen for seen in switches(data) if seen.startswith("TJ")] == ["TJ+", "TJ", "TJ", "TJ+"]


@pytest.mark.parametrize("standard", ["x-4", "x-1a"])
def test_one_output_intent_with_the_very_profile(make_engine: MakeEngine, standard: str) -> None:
    pdf = opened(made(make_engine(INK), BLACK_ON_RED, standard))
    [intent] = pdf.Root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert str(intent.RegistryName) == "http://www.color.org"
    assert str(intent.Info) == "ISO Coated v2 300% (basICColor)"
    assert (int(intent.DestOutputProfile.N), bytes(intent.DestOutputProfile.read_bytes())) == (4, ICC.read_bytes())


def test_a_profile_of_no_registered_condition_stands_under_its_own_name(make_engine: MakeEngine) -> None:
    how = replace(HOW, intent=OutputIntent("", "Nhà in A, giấy couché", ICC.read_bytes()))
    pdf = opened(made(make_engine(INK), BLACK_ON_RED, how=how))
    [intent] = pdf.Root.OutputIntents
    assert str(intent.OutputConditionIdentifier) == "Nhà in A, giấy couché"
    assert "/RegistryName" not in intent


def test_no_colour_space_is_offered_that_nothing_uses(make_engine: MakeEngine) -> None:
    """WeasyPrint gives every page Lab and ICC spaces."""
    data = made(make_engine(INK), BLACK_ON_RED)
    assert [dict(page.resources.get("/ColorSpace", {})) for page in opened(data).pages] == [{}]
    qdf = subprocess.run(["qpdf", "--qdf", "-", "-"], input=data, capture_output=True, check=False).stdout
    assert b"/Lab" not in qdf


# --- transparency groups ------------------------------------------------------------------------------------


def group_file(**state: Any) -> Pdf:
    """A page and a form with RGB transparency groups, painted with this ExtGState."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    form = pdf.make_indirect(Stream(pdf, b"/G gs 0 0 9 9 re f"))
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(**state)))
    page = pdf.pages[0].obj
    for holder in (page, form):
        holder.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    page.Resources = Dictionary(XObject=Dictionary(X=form))
    page.Contents = pdf.make_indirect(Stream(pdf, b"/X Do"))
    stream = io.BytesIO()
    pdf.save(stream)
    return opened(finish(stream.getvalue(), HOW))


def test_groups_in_which_nothing_is_transparent_go() -> None:
    """They would stop overprint at their edge."""
    pdf = group_file(ca=1, CA=1, BM=Name.Normal)
    page = pdf.pages[0]
    assert "/Group" not in page.obj
    assert "/Group" not in page.resources.XObject.X


@pytest.mark.parametrize("state", [{"ca": 0.5}, {"CA": 0.99}, {"BM": Name.Multiply}], ids=str)
def test_other_groups_blend_in_the_inks_of_the_press(state: dict[str, Any]) -> None:
    pdf = group_file(**state)
    page = pdf.pages[0]
    assert page.obj.Group.CS == page.resources.XObject.X.Group.CS == Name.DeviceCMYK


def test_the_plates_are_not_moved_by_finishing(make_engine: MakeEngine, tmp_path: Path) -> None:
    """The finished page shows what the unfinished one showed."""
    engine = make_engine(INK)
    document = engine.lay_out(f"<html><head><title>x</title></head>{BLACK_ON_RED}</html>")
    raw = engine.write(document, list(document.pages), tagged=False, identifier=b"x")
    pictures = []
    for name, data in (("raw", raw), ("done", finish(raw, HOW))):
        (tmp_path / f"{name}.pdf").write_bytes(data)
        done = subprocess.run(
            ["pdftoppm", "-r", "60", "-gray", str(tmp_path / f"{name}.pdf")], capture_output=True, check=True
        )
        assert done.stderr == b""
        pictures.append(np.frombuffer(done.stdout, np.uint8).astype(int))
    assert np.abs(pictures[0] - pictures[1]).max() <= 40  # poppler mixes black with the red below it
    assert np.abs(pictures[0] - pictures[1]).mean() < 0.5
