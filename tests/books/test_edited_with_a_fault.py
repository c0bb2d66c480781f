"""A book that has been built, edited so that only the rules object: its pages may be laid out before they have spoken,
but nothing is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_folder import FILES, SLUG, write_book

from yearbook.cli import main
from yearbook.storage.inventory import is_built

CU = "individuals/le-van-cu.yaml"


def test_an_edit_that_only_the_rules_refuse_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = write_book(tmp_path / "data"), tmp_path / "dist"

    def build(target: Path, cache: str) -> int:
        monkeypatch.setenv("YEARBOOK_CACHE", str(tmp_path / cache))
        return main(["build", "--data", str(data), "--edition", "print", "--out", str(target)])

    assert build(out, "cache") == 0
    assert is_built(out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    capsys.readouterr()

    (data / CU).write_text(FILES[CU].replace("Lê Văn Cử", "Lê văn Cử"), "utf-8")
    assert build(out, "cache") == 1
    told = capsys.readouterr()
    assert "T407" in told.out + told.err
    assert f"{CU}:2" in told.out + told.err
    assert "sách dựng lần trước vẫn nguyên" in told.out
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before

    (data / CU).write_text(FILES[CU].replace("Lê Văn Cử", "Lê Văn Cừ"), "utf-8")
    assert build(out, "cache") == 0
    assert build(tmp_path / "anew", "another cache") == 0
    name = f"{SLUG}-print.pdf"
    assert (out / name).read_bytes() == (tmp_path / "anew" / name).read_bytes() != before[name]
