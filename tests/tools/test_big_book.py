"""The generated book of the benchmarks: the same each time, sound, its photos like photographs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tools.bench.edits import VARIANTS, edits
from tools.big_book import WORDS, write_big_book
from yearbook.context import BuildContext
from yearbook.diagnostics import Severity
from yearbook.pipeline import check
from yearbook.records import load

RECORDS = 16


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("big") / "data"
    write_big_book(folder, RECORDS, portraits=True)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def errors(data: Path, tmp_path: Path) -> list[str]:
    found = check(BuildContext(data=data, out=tmp_path, jobs=1)).report
    return [f"{finding.code} {finding.message}" for finding in found if finding.severity is Severity.ERROR]


def test_the_same_seed_gives_the_same_folder_and_another_seed_another(book: Path, tmp_path: Path) -> None:
    write_big_book(tmp_path / "again", RECORDS, portraits=True)
    assert contents(tmp_path / "again") == contents(book)
    write_big_book(tmp_path / "other", RECORDS, seed=5, portraits=True)
    assert contents(tmp_path / "other") != contents(book)


def test_the_book_passes_check_without_errors(book: Path, tmp_path: Path) -> None:
    assert errors(book, tmp_path) == []


def test_every_record_is_a_profile_with_text_and_awards(book: Path) -> None:
    yearbook = load(book).value
    assert yearbook is not None
    records = list(yearbook.honoured)
    assert len(records) == RECORDS
    for record in records:
        assert record.presentation == "profile"
        assert WORDS[0] <= len((record.narrative or "").split()) <= WORDS[1]
        assert 3 <= len(record.awards) <= 6


def test_no_two_photos_are_alike_and_all_have_the_detail_of_photographs(book: Path) -> None:
    photos = sorted((book / "photos").iterdir())
    assert len(photos) == RECORDS - 2  # a collective in ten
    assert len({path.read_bytes() for path in photos}) == len(photos)
    for path in photos:
        with Image.open(path) as picture:
            assert 1100 < picture.width < 1300
            assert picture.height == picture.width * 4 // 3
        assert path.stat().st_size > 200_000  # a flat drawing of this size takes a tenth


def test_an_edit_changes_one_file_in_the_way_it_says(book: Path) -> None:
    made = edits(book)
    assert [edit.kind for edit in made] == ["narrative"] * VARIANTS + ["longer"] * VARIANTS + ["renamed"] * VARIANTS
    assert len({edit.text for edit in made}) == len(made)
    for edit in made:
        before = edit.file.read_text("utf-8")
        old, new = before.split(), edit.text.split()
        if edit.kind == "narrative":
            assert [a == b for a, b in zip(old, new, strict=True)].count(False) == 1
        elif edit.kind == "longer":
            assert len(new) - len(old) >= 850
        else:
            assert "name: Trịnh Thái" in edit.text
            assert len(old) - 2 <= len(new) <= len(old)


def test_the_edited_book_passes_check_without_errors(book: Path, tmp_path: Path) -> None:
    yearbook = load(book).value
    assert yearbook is not None
    for edit in {edit.kind: edit for edit in edits(book)}.values():
        before = edit.file.read_text("utf-8")
        edit.file.write_text(edit.text, "utf-8")
        assert errors(book, tmp_path) == [], edit.kind
        edit.file.write_text(before, "utf-8")
