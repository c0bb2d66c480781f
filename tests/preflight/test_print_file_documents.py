"""Print files with one fault of the file as a whole: keys, metadata, output intent, boxes, what is interactive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Stream, String
from print_files import BLEED, HEIGHT, MM, SOUND, WIDTH, PrintFile, judged, without_ink

from yearbook.diagnostics import Severity

Spoil = Callable[[PrintFile], Any]
Told = list[tuple[str, int, str]]


def told(folder: Path, spoil: Spoil, standard: str = "x-4", **how: Any) -> Told:
    """Code, page and message of everything found in a book of four pages that was spoilt."""
    file = PrintFile(standard)
    file.pages(4)
    spoil(file)
    found = judged(file, folder, **how)
    assert all(finding.spot is not None for finding in found)
    return [(finding.code, finding.spot.page if finding.spot else -1, finding.message) for finding in found]


# --- standard, metadata, identifier ------------------------------------------------------------------------


def test_p201_no_pdf_x(tmp_path: Path) -> None:
    assert told(tmp_path, lambda file: file.xmp(version="")) == [
        ("P201", 0, "tệp không ghi theo chuẩn PDF/X nào; nhà in nhận PDF/X-4, PDF/X-1a")
    ]


def info(file: PrintFile, key: str, value: str) -> None:
    file.pdf.docinfo[key] = String(value)


@pytest.mark.parametrize(
    ("spoil", "detail"),
    [
        (
            lambda file: info(file, "/GTS_PDFXVersion", "PDF/X-1a:2003"),
            "tệp tự nhận hai chuẩn khác nhau: PDF/X-4 và PDF/X-1a:2003",
        ),
        (lambda file: file.xmp(version="PDF/X-3:2003"), "tệp theo chuẩn PDF/X-3:2003, nhà in nhận PDF/X-4, PDF/X-1a"),
        (lambda file: setattr(file, "version", "1.7"), "tệp là PDF 1.7, PDF/X-4 chỉ cho phép đến PDF 1.6"),
        (
            lambda file: (file.xmp(version=""), info(file, "/GTS_PDFXVersion", "PDF/X-4")),
            "PDF/X-4 phải ghi tên chuẩn trong XMP, không chỉ trong Info",
        ),
    ],
    ids=["contradiction", "another standard", "version", "not in XMP"],
)
def test_p202_wrong_version_keys(tmp_path: Path, spoil: Spoil, detail: str) -> None:
    assert told(tmp_path, spoil) == [("P202", 0, f"tên chuẩn PDF/X không dùng được: {detail}")]


def test_p202_the_catalogue_may_raise_the_version(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        file.pdf.Root.Version = Name("/1.7")

    assert [code for code, _, _ in told(tmp_path, spoil, "x-1a")] == ["P202"]


def test_p202_a_standard_that_the_printer_does_not_take(tmp_path: Path) -> None:
    profile = without_ink(standards=("x-1a",))
    assert [message for _, _, message in told(tmp_path, lambda file: None, profile=profile)] == [
        "tên chuẩn PDF/X không dùng được: tệp theo chuẩn PDF/X-4, nhà in nhận PDF/X-1a"
    ]


def metadata(data: bytes) -> Spoil:
    def spoil(file: PrintFile) -> None:
        file.pdf.Root.Metadata = file.stream(data, Type=Name.Metadata, Subtype=Name.XML)
        info(file, "/GTS_PDFXVersion", "PDF/X-1a:2003")

    return spoil


BOMB = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000 + b'">]><a>&c;&c;</a>'


@pytest.mark.parametrize("data", [b"", b"<x:xmpmeta", b"<a/>", BOMB], ids=["empty", "cut off", "no RDF", "bomb"])
def test_p203_metadata_that_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path, metadata(data), "x-1a") == [("P203", 0, "siêu dữ liệu XMP của tệp không đọc được")]


def test_p203_no_metadata(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        del file.pdf.Root.Metadata

    assert told(tmp_path, spoil, "x-1a") == [("P203", 0, "siêu dữ liệu XMP của tệp không có")]


def test_p204_no_identifier(tmp_path: Path) -> None:
    assert told(tmp_path, lambda file: setattr(file, "identifier", False)) == [
        ("P204", 0, "tệp không có số nhận dạng (ID)")
    ]


def test_p205_no_title(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        del file.pdf.docinfo["/Title"]
        file.xmp(title="")

    assert told(tmp_path, spoil) == [("P205", 0, "thông tin tệp chưa đủ: không có tên sách (Title)")]


@pytest.mark.parametrize(("value", "detail"), [("", "không ghi"), ("Unknown", "ghi «Unknown»")])
def test_p205_trapping_is_not_told(tmp_path: Path, value: str, detail: str) -> None:
    def spoil(file: PrintFile) -> None:
        del file.pdf.docinfo["/Trapped"]
        file.xmp(trapped=value)

    [(code, _, message)] = told(tmp_path, spoil)
    assert code == "P205"
    assert message == f"thông tin tệp chưa đủ: {detail} tệp đã bẫy màu hay chưa (Trapped phải là True hoặc False)"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("/Title", "Sách khác", "tên sách ghi khác nhau: XMP «Sách thử», Info «Sách khác»"),
        (
            "/CreationDate",
            "D:20261121000000Z",
            "ngày tạo ghi khác nhau: XMP «2026-11-20T00:00:00Z», Info «D:20261121000000Z»",
        ),
    ],
)
def test_p240_metadata_that_contradict_the_info(tmp_path: Path, key: str, value: str, message: str) -> None:
    assert told(tmp_path, lambda file: info(file, key, value)) == [("P240", 0, message)]


@pytest.mark.parametrize("date", ["D:20261120070000+07'00'", "D:20261120", "D:2026", "today"])
def test_p240_the_same_moment_may_be_written_in_other_ways(tmp_path: Path, date: str) -> None:
    assert told(tmp_path, lambda file: info(file, "/CreationDate", date)) == []


# --- output intent -----------------------------------------------------------------------------------------


def test_p206_no_output_intent(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        del file.pdf.Root.OutputIntents

    [(code, page, message)] = told(tmp_path, spoil)
    assert (code, page) == ("P206", 0)
    assert message == "tệp không ghi điều kiện in (output intent): không biết màu được pha cho loại giấy và mực nào"


def with_profile(data: bytes, channels: int = 4) -> Spoil:
    def spoil(file: PrintFile) -> None:
        file.intent.DestOutputProfile = file.stream(data, N=channels)

    return spoil


def header(kind: bytes, space: bytes) -> bytes:
    return (132).to_bytes(4, "big") + bytes(8) + kind + space + bytes(16) + b"acsp" + bytes(92)


@pytest.mark.parametrize(
    ("spoil", "detail"),
    [
        (lambda file: file.intent.__delitem__("/DestOutputProfile"), "không kèm hồ sơ màu (DestOutputProfile)"),
        (
            lambda file: file.intent.__delitem__("/OutputConditionIdentifier"),
            "không ghi tên điều kiện in (OutputConditionIdentifier)",
        ),
        (with_profile(b"nothing"), "hồ sơ màu hỏng, không phải hồ sơ ICC trọn vẹn"),
        (with_profile(header(b"mntr", b"RGB "), 3), "hồ sơ màu là RGB, phải là CMYK"),
        (with_profile(header(b"link", b"CMYK")), "hồ sơ màu thuộc loại «link», phải là của máy in (prtr)"),
    ],
    ids=["no profile", "no identifier", "damaged", "RGB", "link"],
)
def test_p207_an_output_intent_that_is_wrong(tmp_path: Path, spoil: Spoil, detail: str) -> None:
    assert told(tmp_path, spoil) == [("P207", 0, f"điều kiện in (output intent) không dùng được: {detail}")]


def test_p207_two_output_intents_of_different_profiles(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        other = Dictionary(
            S=Name.GTS_PDFX,
            OutputConditionIdentifier=String("other"),
            DestOutputProfile=file.stream(header(b"prtr", b"CMYK"), N=4),
        )
        file.pdf.Root.OutputIntents.append(other)

    assert [message for _, _, message in told(tmp_path, spoil)] == [
        "điều kiện in (output intent) không dùng được: có nhiều điều kiện in với hồ sơ màu khác nhau"
    ]


def test_an_output_intent_for_archives_is_nothing_to_a_printer(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        file.pdf.Root.OutputIntents.append(Dictionary(S=Name.GTS_PDFA1))

    assert told(tmp_path, spoil) == []


# --- boxes -------------------------------------------------------------------------------------------------


def on_page_3(change: Callable[[Any], object]) -> Spoil:
    return lambda file: change(file.pdf.pages[2].obj)


def box(left: float, bottom: float, right: float, top: float) -> Array:
    return Array([left, bottom, right, top])


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        (
            lambda page: page.__delitem__("/TrimBox"),
            "không có khung thành phẩm (TrimBox): nhà in không biết xén ở đâu",
        ),
        (
            lambda page: page.__setitem__("/ArtBox", box(0, 0, WIDTH, HEIGHT)),
            "có cả khung thành phẩm (TrimBox) lẫn ArtBox, chỉ được có một",
        ),
        (
            lambda page: page.__setitem__("/MediaBox", box(-BLEED, -BLEED, WIDTH + 5, HEIGHT + BLEED)),
            "khung tràn lề (BleedBox) nằm ngoài khung giấy (MediaBox)",
        ),
    ],
    ids=["no trim", "trim and art", "bleed outside"],
)
def test_p210_boxes(tmp_path: Path, change: Callable[[Any], object], detail: str) -> None:
    found = told(tmp_path, on_page_3(change))
    assert found[0] == ("P210", 3, f"khung trang không dùng được: {detail}")
    assert {code for code, _, _ in found} <= {"P210", "P211", "P213"}


def test_p210_a_trim_outside_the_bleed(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        file.pdf.pages[2].obj.TrimBox = box(-20, 0, WIDTH - 20, HEIGHT)

    found = told(tmp_path, spoil)
    assert (
        "P210",
        3,
        "khung trang không dùng được: khung thành phẩm (TrimBox) nằm ngoài khung tràn lề (BleedBox)",
    ) in found


def test_p211_too_little_bleed(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        page = file.pdf.pages[2].obj
        page.BleedBox = box(-BLEED, -BLEED, WIDTH, HEIGHT + 2 * MM)

    assert told(tmp_path, spoil) == [("P211", 3, "tràn lề không đủ 3 mm: phải 0 mm, trên 2 mm")]


def test_p212_user_units(tmp_path: Path) -> None:
    assert told(tmp_path, on_page_3(lambda page: page.__setitem__("/UserUnit", 2))) == [
        ("P212", 3, "trang dùng đơn vị riêng (UserUnit 2): máy in có thể phóng to hoặc thu nhỏ trang")
    ]


def test_p213_another_size(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        del file.pdf.pages[3]
        file.page(SOUND[:0] + b"/OP gs 0 0 0 1 k 60 60 20 20 re f", HEIGHT, WIDTH)

    assert told(tmp_path, spoil) == [("P213", 4, "khổ thành phẩm 210 × 148 mm, các trang khác 148 × 210 mm")]


def test_p214_pages_that_fill_no_signature(tmp_path: Path) -> None:
    assert told(tmp_path, lambda file: file.page()) == [("P214", 0, "5 trang không chia hết cho 4, cần thêm 3 trang")]


def test_p214_a_cover_is_one_sheet(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        while len(file.pdf.pages) > 1:
            del file.pdf.pages[-1]

    file = PrintFile()
    file.page()
    from yearbook.preflight.printfile import preflight

    assert list(preflight(file.save(tmp_path / "bia.pdf"), without_ink())) == []


def test_p241_a_turned_page(tmp_path: Path) -> None:
    assert told(tmp_path, on_page_3(lambda page: page.__setitem__("/Rotate", 90))) == [
        ("P241", 3, "trang bị xoay 90° (Rotate): khi bình trang có thể quay sai chiều")
    ]


# --- interactive things ------------------------------------------------------------------------------------


def link(left: float, **keys: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[left, 50, left + 40, 70], **keys)


def test_p232_links_in_the_bleed(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        file.pdf.pages[2].obj.Annots = Array([link(50), link(150), link(WIDTH + BLEED + 1)])

    assert told(tmp_path, spoil) == [
        ("P232", 3, "chú thích kiểu liên kết nằm trong vùng in (và 1 chỗ nữa trên trang này)")
    ]


def test_p232_marks_of_a_printer_may_stay(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        file.pdf.pages[2].obj.Annots = Array([Dictionary(Subtype=Name.PrinterMark, Rect=[0, 0, 20, 20])])

    assert told(tmp_path, spoil) == []


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (
            lambda root: root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
            "đoạn mã JavaScript khi mở tệp",
        ),
        (
            lambda root: root.__setitem__("/Names", Dictionary(JavaScript=Dictionary(Names=Array([])))),
            "đoạn mã JavaScript",
        ),
        (
            lambda root: root.__setitem__("/Names", Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
            "tệp đính kèm",
        ),
        (lambda root: root.__setitem__("/AcroForm", Dictionary(Fields=Array([]))), "biểu mẫu điền (AcroForm)"),
        (lambda root: root.__setitem__("/AcroForm", Dictionary(XFA=String("x"))), "biểu mẫu XFA"),
        (
            lambda root: root.__setitem__("/Outlines", Dictionary(First=Dictionary(A=Dictionary(S=Name.Launch)))),
            "lệnh mở chương trình khác trong mục lục dấu trang",
        ),
    ],
    ids=["open", "script", "attachment", "form", "XFA", "outline"],
)
def test_p234_what_is_interactive(tmp_path: Path, spoil: Callable[[Any], object], what: str) -> None:
    assert told(tmp_path, lambda file: spoil(file.pdf.Root)) == [
        ("P234", 0, f"tệp có {what}, không được có trong tệp in")
    ]


def test_p234_an_action_of_a_page(tmp_path: Path) -> None:
    assert told(tmp_path, on_page_3(lambda page: page.__setitem__("/AA", Dictionary()))) == [
        ("P234", 3, "tệp có hành động gắn với trang (AA), không được có trong tệp in")
    ]


def test_p234_bookmarks_that_only_go_to_pages_are_sound(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        item = file.pdf.make_indirect(Dictionary(Title=String("1"), A=Dictionary(S=Name.GoTo)))
        item.Next = item  # a list that never ends
        file.pdf.Root.Outlines = Dictionary(First=item)

    assert told(tmp_path, spoil) == []


# --- locked, forbidden -------------------------------------------------------------------------------------


def locked(password: str) -> Encryption:
    return Encryption(owner="chu", user=password)


@pytest.mark.parametrize("password", ["", "mat-khau"], ids=["opens without password", "needs one"])
def test_p233_a_locked_file(tmp_path: Path, password: str) -> None:
    found = told(tmp_path, lambda file: setattr(file, "version", ""), encryption=locked(password))
    assert ("P233", 0, "tệp bị khóa bằng mật khẩu hoặc mã hóa") in found
    assert {code for code, _, _ in found} <= {"P233", "P202"}  # strong encryption needs a PDF that is newer than 1.6


@pytest.mark.parametrize(
    ("state", "what"),
    [
        (Dictionary(TR=Dictionary(FunctionType=2, Domain=[0, 1], N=1)), "hàm chuyển tông (TR)"),
        (Dictionary(HTP=Array([0, 0])), "pha của tram (HTP)"),
    ],
)
def test_p236_a_graphics_state_that_is_forbidden(tmp_path: Path, state: Dictionary, what: str) -> None:
    def spoil(file: PrintFile) -> None:
        file.pdf.pages[2].obj.Resources.ExtGState["/GS"] = state

    assert told(tmp_path, spoil) == [("P236", 0, f"tệp có {what}")]


def test_p236_postscript(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        code = file.stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)
        file.pdf.pages[2].obj.Resources.XObject = Dictionary(Ps=code)

    assert told(tmp_path, spoil) == [("P236", 0, "tệp có đoạn mã PostScript")]


def test_p236_layers_in_x_1a_only(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        file.pdf.Root.OCProperties = Dictionary(OCGs=Array([]))

    assert told(tmp_path, spoil) == []
    assert [code for code, _, _ in told(tmp_path, spoil, "x-1a")] == ["P236"]


# --- damage ------------------------------------------------------------------------------------------------


def test_a_content_stream_that_is_damaged(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        file.pdf.pages[2].obj.Contents = file.pdf.make_indirect(Stream(file.pdf, b"x"))
        file.pdf.pages[2].obj.Contents.write(b"x\x9c not deflated", filter=Name.FlateDecode)

    found = told(tmp_path, spoil, compress_streams=False)
    assert ("P237", 3, "nội dung trang không đọc được trọn vẹn: không giải nén được luồng dữ liệu") in found
    assert {code for code, _, _ in found} <= {"P237", "P101"}


# --- weights and many faults -------------------------------------------------------------------------------


def test_a_profile_weighs_the_findings(tmp_path: Path) -> None:
    def spoil(file: PrintFile) -> None:
        file.pdf.pages[2].obj["/Rotate"] = 180
        file.page()

    file = PrintFile()
    file.pages(4)
    spoil(file)
    profile = without_ink(severity={"P260": "off", "P214": "off", "P241": "error"})
    [finding] = judged(file, tmp_path, profile)
    assert (finding.code, finding.severity) == ("P241", Severity.ERROR)


def test_a_code_is_told_two_hundred_times_at_most(tmp_path: Path) -> None:
    file = PrintFile()
    for _ in range(240):
        file.page()["/Rotate"] = 90
    found = judged(file, tmp_path)
    assert {finding.code for finding in found} == {"P241"}
    assert len(found) == 200
    assert found[-1].message.endswith(" (và 40 chỗ khác nữa trong tệp, không kể ra)")


def test_the_file_that_a_test_starts_from_is_whole(tmp_path: Path) -> None:
    file = PrintFile()
    file.pages(4)
    with pikepdf.open(file.save(tmp_path / "sach.pdf")) as pdf:
        assert pdf.check_pdf_syntax() == []
