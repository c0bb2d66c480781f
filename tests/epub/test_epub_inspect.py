"""Damaged books: each fault is found and named. The faults that epubcheck and Ace let pass are among them."""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from small_book import Built

from yearbook.diagnostics import Severity
from yearbook.preflight.epub import inspect_epub, run_epubcheck
from yearbook.preflight.java import find_jar
from yearbook.storage import Cache

ANCHORS = ("nguyen-van-a", "le-c", "sk-khai-mac")


def damaged(built: Built, out: Path, name: str, change: Callable[[str], str]) -> Path:
    """A copy of the book with one file changed."""
    found = False
    with zipfile.ZipFile(built.path) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == f"EPUB/{name}":
                changed = change(data.decode("utf-8")).encode("utf-8")
                found = changed != data
                data = changed
            target.writestr(entry, data)
    assert found, "the seeded fault is not in the file"
    return out


def with_pictures(book: Path, out: Path, data: bytes) -> Path:
    """A copy of a book with another photo in the place of each."""
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(out, "w") as target:
        photos = [entry for entry in source.infolist() if entry.filename.startswith("EPUB/images/")]
        assert photos
        for entry in source.infolist():
            target.writestr(entry, data if entry in photos else source.read(entry))
    return out


def jpeg(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, "JPEG")
    return buffer.getvalue()


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        (
            "individuals-1.xhtml",
            swap(' id="nguyen-van-a"', ""),
            "không thấy bản ghi «nguyen-van-a» trong EPUB",
        ),
        (
            "individuals-2.xhtml",
            swap('<section epub:type="chapter"', '<section id="nguyen-van-a" epub:type="chapter"'),
            "bản ghi «nguyen-van-a» có ở 2 trang của EPUB: individuals-1.xhtml, individuals-2.xhtml",
        ),
        (
            "index-persons.xhtml",
            swap("individuals-2.xhtml#le-c", "individuals-2.xhtml#le-d"),
            "trang «index-persons.xhtml» có liên kết tới «individuals-2.xhtml#le-d» nhưng chỗ ấy không có trong EPUB",
        ),
        (
            "slogans.xhtml",
            swap("yêu nước!", "ye\u0302u nước!"),
            "trang «slogans.xhtml» có chữ chưa ghép dấu (Unicode NFC), bắt đầu ở «êu nước!»",
        ),
        (
            "slogans.xhtml",
            swap("yêu nước!", "yêu nước 🌸!"),
            "phông chữ trong EPUB thiếu 1 ký tự: 🌸 (U+1F338) (trang «slogans.xhtml»)",
        ),
        (
            "individuals-1.xhtml",
            swap('alt="Chân dung Nguyễn Văn A"', 'alt="IMG_0123.jpg"'),
            "lời tả của ảnh ở trang «individuals-1.xhtml» là tên tệp: «IMG_0123.jpg»",
        ),
        (
            "slogans.xhtml",
            swap('lang="vi" xml:lang="vi"', 'lang="en" xml:lang="en"'),
            "trang «slogans.xhtml» không ghi ngôn ngữ tiếng Việt (lang và xml:lang phải là «vi»)",
        ),
        (
            "slogans.xhtml",
            swap("</ul>", "</ul><script>1</script>"),
            "trang «slogans.xhtml» có thẻ <script>; EPUB của sách không được chạy mã hay tải gì từ mạng",
        ),
        (
            "slogans.xhtml",
            swap("<ul>", '<ul><li><a href="javascript:1">a</a></li>'),
            "trang «slogans.xhtml» có liên kết javascript:1; EPUB của sách không được chạy mã hay tải gì từ mạng",
        ),
        (
            "slogans.xhtml",
            swap("</ul>", '</ul><img src="https://a.vn/a.jpg" alt="ảnh"/>'),
            "trang «slogans.xhtml» có tài nguyên https://a.vn/a.jpg; "
            "EPUB của sách không được chạy mã hay tải gì từ mạng",
        ),
        (
            "slogans.xhtml",
            swap("</ul>", "</ul><table><tr><td>1</td></tr></table>"),
            "bảng ở trang «slogans.xhtml» không có ô tiêu đề cột (th scope)",
        ),
    ],
)
def test_a_seeded_fault_is_named(
    built: Built, tmp_path: Path, name: str, change: Callable[[str], str], message: str
) -> None:
    findings = inspect_epub(damaged(built, tmp_path / "hong.epub", name, change), ANCHORS)
    assert message in [finding.message for finding in findings]


def test_an_image_without_words_is_named(built: Built, tmp_path: Path) -> None:
    path = damaged(built, tmp_path / "a.epub", "individuals-1.xhtml", swap('alt="Chân dung Nguyễn Văn A"', 'alt=""'))
    (finding,) = inspect_epub(path, ANCHORS)
    assert finding.code == "E208"
    assert finding.hint == "thêm `alt:` hoặc `caption:` cho ảnh trong bản ghi"


def test_a_page_that_is_not_xml_is_named(built: Built, tmp_path: Path) -> None:
    path = damaged(built, tmp_path / "a.epub", "slogans.xhtml", swap("</ul>", ""))
    (finding,) = inspect_epub(path, ANCHORS)
    assert finding.code == "E101"
    assert finding.message.startswith("trang «EPUB/slogans.xhtml» của EPUB không phải XML đúng phép: ")


def test_a_book_zipped_again_by_hand_is_named(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "nen-lai.epub"
    with zipfile.ZipFile(built.path) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            target.writestr(name, source.read(name))
    assert [finding.message for finding in inspect_epub(path, ANCHORS)] == [
        "mục đầu tiên của «nen-lai.epub» phải là «mimetype», không nén, ghi application/epub+zip"
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", None])
def test_what_is_no_epub_is_one_finding(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "hong.epub"
    if content is not None:
        path.write_bytes(content)
    assert [finding.message for finding in inspect_epub(path, ANCHORS)] == [
        "không đọc được tệp EPUB «hong.epub»: không phải tệp zip trọn vẹn"
    ]


def test_epubcheck_findings_keep_their_id_and_place(built: Built, tmp_path: Path) -> None:
    if find_jar() is None or shutil.which("java") is None:
        pytest.skip("epubcheck hoặc Java chưa được cài")
    path = damaged(built, tmp_path / "a.epub", "index-persons.xhtml", swap("#le-c", "#le-d"))
    outcome = run_epubcheck(path)
    assert outcome.value is not None
    assert outcome.value.errors == 1
    (finding,) = outcome.diagnostics
    assert (finding.code, finding.severity) == ("E301", Severity.ERROR)
    assert finding.message.startswith("epubcheck RSC-012 tại EPUB/index-persons.xhtml:")


def test_epubcheck_is_asked_once_about_what_is_the_same_but_for_pictures(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_jar() is None or shutil.which("java") is None:
        pytest.skip("epubcheck hoặc Java chưa được cài")
    cache = Cache(tmp_path / "cache")
    wrong = damaged(built, tmp_path / "wrong.epub", "index-persons.xhtml", swap("#le-c", "#le-d"))
    path = with_pictures(wrong, tmp_path / "a.epub", jpeg(300, 400))
    first = run_epubcheck(path, cache=cache)
    assert [finding.code for finding in first.diagnostics] == ["E301"]
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(java.parent))
    assert run_epubcheck(path, cache=cache) == first
    for data, same in ((jpeg(30, 40), True), (jpeg(30, 40)[:-2], False), (b"GIF89a", False)):
        answer = run_epubcheck(with_pictures(path, tmp_path / "b.epub", data), cache=cache)
        assert (answer == first) == same  # of a sound picture it reads the header and says nothing
    other = run_epubcheck(built.path, cache=cache)  # not checked before, and java breaks off
    assert [finding.message for finding in other.diagnostics] == ["epubcheck không cho kết quả: không có bản báo cáo"]
    assert run_epubcheck(built.path, cache=cache) == other


def test_without_java_the_book_is_said_to_be_unchecked(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = run_epubcheck(built.path)
    assert outcome.value is None
    (finding,) = outcome.diagnostics
    assert (finding.code, finding.severity) == ("E303", Severity.INFO)
    assert finding.message in {
        "chưa kiểm bằng epubcheck: máy này không có Java",
        "chưa kiểm bằng epubcheck: chưa cài gói Python epubcheck",
    }
