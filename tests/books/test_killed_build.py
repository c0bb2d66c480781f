"""`kill -9` at any moment: the old book stays whole on the disk, and the next build works as if nothing had been."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from built import ROOT
from small_folder import FILES, SLUG, write_book

from yearbook.storage.publish import JOURNAL

SCRIPT = Path(__file__).with_name("run_build.py")
KILLS = 6
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
