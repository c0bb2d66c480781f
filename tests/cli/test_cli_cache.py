"""`cache`: what the cache holds, how much it may, and emptying it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_room import Book, Run

from yearbook.context import default_cache_limit
from yearbook.diagnostics import DataProblem
from yearbook.storage import Cache, in_use, key

STATS = """\
Bộ đệm:           {folder}
Số mục:           {entries}
Dung lượng:       {size}
Giới hạn:         {limit} (YEARBOOK_CACHE_LIMIT)
Lần dùng xa nhất: {oldest}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, not made yet."""
    monkeypatch.setenv("YEARBOOK_CACHE", str(tmp_path / "kept"))
    monkeypatch.delenv("YEARBOOK_CACHE_LIMIT", raising=False)
    return tmp_path / "kept"


def test_an_empty_cache(run: Run, folder: Path) -> None:
    ran = run("cache", "stats")
    told = STATS.format(folder=folder.as_posix(), entries=0, size="0 byte", limit="2,0 GB", oldest="không có")
    assert (ran.code, ran.out, ran.err) == (0, told, "")
    assert run("cache", "clear").out == f"Bộ đệm trống sẵn: {folder.as_posix()}\n"
    assert not folder.exists(), "looking makes nothing"


def test_a_cache_is_counted_and_cleared(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YEARBOOK_CACHE_LIMIT", "750M")
    cache = Cache(folder)
    for n in range(1200):
        cache.put(key(n), b"x" * 1000)
    os.utime(cache.put_file(key("photo"), b"y" * 300_000), (1_602_500_000, 1_602_500_000))  # 12/10/2020
    ran = run("cache", "stats")
    told = STATS.format(folder=folder.as_posix(), entries="1.201", size="1,5 MB", limit="750,0 MB", oldest="12/10/2020")
    assert (ran.code, ran.out, ran.err) == (0, told, "")
    ran = run("cache", "clear")
    assert (ran.code, ran.out, ran.err) == (0, f"Đã xóa 1.201 mục, 1,5 MB: {folder.as_posix()}\n", "")
    assert "Số mục:           0\n" in run("cache", "stats").out


def test_a_cache_in_use_is_not_cleared(run: Run, folder: Path) -> None:
    Cache(folder).put(key("a"), b"one")
    with in_use(folder):
        ran = run("cache", "clear")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"lỗi S108: chưa xóa bộ đệm «{folder.as_posix()}»: một lần dựng đang dùng nó\n"
        "   = gợi ý: đợi lần dựng ấy xong rồi chạy lại\n"
    )
    assert Cache(folder).get(key("a")) == b"one"


@pytest.mark.parametrize(
    ("told", "size"),
    [("", 2 * 10**9), ("2G", 2 * 10**9), ("500m", 500 * 10**6), ("1,5 GB", 1_500_000_000), ("0.5T", 5 * 10**11),
     ("1000", 1000), ("64kB", 64_000), ("0", 0)],
)  # fmt: skip
def test_limits(monkeypatch: pytest.MonkeyPatch, told: str, size: int) -> None:
    monkeypatch.setenv("YEARBOOK_CACHE_LIMIT", told)
    assert default_cache_limit() == size


@pytest.mark.parametrize("told", ["nhiều", "2 giga", "-1G", "G", "1.2.3G", "2P", "9" * 20, "1e9", "٢G"])
def test_nonsense_for_a_limit(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("YEARBOOK_CACHE_LIMIT", told)
    with pytest.raises(DataProblem) as caught:
        default_cache_limit()
    assert caught.value.diagnostic.message == f"không hiểu giới hạn bộ đệm «{told}» (YEARBOOK_CACHE_LIMIT)"


def test_nonsense_for_a_limit_stops_a_build_before_it_starts(
    run: Run, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book()
    monkeypatch.setenv("YEARBOOK_CACHE_LIMIT", "nhiều")
    ran = run("build")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "lỗi S109: không hiểu giới hạn bộ đệm «nhiều» (YEARBOOK_CACHE_LIMIT)\n"
        "   = gợi ý: viết một số kèm đơn vị K, M, G hoặc T, ví dụ YEARBOOK_CACHE_LIMIT=2G;"
        " bỏ biến ấy đi thì giới hạn là 2 GB\n"
    )
    assert not Path("dist").exists()
