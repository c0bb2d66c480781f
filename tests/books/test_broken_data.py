"""Faults that come by mail, one at a time: each is named at its line, nothing is published, the old book stays."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from read_back import ReadEpub, ReadPdf
from small_folder import FILES, SLUG, context, write_book

from yearbook.diagnostics import Diagnostic
from yearbook.pipeline import build, check

AN, BE, CU = (f"individuals/{name}.yaml" for name in ("nguyen-van-an", "tran-thi-be", "le-van-cu"))
TEAM, EVENT = "collectives/tt-doi-do-song.yaml", "events/sk-khai-mac.yaml"
PHOTO_LINE = 9  # of `file:` in the record of Nguyễn Văn An


@dataclass(frozen=True)
class Case:
    """What is broken and where it must be reported; `says` is a part of message or hint."""

    breaks: Callable[[Path], object]
    code: str
    file: str
    line: int
    says: str = ""


def written(name: str, content: str | bytes) -> Callable[[Path], object]:
    return lambda data: (data / name).write_bytes(content.encode() if isinstance(content, str) else content)


def replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    assert FILES[name].count(old) == 1
    return written(name, FILES[name].replace(old, new))


def portrait(file: str) -> Callable[[Path], object]:
    return replaced(AN, "file: an.jpg", f"file: {file}")


def _png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def _cut_off(data: Path) -> None:
    photo = data / "photos" / "an.jpg"
    photo.write_bytes(photo.read_bytes()[:-3000])


def _huge_file(data: Path) -> None:
    with (data / "slogans.yaml").open("wb") as file:
        file.truncate(50_000_000)


def _link_outside(data: Path) -> None:
    outside = data.parent / "bi-mat.jpg"
    Image.new("RGB", (600, 800)).save(outside)
    (data / "photos" / "an.jpg").unlink()
    (data / "photos" / "an.jpg").symlink_to(outside)


def _two_spellings(data: Path) -> None:
    """`AN.jpg` beside `an.jpg`: one file on Windows and macOS."""
    (data / "photos" / "AN.jpg").write_bytes((data / "photos" / "an.jpg").read_bytes())
    if len(list((data / "photos").iterdir())) == 2:
        pytest.skip("hệ thống tệp này không phân biệt chữ hoa, chữ thường")


def _bomb() -> str:
    levels = [f"k{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(["k0: &a0 [ha, ha]", *levels]) + "\n"


NFC_KEY, NFD_KEY = "chú", unicodedata.normalize("NFD", "chú")
CASES: Mapping[str, Case] = {
    # YAML
    "01 duplicate key": Case(written(CU, FILES[CU] + "unit: cuc-b\n"), "Y130", CU, 5, "dòng 3 và dòng 5"),
    "02 the same key composed and decomposed": Case(
        written(CU, FILES[CU] + f"{NFC_KEY}: a\n{NFD_KEY}: b\n"), "Y130", CU, 6, "dòng 5 và dòng 6"
    ),
    "03 alias bomb": Case(written("slogans.yaml", _bomb()), "Y131", "slogans.yaml", 1, "&a0"),
    "04 fifty thousand brackets": Case(written("slogans.yaml", "[" * 50_000), "Y134", "slogans.yaml", 1, "quá"),
    "05 a Python object": Case(
        replaced(CU, "name: Lê Văn Cử", 'name: !!python/object/apply:os.system ["touch bi-hack"]'), "Y132", CU, 2
    ),
    "06 tab": Case(replaced(AN, "  file: an.jpg", "\tfile: an.jpg"), "Y120", AN, PHOTO_LINE, "Tab"),
    "07 UTF-16": Case(written(CU, FILES[CU].encode("utf-16")), "Y103", CU, 1, "UTF-16"),
    "07 Windows-1258": Case(written(CU, b"id: le-van-cu\nname: L\xea V\xe3n C\xfd\n"), "Y103", CU, 2, "1258"),
    "08 merge conflict": Case(
        replaced(CU, "unit: vu-a\n", "<<<<<<< HEAD\nunit: vu-a\n=======\nunit: cuc-b\n>>>>>>> sua\n"),
        "Y110",
        CU,
        3,
        "<<<<<<< HEAD",
    ),
    "11 control character": Case(replaced(CU, "Lê Văn Cử", "Lê\x07 Văn Cử"), "Y111", CU, 2, "U+0007"),
    "11 text turned round": Case(replaced(CU, "Lê Văn Cử", "Lê \u202eVăn Cử"), "Y111", CU, 2, "U+202E"),
    "12 fifty megabytes": Case(_huge_file, "Y104", "slogans.yaml", 1, "50 MB"),
    "anchors": Case(replaced(CU, "unit: vu-a", "unit: *don-vi"), "Y131", CU, 3),
    "merge key": Case(written(CU, FILES[CU] + "<<: {unit: cuc-b}\n"), "Y133", CU, 5),
    "open quote": Case(replaced(CU, "name: Lê Văn Cử", 'name: "Lê Văn Cử'), "Y121", CU, 2),
    "two documents in a file": Case(written(CU, FILES[CU] + "---\nid: x\n"), "Y135", CU, 5),
    # photos
    "13 a picture of 2.5 gigapixels": Case(
        written("photos/an.jpg", _png(50_000, 50_000)), "I107", AN, PHOTO_LINE, "50.000 × 50.000"
    ),
    "14 truncated JPEG": Case(_cut_off, "I106", AN, PHOTO_LINE, "tệp bị cắt cụt"),
    "15 a program named .jpg": Case(
        written("photos/an.jpg", b"MZ\x90\x00" + bytes(200)), "I105", AN, PHOTO_LINE, "tệp chạy của Windows"
    ),
    "15 PostScript named .jpg": Case(
        written("photos/an.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n"), "I105", AN, PHOTO_LINE, "EPS"
    ),
    "16 SVG": Case(
        written("photos/an.jpg", '<svg xmlns="http://www.w3.org/2000/svg"/>'), "I105", AN, PHOTO_LINE, "SVG"
    ),
    "20 a path upwards": Case(portrait("../../etc/passwd"), "R114", AN, PHOTO_LINE),
    "20 an absolute path": Case(portrait("/etc/passwd"), "R114", AN, PHOTO_LINE),
    "20 a drive": Case(portrait('"C:/anh/an.jpg"'), "R114", AN, PHOTO_LINE),
    "20 a network path": Case(portrait(r"'\\may\chung\an.jpg'"), "R114", AN, PHOTO_LINE),
    "21 a link that leaves the folder": Case(_link_outside, "I102", AN, PHOTO_LINE, "lối tắt dẫn ra ngoài"),
    "22 a reserved name": Case(portrait("CON.jpg"), "I103", AN, PHOTO_LINE, "Windows giữ riêng"),
    "22 a trailing dot": Case(portrait("an.jpg."), "I103", AN, PHOTO_LINE, "ở cuối"),
    "24 two spellings of one name": Case(_two_spellings, "I104", AN, PHOTO_LINE, "«AN.jpg», «an.jpg»"),
    # references
    "31 unknown unit": Case(replaced(CU, "unit: vu-a", "unit: vu-aa"), "X101", CU, 3, "vu-a"),
    "31 unknown award": Case(replaced(BE, "award: cstd_cs", "award: cstd_css"), "X102", BE, 8, "cstd_cs"),
    "31 unknown decision": Case(replaced(AN, "decision: qd-1", "decision: qd-11"), "X103", AN, 15, "qd-1"),
    "31 unknown photo": Case(portrait("ann.jpg"), "I101", AN, PHOTO_LINE, "an.jpg"),
    "31 unknown person": Case(
        written(EVENT, FILES[EVENT] + "people:\n  - tran-thi-bee\n"), "X104", EVENT, 11, "tran-thi-be"
    ),
    "32 one id twice": Case(replaced(BE, "id: tran-thi-be", "id: le-van-cu"), "R101", BE, 1, f"data/{CU}:1:"),
    # records
    "missing name": Case(replaced(CU, "name: Lê Văn Cử\n", ""), "R104", CU, 1, "họ và tên"),
    "mistyped key": Case(replaced(CU, "unit:", "unti:"), "R102", CU, 3, "có phải `unit`"),
    "a date that is not": Case(replaced(EVENT, "date: 12/10/2020", "date: 31/02/2020"), "R107", EVENT, 4, "trên lịch"),
    "a year in letters": Case(replaced(BE, "year: 2018", "year: hai nghìn"), "R110", BE, 9),
    "no class": Case(replaced(BE, "award: cstd_cs", "award: hc_lao_dong"), "X105", BE, 8, "hạng"),
    "footnote without text": Case(
        replaced("texts/loi-gioi-thieu.md", "mọi nơi.", "mọi nơi.[^1]"), "T104", "texts/loi-gioi-thieu.md", 8
    ),
}
# The rest of such a file is read as well, so that all faults are told in one run.
MORE_IS_SAID = {"02 the same key composed and decomposed", "03 alias bomb", "05 a Python object", "anchors"}


def errors(findings: object) -> list[Diagnostic]:
    return [d for d in findings if d.severity == "error"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", CASES)
def test_one_fault_is_named_at_its_place_and_nothing_is_published(tmp_path: Path, name: str) -> None:
    case, out = CASES[name], tmp_path / "dist"
    data = write_book(tmp_path / "data")
    case.breaks(data)
    out.mkdir()
    for file in (f"{SLUG}-print.pdf", f"{SLUG}.epub", "report.html"):
        (out / file).write_bytes(f"sách cũ {file}".encode())
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    result = build(context(data, out, tmp_path / "cache"), ("print",))

    found = errors(result.report)
    places = [(d.code, d.span.file, d.span.line) for d in found if d.span]
    assert (case.code, f"data/{case.file}", case.line) in places
    assert len(found) == 1 or name in MORE_IS_SAID
    told = next(d for d in found if d.code == case.code)
    assert case.says in f"{told.message} {told.hint}"
    assert result.files == ()
    assert {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")} == before
    assert not (tmp_path / "bi-hack").exists() and not Path("bi-hack").exists()


def test_both_places_of_a_doubled_id_are_told(tmp_path: Path) -> None:
    data = write_book(tmp_path / "data", {BE: FILES[BE].replace("id: tran-thi-be", "id: le-van-cu")})
    [finding] = [d for d in check(context(data, tmp_path / "dist", tmp_path / "cache")).report if d.code == "R101"]
    places = {finding.span.file, *(related.span.file for related in finding.related)} if finding.span else set()
    assert places == {f"data/{BE}", f"data/{CU}"}


@pytest.mark.parametrize("kind", ["text", "document"])
def test_a_text_or_document_with_the_id_of_a_person_is_an_error_at_both_places(tmp_path: Path, kind: str) -> None:
    """Both ids become destinations of the same book: the one of them would lead to the other."""
    text = FILES["texts/loi-gioi-thieu.md"].replace("id: loi-gioi-thieu", "id: nguyen-van-an")
    document = """\
---
id: nguyen-van-an
authority: Bộ Thử
number: 1/KH-BT
place: Hà Nội
date: 02/10/2020
kind: KẾ HOẠCH
subject: Tuyên truyền
---

Nội dung.
"""
    name, changed = ("texts/loi-gioi-thieu.md", text) if kind == "text" else ("documents/ke-hoach.md", document)
    data = write_book(tmp_path / "data", {name: changed})
    found = errors(check(context(data, tmp_path / "dist", tmp_path / "cache")).report)
    assert [(d.code, d.record) for d in found] == [("R101", "nguyen-van-an")]


# --- what looks odd and is right ---------------------------------------------------------------------------


def test_words_that_other_loaders_turn_into_values_stay_words(tmp_path: Path) -> None:
    """9: `No` is a name, `02` a part of a number, `12:30` a time."""
    changes = {
        CU: FILES[CU].replace("Lê Văn Cử", "No") + "office: 02\n",
        EVENT: FILES[EVENT] + "time: 12:30\n",
    }
    data = write_book(tmp_path / "data", changes)
    result = check(context(data, tmp_path / "dist", tmp_path / "cache"))
    assert errors(result.report) == []
    assert result.yearbook is not None
    person = result.yearbook.individual_by_id["le-van-cu"]
    assert (person.name, person.office, result.yearbook.events[0].time) == ("No", "02", "12:30")


def test_a_value_cut_at_a_number_sign_is_warned_of(tmp_path: Path) -> None:
    """10"""
    data = write_book(tmp_path / "data", {CU: FILES[CU] + "office: Tổ trưởng Tổ #2\n"})
    report = check(context(data, tmp_path / "dist", tmp_path / "cache")).report
    assert [(str(d.span), d.severity.value, d.message) for d in report if d.code == "Y136"] == [
        (f"data/{CU}:5:22", "warning", "giá trị bị cắt trước «#2», chỉ còn «Tổ trưởng Tổ»")
    ]


def test_a_file_name_in_decomposed_letters_is_found(tmp_path: Path) -> None:
    """23"""
    data = write_book(tmp_path / "data", {AN: FILES[AN].replace("file: an.jpg", "file: ảnh.jpg")})
    (data / "photos" / "an.jpg").rename(data / "photos" / unicodedata.normalize("NFD", "ảnh.jpg"))
    assert errors(check(context(data, tmp_path / "dist", tmp_path / "cache")).report) == []


def test_a_cmyk_photo_is_told_of_and_used(tmp_path: Path) -> None:
    """19"""
    data = write_book(tmp_path / "data")
    Image.new("CMYK", (600, 800), (20, 90, 80, 10)).save(data / "photos" / "an.jpg")
    report = check(context(data, tmp_path / "dist", tmp_path / "cache")).report
    assert errors(report) == []
    assert [str(d.span) for d in report if d.code == "I203"] == [f"data/{AN}:{PHOTO_LINE}:9"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose records carry markup and whose photo knows where it was taken, built for screen and EPUB."""
    place = tmp_path_factory.mktemp("hostile")
    script = "Lê <script>alert(1)</script> Cử"
    prose = "Xem [trang này](javascript:alert(2)) và [trang kia](https://example.vn/a), <b onclick=x>đậm</b>."
    changes = {
        CU: FILES[CU].replace("name: Lê Văn Cử", f'name: "{script}"'),
        BE: FILES[BE].replace("Bà lập bản đồ những nơi còn mất sóng rồi đi từng nơi.", prose),
    }
    data = write_book(place / "data", changes)
    picture = Image.open(data / "photos" / "an.jpg")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 42.5)
    picture.save(data / "photos" / "an.jpg", exif=exif)
    result = build(context(data, place / "dist", place / "cache"), ("screen", "epub"))
    assert errors(result.report) == []
    return place / "dist"


def test_markup_in_a_name_is_shown_as_text(hostile: Path) -> None:
    """25"""
    pdf, epub = ReadPdf(hostile / f"{SLUG}-screen.pdf"), ReadEpub(hostile / f"{SLUG}.epub")
    for words in (" ".join(pdf.pages), epub.words()):
        assert "Lê <script>alert(1)</script> Cử" in words
        assert "<b onclick=x>đậm</b>" in words
    assert [
        name for name, tree in epub.documents.items() if tree.xpath("//*[local-name() = 'script' or @onclick]")
    ] == []


def test_a_link_that_would_run_something_is_only_its_words(hostile: Path) -> None:
    """26"""
    pdf, epub = ReadPdf(hostile / f"{SLUG}-screen.pdf"), ReadEpub(hostile / f"{SLUG}.epub")
    targets = {str(a.A.URI) for page in pdf.pdf.pages for a in page.obj.get("/Annots", ()) if "/A" in a}
    assert targets == {"https://example.vn/a"}
    links = {str(value) for tree in epub.documents.values() for value in tree.xpath("//@href")}
    assert [link for link in links if "javascript" in link] == []
    assert "https://example.vn/a" in links
    for words in (" ".join(pdf.pages), epub.words()):
        assert "Xem trang này và trang kia" in words
        assert "javascript" not in words


def test_where_a_photo_was_taken_is_not_in_the_files(hostile: Path) -> None:
    """17"""
    import zipfile

    with zipfile.ZipFile(hostile / f"{SLUG}.epub") as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.endswith(".jpg")]
    assert pictures
    assert [picture for picture in pictures if b"Exif" in picture] == []
    assert b"Exif\x00\x00" not in (hostile / f"{SLUG}-screen.pdf").read_bytes()
