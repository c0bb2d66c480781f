"""A word of a record that stands on no page, or a face that is broken, keeps the book from being published."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from small_folder import FILES, context, write_book

from yearbook.context import asset_root
from yearbook.pipeline import build

QUOTE = "“Thư đến là vui.”"


def test_a_theme_that_hides_words_is_told_at_their_record(tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    for name in ("templates", "fonts", "profiles"):
        shutil.copytree(asset_root() / name, assets / name)
    sheet = assets / "templates" / "base" / "css" / "book.css.j2"
    sheet.write_text(sheet.read_text("utf-8") + "\n.quote { display: none }\n", "utf-8")
    data = write_book(tmp_path / "data")
    told = context(data, tmp_path / "dist", tmp_path / "cache")
    result = build(replace(told, assets=assets), ("print", "screen"))
    assert not result.published
    (lost,) = (finding for finding in result.report if finding.severity == "error")
    name = "individuals/nguyen-van-an.yaml"
    assert FILES[name].startswith("id: nguyen-van-an")
    assert (lost.code, lost.record, str(lost.span)) == ("L125", "nguyen-van-an", f"data/{name}:1:1")
    assert lost.message == f"chữ «{QUOTE}» không lên trang nào khi dàn"
    assert build(told, ("print",)).published


def test_a_face_that_is_broken_is_told_and_nothing_is_set_in_it(tmp_path: Path) -> None:
    """In every edition: the EPUB is asked for before faces are looked at, and would cut them."""
    assets = tmp_path / "assets"
    for name in ("templates", "fonts", "profiles"):
        shutil.copytree(asset_root() / name, assets / name)
    face = assets / "fonts" / "SourceSerif4_400Regular.ttf"
    face.write_bytes(face.read_bytes()[:5000])
    told = context(write_book(tmp_path / "data"), tmp_path / "dist", tmp_path / "cache")
    result = build(replace(told, assets=assets), ("print", "epub"))
    (broken,) = (finding for finding in result.report if finding.severity == "error")
    assert broken.message == "phông «Source Serif 4 400 normal» (SourceSerif4_400Regular.ttf): tệp hỏng"
    assert not result.published
    assert not [path for path in told.out.iterdir() if not path.name.startswith(".")]
