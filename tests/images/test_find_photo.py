"""Names lead to one file inside photos/, the same on every system (inputs 20–24)."""

import os
import unicodedata
from pathlib import Path

import pytest

from yearbook.diagnostics import DataProblem, Diagnostic, Span
from yearbook.images import PhotoFolder

SPAN = Span("data/individuals/a.yaml", 7, 10)
NAME = "nguyễn-văn-ạ.jpg"


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def refused(folder: Path, name: str) -> Diagnostic:
    with pytest.raises(DataProblem) as caught:
        PhotoFolder(folder).find(name, SPAN, "nguyen-van-a")
    finding = caught.value.diagnostic
    assert (finding.span, finding.record) == (SPAN, "nguyen-van-a")
    return finding


@pytest.mark.parametrize("name", ["a.jpg", "vnpt/b.jpg", "./vnpt//b.jpg", "vnpt\\b.jpg"])
def test_finds(photos: Path, name: str) -> None:
    touch(photos, "a.jpg", "vnpt/b.jpg")
    assert PhotoFolder(photos).find(name).name == name[-5:]


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_unicode_forms_match(photos: Path, on_disk: str, asked: str) -> None:
    touch(photos, unicodedata.normalize(on_disk, "đơn-vị/" + NAME))  # type: ignore[arg-type]
    found = PhotoFolder(photos).find(unicodedata.normalize(asked, "đơn-vị/" + NAME))  # type: ignore[arg-type]
    assert found.read_bytes() == b"x"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../a.jpg", "có `..`"),
        ("vnpt/../../a.jpg", "có `..`"),
        ("..\\a.jpg", "có `..`"),
        ("/etc/passwd", "đường dẫn tuyệt đối"),
        ("~/a.jpg", "đường dẫn tuyệt đối"),
        ("\\\\server\\share\\a.jpg", "đường dẫn ổ mạng"),
        ("//server/share/a.jpg", "đường dẫn ổ mạng"),
        ("C:\\a.jpg", "có ký tự ổ đĩa hoặc địa chỉ"),
        ("C:a.jpg", "có ký tự ổ đĩa hoặc địa chỉ"),
        ("file:///etc/passwd", "có ký tự ổ đĩa hoặc địa chỉ"),
        ("a.jpg:stream", "có ký tự ổ đĩa hoặc địa chỉ"),
    ],
)
def test_paths_that_lead_out_are_refused(photos: Path, name: str, reason: str) -> None:
    touch(photos.parent, "a.jpg")
    finding = refused(photos, name)
    assert finding.code == "I102"
    assert finding.message == f"đường dẫn ảnh «{name}» dẫn ra ngoài thư mục photos/ ({reason})"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("CON.jpg", "«CON» là tên Windows giữ riêng"),
        ("con.tar.jpg", "«con» là tên Windows giữ riêng"),
        ("vnpt/Aux", "«Aux» là tên Windows giữ riêng"),
        ("lpt1.png", "«lpt1» là tên Windows giữ riêng"),
        ("COM².jpg", "«COM²» là tên Windows giữ riêng"),
        ("nul/a.jpg", "«nul» là tên Windows giữ riêng"),
        ("a.jpg.", "có dấu chấm hoặc dấu cách ở cuối"),
        ("a.jpg ", "có dấu chấm hoặc dấu cách ở cuối"),
        ("a?.jpg", 'có ký tự điều khiển hoặc một trong các dấu < > " | ? *'),
        ("a\x00.jpg", 'có ký tự điều khiển hoặc một trong các dấu < > " | ? *'),
    ],
)
def test_names_that_windows_cannot_keep_are_refused(photos: Path, name: str, reason: str) -> None:
    if "\x00" not in name and "/" not in name:
        touch(photos, name)
    finding = refused(photos, name)
    assert finding.code == "I103"
    shown = name.replace("\x00", "\\u0000")
    assert finding.message == f"tên ảnh «{shown}» không dùng được trên mọi máy: {reason}"


@pytest.mark.parametrize("name", ["concert.jpg", "com10.jpg", "auxiliary.png"])
def test_names_that_only_begin_like_reserved_ones(photos: Path, name: str) -> None:
    touch(photos, name)
    assert PhotoFolder(photos).find(name).name == name


@pytest.mark.parametrize("asked", ["b.jpg", "B.jpg"])
def test_case_twins_are_ambiguous(photos: Path, asked: str) -> None:
    touch(photos, "b.jpg", "B.jpg")
    finding = refused(photos, asked)
    assert finding.code == "I104"
    assert finding.message == f"tên ảnh «{asked}» khớp với nhiều tệp: «B.jpg», «b.jpg»"


def test_composition_twins_are_ambiguous(photos: Path) -> None:
    touch(photos, unicodedata.normalize("NFC", NAME), unicodedata.normalize("NFD", NAME))
    assert refused(photos, NAME).code == "I104"


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("vnpt/nguyen-van-a.JPG", "vnpt/nguyen-van-a.jpg"),
        ("nguyen-van-a.jpg", "vnpt/nguyen-van-a.jpg"),
        ("vnpt/nguyen-vna-a.jpg", "vnpt/nguyen-van-a.jpg"),
        ("VNPT/tran-thi-b.png", "vnpt/tran-thi-b.png"),
    ],
)
def test_a_missing_photo_names_the_nearest(photos: Path, asked: str, near: str) -> None:
    touch(photos, "vnpt/nguyen-van-a.jpg", "vnpt/tran-thi-b.png", ".DS_Store")
    finding = refused(photos, asked)
    assert finding.code == "I101"
    assert finding.message == f"không có tệp ảnh «photos/{asked}»"
    assert finding.hint == f"có phải là «{near}»?"


def test_a_missing_photo_unlike_any_other(photos: Path) -> None:
    touch(photos, "x.png")
    assert refused(photos, "le-van-c.jpg").hint == ("chép ảnh vào thư mục photos/, hoặc sửa lại tên tệp trong bản ghi")
    assert refused(photos / "nowhere", "le-van-c.jpg").code == "I101"


@pytest.fixture
def link(photos: Path) -> None:
    if os.name == "nt":
        pytest.skip("symbolic links need rights on Windows")


@pytest.mark.usefixtures("link")
def test_links_may_stay_inside_but_not_leave(photos: Path) -> None:
    touch(photos, "a.jpg")
    touch(photos.parent, "outside/secret.jpg")
    (photos / "same.jpg").symlink_to("a.jpg")
    (photos / "leaves.jpg").symlink_to(photos.parent / "outside" / "secret.jpg")
    (photos / "folder").symlink_to(photos.parent / "outside")
    assert PhotoFolder(photos).find("same.jpg").read_bytes() == b"x"
    for name in ("leaves.jpg", "folder/secret.jpg"):
        finding = refused(photos, name)
        assert finding.message == f"đường dẫn ảnh «{name}» dẫn ra ngoài thư mục photos/ (lối tắt dẫn ra ngoài)"


@pytest.mark.usefixtures("link")
def test_what_is_not_a_plain_file_is_never_opened(photos: Path) -> None:
    (photos / "folder.jpg").mkdir()
    (photos / "loop.jpg").symlink_to("loop.jpg")
    (photos / "gone.jpg").symlink_to("nowhere.jpg")
    os.mkfifo(photos / "pipe.jpg")
    kinds = {
        "folder.jpg": "thư mục",
        "loop.jpg": "lối tắt gãy hoặc đi vòng",
        "gone.jpg": "lối tắt gãy hoặc đi vòng",
        "pipe.jpg": "ống dẫn hoặc thiết bị",
        ".": "thư mục",
    }
    for name, kind in kinds.items():
        finding = refused(photos, name)
        assert (finding.code, finding.message) == ("I109", f"«photos/{name}» không phải một tệp thường ({kind})")
