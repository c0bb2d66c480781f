"""What the cache keeps of a preflight: the same findings from it as without it, never those of another page."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from ink_pages import composite
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from print_files import SOUND, PrintFile, ink, picture, rectangle, separation

from yearbook.preflight import kept
from yearbook.preflight.digest import Digests
from yearbook.preflight.profile import default_profile
from yearbook.preflight.prove import prove
from yearbook.preflight.syntax import syntax_problems
from yearbook.storage import Cache

Change = Callable[[PrintFile, Any], Any]
DARK = rectangle(60, 60, 120, 120, ink(1, 0.9, 0.8, 0.7))


def book(spoil: Change | None = None) -> PrintFile:
    """Four pages; the second has one of everything that a page may depend on, and is spoilt."""
    file = PrintFile()
    file.page()
    glyph = file.stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    drawn = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, Name=Name.Drawn, FontBBox=[0, 0, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], CharProcs=Dictionary(a=glyph), FirstChar=97, LastChar=97,
        Encoding=Dictionary(Differences=[97, Name.a]), Widths=[1000], Resources=Dictionary(),
    )  # fmt: skip
    inner = file.form(rectangle(0, 0, 9, 9, ink(0, 0, 0, 0.4)), Resources=Dictionary())
    form = file.form(b"/Inner Do", Resources=Dictionary(XObject=Dictionary(Inner=inner)))
    content = (
        SOUND + picture(b"Im", 60, 60, 72, 72) + b"/Fm Do /State gs /Gold cs 0.5 scn 200 200 9 9 re f\n"
        b"BT /F2 12 Tf 60 350 Td <00250026> Tj ET BT /T3 12 Tf 60 250 Td (a) Tj ET\n"
    )
    page = file.page(
        content,
        XObject={"/Im": file.image(300, 300), "/Fm": form, "/Unused": file.image(9, 9)},
        ExtGState={"/State": Dictionary(op=False)},
        ColorSpace={"/Gold": separation("Gold")},
        Font={"/F2": file.pdf.make_indirect(composite(file)), "/T3": drawn},
    )
    if spoil:
        spoil(file, page)
    file.page(DARK)
    file.page()
    return file


def digest(file: PrintFile, path: Path) -> str:
    """Of the second page, as it is read back."""
    with pikepdf.open(file.save(path)) as pdf:
        return Digests(pdf).page(pdf.pages[1])


def inner_form(page: Any) -> Any:
    return page.Resources.XObject.Fm.Resources.XObject.Inner


def into_itself(form: Any) -> None:
    form.Resources.XObject = Dictionary(Own=form)
    form.write(b"/Own Do")


CHANGES: dict[str, Change] = {
    "content": lambda file, page: page.Contents.write(page.Contents.read_bytes() + b" "),
    "a second stream": lambda file, page: setattr(page, "Contents", Array([page.Contents, file.stream(b"q Q")])),
    "media box": lambda file, page: page.MediaBox.__setitem__(0, -9),
    "trim box": lambda file, page: page.TrimBox.__setitem__(0, 1),
    "bleed box": lambda file, page: page.BleedBox.__setitem__(0, -8),
    "turn": lambda file, page: setattr(page, "Rotate", 90),
    "turn of all pages": lambda file, page: setattr(page.Parent, "Rotate", 90),
    "unit": lambda file, page: setattr(page, "UserUnit", 2),
    "group": lambda file, page: setattr(page.Group, "CS", Name.DeviceRGB),
    "pixels": lambda file, page: page.Resources.XObject.Im.write(b"\x56" * 360_000),
    "decode": lambda file, page: setattr(page.Resources.XObject.Im, "Decode", Array([1, 0] * 4)),
    "form in a form": lambda file, page: inner_form(page).write(b"1 g 0 0 9 9 re f"),
    "matrix of a form": lambda file, page: inner_form(page).Matrix.__setitem__(0, 2),
    "state": lambda file, page: setattr(page.Resources.ExtGState.State, "op", True),
    "spot": lambda file, page: page.Resources.ColorSpace.Gold.__setitem__(1, Name.Silver),
    "tint": lambda file, page: setattr(page.Resources.ColorSpace.Gold[3], "C1", Array([0, 1, 1, 1])),
    "meaning of the device's colours": lambda file, page: setattr(
        page.Resources.ColorSpace, "DefaultCMYK", Array([Name.ICCBased, file.icc])
    ),
    "widths": lambda file, page: setattr(page.Resources.Font.F2.DescendantFonts[0], "DW", 400),
    "font program": lambda file, page: file.font.FontDescriptor.FontFile2.write(b"another"),
    "glyph": lambda file, page: page.Resources.Font.T3.CharProcs.a.write(b"1000 0 d0 1 0 0 rg 0 0 9 9 re f"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_a_page_is_made_of_changes_its_hash(tmp_path: Path, change: Change) -> None:
    sound, spoilt = digest(book(), tmp_path / "a.pdf"), digest(book(change), tmp_path / "b.pdf")
    assert len(sound) == len(spoilt) == 64
    assert sound != spoilt


def test_what_a_page_does_not_use_leaves_its_hash(tmp_path: Path) -> None:
    """Other object numbers, other resources that its content does not name, another way of writing the file."""

    def around(file: PrintFile, page: Any) -> None:
        page.Resources.XObject.Unused.write(b"\x57" * 324)
        page.Resources.XObject.More = file.image(7, 7)
        file.pdf.docinfo["/Title"] = String("Khác")
        page.Resources.Font.F2 = file.pdf.make_indirect(page.Resources.Font.F2)

    assert digest(book(), tmp_path / "a.pdf") == digest(book(around), tmp_path / "b.pdf")


@pytest.mark.parametrize(
    "change",
    [
        lambda file, page: setattr(page, "Annots", Array([])),
        lambda file, page: setattr(file.pdf.Root, "OCProperties", Dictionary()),
        lambda file, page: into_itself(inner_form(page)),
        lambda file, page: inner_form(page).__delitem__("/Resources"),
        lambda file, page: page.Resources.Font.T3.__setattr__("Resources", page.Resources.XObject),
    ],
    ids=["annotations", "layers", "a form in itself", "borrowed resources", "other"],
)
def test_a_page_whose_makings_cannot_be_told_has_no_hash_or_another(tmp_path: Path, change: Change) -> None:
    assert digest(book(change), tmp_path / "b.pdf") != digest(book(), tmp_path / "a.pdf")


def test_a_name_in_another_spelling_is_found(tmp_path: Path) -> None:
    """«/Im#41» in the content is the entry /ImA of the resources."""

    def draw(shade: bytes) -> Change:
        def change(file: PrintFile, page: Any) -> None:
            page.Resources.XObject.ImA = file.image(20, 20)
            page.Resources.XObject.ImA.write(shade * 1600)
            page.Contents.write(picture(b"Im#41", 60, 60, 72, 72))

        return change

    assert digest(book(draw(b"\x01")), tmp_path / "a.pdf") != digest(book(draw(b"\x02")), tmp_path / "b.pdf")


def test_findings_and_pictures_from_the_cache_are_the_same(tmp_path: Path) -> None:
    path, cache = book().save(tmp_path / "s.pdf"), tmp_path
    plain = prove(path, default_profile(), pictures=True)
    first, again = (prove(path, default_profile(), pictures=True, cache=Cache(cache / "kept")) for _ in range(2))
    assert {finding.code for finding in plain.report} >= {"P219", "P260"}
    assert list(first.report) == list(again.report) == list(plain.report)
    assert first.thumbnails == again.thumbnails == plain.thumbnails


def test_thresholds_standard_and_place_are_judged_anew(tmp_path: Path) -> None:
    """The same pages under another profile, another standard, in another order."""
    cache = Cache(tmp_path / "kept")

    def told(path: Path, **ink: float) -> list[tuple[str, int]]:
        usual = default_profile()
        profile = usual.model_copy(update={"ink": usual.ink.model_copy(update=ink)})
        with_cache = prove(path, profile, cache=cache).report
        assert list(with_cache) == list(prove(path, profile).report)
        return [(finding.code, finding.spot.page if finding.spot else 0) for finding in with_cache]

    path = book().save(tmp_path / "s.pdf")
    assert ("P260", 3) in told(path)
    assert "P260" not in dict(told(path, limit=400))
    assert ("P260", 3) in told(path, area_mm2=0)
    with pikepdf.open(path) as pdf:
        pdf.pages.reverse()
        pdf.save(tmp_path / "other.pdf", deterministic_id=True)
    assert ("P260", 2) in told(tmp_path / "other.pdf")
    old = PrintFile("x-1a")
    old.page(DARK)
    assert ("P260", 1) in told(old.save(tmp_path / "old.pdf"))


def test_what_is_told_once_a_file_is_told_at_its_first_page(tmp_path: Path) -> None:
    """The verdict of a page that came second stands in the cache when it comes first."""
    cache = Cache(tmp_path / "kept")

    def spot(name: str, number: int) -> tuple[bytes, dict[str, Any]]:
        field = rectangle(60, 60 + number, 30, 30, b"/Cs cs 1 scn ")
        return SOUND + field, {"ColorSpace": {"/Cs": separation(name)}}

    for order in ((0, 1, 2, 3), (3, 2, 1, 0)):
        file = PrintFile()
        for number in order:
            content, resources = spot("Gold" if number < 3 else "Silver", number)
            file.page(content, **resources)
        path = file.save(tmp_path / "s.pdf")
        found = [d for d in prove(path, default_profile(), cache=cache).report if d.code == "P219"]
        assert found == [d for d in prove(path, default_profile()).report if d.code == "P219"]
        assert len(found) == 2


def test_other_code_keeps_nothing_of_this(monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.kept_key("page", default_profile(), "a")
    assert kept.kept_key("page", default_profile(), "b") != before
    monkeypatch.setattr(kept, "reading", lambda: "other")
    assert kept.kept_key("page", default_profile(), "a") != before


def test_a_broken_stream_is_found_when_all_others_are_known_as_sound(tmp_path: Path) -> None:
    """In the same words as by reading everything."""
    cache = Cache(tmp_path / "kept")

    def told(spoil: Change | None = None) -> list[str]:
        path = book(spoil).save(tmp_path / "s.pdf", compress_streams=False)
        with pikepdf.open(path) as pdf, pikepdf.open(path) as other:
            found = syntax_problems(path, pdf, cache)
            assert found == other.check_pdf_syntax()
            return found

    def broken(name: str) -> Change:
        return lambda file, page: page.Resources.XObject[name].write(b"not deflated", filter=Name.FlateDecode)

    assert told() == told() == told(lambda file, page: page.Contents.write(SOUND)) == []
    assert told(broken("/Im")) != []
    assert told(broken("/Fm")) != []
    assert told(lambda file, page: page.Contents.write(SOUND + b"[ ( ")) != []
    assert told() == []


@pytest.mark.parametrize(
    ("spoil", "sound"),
    [
        (lambda data: data, True),
        (lambda data: b"khong phai JPEG", False),
        (lambda data: data[:300], False),
        (lambda data: data[:-200], False),
    ],
    ids=["whole", "none", "head", "cut"],
)
def test_a_jpeg_is_judged_as_qpdf_judges_it(tmp_path: Path, spoil: Callable[[bytes], bytes], sound: bool) -> None:
    """However little of it is decoded."""
    buffer = io.BytesIO()
    Image.effect_noise((160, 120), 90).convert("CMYK").save(buffer, "JPEG", quality=90)

    def change(file: PrintFile, page: Any) -> None:
        page.Resources.XObject["/Im"].write(spoil(buffer.getvalue()), filter=Name.DCTDecode)

    path = book(change).save(tmp_path / "s.pdf", compress_streams=False)
    for cache in (None, Cache(tmp_path / "kept"), Cache(tmp_path / "kept")):
        with pikepdf.open(path) as pdf, pikepdf.open(path) as other:
            found = syntax_problems(path, pdf, cache)
            assert found == other.check_pdf_syntax()
            assert (found == []) is sound


def test_contents_that_cannot_be_unpacked_stop_the_check_as_before(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")

    def told(spoil: Change | None = None) -> list[str]:
        path = book(spoil).save(tmp_path / "s.pdf", compress_streams=False)
        found = list(prove(path, default_profile(), cache=cache).report)
        assert found == list(prove(path, default_profile()).report)
        return [finding.message for finding in found]

    assert not any("«cú pháp»" in message for message in told())
    damaged = told(lambda file, page: page.Contents.write(b"not deflated", filter=Name.FlateDecode))
    assert any("«cú pháp»" in message for message in damaged)
