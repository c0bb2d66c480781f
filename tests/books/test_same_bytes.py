"""The same data gives the same bytes: who builds, where, and when must not be seen in the files."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from built import ROOT, Dist
from small_folder import ALL, context, write_book

from yearbook.pipeline import build

SCRIPT = Path(__file__).with_name("run_build.py")


def digests(out: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.iterdir())
        if not path.name.startswith(".")
    }


def start(place: Path, **environment: str) -> subprocess.Popen[str]:
    """The small book built by a process with its own folder, working directory, language, clock zone and hash seed."""
    data, work = write_book(place / "data"), place / "cwd"
    work.mkdir()
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(data), str(place / "dist"), str(place / "cache"), *ALL],
        cwd=work,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_small_book_has_the_same_bytes_wherever_it_is_built(tmp_path: Path) -> None:
    here, there = tmp_path / "a", tmp_path / "chỗ khác"
    runs = (
        start(here, TZ="Asia/Ho_Chi_Minh", LANG="C", LC_ALL="C", PYTHONHASHSEED="1"),
        start(there, TZ="America/New_York", LANG="C.UTF-8", LC_ALL="C.UTF-8", PYTHONHASHSEED="4294967295"),
    )
    said = [run.communicate(timeout=240) for run in runs]
    assert (said, [run.returncode for run in runs]) == ([("", ""), ("", "")], [0, 0])
    first = digests(here / "dist")
    assert len(first) == 7  # five editions and two pages
    assert digests(there / "dist") == first


def test_each_edition_has_the_same_bytes_alone_and_with_others_in_whatever_order(tmp_path: Path) -> None:
    data = write_book(tmp_path / "data")

    def built(place: Path, cache: Path, *editions: str) -> dict[str, str]:
        result = build(context(data, place, cache), editions)
        assert result.published
        return {name: digest for name, digest in digests(place).items() if not name.endswith(".html")}

    together = built(tmp_path / "mot", tmp_path / "bo-dem", "print", "proof", "screen")
    for name in ("proof", "screen", "print"):  # the cache of one is used by the next
        alone = built(tmp_path / name, tmp_path / "khac", name)
        assert len(alone) == 1 and alone.items() <= together.items(), name
    assert built(tmp_path / "hai", tmp_path / "khac", "print", "proof", "screen") == together


@pytest.mark.slow
def test_the_sample_book_has_the_same_bytes_when_built_again(sample: Dist, tmp_path: Path) -> None:
    result = build(context(ROOT / "data", tmp_path / "dist", tmp_path / "cache"), ALL)
    assert result.published
    assert digests(tmp_path / "dist") == digests(sample.out)
