"""The reader of page contents: tokens, states, places and sizes."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from print_files import PrintFile, face, picture, words

from yearbook.geometry import IDENTITY, Rect, scales, times
from yearbook.preflight.content import PageContent, Picture, Reader, Shape, Text
from yearbook.preflight.content.colours import CMYK, GRAY, Colour, Space
from yearbook.preflight.content.streams import Damaged, unpacked
from yearbook.preflight.content.tokens import Operations, Row


def operations(data: bytes) -> list[tuple[bytes, list[object]]]:
    reader = Operations(data)
    found = [(name, list(operands)) for name, operands in reader]
    assert reader.faults == 0
    return found


def test_operands_of_every_kind() -> None:
    data = rb"""% a comment
    /Na#20me 1 -.5 +2. (a(b)c\)\101\
d) <41 4> [1 (x) <41>] << /K [/A 2] /L << >> >> true Op"""
    assert operations(data) == [
        (b"Op", ["Na me", 1.0, -0.5, 2.0, b"a(b)c)Ad", b"A@", Row(b"1 (x) <41>"), {"K": ["A", 2.0], "L": {}}, True])
    ]


def test_strings_with_brackets_in_brackets() -> None:
    assert operations(b"(((deep)) and (deeper (still))) Tj 1 w") == [
        (b"Tj", [b"((deep)) and (deeper (still))"]),
        (b"w", [1.0]),
    ]


@pytest.mark.parametrize(
    ("row", "codes", "moved"),
    [
        (rb"<0041>-250<0042> 30.5", b"\0A\0B", -219.5),
        (rb"(ab\)) -100 (c) <64> 5", b"ab)cd", -95.0),
        (rb"", b"", 0.0),
    ],
)
def test_what_tj_shows(row: bytes, codes: bytes, moved: float) -> None:
    assert Row(row).shown() == (codes, pytest.approx(moved))


@given(st.binary(max_size=400))
def test_any_bytes_can_be_read(data: bytes) -> None:
    for name, operands in Operations(data):
        assert isinstance(name, bytes)
        assert isinstance(operands, list)


def read(file: PrintFile) -> PageContent:
    sheet = file.pdf.pages[-1]
    content = Reader().read(sheet, 1, Rect.of(sheet.mediabox))
    assert content.faults == []
    return content


def drawn(content: bytes, **resources: object) -> PageContent:
    file = PrintFile()
    file.page(content, **resources)
    return read(file)


def text(content: bytes) -> list[Text]:
    return [thing for thing in drawn(content).painted if isinstance(thing, Text)]


def test_text_stands_where_its_widths_say() -> None:
    [run] = text(b"BT /F0 20 Tf 100 Tz 40 50 Td (nam) Tj ET")
    widths = face()[1]
    width = sum(widths[letter - 32] for letter in b"nam") / 1000 * 20
    assert (run.rect.left, run.rect.right) == pytest.approx((40, 40 + width))
    assert run.rect.bottom < 50 < run.rect.top
    assert (run.size, run.letters, run.font.name) == (20, 3, "SourceSerif4-Regular")


def test_runs_follow_each_other() -> None:
    """Widths, letter and word spaces, adjustments, stretching and lines all move the next run."""
    first, second = text(b"BT /F0 10 Tf 2 Tc 5 Tw 50 Tz 40 50 Td (a b) Tj (c) Tj ET")
    widths = face()[1]
    advance = (sum(widths[letter - 32] for letter in b"a b") / 1000 * 10 + 3 * 2 + 5) * 0.5
    assert second.rect.left == pytest.approx(first.rect.left + advance)
    lines = text(b"BT /F0 10 Tf 12 TL 40 100 Td (a) Tj T* (b) Tj (c) ' 0 -20 TD (d) Tj T* (e) Tj ET")
    assert [round(100 - run.rect.bottom - 2.2, 6) for run in lines] == [0, 12, 24, 44, 64]


def test_the_adjustments_of_tj_move_to_the_left() -> None:
    plain, moved = text(b"BT /F0 10 Tf 0 9 Td [(aa)] TJ ET BT /F0 10 Tf 0 9 Td [(a) -1000 (a)] TJ ET")
    assert moved.rect.right - plain.rect.right == pytest.approx(10)


@pytest.mark.parametrize(
    ("matrix", "size"), [(b"1 0 0 1", 8), (b"0 2 -2 0", 16), (b"1 0 0 -1", 8), (b"3 0 0 1", 8), (b"1 0 0.5 1", 8.944)]
)
def test_the_size_of_text_is_its_height(matrix: bytes, size: float) -> None:
    [run] = text(b"q 2 0 0 2 0 0 cm BT /F0 4 Tf %s 50 50 Tm (a) Tj ET Q" % matrix)
    assert run.size == pytest.approx(size, abs=0.01)


def test_rendering_modes() -> None:
    runs = text(b"1 0 0 RG 0 1 0 rg BT /F0 9 Tf 9 9 Td 0 Tr (a) Tj 1 Tr (a) Tj 2 Tr (a) Tj 3 Tr (a) Tj 7 Tr (a) Tj ET")
    assert [(bool(run.fill), bool(run.outline)) for run in runs] == [(True, False), (False, True), (True, True)]


def test_states_are_saved_and_brought_back() -> None:
    shapes = drawn(b"0 0 1 0 k q 1 0 0 0 k 3 w 5 5 9 9 re f Q 5 5 9 9 re f 5 5 m 9 9 l S").painted
    assert [shape.look.colour.values for shape in shapes if isinstance(shape, Shape)] == [
        (1, 0, 0, 0),
        (0, 0, 1, 0),
        (0,),
    ]
    assert isinstance(shapes[-1], Shape)
    assert shapes[-1].width == 1


def test_a_clip_cuts_what_is_painted() -> None:
    [shape] = drawn(b"q 10 10 20 20 re W n 0 0 25 500 re f 200 200 9 9 re f Q").painted
    assert shape.rect == Rect(10, 10, 25, 30)


def test_the_box_of_a_form_cuts_as_well() -> None:
    file = PrintFile()
    form = file.form(b"0 0 500 500 re f", (2, 0, 0, 2, 10, 0), BBox=Array([0, 0, 5, 5]))
    file.page(b"/Fm Do", XObject={"/Fm": form})
    [shape] = read(file).painted
    assert shape.rect == Rect(10, 0, 20, 10)


def test_the_width_of_a_stroke_is_that_of_its_thinnest_side() -> None:
    [shape] = drawn(b"q 3 0 0 0.5 0 0 cm 2 w 10 10 m 20 10 l S Q").painted
    assert isinstance(shape, Shape)
    assert shape.width == pytest.approx(1)


def test_overprint_and_opacity_come_from_graphics_states() -> None:
    state = Dictionary(OP=True, ca=0.4, BM=Array([Name.Multiply]), SMask=Name.None_)
    [shape] = drawn(b"/GS gs 5 5 9 9 re f", ExtGState={"/GS": state}).painted
    assert isinstance(shape, Shape)
    look = shape.look
    assert (look.overprint, look.overprint_mode, look.alpha, look.blend, look.soft_mask) == (
        True,  # OP alone is meant for fills as well
        0,
        0.4,
        "Multiply",
        False,
    )


turns = st.floats(0, 2 * math.pi)
sizes = st.floats(10, 400)


@given(turns, sizes, sizes, st.integers(1, 4))
def test_the_resolution_of_an_image_does_not_depend_on_its_turn(
    turn: float, width: float, height: float, depth: int
) -> None:
    cos, sin = math.cos(turn), math.sin(turn)
    file = PrintFile()
    image = file.image(90, 60)
    form = file.form(picture(b"Im", 0, 0, width, height), Resources=Dictionary(XObject=Dictionary(Im=image)))
    for level in range(depth):
        angle = (-1) ** level * turn
        matrix = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0)
        form = file.form(b"q 2 0 0 2 0 0 cm /Im Do Q", matrix, Resources=Dictionary(XObject=Dictionary(Im=form)))
    scale = 0.5**depth
    outer = [scale * cos, scale * sin, -scale * sin, scale * cos, 200, 200]
    file.page(b"q %f %f %f %f %f %f cm /Fm Do Q" % tuple(outer), XObject={"/Fm": form})
    [found] = read(file).painted
    assert isinstance(found, Picture)
    assert found.across == pytest.approx(90 / width * 72, rel=1e-3)
    assert found.down == pytest.approx(60 / height * 72, rel=1e-3)


numbers = st.floats(-50, 50)
matrices = st.tuples(numbers, numbers, numbers, numbers, numbers, numbers)


@given(matrices, matrices)
def test_matrices(one: tuple[float, ...], other: tuple[float, ...]) -> None:
    a, b, c, d, _, _ = one
    least, most = scales(one)  # type: ignore[arg-type]
    assert 0 <= least <= most + 1e-9
    assert least * most == pytest.approx(abs(a * d - b * c), rel=1e-3, abs=1e-2)
    assert times(one, IDENTITY) == one  # type: ignore[arg-type]
    assert times(one, other)[4] == pytest.approx(one[4] * other[0] + one[5] * other[2] + other[4])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("colour", "inks", "label"),
    [
        (Colour(CMYK, (0.1, 0, 0.004, 1)), {"Cyan": 0.1, "Black": 1}, "C 10 K 100"),
        (Colour(GRAY, (0.25,)), {"Black": 0.75}, "K 75"),
        (Colour(GRAY, (1.0,)), {}, "trắng"),
        (Colour(Space("Separation", 1, ("Gold",)), (0.5,)), {"Gold": 0.5}, "Gold 50"),
        (Colour(Space("DeviceN", 2, ("None", "Cyan")), (1.0, 1.0)), {"Cyan": 1.0}, "C 100"),
        (Colour(Space.device("DeviceRGB"), (0, 0, 0)), None, "DeviceRGB"),
    ],
)
def test_colours_as_inks(colour: Colour, inks: dict[str, float] | None, label: str) -> None:
    assert (colour.inks, colour.label) == (inks, label)
    assert colour.is_white == (inks == {})


def test_streams_are_unpacked_within_bounds() -> None:
    pdf = Pdf.new()
    stream = pdf.make_indirect(Stream(pdf, b""))
    stream.write(b"616263>", filter=Name.ASCIIHexDecode)
    assert unpacked(stream) == b"abc"
    stream.write(b"x" * 1000)
    with pytest.raises(Damaged) as caught:
        unpacked(stream, 100)
    assert caught.value.data == b"x" * 100


def test_fonts_of_two_bytes_a_letter(tmp_path: Path) -> None:
    file = PrintFile()
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/ABCDEF+Hai"),
        DW=700,
        W=Array([5, Array([100, 200]), 10, 12, 300]),
        FontDescriptor=file.font.FontDescriptor,
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Hai"), DescendantFonts=Array([inner]))
    file.page(b"BT /F2 10 Tf 20 20 Td <0005000600070009000a000c> Tj ET\n" + words(60, 60), Font={"/F2": font})
    run = read(file).painted[0]
    assert isinstance(run, Text)
    assert (run.font.name, run.font.embedded, run.letters) == ("Hai", True, 6)
    assert run.rect.width == pytest.approx((100 + 200 + 700 + 700 + 300 + 300) / 100)
