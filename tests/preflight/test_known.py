"""What one preflight has learned is there for the next of a file of the same name, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from yearbook.preflight import kept
from yearbook.preflight.known import READERS, Known
from yearbook.storage import Cache


def known(folder: Path, kind: str = "verdicts", reader: int = 0) -> Known[str, list[int]]:
    return Known(Cache(folder), kind, "sach.pdf", reader=reader)


def test_what_was_learned_or_found_is_kept_and_what_was_not_asked_for_is_forgotten(tmp_path: Path) -> None:
    first = known(tmp_path)
    assert first.find("a") is None
    assert (first.learn("a", [1]), first.learn("b", [2]), first.find("a")) == ([1], [2], [1])
    first.keep()
    second = known(tmp_path)
    assert second.find("a") == [1]
    second.keep()
    third = known(tmp_path)
    assert (third.find("a"), third.find("b")) == ([1], None)
    assert known(tmp_path, "other kind").find("a") is None


def test_all_who_read_a_file_at_once_keep_what_they_learn_and_know_what_all_have_kept(tmp_path: Path) -> None:
    readers = [known(tmp_path, reader=number) for number in range(READERS + 1)]
    for number, reader in enumerate(readers):
        reader.learn(str(number), [number])
    for reader in readers:
        reader.keep()
    later = known(tmp_path)
    assert [later.find(str(number)) for number in range(READERS + 1)] == [*([n] for n in range(READERS)), None]
    later.keep()
    assert [known(tmp_path).find(str(number)) for number in range(READERS)] == [[n] for n in range(READERS)]


def test_what_has_no_name_is_not_kept(tmp_path: Path) -> None:
    reader = known(tmp_path)
    assert (reader.learn("", [1]), reader.find("")) == ([1], None)
    reader.keep()
    assert not list(tmp_path.rglob("values/*/*"))


def test_other_code_knows_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = known(tmp_path)
    reader.learn("a", [1])
    reader.keep()
    monkeypatch.setattr(kept, "reading", lambda: "other")
    assert known(tmp_path).find("a") is None


def test_without_a_cache_or_one_that_can_be_written_it_is_known_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for cache in (None, Cache(tmp_path / "file")):
        reader: Known[str, list[int]] = Known(cache, "verdicts", "sach.pdf")
        reader.learn("a", [1])
        reader.keep()
        assert reader.find("a") == [1]
