"""A release of a small book that is ready: whole or not at all, sealed, logged; what is changed in it is named."""

import datetime as dt
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from small_folder import SLUG, context, write_book
from test_preflight_of_build import READY, SETTINGS

from yearbook.release.log import read_log
from yearbook.release.make import Released, make_release
from yearbook.release.secret import SecretKey
from yearbook.release.verify import verify

NOW = dt.datetime(2026, 11, 26, 3, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 26)
SITE = "distribution:\n  url: https://example.gov.vn/ky-yeu/\n"
DATA = {**READY, "yearbook.yaml": SETTINGS.replace("  check: nha-in.yaml\n", "  marks: false\n") + SITE}


class Room:
    """A data folder, a folder of releases, a key; and what was made in them."""

    def __init__(self, place: Path, changes: dict[str, str | bytes | None]) -> None:
        self.data = write_book(place / "data", changes, photos=False)
        self.context = replace(context(self.data, place / "releases", place / "cache"), date=TODAY)
        self.releases = place / "releases"
        self.key = SecretKey.generate()

    def release(self, *units: str) -> Released:
        return make_release(self.context, units, self.releases, self.key, NOW, lambda _step: None)

    def folders(self) -> list[str]:
        return sorted(path.name for path in self.releases.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    return Room(tmp_path_factory.mktemp("release"), DATA)


@pytest.fixture(scope="module")
def made(room: Room) -> Released:
    made = room.release()
    assert made.folder, [finding.message for finding in made.report]
    return made


@pytest.fixture
def folder(made: Released) -> Path:
    assert made.folder
    return made.folder


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy that may be spoilt."""
    shutil.copytree(folder, tmp_path / folder.name)
    for path in (tmp_path / folder.name, *(tmp_path / folder.name).rglob("*")):
        path.chmod(0o755)
    yield tmp_path / folder.name


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_there(folder: Path) -> None:
    assert re.fullmatch("2026-11-26-[0-9a-f]{10}", folder.name)
    assert {name for name in names(folder) if not name.startswith("opds/")} == {
        "index.html",
        f"sach/{SLUG}.epub",
        f"sach/{SLUG}-light.epub",
        f"sach/{SLUG}-screen.pdf",
        f"in/{SLUG}-print.pdf",
        f"in/{SLUG}-cover.pdf",
        "in/preflight.html",
        f"don-vi/vu-a/{SLUG}-vu-a.epub",
        "don-vi/vu-a/cong-van.pdf",
        f"don-vi/cuc-b/{SLUG}-cuc-b.epub",
        "don-vi/cuc-b/cong-van.pdf",
        "bia/cover.jpg",
        "bia/thumbnail.jpg",
        "manifest.json",
        "minisign.pub",
        "SHA256SUMS",
        "SHA256SUMS.minisig",
    }
    assert {"opds/catalog.xml", "opds/catalog.json"} <= names(folder)


def test_the_manifest_tells_what_was_made_and_how_it_was_judged(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (told["book"], told["name"], told["date"]) == (SLUG, folder.name, "2026-11-26")
    assert told["build_id"] == folder.name.rpartition("-")[2]
    assert [unit["id"] for unit in told["units"]] == ["vu-a", "cuc-b"]
    assert len({unit["identifier"] for unit in told["units"]}) == 2
    assert {file["edition"] for file in told["files"]} == {"epub", "epub-light", "screen", "print", "cover"}
    assert [judged["path"] for judged in told["judgement"]["preflight"]] == [
        f"in/{SLUG}-print.pdf",
        f"in/{SLUG}-cover.pdf",
    ]
    checked = {judged["path"]: (judged["errors"], judged["warnings"]) for judged in told["judgement"]["epubcheck"]}
    assert checked == {name: (0, 0) for name in names(folder) if name.endswith(".epub")}
    assert {"yearbook", "Python", "weasyprint", "EbookLib"} <= set(told["tools"])


def test_a_receiver_finds_it_sound_with_tools_of_his_own(room: Room, folder: Path) -> None:
    assert verify(folder, room.key.public).diagnostics == ()
    command = ["minisign", "-Vm", "SHA256SUMS", "-P", room.key.public.line]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    sums = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert sums.returncode == 0


def test_every_fault_is_named(room: Room, copy: Path) -> None:
    ours, theirs = (copy / f"don-vi/{unit}/{SLUG}-{unit}.epub" for unit in ("vu-a", "cuc-b"))
    one, other = ours.read_bytes(), theirs.read_bytes()
    ours.write_bytes(other)
    theirs.write_bytes(one)
    page = copy / "index.html"
    page.write_bytes(page.read_bytes().replace(b"EPUB", b"EPUb", 1))
    (copy / f"in/{SLUG}-cover.pdf").unlink()
    (copy / "la.txt").write_text("lạ", "utf-8")
    told = [f"{finding.code} {finding.message}" for finding in verify(copy, room.key.public).diagnostics]
    assert {line.split()[0] for line in told} >= {"D209", "D210", "D211", "D216"}, told
    for name in ("index.html", f"in/{SLUG}-cover.pdf", "la.txt", ours.name, theirs.name):
        assert any(name in f"{f.message} {f.spot}" for f in verify(copy, room.key.public).diagnostics), name


def test_nobody_changes_it_by_mistake(folder: Path) -> None:
    assert {path.stat().st_mode & 0o222 for path in (folder, *folder.rglob("*"))} == {0}


def test_two_units_have_the_same_book_but_for_their_page(folder: Path) -> None:
    one, other = (entries(folder / f"don-vi/{unit}/{SLUG}-{unit}.epub") for unit in ("vu-a", "cuc-b"))
    assert list(one) == list(other)
    assert sorted(name for name in one if one[name] != other[name]) == [
        "EPUB/content.opf",
        "EPUB/presentation.xhtml",
        "EPUB/toc.ncx",
    ]


def test_the_log_tells_who_was_given_what(room: Room, made: Released, folder: Path) -> None:
    lines = read_log(room.releases).value
    assert [(line.entry.unit_name, line.entry.file) for line in lines] == [
        ("", "SHA256SUMS"),
        ("Vụ Bưu chính", f"don-vi/vu-a/{SLUG}-vu-a.epub"),
        ("Cục Viễn thông", f"don-vi/cuc-b/{SLUG}-cuc-b.epub"),
    ]
    assert {line.time for line in lines} == {NOW}


def test_the_same_release_is_not_made_twice(room: Room, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = room.release("vu-a")
    assert again.folder is None
    assert [f.message for f in again.report if f.code == "D401"] == [
        f"bản phát hành «{folder.name}» đã có; một bản đã phát hành không làm lại, không ghi đè"
    ]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert len(read_log(room.releases).value) == 3


def test_a_unit_that_is_not_there_is_told_before_anything_is_built(room: Room, made: Released) -> None:
    before = room.folders()
    refused = room.release("vu-a", "cuc-be")
    assert [f"{f.code} {f.message}; {f.hint}" for f in refused.report] == [
        "D402 không có đơn vị mã «cuc-be» trong units.yaml; có phải «cuc-b»?"
    ]
    assert room.folders() == before


def test_a_book_that_final_refuses_is_not_released(tmp_path: Path) -> None:
    room = Room(tmp_path, {**DATA, "yearbook.yaml": DATA["yearbook.yaml"].replace("proofreader: A,", "")})  # type: ignore[union-attr, arg-type]
    made = room.release()
    assert made.folder is None
    assert [(f.code, f.severity) for f in made.report if f.severity == "error"] == [("X203", "error")]
    assert room.folders() == []
    assert read_log(room.releases).value == ()
