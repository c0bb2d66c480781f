"""What results depend on of this program: exactly the files that the patterns name."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import yearbook
from yearbook.storage import code

HOME = Path(yearbook.__file__).parent
ROOMS = ["**/*.py", "pdf/*.py", "preflight/**/*.py", "geometry.py", "vietnamese/*.txt", "records/*.yaml", "no/*.py"]


@pytest.fixture(autouse=True)
def _asked_again() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    for asked in (code.code_digest, code.sources, code.library):
        asked.cache_clear()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package in another place."""
    place = tmp_path / "yearbook"
    shutil.copytree(HOME, place, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(yearbook, "__file__", str(place / "__init__.py"))
    return place


@pytest.mark.parametrize("room", ROOMS)
def test_patterns_are_those_of_paths(room: str) -> None:
    """`Path.glob` says what they mean."""
    named = {path.relative_to(HOME).as_posix() for path in HOME.glob(room)}
    assert {name for name in code.sources() if re.fullmatch(code.pattern(room), name)} == named


def test_the_same_code_in_another_place(copy: Path) -> None:
    here = {room: code.code_digest((room,)) for room in ROOMS}
    forget()
    assert copy.is_dir()
    assert {room: code.code_digest((room,)) for room in ROOMS} == here
    assert len(set(here.values())) == len(ROOMS)


def test_another_comment_changes_what_depends_on_it(copy: Path) -> None:
    before = {room: code.code_digest((room,)) for room in ROOMS}
    with (copy / "preflight" / "pages.py").open("a") as file:
        file.write("# khác\n")
    (copy / "pdf" / "__pycache__").mkdir()
    (copy / "pdf" / "__pycache__" / "bind.py").write_text("")
    forget()
    changed = [room for room in ROOMS if code.code_digest((room,)) != before[room]]
    assert changed == ["**/*.py", "preflight/**/*.py"]


def test_another_version_of_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code.code_digest(("geometry.py",), ("pydantic",))
    assert code.code_digest(("geometry.py",), ("jinja2",)) != before
    forget()
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "999.1")
    assert code.code_digest(("geometry.py",), ("pydantic",)) != before
