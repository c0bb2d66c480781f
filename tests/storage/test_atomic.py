"""Files are whole or not there."""

import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from yearbook.diagnostics import DataProblem
from yearbook.storage import create_bytes, sweep, write_bytes, writing
from yearbook.storage.atomic import TEMP_SUFFIX


def test_writes_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "sách.pdf"
    write_bytes(target, b"one")
    write_bytes(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["sách.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_a_published_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_bytes(tmp_path / "a.pdf", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o644


def test_a_failed_write_leaves_the_old_file_and_no_temp(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inside").write_bytes(b"kept")
    with pytest.raises(OSError):
        write_bytes(tmp_path / "taken", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
    assert (tmp_path / "taken" / "inside").read_bytes() == b"kept"


def test_what_stands_there_is_never_replaced(tmp_path: Path) -> None:
    create_bytes(tmp_path / "a.key", b"one", mode=0o600)
    (tmp_path / "b.key").symlink_to("nowhere")
    for name in ("a.key", "b.key"):
        with pytest.raises(FileExistsError):
            create_bytes(tmp_path / name, b"two")
    assert (tmp_path / "a.key").read_bytes() == b"one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.key", "b.key"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_a_new_file_is_private_when_it_is_meant_to_be(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        create_bytes(tmp_path / "a.key", b"x", mode=0o600)
        create_bytes(tmp_path / "a.pub", b"x")
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"a.key": 0o600, "a.pub": 0o666}


def test_of_many_creators_one_succeeds(tmp_path: Path) -> None:
    def create(number: int) -> bool:
        try:
            create_bytes(tmp_path / "a", bytes([number]) * 10_000)
        except FileExistsError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = [number for number, made in enumerate(pool.map(create, range(40))) if made]
    assert len(won) == 1
    assert (tmp_path / "a").read_bytes() == bytes(won) * 10_000
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_reader_never_sees_half(tmp_path: Path) -> None:
    target = tmp_path / "a.bin"
    versions = {bytes([n]) * 200_000 for n in range(20)}
    write_bytes(target, bytes([0]) * 200_000)
    seen: set[bytes] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(target.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for version in sorted(versions):
        write_bytes(target, version)
    done.set()
    reader.join()
    assert seen <= versions


def test_sweep_takes_only_our_stray_temps(tmp_path: Path) -> None:
    stray = tmp_path / f".0123{TEMP_SUFFIX}"
    stray.write_bytes(b"half")
    for name in ("book.pdf", ".hidden", f"visible{TEMP_SUFFIX}"):
        (tmp_path / name).write_bytes(b"theirs")
    assert sweep(tmp_path, older_than=3600) == 0
    assert sweep(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "book.pdf", f"visible{TEMP_SUFFIX}"]
    assert sweep(tmp_path / "nowhere") == 0


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (OSError(28, "No space left on device"), "S101", "không ghi được «dist»: đĩa đã đầy hoặc vượt hạn mức"),
        (
            OSError(30, "Read-only file system"),
            "S102",
            "không ghi được «dist»: thư mục hoặc tệp chỉ cho đọc, hoặc tài khoản này không có quyền ghi",
        ),
        (OSError(21, "Is a directory"), "S104", "không ghi được «dist»: đã có một thư mục trùng tên"),
    ],
)
def test_refusals_of_the_system_in_vietnamese(error: OSError, code: str, message: str) -> None:
    with pytest.raises(DataProblem) as caught, writing(Path("dist")):
        raise error
    assert (caught.value.diagnostic.code, caught.value.diagnostic.message) == (code, message)


def test_a_file_held_open_on_windows() -> None:
    error = PermissionError(13, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined]
    with pytest.raises(DataProblem) as caught, writing(Path("dist/sach.pdf")):
        raise error
    assert caught.value.diagnostic.code == "S103"
    assert caught.value.diagnostic.message == ("không thay được «dist/sach.pdf»: một chương trình khác đang mở tệp này")
    assert caught.value.diagnostic.hint == "đóng trình đọc PDF hoặc trình đọc EPUB đang mở sách, rồi chạy lại"
