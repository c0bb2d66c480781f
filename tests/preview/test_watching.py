"""A saved file is heard, whatever way it is saved; what editors leave about is not; folders may go and come back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from yearbook.preview.watch import Watcher

LONG = 20.0  # seconds until a watcher that hears nothing fails the test


class Ear:
    """What a watcher told."""

    def __init__(self) -> None:
        self.heard: set[str] = set()
        self.changed = threading.Condition()

    def __call__(self, paths: frozenset[str]) -> None:
        with self.changed:
            self.heard |= {Path(path).name for path in paths}
            self.changed.notify_all()

    def wait(self, name: str) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: name in self.heard, LONG)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data" / "individuals").mkdir(parents=True)
    (tmp_path / "data" / "individuals" / "an.yaml").write_text("id: an\n", "utf-8")
    return tmp_path / "data"


@pytest.fixture
def ear(folder: Path) -> Iterator[Ear]:
    ear = Ear()
    watcher = Watcher((folder, folder.parent / "templates"), ear)
    watcher.start()
    for turn in range(200):  # the system needs a moment until it listens
        (folder / f"bat-dau-{turn}.yaml").write_text("x", "utf-8")
        with ear.changed:
            if ear.changed.wait_for(lambda: bool(ear.heard), 0.1):
                break
    assert ear.heard
    yield ear
    watcher.stop()


def test_written_moved_into_place_and_removed_files_are_heard(folder: Path, ear: Ear) -> None:
    (folder / "units.yaml").write_text("[]", "utf-8")
    assert ear.wait("units.yaml")
    (folder / ".an.yaml.new").write_text("id: an\nname: B\n", "utf-8")
    (folder / ".an.yaml.new").replace(folder / "individuals" / "an.yaml")
    assert ear.wait("an.yaml")
    (folder / "units.yaml").unlink()
    (folder / "moi").mkdir()
    (folder / "moi" / "anh.jpg").write_bytes(b"x")
    assert ear.wait("moi")


def test_what_editors_leave_about_is_not_heard(folder: Path, ear: Ear) -> None:
    for name in (".an.yaml.swp", "an.yaml~", "~$bang.yaml", ".#an.yaml", "x.tmp"):
        (folder / name).write_text("x", "utf-8")
    (folder / "cuoi.yaml").write_text("x", "utf-8")
    assert ear.wait("cuoi.yaml")
    assert {name for name in ear.heard if not name.startswith("bat-dau-")} <= {"cuoi.yaml"}


def test_a_folder_that_goes_and_comes_back_is_heard_each_time(folder: Path, ear: Ear) -> None:
    shutil.rmtree(folder)
    assert ear.wait("data")
    ear.heard.clear()
    folder.mkdir()
    assert ear.wait("data")
    (folder / "lai.yaml").write_text("x", "utf-8")
    assert ear.wait("lai.yaml")


def test_a_folder_that_was_never_there_is_heard_when_it_comes(folder: Path, ear: Ear) -> None:
    (folder.parent / "templates").mkdir()
    assert ear.wait("templates")
