"""`kill -9` at any moment: the old book stays whole on the disk, and the next build works as if nothing had been."""

from __future__ import annotations

import marshal
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from built import ROOT
from small_folder import FILES, SLUG, write_book

from yearbook.storage import Cache
from yearbook.storage.notes import NOTE
from yearbook.storage.publish import JOURNAL

SCRIPT = Path(__file__).with_name("run_build.py")
KILLS = 6
KILLS_OF_ONE = int(os.environ.get("YEARBOOK_KILLS", "3"))  # twenty by hand
MARK = "YEARBOOK_TEST_MARK"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="tín hiệu KILL và nhóm tiến trình của POSIX")


def start(place: Path) -> subprocess.Popen[bytes]:
    folders = [str(place / name) for name in ("data", "dist", "cache")]
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), *folders, "print"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def visible(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_book_and_harms_no_later_build(tmp_path: Path) -> None:
    data, out = write_book(tmp_path / "data", photos=True), tmp_path / "dist"
    started = time.monotonic()
    assert start(tmp_path).wait(timeout=120) == 0
    usual = time.monotonic() - started
    old = visible(out)
    assert set(old) == {f"{SLUG}-print.pdf", "preflight.html", "report.html"}

    changed = FILES["individuals/le-van-cu.yaml"].replace("Lê Văn Cử", "Lê Văn Cử Em")
    (data / "individuals" / "le-van-cu.yaml").write_text(changed, "utf-8")
    moments = random.Random(20201012)
    seen = []
    for turn in range(KILLS):
        run = start(tmp_path)
        # the early moments are alike (nothing is written yet): most kills fall into the second half
        share = moments.uniform(0.05, 0.4) if turn == 0 else moments.uniform(0.4, 1.0)
        try:
            run.wait(timeout=usual * share)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait(timeout=30)
        seen.append((visible(out), (out / JOURNAL).exists()))

    assert start(tmp_path).wait(timeout=120) == 0
    new = visible(out)
    assert set(new) == set(old)
    assert all(new[name] != old[name] for name in old)
    for files, cut_off in seen:
        assert set(files) == set(old)
        assert all(content in (old[name], new[name]) for name, content in files.items()), "một tệp dở dang"
        assert cut_off or files in (old, new), "nửa cũ nửa mới mà không có nhật ký để làm tiếp"
    assert [path.name for path in out.iterdir() if path.name.startswith(".staging-")] == []
    assert not (out / JOURNAL).exists()


# --- only the first process is killed -----------------------------------------------------------------------


def command(place: Path, mark: str) -> subprocess.Popen[bytes]:
    """The command itself; everything it starts carries the mark in its environment."""
    words = ["build", "--data", str(place / "data"), "--out", str(place / "dist"), "--edition", "print,screen"]
    return subprocess.Popen(
        [sys.executable, str(ROOT / "build_yearbook.py"), *words, "--jobs", "2"],
        env={**os.environ, MARK: mark, "YEARBOOK_CACHE": str(place / "cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def marked(mark: str) -> list[str]:
    """The command lines of all processes on this machine that carry the mark."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text("utf-8", "replace").replace("\0", " "))
        except OSError:
            continue  # it has ended meanwhile, or is not ours
    return found


def entries(cache: Path) -> dict[str, bytes | None]:
    """What a cache serves for every key it has."""
    names = [path.name for room in ("values", "keys") for path in (cache / room).rglob("?" * 64)]
    return {name: Cache(cache).get(name) for name in names}


def is_on_its_way(data: bytes | None) -> bool:
    """A part that tells of pages (contents, an index) is kept as it was set last (`editions/recalled.py`): where the
    build ended before all pages had their places, for other numbers, which it names."""
    try:
        told = marshal.loads(data or b"")  # noqa: S302 - our own
    except (ValueError, EOFError, TypeError):
        return False
    return isinstance(told, tuple) and len(told) == 8 and told[3][2] is True


def is_note(data: bytes | None) -> bool:
    """Notes of how a build went (`storage/notes.py`) are other ones each time."""
    return (data or b"").startswith(NOTE)


def made(cache: Path) -> dict[str, bytes | None]:
    """The entries but for notes."""
    return {name: data for name, data in entries(cache).items() if not is_note(data)}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="cần /proc để thấy mọi tiến trình")
def test_a_build_whose_first_process_is_killed_leaves_no_process_and_no_broken_entry(tmp_path: Path) -> None:
    calm = tmp_path / "calm"
    write_book(calm / "data", photos=True)
    started = time.monotonic()
    assert command(calm, "calm").wait(timeout=600) == 0
    usual = time.monotonic() - started
    book, sound = visible(calm / "dist"), made(calm / "cache")
    assert sound
    assert None not in entries(calm / "cache").values()
    moments = random.Random(os.environ.get("YEARBOOK_KILLS", "kills"))
    for turn in range(KILLS_OF_ONE):
        place, mark = tmp_path / f"turn {turn}", f"{os.getpid()}-{turn}"
        shutil.copytree(calm / "data", place / "data")
        run = command(place, mark)
        try:
            run.wait(timeout=usual * moments.uniform(0.1, 1.0))
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait(timeout=60)
        deadline = time.monotonic() + 30
        while (left := marked(mark)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert left == []
        left_behind = entries(place / "cache")
        assert None not in left_behind.values()
        others = [name for name, data in left_behind.items() if not is_note(data) and data != sound.get(name)]
        assert all(is_on_its_way(left_behind[name]) for name in others)
        assert command(place, mark).wait(timeout=600) == 0
        assert visible(place / "dist") == book
        assert made(place / "cache") == sound
        shutil.rmtree(place)
