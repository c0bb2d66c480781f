"""Somebody clears the cache while a book is being made: it comes out all the same."""

from __future__ import annotations

import shutil
from pathlib import Path

from built import said
from small_folder import SLUG, context, write_book

from yearbook.pipeline import Step, build


def _bytes(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob(f"{SLUG}*.pdf")}


def test_pages_that_were_lost_before_binding_are_laid_out_again(tmp_path: Path) -> None:
    data = write_book(tmp_path / "data")
    cleared: list[str] = []

    def clear(step: Step) -> None:
        """Once, as soon as some pages of the interior are there."""
        if step.label.startswith("Dàn ") and step.done and step.label not in cleared:
            cleared.append(step.label)
            shutil.rmtree(tmp_path / "cache" / "values")

    wanted = ("print", "screen", "proof")
    result = build(context(data, tmp_path / "dist", tmp_path / "cache"), wanted, clear)
    assert said(result) == []
    assert cleared == ["Dàn ruột sách"]
    assert build(context(data, tmp_path / "again", tmp_path / "other"), wanted).published
    assert _bytes(tmp_path / "dist") == _bytes(tmp_path / "again")
    assert len(_bytes(tmp_path / "dist")) == 3
