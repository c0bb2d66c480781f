"""SHA256SUMS: `sha256sum -c` accepts it, it names every file, and nothing it says leads out of the folder."""

import shutil
import subprocess
from pathlib import Path

import pytest
from sealed_room import sealed, sha, told, write

from yearbook.diagnostics import DataProblem
from yearbook.release.sums import parse_sums, render_sums, sum_folder


def test_a_small_folder(tmp_path: Path) -> None:
    for path in ("b.txt", "a/c d.txt", "a-1.txt", "SHA256SUMS", "SHA256SUMS.minisig", "a/SHA256SUMS", "sách.txt"):
        write(tmp_path, path, path.encode())
    sums = sum_folder(tmp_path)
    assert render_sums(sums).decode() == "".join(
        f"{sha(path.encode())}  {path}\n" for path in ("a-1.txt", "a/SHA256SUMS", "a/c d.txt", "b.txt", "sách.txt")
    )
    assert parse_sums(render_sums(sums)).value == sums
    assert parse_sums(render_sums(sums)).diagnostics == ()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="chưa cài coreutils")
def test_coreutils_checks_a_release(tmp_path: Path) -> None:
    root = sealed(tmp_path)
    command = ["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"]
    assert subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == 0
    (root / "index.html").write_bytes(b"changed")
    assert subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("name", ["hai\ndòng", "a\\b", "a:b", "a*", " đầu", "cuối ", "a\u202eb", "a\udcff"])
def test_a_name_that_a_list_cannot_hold(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, b"")
    with pytest.raises(DataProblem) as caught:
        sum_folder(tmp_path)
    assert caught.value.diagnostic.code == "D213"
    assert caught.value.diagnostic.spot
    assert caught.value.diagnostic.spot.file == name


def test_a_link_is_not_summed(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("/etc/hostname")
    with pytest.raises(DataProblem) as caught:
        sum_folder(tmp_path)
    assert caught.value.diagnostic.code == "D212"


@pytest.mark.parametrize(
    "path",
    [
        "../a",
        "a/../../b",
        "/etc/passwd",
        "a//b",
        "./a",
        "a/.",
        "a/",
        "C:a",
        "a\\b",
        "\\\\may\\a",
        "a\tb",
        "...",
        "a" * 401,
    ],
)
def test_a_path_that_leads_out_is_no_path(path: str) -> None:
    parsed = parse_sums(f"{'0' * 64}  ok\n{'0' * 64}  {path}\n".encode())
    assert parsed.value == {"ok": "0" * 64}
    assert told(parsed.diagnostics) == [
        "SHA256SUMS: D208 dòng 2 không đúng dạng «mã SHA-256, hai dấu cách, tên tệp», hoặc lặp lại một tệp,"
        " hoặc chỉ ra ngoài thư mục"
    ]


@pytest.mark.parametrize(
    "line", [b"0 a", b"\\" + b"0" * 64 + b"  a\\nb", b"A" * 64 + b"  a", b"\xff" * 80, b"0" * 64 + b"  ok", b"\0"]
)
def test_a_line_that_is_none(line: bytes) -> None:
    parsed = parse_sums(b"0" * 64 + b"  ok\n" + line + b"\n")
    assert (parsed.value, [finding.code for finding in parsed.diagnostics]) == ({"ok": "0" * 64}, ["D208"])


def test_files_read_as_binary_are_marked_with_a_star() -> None:
    assert parse_sums(b"0" * 64 + b" *a\n").value == {"a": "0" * 64}


def test_a_folder_without_end(tmp_path: Path) -> None:
    (tmp_path / "/".join("abcdefghijklmno")).mkdir(parents=True)
    with pytest.raises(DataProblem) as caught:
        sum_folder(tmp_path)
    assert caught.value.diagnostic.message == (
        f"không kiểm được «{tmp_path}»: quá nhiều tệp, hoặc thư mục lồng nhau quá sâu"
    )
