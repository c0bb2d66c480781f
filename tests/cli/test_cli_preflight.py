"""`preflight`: a print file as text, JSON, HTML; records of our own files; what is no PDF; exit codes."""

import json
import re
import sys
from pathlib import Path

import pytest
from cli_room import SETTINGS, Book, Run
from lxml import html
from pikepdf import Array, Dictionary, Encryption, Name, String
from pikepdf import open as open_pdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "preflight"))

from print_files import HEIGHT, MM, PrintFile, ink, rectangle

DARK = rectangle(20 * MM, HEIGHT - 70 * MM, 40 * MM, 40 * MM, ink(1, 0.9, 0.8, 0.7))
COATED = "ngưỡng: In tờ rời, giấy có tráng phủ"
HINT = "chuyển ảnh lại bằng hồ sơ màu của nhà in (có giới hạn mực), hoặc bớt mực của màu nền"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    file = PrintFile()
    file.pages(4)
    return file.save(tmp_path / "sach.pdf")


@pytest.fixture
def dark(tmp_path: Path) -> Path:
    """Four pages, the third with a patch of 340 %; a record of ours begins on it."""
    file = PrintFile()
    file.pages(2)
    page = file.page(DARK)
    file.pages(4)
    target = Array([page, Name.XYZ, 0, HEIGHT - 10 * MM, 0])
    names = Dictionary(Names=Array([String("a"), target]))
    file.pdf.Root.Names = Dictionary(Dests=file.pdf.make_indirect(names))
    return file.save(tmp_path / "toi.pdf")


def test_a_sound_file(run: Run, sound: Path) -> None:
    ran = run("preflight", "sach.pdf")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"sach.pdf (4 trang, {COATED}): không có lỗi, cảnh báo hay lưu ý nào\n"


def test_a_finding_is_told_with_page_place_object_and_advice(run: Run, dark: Path) -> None:
    ran = run("preflight", "toi.pdf")
    assert (ran.code, ran.err) == (1, "")
    told = re.fullmatch(
        r"toi\.pdf, trang 3, cách mép trái (\S+) mm, mép trên (\S+) mm: lỗi P260: "
        r"tổng lượng mực tới 340 % trên vùng 1\.\d{3} mm²; ngưỡng là 300 %\n"
        rf"   = đối tượng: vùng mực 340 %\n   = gợi ý: {re.escape(HINT)}\n\n"
        rf"toi\.pdf \(4 trang, {COATED}\): 1 lỗi\n",
        ran.out,
    )
    assert told
    assert [round(float(number.replace(",", "."))) for number in told.groups()] == [20, 30]


def test_our_own_file_names_the_record_and_its_line(run: Run, dark: Path, book: Book) -> None:
    book()
    ran = run("preflight", "toi.pdf")
    assert ran.code == 1
    assert "   = xem: data/individuals/a.yaml:1:1: bản ghi «a»\n" in ran.out
    (finding,) = json.loads(run("preflight", "toi.pdf", "--format", "json").out)["findings"]
    assert (finding["record"], finding["related"][0]["file"]) == ("a", "data/individuals/a.yaml")


def test_the_book_names_the_thresholds_unless_the_command_does(run: Run, dark: Path, book: Book) -> None:
    book(
        {"yearbook.yaml": SETTINGS + "printing: {check: nha-in.yaml}\n", "profiles/nha-in.yaml": "ink: {limit: 345}\n"}
    )
    assert run("preflight", "toi.pdf").code == 0
    ran = run("preflight", "toi.pdf", "--profile", "sheetfed-uncoated")
    assert ran.code == 1
    assert ran.out.endswith("toi.pdf (4 trang, ngưỡng: In tờ rời, giấy không tráng phủ): 1 lỗi\n")
    assert run("preflight", "toi.pdf", "--profile", "data/profiles/nha-in.yaml").code == 0


def test_a_profile_that_is_not_there(run: Run, sound: Path) -> None:
    ran = run("preflight", "sach.pdf", "--profile", "nha-in.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(
        "lỗi P290: không có bộ ngưỡng kiểm tra «nha-in.yaml»; có sẵn: sheetfed-coated, sheetfed-uncoated\n"
    )


def test_json(run: Run, dark: Path) -> None:
    ran = run("preflight", "toi.pdf", "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    told = json.loads(ran.out)
    assert (told["format"], told["errors"], told["warnings"], told["infos"]) == ("yearbook-findings", 1, 0, 0)
    (finding,) = told["findings"]
    spot = finding["spot"]
    assert (finding["code"], finding["severity"], finding["hint"]) == ("P260", "error", HINT)
    assert (finding["file"], finding["line"], finding["record"]) == (None, None, "")
    assert (spot["file"], spot["page"], spot["object"]) == ("toi.pdf", 3, "vùng mực 340 %")
    assert {side: round(value) for side, value in spot["box_mm"].items()} == {
        "left": 20,
        "top": 30,
        "width": 40,
        "height": 40,
    }


def test_html_shows_the_page_with_the_place_framed(run: Run, dark: Path, sound: Path, tmp_path: Path) -> None:
    ran = run("preflight", "toi.pdf", "sach.pdf", "--format", "html", "--output", "xem.html")
    assert (ran.code, ran.out, ran.err) == (1, "Đã ghi xem.html: 1 lỗi.\n", "")
    page = html.parse(tmp_path / "xem.html").getroot()
    assert page.findtext(".//h1") == "2 tệp"
    assert [heading.text for heading in page.findall(".//h2")] == ["toi.pdf", "sach.pdf", "Giải thích các mã"]
    (picture,) = page.findall(".//img")
    assert picture.get("alt") == "Trang 3"
    assert picture.get("src").startswith("data:image/jpeg;base64,/9j/")
    (frame,) = page.find_class("frame")
    assert page.get_element_by_id(frame.get("href")[1:]).find_class("message")[0].text_content().startswith("1 Tổng")
    assert not re.search(
        r"(?:https?:)?//", re.sub(r"data:image/jpeg;base64,[^\"]*", "", (tmp_path / "xem.html").read_text("utf-8"))
    )


def test_html_to_the_terminal_as_check_does(run: Run, sound: Path) -> None:
    ran = run("preflight", "sach.pdf", "--format", "html")
    assert (ran.code, ran.err) == (0, "")
    page = html.fromstring(ran.out)
    assert page.findtext(".//h1") == "sach.pdf"
    assert page.find_class("verdict")[0].text == "Đạt mọi điểm kiểm tra."


def test_without_ghostscript(run: Run, dark: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other checks are made; the exit code says that one is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("preflight", "toi.pdf")
    assert ran.code == 3
    assert ran.out.startswith("lỗi S201: thiếu công cụ «gs», cần để đo tổng lượng mực của bản in\n")
    assert ran.out.endswith(f"toi.pdf (4 trang, {COATED}): 1 lỗi\n")
    page = html.fromstring(run("preflight", "toi.pdf", "--format", "html").out)
    assert page.findall(".//img") == []
    assert "chưa đo được tổng lượng mực" in page.text_content().lower()


def test_what_is_no_pdf_is_told_and_the_others_are_checked(run: Run, sound: Path, tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "folder").mkdir()
    (tmp_path / "hong.pdf").write_bytes(sound.read_bytes()[:200])
    ran = run("preflight", "sach.pdf", "khong-co.pdf", "folder", "anh.jpg", "hong.pdf")
    assert (ran.code, ran.err) == (1, "")
    firsts = [line for line in ran.out.splitlines() if ": lỗi P" in line]
    assert firsts[:3] == [
        "anh.jpg: lỗi P263: không kiểm tra được tệp này: đây không phải tệp PDF",
        "folder: lỗi P263: không kiểm tra được tệp này: đây là thư mục, không phải tệp",
        "hong.pdf: lỗi P101: tệp hong.pdf không đọc lại được trọn vẹn: " + firsts[2].split("trọn vẹn: ")[1],
    ]
    assert firsts[3] == "khong-co.pdf: lỗi P263: không kiểm tra được tệp này: không có tệp này"
    assert ran.out.endswith(f"5 tệp (4 trang, {COATED}): 4 lỗi\n")


@pytest.mark.parametrize("format", ["text", "html"])
def test_a_locked_file_is_told(run: Run, sound: Path, tmp_path: Path, format: str) -> None:
    with open_pdf(sound) as pdf:
        pdf.save(tmp_path / "khoa.pdf", encryption=Encryption(user="mo", owner="chu"))
    ran = run("preflight", "khoa.pdf", "--format", format)
    assert (ran.code, ran.err) == (1, "")
    assert "ệp bị khóa bằng mật khẩu hoặc mã hóa" in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "lỗi: thiếu tham số: TỆP.pdf\n"),
        ("sach.pdf --format pdf", "lỗi: --format: không nhận «pdf»; chọn một trong: text, json, html\n"),
        ("sach.pdf --data nowhere", "lỗi: --data: không có thư mục «nowhere»\n"),
        ("sach.pdf --data .", "lỗi: --data: không đọc được dữ liệu của sách trong «.»; hãy chạy `check` trước\n"),
    ],
)
def test_wrong_usage(run: Run, sound: Path, words: str, told: str) -> None:
    ran = run("preflight", *words.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(told)
    assert ran.err.endswith("Xem hướng dẫn: yearbook preflight --help\n")


def test_a_broken_data_folder_nobody_asked_for_does_not_matter(run: Run, sound: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "yearbook.yaml").write_text("id: [\n", "utf-8")
    assert run("preflight", "sach.pdf").code == 0
