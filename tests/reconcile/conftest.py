"""An empty data folder for each test, and the program as a shell would see it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reconcile_room import Room

from yearbook.cli import main


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.fixture
def reconcile_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Run `reconcile` in the folder of the test: exit code, output, notes."""
    monkeypatch.setattr("sys.argv", ["/usr/bin/yearbook"])
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["reconcile", *words])
        heard = capsys.readouterr()
        return code, heard.out, heard.err

    return run
