"""A hash is taken once while a file stays as it is, and again whenever it may have changed."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from yearbook.storage import file_hash, hashes

OLD = 1_600_000_000


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    hashes._TAKEN.clear()
    yield
    hashes._TAKEN.clear()


def file(folder: Path, data: bytes = b"mot") -> Path:
    path = folder / "a.yaml"
    path.write_bytes(data)
    return path


def told_old(path: Path, found: str = "x") -> None:
    """As if it had been looked at long after it was last written."""
    hashes.learn({str(path): (hashes.file_mark(path), found)})


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    assert file_hash(file(tmp_path)) == hashlib.sha256(b"mot").hexdigest()


def test_a_file_that_is_as_it_was_is_not_read_again(tmp_path: Path) -> None:
    path = file(tmp_path)
    told_old(path)
    assert file_hash(path) == "x"


@pytest.mark.parametrize("change", ["content", "time", "another"])
def test_a_file_that_changed_is_read_again(tmp_path: Path, change: str) -> None:
    path = file(tmp_path)
    told_old(path)
    if change == "content":
        path.write_bytes(b"hai")  # as long as before
    elif change == "time":
        os.utime(path, (OLD, OLD))
    else:
        other = tmp_path / "b"
        other.write_bytes(b"hai")
        stat = path.stat()
        os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        other.replace(path)
    assert file_hash(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_written_a_moment_ago_is_always_read_again(tmp_path: Path) -> None:
    """It may change once more within what the clock of the file system can tell."""
    path = file(tmp_path)
    file_hash(path)
    assert hashes._TAKEN == {}
    seen = {str(path): (hashes.file_mark(path), "x")}
    assert hashes.settled(seen, time.time_ns()) == {}
    assert hashes.settled(seen, time.time_ns() + 2 * hashes.FRESH_NS) == seen


def test_a_relative_path_means_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(tmp_path)
    told_old(path)
    monkeypatch.chdir(tmp_path)
    assert file_hash(Path("a.yaml")) == "x"
