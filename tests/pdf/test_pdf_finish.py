"""The finished file: labels, language, names, dates and ids that follow from what went in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from yearbook.pdf.engine import Engine
from yearbook.pdf.finish import Finish, finish, pdf_date, plain_name

MakeEngine = Callable[..., Engine]
HOW = Finish(
    title="Kỷ yếu Đại hội",
    author="Vụ Thi đua",
    date=dt.date(2020, 11, 20),
    identity="abc-print",
    faces={plain_name("SourceSerif4-SemiBold"): "SourceSerif4-SemiBold", plain_name("X-Italic"): "X-Italic"},
)
HTML = """<html lang="vi"><head><title>Kỷ yếu</title>
<meta name="dcterms.created" content="2020-11-20"><meta name="dcterms.modified" content="2020-11-20"></head>
<body><p id="a">Kỷ yếu <a href="#b">xem</a></p><p id="b" style="break-before: page">hai</p></body></html>"""


def raw(engine: Engine, html: str = HTML) -> bytes:
    document = engine.lay_out(html)
    return engine.write(document, list(document.pages), tagged=False, identifier=b"x")


def opened(data: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture
def finished(make_engine: MakeEngine) -> Pdf:
    return opened(finish(raw(make_engine("@page { bleed: 3mm }")), HOW))


def test_page_labels_language_and_title_bar(finished: Pdf) -> None:
    labels = finished.Root.PageLabels.Nums
    assert (labels[0], labels[1].S, labels[1].St, len(labels)) == (0, "/D", 1, 2)
    assert str(finished.Root.Lang) == "vi"
    assert bool(finished.Root.ViewerPreferences.DisplayDocTitle)


def test_title_author_and_dates_are_those_of_the_book(finished: Pdf) -> None:
    info = finished.docinfo
    assert (str(info.Title), str(info.Author)) == ("Kỷ yếu Đại hội", "Vụ Thi đua")
    assert str(info.CreationDate) == str(info.ModDate) == "D:20201120000000+00'00'" == pdf_date(dt.date(2020, 11, 20))


@pytest.mark.parametrize("variant", [None, "pdf/x-4"])
def test_the_same_pages_give_the_same_bytes(make_engine: MakeEngine, variant: str | None) -> None:
    """PDF/X writes a random document id and the time of the day."""
    first, second = (finish(raw(make_engine(variant=variant)), HOW) for _ in range(2))
    assert first == second


def test_another_edition_of_the_build_is_another_document(make_engine: MakeEngine) -> None:
    """The ids in the XMP differ, though the pages are the same."""
    data = raw(make_engine(variant="pdf/x-4"))
    one, two = (opened(finish(data, replace(HOW, identity=name))) for name in ("a", "b"))
    assert bytes(one.Root.Metadata.read_bytes()) != bytes(two.Root.Metadata.read_bytes())


def test_links_stay_for_readers_and_go_for_the_printer(make_engine: MakeEngine) -> None:
    data = raw(make_engine())
    assert any("/Annots" in page.obj for page in opened(finish(data, HOW)).pages)
    assert not any("/Annots" in page.obj for page in opened(finish(data, replace(HOW, standard="x-4"))).pages)


def test_a_reader_sees_the_trimmed_page_and_the_printer_keeps_the_bleed(make_engine: MakeEngine) -> None:
    data = raw(make_engine("@page { bleed: 3mm }"))
    for_reader, for_printer = opened(finish(data, HOW)), opened(finish(data, replace(HOW, standard="x-4")))
    reader, printer = for_reader.pages[0], for_printer.pages[0]
    assert list(reader.mediabox) == list(reader.cropbox) == list(reader.trimbox)
    assert float(printer.trimbox[0]) - float(printer.mediabox[0]) == pytest.approx(3 / 25.4 * 72, abs=0.1)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/ABCDEF+Source-Serif-4-Semi-Bold", "/ABCDEF+SourceSerif4-SemiBold"),
        ("/Source-Serif-4-Semi-Bold", "/SourceSerif4-SemiBold"),
        ("/ABCDEF+X-Italic", "/ABCDEF+X-Italic"),
        ("/ABCDEF+Quite-Another", "/ABCDEF+Quite-Another"),
    ],
)
def test_fonts_stand_under_their_postscript_names(written: str, expected: str) -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    descriptor = pdf.make_indirect(Dictionary(Type=Name.FontDescriptor, FontName=Name(written)))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, BaseFont=Name(written), FontDescriptor=descriptor))
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F0=font), ProcSet=Array())
    stream = io.BytesIO()
    pdf.save(stream)
    finished = opened(finish(stream.getvalue(), HOW))
    named = finished.pages[0].obj.Resources.Font.F0
    assert (named.BaseFont, named.FontDescriptor.FontName) == (expected, expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Source-Serif-4-Semi-Bold", "SourceSerif4-SemiBold"),
        ("Be-Vietnam-Pro", "BeVietnamPro-Regular"),
        ("Source-Serif-4-Bold-Italic", "SourceSerif4-BoldItalic"),
    ],
)
def test_two_spellings_of_a_face_compare_equal(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)
