"""Print files that were made to harm, or are broken: preflight ends, within bounds, with findings."""

from __future__ import annotations

import random
import re
import zlib
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, String
from print_files import SOUND, PrintFile, judged, picture, rectangle, without_ink, words

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.printfile import preflight


def codes(found: list[Diagnostic]) -> set[str]:
    return {finding.code for finding in found}


LOOP = "nội dung trang không đọc được trọn vẹn: đối tượng (form XObject) gọi lại chính nó hoặc lồng nhau quá sâu"


def test_a_form_that_calls_itself(tmp_path: Path) -> None:
    file = PrintFile()
    form = file.form(b"/Fm Do", Resources=Dictionary())
    form.Resources.XObject = Dictionary(Fm=form)
    file.page(SOUND + b"/Fm Do\n", XObject={"/Fm": form})
    assert [finding.message for finding in judged(file, tmp_path)] == [LOOP]


def test_a_pattern_that_is_filled_with_itself(tmp_path: Path) -> None:
    file = PrintFile()
    cell = file.stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 9, 9],
        XStep=9,
        YStep=9,
    )
    cell.Resources = Dictionary(Pattern=Dictionary(P=cell))
    file.page(SOUND + b"/Pattern cs /P scn 60 60 50 50 re f\n", Pattern={"/P": cell})
    assert judged(file, tmp_path) == []  # once looked into, it is known


def test_forms_in_forms_deeper_than_anybody_needs(tmp_path: Path) -> None:
    file = PrintFile()
    form = file.form(b"0 g 0 0 9 9 re f")
    for _ in range(60):
        form = file.form(b"/Fm Do", Resources=Dictionary(XObject=Dictionary(Fm=form)))
    file.page(SOUND + b"/Fm Do\n", XObject={"/Fm": form})
    assert [finding.message for finding in judged(file, tmp_path)] == [LOOP]


def test_forms_that_multiply(tmp_path: Path) -> None:
    """Twelve levels of twenty calls each are more than the world has atoms of ink."""
    file = PrintFile()
    form = file.form(b"0 g 50 50 9 9 re f")
    for _ in range(12):
        form = file.form(b"/Fm Do " * 20, Resources=Dictionary(XObject=Dictionary(Fm=form)))
    file.page(SOUND + b"/Fm Do\n", XObject={"/Fm": form})
    assert [finding.message for finding in judged(file, tmp_path)] == [
        "trang có quá nhiều lệnh vẽ, chỉ kiểm tra được một phần"
    ]


def test_a_hundred_thousand_saved_states(tmp_path: Path) -> None:
    """What is painted inside is found, and the state comes back as it was."""
    file = PrintFile()
    inside = b"q " * 100_000 + rectangle(60, 60, 20, 20, b"1 0 0 rg ") + b"Q " * 100_000
    file.page(SOUND + inside + rectangle(90, 60, 20, 20))
    assert [finding.message for finding in judged(file, tmp_path)] == ["hình vẽ dùng màu DeviceRGB, không phải CMYK"]


def test_a_stream_that_unpacks_to_more_than_any_page_needs(tmp_path: Path) -> None:
    file = PrintFile()
    page = file.page()
    page.Contents = file.stream(b"")
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(256)) + packer.flush()
    page.Contents.write(packed, filter=Name.FlateDecode)
    found = judged(file, tmp_path, compress_streams=False)
    assert [finding.message for finding in found] == ["trang có quá nhiều lệnh vẽ, chỉ kiểm tra được một phần"]


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 200,
        b"[" * 50_000,
        b"<<" * 50_000 + b">>" * 50_000,
        b"(" * 50_000,
        b"1 " * 50_000 + b"re f",
        b"9" * 5000 + b" w " + b"1e999 1 -- +- . 5 5 re f",
        b"BI /W 99999999 /H 99999999 ID x",
        b"/a" * 50_000,
        b"BT " + b"/F0 1e30 Tf 1e30 0 0 1e30 0 0 Tm (x) Tj " * 3 + b"ET",
    ],
    ids=["bytes", "arrays", "dictionaries", "strings", "operands", "numbers", "inline image", "names", "sizes"],
)
def test_garbage_for_content(tmp_path: Path, content: bytes) -> None:
    file = PrintFile()
    file.page(SOUND + content)
    found = judged(file, tmp_path)
    assert {"P237"} <= codes(found) | {"P237" for finding in found if finding.code == "P101"}
    assert not any("không kiểm tra được" in finding.message for finding in found)  # no check stumbled


def test_objects_that_lead_back_to_themselves(tmp_path: Path) -> None:
    """A name tree, a colour space, a page's resources, an image's mask."""
    file = PrintFile()
    tree = file.pdf.make_indirect(Dictionary())
    tree.Kids = Array([tree])
    file.pdf.Root.Names = Dictionary(Dests=tree)
    file.pdf.docinfo["/Creator"] = String("yearbook 1.0")
    space = file.pdf.make_indirect(Array([Name.Indexed, Name.DeviceCMYK, 1, String("12345678")]))
    space[1] = space
    image = file.image(300, 300, space, 1)
    image.SMask = image
    file.page(SOUND + picture(b"Im", 60, 60, 72, 72), XObject={"/Im": image})
    assert judged(file, tmp_path) == []


@pytest.mark.parametrize("box", [Array([]), Array([0, 0, 0, 0]), Array([Name.A, 1, 2, 3]), 7, None])
def test_a_media_box_that_is_none(tmp_path: Path, box: object) -> None:
    file = PrintFile()
    page = file.page()
    if box is None:
        del page["/MediaBox"]
    else:
        page.MediaBox = box
    assert {"P210"} <= codes(judged(file, tmp_path)) <= {"P210", "P211", "P215", "P101", "P235"}


def test_resources_that_are_none(tmp_path: Path) -> None:
    file = PrintFile()
    page = file.page(SOUND)
    page.Resources = Dictionary(Font=7, ExtGState=Array([]), XObject=Name.None_)
    assert codes(judged(file, tmp_path)) == {"P237", "P228"}


def test_bytes_changed_at_random(tmp_path: Path) -> None:
    """Whatever happens to a file on its way, preflight returns findings and raises nothing."""
    file = PrintFile()
    file.pdf.Root.OutputIntents = Array([])
    form = file.form(words(10, 10), Resources=Dictionary(Font=Dictionary(F0=file.font)))
    file.page(SOUND + b"/Fm Do " + picture(b"Im", 9, 9, 50, 50), XObject={"/Fm": form, "/Im": file.image(20, 20)})
    whole = file.save(tmp_path / "sach.pdf").read_bytes()
    places = [match.span() for match in re.finditer(rb"/[A-Za-z]+ [^/\n<>\[\]]+|\[[^\]]*\]|\d+ 0 R", whole)]
    chance, path = random.Random(3), tmp_path / "hong.pdf"
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            start, end = chance.choice(places)
            put = chance.choice([b"null", b"true", b"-1", b"9" * 30, b"[]", b"<<>>", b"/X", b"1 0 R", b"7 0 R"])
            data[start:end] = (put + b" " * (end - start))[: end - start]
        path.write_bytes(data)
        assert {finding.code[0] for finding in preflight(path, without_ink())} == {"P"}
