"""Files that come by mail: whatever is in them is a finding, never a traceback and never the machine."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from good_epub import ANCHORS, good_files, pack, page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yearbook.preflight.epub import inspect_epub

PAGE = "EPUB/ca-nhan.xhtml"
UNREADABLE = "không đọc được tệp EPUB «la.epub»: "


def told(path: Path) -> list[str]:
    return [finding.message for finding in inspect_epub(path, ANCHORS, pages=5)]


def zipped(path: Path, *entries: tuple[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def patched(path: Path, change: Callable[[bytearray], None]) -> Path:
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)
    return path


def every(data: bytearray, signature: bytes) -> list[int]:
    """Where the headers of a kind stand."""
    found, at = [], data.find(signature)
    while at >= 0:
        found.append(at)
        at = data.find(signature, at + 1)
    return found


def test_an_entry_that_unpacks_to_very_much_more_is_not_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "la.epub", ("a.xhtml", bytes(5_000_000)))
    assert told(path) == [UNREADABLE + "có mục nén quá chặt, mở ra có thể làm treo máy"]


@pytest.mark.parametrize("size", [65 * 2**20, 0xFFFFFFF0])
def test_a_size_that_no_book_has_is_believed_and_refused(size: int, tmp_path: Path) -> None:
    path = zipped(tmp_path / "la.epub", ("a.xhtml", b"a"))

    def claim(data: bytearray) -> None:
        for at in every(data, b"PK\x01\x02"):
            data[at + 24 : at + 28] = struct.pack("<L", size)

    assert told(patched(path, claim)) == [UNREADABLE + "nội dung quá lớn"]


def test_many_entries_of_a_megabyte_are_too_much_in_sum(tmp_path: Path) -> None:
    path = zipped(tmp_path / "la.epub", *((f"{n}.bin", b"") for n in range(30)))

    def claim(data: bytearray) -> None:
        for at in every(data, b"PK\x01\x02"):
            data[at + 20 : at + 28] = struct.pack("<LL", 40 * 2**20, 40 * 2**20)

    assert told(patched(path, claim)) == [UNREADABLE + "nội dung quá lớn"]


def test_too_many_entries(tmp_path: Path) -> None:
    """One file, listed twenty thousand and one times."""
    path = zipped(tmp_path / "la.epub", ("a", b"a"), kind=zipfile.ZIP_STORED)

    def repeat(data: bytearray) -> None:
        (start,), (end,) = every(data, b"PK\x01\x02"), every(data, b"PK\x05\x06")
        record = bytes(data[start:end])
        data[end + 8 : end + 16] = struct.pack("<HHL", 20_001, 20_001, 20_001 * len(record))
        data[start:end] = record * 20_001

    assert told(patched(path, repeat)) == [UNREADABLE + "quá nhiều mục"]


def test_a_list_of_entries_that_is_longer_than_it_may_be_is_not_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "la.epub", ("a", b"a"))

    def claim(data: bytearray) -> None:
        (at,) = every(data, b"PK\x05\x06")
        data[at + 12 : at + 16] = struct.pack("<L", 2**30)

    assert told(patched(path, claim)) == [UNREADABLE + "quá nhiều mục"]


def test_the_long_form_of_zip_is_not_taken(tmp_path: Path) -> None:
    path = zipped(tmp_path / "la.epub", ("a", b"a"))

    def lengthen(data: bytearray) -> None:
        (at,) = every(data, b"PK\x05\x06")
        data[at:at] = b"PK\x06\x07" + bytes(16)

    assert told(patched(path, lengthen)) == [UNREADABLE + "nội dung quá lớn"]


def test_a_name_that_stands_twice_is_named(tmp_path: Path) -> None:
    files = good_files()
    files["EPUB/images/b.jpg"] = files["EPUB/images/a.jpg"]
    path = pack(files, tmp_path / "la.epub")

    def rename(data: bytearray) -> None:
        data[:] = data.replace(b"EPUB/images/b.jpg", b"EPUB/images/a.jpg")

    assert told(patched(path, rename)) == ["tên «EPUB/images/a.jpg» trong EPUB có hai lần"]


def test_an_entry_without_a_name_is_named(tmp_path: Path) -> None:
    files = good_files()
    files["x"] = b""
    path = pack(files, tmp_path / "la.epub")

    def blank(data: bytearray) -> None:
        data[every(data, b"PK\x01\x02")[-1] + 46] = 0
        data[every(data, b"PK\x03\x04")[-1] + 30] = 0

    assert told(patched(path, blank)) == ["tên «\0» trong EPUB có ký tự mà EPUB cấm dùng trong tên"]


def test_a_password(tmp_path: Path) -> None:
    path = zipped(tmp_path / "la.epub", ("mimetype", b"application/epub+zip"))

    def lock(data: bytearray) -> None:
        for at in every(data, b"PK\x01\x02"):
            data[at + 8] |= 1

    assert told(patched(path, lock)) == [UNREADABLE + "có mục đặt mật khẩu"]


def test_a_compression_that_epub_does_not_know(tmp_path: Path) -> None:
    path = zipped(tmp_path / "la.epub", ("a.xhtml", b"a" * 99), kind=zipfile.ZIP_LZMA)
    assert told(path) == [UNREADABLE + "có mục nén theo cách mà EPUB không cho phép"]


def test_a_wrong_checksum(tmp_path: Path) -> None:
    path = pack(good_files(), tmp_path / "la.epub")

    def spoil(data: bytearray) -> None:
        data[data.find(b"application/epub+zip")] ^= 1

    assert told(patched(path, spoil)) == [UNREADABLE + "không phải tệp zip trọn vẹn"]


@pytest.mark.parametrize("kept", [0, 10, 1000, 100_000])
def test_a_file_cut_short(kept: int, tmp_path: Path) -> None:
    path = pack(good_files(), tmp_path / "la.epub")
    path.write_bytes(path.read_bytes()[:kept])
    assert told(path) == [UNREADABLE + "không phải tệp zip trọn vẹn"]


LAUGHS = (
    b'<!DOCTYPE html [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><html xmlns="http://www.w3.org/1999/xhtml"><p title="&j;">&j;</p></html>'
)
OUTSIDE = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><p>&a;</p></html>'


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (LAUGHS, "không được khai báo thực thể (<!ENTITY)"),
        (OUTSIDE, "không được khai báo thực thể (<!ENTITY)"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, ""),
        (b"<p>\xff</p>", "'utf-8' codec can't decode byte 0xff in position 3: invalid start byte"),
        ("<p>Kỷ yếu</p>".encode("utf-16"), "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        (b"", ""),
        (b"<p>\0</p>", ""),
        (b"<p>" + b"a" * 9_000_000 + b"</p>", "tệp quá lớn"),
        (b"<p>" + b"<b/>" * 2_050_000 + b"</p>", "tệp quá lớn"),
    ],
    ids=["laughs", "outside", "deep", "latin", "utf-16", "empty", "nul", "long", "crowded"],
)
def test_a_page_that_is_no_honest_xml_is_named(data: bytes, detail: str, tmp_path: Path) -> None:
    files = good_files()
    files[PAGE] = data
    with zipfile.ZipFile(tmp_path / "la.epub", "w") as archive:  # stored: the ratio is not what is tested here
        for name, content in files.items():
            archive.writestr(name, content)
    (message,) = told(tmp_path / "la.epub")
    assert message.startswith(f"trang «{PAGE}» của EPUB không phải XML đúng phép: {detail}")


def test_twenty_thousand_broken_links_are_fifty_findings_and_a_count(tmp_path: Path) -> None:
    files = good_files()
    links = "".join(f'<a href="#x{n}">a</a>' for n in range(20_000))
    text = files[PAGE].decode().replace("</section>", f"<p>{links}</p></section>")
    files[PAGE] = text.encode()
    messages = told(pack(files, tmp_path / "la.epub"))
    assert sum("có liên kết tới «#x" in message for message in messages) == 50
    assert messages[-1] == "còn 19950 chỗ nữa cùng lỗi E205, không kể ra"


def face(cmap: bytes) -> bytes:
    """A font that has nothing but this table."""
    return b"\0\1\0\0" + struct.pack(">HHHH", 1, 16, 0, 0) + b"cmap" + struct.pack(">LLL", 0, 28, len(cmap)) + cmap


def ranges(*groups: tuple[int, int]) -> bytes:
    body = b"".join(struct.pack(">LLL", first, last, 0) for first, last in groups)
    subtable = struct.pack(">HHLLL", 12, 0, 16 + len(body), 0, len(groups)) + body
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + subtable


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (face(ranges((0, 0xFFFFFFFE))), "có bảng ký tự quá lớn"),
        (face(ranges(*[(0, 0x10FFFF)] * 500)), "có bảng ký tự quá lớn"),
        (face(struct.pack(">HH", 0, 0xFFFF)), "có bảng ký tự quá lớn"),
        (face(b""), "hỏng, không đọc được bảng ký tự"),
        (b"\0\1\0\0" + b"\xff" * 200, "hỏng, không đọc được bảng ký tự"),
        (b"wOF2" + bytes(100), "không phải phông TrueType hay OpenType (bị xáo byte hoặc hỏng)"),
        (b"", "không phải phông TrueType hay OpenType (bị xáo byte hoặc hỏng)"),
    ],
    ids=["one range", "many ranges", "many subtables", "no table", "noise", "woff2", "empty"],
)
def test_a_font_that_would_fill_the_memory_is_not_expanded(data: bytes, fault: str, tmp_path: Path) -> None:
    files = good_files()
    files["EPUB/fonts/BeVietnamPro-Regular.ttf"] = data
    messages = told(pack(files, tmp_path / "la.epub"))
    assert messages == [f"phông «BeVietnamPro-Regular.ttf» trong EPUB {fault}"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8\xff\xe1\0\x10Exif\0\0MM\0*\xff\xff\xff\xff" + bytes(20),
        b"\xff\xd8" + b"\xff\xe1\0\0" * 500,
        b"\xff\xd8" + b"\xff" * 5000,
    ],
    ids=["start", "cut", "exif far away", "empty segments", "filling"],
)
def test_a_picture_with_a_broken_header_is_still_a_picture(data: bytes, tmp_path: Path) -> None:
    files = good_files()
    files["EPUB/images/a.jpg"] = data
    messages = told(pack(files, tmp_path / "la.epub"))
    assert [message for message in messages if "(EXIF)" not in message] == []


@pytest.mark.parametrize(
    "head",
    [
        b'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"/>',
        b'<?xml version="1.0"?><a/>',
        b'<package xmlns="http://www.idpf.org/2007/opf"><manifest><item/><item href="%"/></manifest></package>',
    ],
    ids=["empty", "other", "items without names"],
)
def test_a_package_document_that_says_nothing_is_told(head: bytes, tmp_path: Path) -> None:
    files = good_files()
    files["EPUB/content.opf"] = head
    messages = told(pack(files, tmp_path / "la.epub"))
    assert "EPUB thiếu văn bản điều hướng (nav)" in messages
    assert "mã định danh «» không có (unique-identifier không trỏ tới dc:identifier nào)" in messages


@pytest.mark.parametrize(
    "target", ["http://[", "//[::1", "%ff%fe#%zz", "\x7f", "a" * 5000, "../" * 500, "javascript:1", "#a", "?a"]
)
def test_an_odd_address_does_not_stop_the_checks(target: str, tmp_path: Path) -> None:
    files = good_files()
    body = f'<p><a href="{target}">a</a><img src="{target}" alt="ảnh" width="9" height="9"/></p>'
    files["EPUB/la.xhtml"] = page("Lạ", body)
    assert told(pack(files, tmp_path / "la.epub"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 255)), min_size=1, max_size=8),
    region=st.integers(0, 3),
)
def test_bytes_changed_anywhere_are_findings_or_nothing(
    changes: list[tuple[int, int]], region: int, tmp_path: Path
) -> None:
    """Region 0: anywhere; 1: the list of entries; 2: the end; 3: the beginning."""
    data = bytearray(_small())
    directory = data.find(b"PK\x01\x02")
    start, length = [(0, len(data)), (directory, len(data) - directory), (len(data) - 22, 22), (0, 400)][region]
    for at, value in changes:
        data[start + at % length] = value
    path = tmp_path / "la.epub"
    path.write_bytes(data)
    for finding in inspect_epub(path, ANCHORS, pages=5):
        assert finding.code.startswith("E")


def _small() -> bytes:
    """The good book without its large files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in good_files().items():
            archive.writestr(name, data[:2000] if name.endswith((".ttf", ".jpg")) else data)
    return buffer.getvalue()
