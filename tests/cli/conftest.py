"""Commands run in this process, as a shell would see them; small data folders to run them on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_room import SOUND, Book, Ran, Run

from yearbook.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder; without a terminal, as the installed program."""
    monkeypatch.setattr("sys.argv", ["/usr/bin/yearbook"])
    monkeypatch.chdir(tmp_path)

    def run_command(*words: str) -> Ran:
        code = main(words)
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return run_command


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A sound book in `data/`, with some files changed."""

    def write(changes: dict[str, str] | None = None) -> Path:
        for name, text in (SOUND | (changes or {})).items():
            path = tmp_path / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path / "data"

    return write


@pytest.fixture
def bug_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The temp folder, empty, in which tracebacks are kept."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder
