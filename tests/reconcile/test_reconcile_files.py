"""Files that are broken, hostile or of another kind: one clear finding, no exception, no evaluation."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from reconcile_room import HEADER, Person, Room

from yearbook.reconcile import read_list


def package(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return stream.getvalue()


def codes(path: Path) -> list[str]:
    outcome = read_list(path, path.name)
    assert outcome.value == ()
    return [finding.code for finding in outcome.diagnostics]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (OLE, "C102", "là tệp kiểu cũ (.xls hoặc .doc), không phải .xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "C102", "là tệp Excel có mật khẩu"),
        (b"%PDF-1.7\n", "C102", "là tệp PDF"),
        (b"  <HTML><table><tr><td>", "C102", "là trang web"),
        (packed({"word/document.xml": b"<w/>", "[Content_Types].xml": b""}), "C102", "là tệp Word"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "C102", "là tệp OpenDocument (.ods)"),
        (packed({"a.txt": b"x"}), "C102", "là tệp nén, không phải bảng tính"),
        (packed({"[Content_Types].xml": b"<x"}), "C101", "tệp hỏng"),
        (b"PK\x03\x04 broken", "C101", "tệp hỏng"),
        (b"", "C101", "tệp trống"),
        (b"abcdefg\x00" * 100, "C101", "không phải bảng tính, cũng không phải văn bản"),
        (b"x" * 20_000_001, "C103", "nặng hơn 20 MB"),
        (b"a;" * 101 + b"b", "C103", "có hơn 100 cột"),
        (b"a;b\n" * 20_001, "C103", "có hơn 20.000 dòng"),
        (b'a;"' + b"x" * 200_000, "C101", "ô quá dài"),
    ],
    ids=range(15),
)
def test_what_cannot_be_read(room: Room, data: bytes, code: str, words: str) -> None:
    path = room.root / "ds.xlsx"
    path.write_bytes(data)
    outcome = read_list(path, "ds.xlsx")
    assert outcome.value == ()
    (finding,) = outcome.diagnostics
    assert finding.code == code
    assert words in finding.message
    assert "hãy lưu lại dạng .xlsx" in finding.hint or code != "C102"


def sound(room: Room) -> dict[str, bytes]:
    return package(room.sheet([list(HEADER), [1, *Person("a", "Lê An").cells()]]))


def test_a_broken_package(room: Room) -> None:
    path = room.sheet([list(HEADER)])
    whole = path.read_bytes()
    for end in range(100, len(whole), 400):
        path.write_bytes(whole[:end])
        assert codes(path) == ["C101"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_broken_part(room: Room, part: str) -> None:
    path = room.root / "ds.xlsx"
    path.write_bytes(packed(sound(room) | {part: b"<broken"}))
    assert codes(path) == ["C101"]


def test_a_zip_bomb_is_not_unpacked(room: Room) -> None:
    path = room.root / "ds.xlsx"
    path.write_bytes(packed(sound(room) | {"xl/media/a.bin": bytes(120_000_000)}))
    assert path.stat().st_size < 1_000_000
    assert codes(path) == ["C103"]


def test_entities_are_refused(room: Room) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "%s">]><worksheet>&a;</worksheet>' % (b"x" * 1000)
    path = room.root / "ds.xlsx"
    path.write_bytes(packed(sound(room) | {"xl/worksheets/sheet1.xml": bomb}))
    assert codes(path) == ["C101"]


@pytest.mark.parametrize("claim", [b"A1:XFD1048576", b"A1:ZZZ999999999", b"A1:BDWGN1"])
def test_a_claim_of_a_million_columns_costs_nothing(room: Room, claim: bytes) -> None:
    parts = sound(room)
    sheet = parts["xl/worksheets/sheet1.xml"]
    start, end = sheet.index(b'<dimension ref="') + 16, sheet.index(b'"', sheet.index(b'<dimension ref="') + 16)
    path = room.root / "ds.xlsx"
    path.write_bytes(packed(parts | {"xl/worksheets/sheet1.xml": sheet[:start] + claim + sheet[end:]}))
    outcome = read_list(path, "ds.xlsx")
    assert [finding.code for finding in outcome.diagnostics] in ([], ["C101"])
    assert all(len(sheet.lines) == 2 for sheet in outcome.value)


def test_a_row_far_below_is_not_looked_for(room: Room) -> None:
    """Rows between would be a thousand million."""
    parts = sound(room)
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b'r="2"', b'r="999999999"').replace(b'2"', b'999999999"')
    path = room.root / "ds.xlsx"
    path.write_bytes(packed(parts | {"xl/worksheets/sheet1.xml": sheet}))
    outcome = read_list(path, "ds.xlsx")
    assert outcome.diagnostics == ()
    assert [line.number for sheet in outcome.value for line in sheet.lines] == [1]


def test_too_many_columns_and_rows_in_a_workbook(room: Room) -> None:
    assert codes(room.sheet([[*HEADER, *range(200)]])) == ["C103"]
    assert codes(room.sheet([list(HEADER), *([n] for n in range(20_001))])) == ["C103"]


def test_formulas_are_never_evaluated(room: Room) -> None:
    """openpyxl writes formulas without a value, as a program would: they are read as empty and told."""
    room.write([Person("a", "Lê An")])
    cells = Person("a", "Lê An").cells()
    path = room.sheet([list(HEADER), [1, *cells[:-1], '=HYPERLINK("https://example.com","x")'], ["=A2+1", "Trần Bình"]])
    outcome = read_list(path, "ds.xlsx")
    assert [(d.code, d.message) for d in outcome.diagnostics] == [
        ("C108", "ô ở dòng 2 là công thức chưa có giá trị, hoặc công thức báo lỗi (và 1 ô khác); đọc như ô trống")
    ]
    assert [line.cells[:2] for line in outcome.value[0].lines[1:]] == [("1", "Lê An"), ("", "Trần Bình")]


def test_a_formula_with_a_value_is_read_as_the_value(room: Room) -> None:
    parts = sound(room)
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b'<c r="A2" t="n"><v>1</v>', b'<c r="A2"><f>1+0</f><v>7</v>')
    sheet = sheet.replace(b'<c r="A2"><v>1</v>', b'<c r="A2"><f>1+0</f><v>7</v>')
    assert b"<f>" in sheet
    path = room.root / "ds.xlsx"
    path.write_bytes(packed(parts | {"xl/worksheets/sheet1.xml": sheet}))
    outcome = read_list(path, "ds.xlsx")
    assert (outcome.value[0].lines[1].cells[0], outcome.diagnostics) == ("7", ())


def test_links_to_other_files_are_left_alone(room: Room) -> None:
    """A part that points outside is neither opened nor looked for."""
    parts = sound(room)
    link = (
        b'<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><externalBook r:id="rId1"/>'
        b"</externalLink>"
    )
    workbook = parts["xl/workbook.xml"].replace(
        b"</sheets>", b'</sheets><externalReferences><externalReference r:id="rId99" xmlns:r="http://schemas.'
        b'openxmlformats.org/officeDocument/2006/relationships"/></externalReferences>'
    )  # fmt: skip
    relations = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
    )  # fmt: skip
    changed = {"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": relations,
               "xl/externalLinks/externalLink1.xml": link}  # fmt: skip
    path = room.root / "ds.xlsx"
    path.write_bytes(packed(parts | changed))
    outcome = read_list(path, "ds.xlsx")
    assert outcome.diagnostics == ()
    assert outcome.value[0].lines[1].cells[1] == "Lê An"


def test_values_are_read_as_people_see_them(room: Room) -> None:
    import datetime as dt

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([1.0, 2.5, True, dt.date(2020, 6, 3), "a\u200b\tb\u00a0 c", "x\nDòng hai"])
    book.save(room.root / "ds.xlsx")
    (line,) = read_list(room.root / "ds.xlsx", "ds.xlsx").value[0].lines
    assert line.cells[:6] == ("1", "2.5", "", "03/06/2020", "a b c", "x Dòng hai")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in the file system")
def test_a_pipe_is_not_waited_for(room: Room) -> None:
    os.mkfifo(room.root / "ds.csv")
    assert codes(room.root / "ds.csv") == ["C101"]


def test_a_list_without_a_header(room: Room) -> None:
    room.write([Person("a", "Lê An")])
    found = room.compare(room.sheet([["STT", "Người được khen", "Ghi"], [1, "Lê An", ""]]))
    (finding,) = found.diagnostics
    assert finding.code == "C104"
    assert "Họ và tên, Họ tên, Tên cá nhân" in finding.message
