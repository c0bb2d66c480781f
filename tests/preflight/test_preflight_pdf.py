"""Finished PDF files with one fault each: every one is found, a sound one is not blamed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.pdf import Expected, inspect_pdf

MM = 72 / 25.4
TRIM = (190.0, 270.0)
SOUND = Expected(pages=2, faces={"SourceSerif4-Regular"}, anchors=("nguyen-van-an",), trim_mm=TRIM, bleed_mm=3.0)


def box(left: float, top: float, right: float, bottom: float) -> Array:
    """A box this far outside the trim on each side, in mm."""
    return Array([-left * MM, -bottom * MM, (TRIM[0] + right) * MM, (TRIM[1] + top) * MM])


class Draft:
    """A PDF of two pages with one embedded face and one destination, to be spoilt before it is saved."""

    def __init__(self) -> None:
        self.pdf = Pdf.new()
        self.font = self.face("ABCDEF+SourceSerif4-Regular")
        for _ in range(2):
            self.pdf.add_blank_page(page_size=(100, 100))
            page = self.pdf.pages[-1].obj
            page.MediaBox, page.BleedBox, page.TrimBox = box(3, 3, 3, 3), box(3, 3, 3, 3), box(0, 0, 0, 0)
            page.Resources = Dictionary(Font=Dictionary(F0=self.font))
        target = Array([self.pdf.pages[0].obj, Name.XYZ, 0, 0, 0])
        self.destinations = Array([String("nguyen-van-an"), target])
        self.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=self.destinations))

    def face(self, name: str, embedded: bool = True, described: bool = True) -> Any:
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}"))
        if described:
            descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=32)
            if embedded:
                descriptor.FontFile2 = self.pdf.make_indirect(Stream(self.pdf, b"\0\1\0\0"))
            font.FontDescriptor = self.pdf.make_indirect(descriptor)
        return self.pdf.make_indirect(font)

    def use(self, font: Any) -> None:
        self.pdf.pages[1].obj.Resources.Font.F1 = font


Spoil = Callable[[Draft], object]


def findings(folder: Path, spoil: Spoil, expected: Expected = SOUND) -> list[Diagnostic]:
    draft = Draft()
    spoil(draft)
    draft.pdf.save(folder / "sach.pdf")
    return list(inspect_pdf(folder / "sach.pdf", expected))


def told(folder: Path, spoil: Spoil, expected: Expected = SOUND) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in findings(folder, spoil, expected)]


def test_a_sound_file_is_not_blamed(tmp_path: Path) -> None:
    assert told(tmp_path, lambda draft: None) == []


def test_what_is_not_asked_is_not_judged(tmp_path: Path) -> None:
    """The proof and the cover have no destinations and boxes of their own."""
    expected = Expected(pages=None, faces={"SourceSerif4-Regular"})

    def spoil(draft: Draft) -> None:
        del draft.pdf.Root.Names
        draft.pdf.pages[0].obj.TrimBox = Array([0, 0, 10, 10])

    assert told(tmp_path, spoil, expected) == []


# --- P101 --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF\n"])
def test_p101_a_file_that_cannot_be_opened(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "sach.pdf").write_bytes(data)
    [finding] = inspect_pdf(tmp_path / "sach.pdf", SOUND)
    assert finding.code == "P101"
    assert finding.message.startswith("tệp sach.pdf không đọc lại được trọn vẹn: ")


def test_p101_a_file_cut_off(tmp_path: Path) -> None:
    """Half a file can often be patched up while opening: it must not pass for whole."""
    draft = Draft()
    draft.pdf.save(tmp_path / "sach.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    whole = (tmp_path / "sach.pdf").read_bytes()
    (tmp_path / "sach.pdf").write_bytes(whole[: len(whole) * 9 // 10])
    codes = {finding.code for finding in inspect_pdf(tmp_path / "sach.pdf", SOUND)}
    assert "P101" in codes


def test_p101_a_damaged_content_stream(tmp_path: Path) -> None:
    def spoil(draft: Draft) -> None:
        draft.pdf.pages[0].obj.Contents = draft.pdf.make_indirect(
            Stream(draft.pdf, b"x\x9c not deflated", Filter=Name.FlateDecode)
        )

    draft = Draft()
    spoil(draft)
    draft.pdf.save(tmp_path / "sach.pdf", compress_streams=False)
    assert {finding.code for finding in inspect_pdf(tmp_path / "sach.pdf", SOUND)} == {"P101"}


# --- P102 --------------------------------------------------------------------------------------------------


def test_p102_a_page_too_few(tmp_path: Path) -> None:
    assert told(tmp_path, lambda draft: draft.pdf.pages.__delitem__(1)) == [
        ("P102", "tệp sach.pdf có 1 trang, phải là 2")
    ]


# --- P103, L105 --------------------------------------------------------------------------------------------


def test_p103_a_face_that_is_not_embedded(tmp_path: Path) -> None:
    def spoil(draft: Draft) -> None:
        del draft.font.FontDescriptor["/FontFile2"]

    assert told(tmp_path, spoil) == [("P103", "tệp sach.pdf: phông «SourceSerif4-Regular» không được nhúng")]


def test_p103_one_of_two_subsets_of_a_face_is_not_embedded(tmp_path: Path) -> None:
    for name, first in (("a", True), ("b", False)):
        (tmp_path / name).mkdir()

        def spoil(draft: Draft, first: bool = first) -> None:
            draft.font.FontDescriptor = draft.face("AAAAAA+SourceSerif4-Regular", embedded=first).FontDescriptor
            draft.use(draft.face("BBBBBB+SourceSerif4-Regular", embedded=not first))

        assert [code for code, _ in told(tmp_path / name, spoil)] == ["P103"], name


def test_l105_a_face_that_the_theme_does_not_know(tmp_path: Path) -> None:
    assert told(tmp_path, lambda draft: draft.use(draft.face("ABCDEF+DejaVu-Sans"))) == [
        ("L105", "tệp sach.pdf dùng phông «DejaVu-Sans» mà giao diện không yêu cầu")
    ]


def test_l105_a_standard_face_without_any_description(tmp_path: Path) -> None:
    """Helvetica and its kind may stand in a PDF by name alone."""
    found = told(tmp_path, lambda draft: draft.use(draft.face("Helvetica", described=False)))
    assert ("L105", "tệp sach.pdf dùng phông «Helvetica» mà giao diện không yêu cầu") in found


# --- P104 --------------------------------------------------------------------------------------------------


def test_p104_another_trim(tmp_path: Path) -> None:
    def spoil(draft: Draft) -> None:
        draft.pdf.pages[1].obj.TrimBox = Array([0, 0, 160 * MM, 240 * MM])

    assert told(tmp_path, spoil) == [
        ("P104", "tệp sach.pdf, trang 2: khổ thành phẩm không phải 190 × 270 mm"),
    ]


@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
def test_p104_no_bleed_on_one_side(tmp_path: Path, side: str) -> None:
    def spoil(draft: Draft) -> None:
        page = draft.pdf.pages[0].obj
        page.MediaBox = page.BleedBox = box(*(0 if name == side else 3 for name in ("left", "top", "right", "bottom")))

    assert told(tmp_path, spoil) == [("P104", "tệp sach.pdf, trang 1: thiếu tràn lề 3 mm")]


# --- L108 --------------------------------------------------------------------------------------------------


def test_l108_a_record_that_nothing_leads_to(tmp_path: Path) -> None:
    def spoil(draft: Draft) -> None:
        draft.destinations[0] = String("ai-khac")

    [finding] = findings(tmp_path, spoil)
    assert (finding.code, finding.record, finding.message) == (
        "L108",
        "nguyen-van-an",
        "không tìm thấy bản ghi «nguyen-van-an» trong tệp sach.pdf",
    )


def test_l108_a_file_without_destinations(tmp_path: Path) -> None:
    assert [f.code for f in findings(tmp_path, lambda draft: draft.pdf.Root.__delitem__("/Names"))] == ["L108"]


def test_a_name_tree_of_several_nodes_is_read_whole(tmp_path: Path) -> None:
    def spoil(draft: Draft) -> None:
        leaf = draft.pdf.make_indirect(Dictionary(Names=draft.destinations))
        draft.pdf.Root.Names.Dests = Dictionary(Kids=Array([leaf]))

    assert told(tmp_path, spoil) == []


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    def spoil(draft: Draft) -> None:
        del draft.pdf.Root["/Names"]
        del draft.font.FontDescriptor["/FontFile2"]
        draft.use(draft.face("ABCDEF+DejaVu-Sans"))
        draft.pdf.pages[0].obj.TrimBox = Array([0, 0, 10, 10])
        draft.pdf.add_blank_page(page_size=(100, 100))

    codes = {finding.code for finding in findings(tmp_path, spoil)}
    assert codes == {"P102", "P103", "P104", "L105", "L108"}
