"""Faces and signs: what cannot be set is named before a page is laid out."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from yearbook.context import asset_root
from yearbook.pages.glyphs import check_faces, check_glyphs, face_problem, recall_faces
from yearbook.pages.theme import Theme, load_theme
from yearbook.records import Individual, Trim, load
from yearbook.storage import Cache
from yearbook.vietnamese import VIETNAMESE


def bundled() -> Theme:
    return load_theme(asset_root(), "trang-trong", Trim.T19X27)


def test_the_bundled_faces_set_all_vietnamese() -> None:
    assert len(VIETNAMESE) == len(set(VIETNAMESE)) == 134
    assert list(check_faces(bundled())) == []


def test_a_face_without_some_vietnamese_letters_stops_the_build(tmp_path: Path) -> None:
    theme = bundled()
    poor = tmp_path / "poor.ttf"
    with TTFont(theme.faces[0].file) as font:
        worker = subset.Subsetter()
        worker.populate(text="".join(set(VIETNAMESE) - {"ỉ", "Ỉ"}) + "abc")
        worker.subset(font)
        font.save(poor)
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    faces = [replace(theme.faces[n], file=file) for n, file in enumerate((poor, broken, tmp_path / "none.ttf"))]
    findings = list(check_faces(replace(theme, faces=tuple(faces))))
    assert [(found.code, found.message.split("): ")[1]) for found in findings] == [
        ("L113", "thiếu 2 chữ: ỉ Ỉ"),
        ("L113", "tệp hỏng"),
        ("L113", "không có tệp"),
    ]
    assert face_problem(theme.faces[0].file) == ""


def test_a_sign_that_no_face_has_is_named_with_its_record_and_line(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(Path(__file__).parents[1] / "rules" / "_base", data)
    folder = data / "individuals"
    folder.mkdir(exist_ok=True)
    words = "id: sao\nname: Lê ★ An\nunit: vu-buu-chinh\nnote: ★ không in\n"
    (folder / "sao.yaml").write_text(words, "utf-8")
    yearbook = load(data).value
    assert yearbook is not None
    assert any(isinstance(person, Individual) and person.id == "sao" for person in yearbook.individuals)
    (found,) = check_glyphs(yearbook, bundled())
    assert list(check_glyphs(yearbook, bundled())) == [found]  # each time, although what is sound is looked at once
    assert (found.code, found.record, str(found.span)) == ("L104", "sao", "data/individuals/sao.yaml:2:7")
    assert found.message == "chữ «★» (U+2605) không có trong phông «Be Vietnam Pro, Source Serif 4»: «Lê ★ An»"


@pytest.mark.parametrize("sign", ["\b", "\f", "\x07", "\u2605", "\U0001f600"])
def test_a_sign_is_found_however_it_is_written_in_between(tmp_path: Path, sign: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(Path(__file__).parents[1] / "rules" / "_base", data)
    yearbook = load(data).value
    assert yearbook is not None
    assert list(check_glyphs(yearbook, bundled())) == []
    settings = yearbook.settings.model_copy(update={"title": f"Kỷ yếu{sign} thi đua"})
    (found,) = check_glyphs(replace(yearbook, settings=settings), bundled())
    assert (found.code, f"U+{ord(sign):04X}" in found.message) == ("L104", True)


def test_a_face_that_is_replaced_while_a_preview_runs_is_read_again_and_known_as_it_is(tmp_path: Path) -> None:
    """By the same process, and by whoever has the cache afterwards."""
    theme, cache = bundled(), Cache(tmp_path / "cache")
    file = tmp_path / "face.ttf"
    theme = replace(theme, faces=(replace(theme.faces[0], file=file),))
    for letters, lacking in (("".join(VIETNAMESE), 0), ("abc", 134), ("".join(VIETNAMESE), 0)):
        with TTFont(bundled().faces[0].file) as font:
            worker = subset.Subsetter()
            worker.populate(text=letters)
            worker.subset(font)
            font.save(file)
        for _ in range(2):
            recall_faces(theme, cache)
            assert len(list(check_faces(theme))) == bool(lacking)
