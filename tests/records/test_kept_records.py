"""What the cache keeps of data files: a new process parses only what says something else, and is told the same."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from yearbook.diagnostics import Outcome
from yearbook.records import Yearbook, load
from yearbook.records.kinds import Kind
from yearbook.storage import Cache

Write = Callable[[Mapping[str, str]], Path]
SAMPLE = Path(__file__).parents[2] / "data"
reading = importlib.import_module("yearbook.records.load")


class Session:
    """Each `load` is that of a new process; `parsed`: the records that were not known."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.cache, self.parsed = Cache(folder), list[str]()
        self._patch, typed = monkeypatch, reading._typed

        def spy(kind: Kind, *more: Any) -> Any:
            record = typed(kind, *more)
            self.parsed.append(record.id if record else "")
            return record

        monkeypatch.setattr(reading, "_typed", spy)

    def load(self, root: Path) -> Outcome[Yearbook | None]:
        self._patch.setattr(reading, "_PARSED", {})
        self.parsed.clear()
        return load(root, self.cache)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Session:
    reading.catalogue_awards()
    return Session(monkeypatch, tmp_path / "cache")


def seen(outcome: Outcome[Yearbook | None]) -> list[Any]:
    """All that records say, and where."""
    book = outcome.value
    assert book
    records = [book.settings, *book.printed_records()]
    places = [
        (r.span("id"), r.part(("name",), 0, 1), r.edit(("name",), 0, 1, "X"), r.span("awards", 0)) for r in records
    ]
    return [[record.model_dump() for record in records], places, [str(d) for d in outcome.diagnostics], book.lost]


def test_the_sample_book_is_recalled_as_it_was_read(session: Session) -> None:
    first = session.load(SAMPLE)
    assert len(session.parsed) > 20
    again = session.load(SAMPLE)
    assert session.parsed == []
    assert seen(again) == seen(first) == seen(load(SAMPLE))


def test_only_what_says_something_else_is_parsed(write: Write, session: Session) -> None:
    root = write(
        {
            "individuals/a.yaml": "id: a\nname: A\nunit: x\n",
            "individuals/b.yaml": "\ufeffid: b\r\nname: B\r\nunit: x\r\n",
            "texts/c.md": "---\nid: c\nkind: opening\ntitle: C\n---\nMột\n",
        }
    )
    session.load(root)
    (root / "individuals/a.yaml").write_text("id: a\nname: Á\nunit: x\n", "utf-8")
    (root / "individuals/d.yaml").write_text("id: d\nname: D\nunit: x\n", "utf-8")
    changed = session.load(root)
    assert session.parsed == ["a", "d"]
    (root / "individuals/a.yaml").unlink()
    (root / "individuals/b.yaml").rename(root / "individuals/e.yaml")
    moved = session.load(root)
    assert session.parsed == ["b"]  # it stands in another file
    for outcome, names in ((changed, ["Á", "B", "D"]), (moved, ["D", "B"])):
        assert outcome.value
        assert [person.name for person in outcome.value.individuals] == names
    assert moved.value
    assert moved.value.individuals[1].span("name").file.endswith("individuals/e.yaml")
    assert seen(moved) == seen(session.load(root)) == seen(load(root))
    assert session.parsed == []


def test_what_is_wrong_is_told_each_time(write: Write, session: Session) -> None:
    """A slip that spoils nothing, a record that is refused, a file that breaks off, an id that is used twice."""
    root = write(
        {
            "individuals/a.yaml": "id: a\nname: 'A\u0301nh'\nunit: x\n",
            "individuals/b.yaml": "id: b\nname: B\nunit: x\nkhoa: 1\n",
            "individuals/c.yaml": "id: c\nname: [\n",
            "individuals/d.yaml": "id: d\nname: D\nunit: x\n",
            "individuals/e.yaml": "id: d\nname: E\nunit: x\n",
        }
    )
    first = session.load(root)
    again = session.load(root)
    assert {"a", ""} <= set(session.parsed)
    assert not {"d", "e"} & set(session.parsed)
    assert seen(first) == seen(again)
    assert {d.code for d in again.diagnostics} >= {"Y112", "R101"}


def test_a_damaged_or_missing_cache_costs_time_alone(write: Write, session: Session) -> None:
    root = write({"individuals/a.yaml": "id: a\nname: A\nunit: x\n"})
    first = session.load(root)
    (kept,) = (path for path in session.cache.folder.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-1] + b"!")
    assert seen(session.load(root)) == seen(first)
    assert "a" in session.parsed
    kept.unlink(missing_ok=True)
    session.cache.folder.rename(session.cache.folder.with_name("gone"))
    session.cache.folder.write_text("no folder", "utf-8")
    assert seen(session.load(root)) == seen(first)
    assert "a" in session.parsed


def test_what_is_kept_follows_from_the_book_wherever_it_lies(write: Write, session: Session, tmp_path: Path) -> None:
    root = write({"individuals/a.yaml": "id: a\nname: A\nunit: x\n"})
    first = session.load(root)
    kept = {path: path.read_bytes() for path in session.cache.folder.rglob("*") if path.is_file()}
    other = tmp_path / "other" / root.name
    other.parent.mkdir()
    root.rename(other)
    assert seen(session.load(other)) == seen(first)
    assert session.parsed == []
    assert {path: path.read_bytes() for path in session.cache.folder.rglob("*") if path.is_file()} == kept


def test_two_books_keep_their_own(write: Write, session: Session, tmp_path: Path) -> None:
    root = write({"individuals/a.yaml": "id: a\nname: A\nunit: x\n"})
    other = tmp_path / "other" / root.name
    shutil.copytree(root, other)
    (other / "yearbook.yaml").write_text(
        (root / "yearbook.yaml").read_text("utf-8").replace("id: ", "id: b-", 1), "utf-8"
    )
    (other / "individuals/a.yaml").write_text("id: a\nname: B\nunit: x\n", "utf-8")
    for folder in (root, other):
        session.load(folder)
        assert "a" in session.parsed
    for folder, name in ((root, "A"), (other, "B"), (root, "A")):
        outcome = session.load(folder)
        assert session.parsed == []
        assert outcome.value
        assert [person.name for person in outcome.value.individuals] == [name]
