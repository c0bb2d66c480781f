"""The cache as a folder: how much is in it, what may go, and who is using it."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.storage.atomic import sweep
from yearbook.storage.problems import writing
from yearbook.values import dataclass

ROOMS = ("values", "keys", "objects")
LOCK_NAME = ".lock"
TOUCHED_EVERY = 3600.0  # seconds between two notes that an entry was used
TRIMMED_NAME = ".trimmed"  # its time: when it was trimmed last
TRIMMED_EVERY = 600.0  # seconds between two builds that trim
LATELY = 3 * 3600.0  # what was used in this time is not trimmed: a task may take half an hour
_STALE_TEMP = 3600.0
_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_HASH = re.compile(r"[0-9a-f]{64}")
_SHELF = re.compile(r"[0-9a-f]{2}")


@dataclass(frozen=True)
class Usage:
    """What is in a cache. size: in bytes; oldest: when the entry was used that nobody has used for longest, in seconds
    since 1970; 0 for an empty cache."""

    entries: int = 0
    size: int = 0
    oldest: float = 0.0


@dataclass(frozen=True, order=True)
class _File:
    used: float
    path: Path
    size: int
    room: str


def usage(folder: Path) -> Usage:
    """Count a cache. An entry is a key, whether its bytes stand with it or in a file of their own."""
    found = list(_files(folder))
    used = [file.used for file in found if file.room != "keys"]
    entries = sum(file.room != "objects" for file in found)
    return Usage(entries, sum(file.size for file in found), min(used, default=0.0))


def trim(folder: Path, limit: int) -> int:
    """Drop what was used longest ago until `limit` bytes are left, but nothing used lately; returns the bytes
    freed."""
    found = sorted(_files(folder, stale=_STALE_TEMP))
    total, freed, lately = sum(file.size for file in found), 0, time.time() - LATELY
    for file in found:
        if total - freed <= limit or file.used > lately:
            break
        if file.room != "keys" and _drop(file):
            freed += file.size
    if freed:
        _drop_dangling(folder, found)
    with suppress(OSError):
        (folder / TRIMMED_NAME).touch()
    return freed


def is_due(folder: Path) -> bool:
    """Whether the last time that it was trimmed was long enough ago (or is not known, or is said to come)."""
    with suppress(OSError):
        return not 0 <= time.time() - (folder / TRIMMED_NAME).stat().st_mtime < TRIMMED_EVERY
    return True


def clear(folder: Path) -> Usage:
    """Empty a cache; returns what was dropped. Only files that a cache has made are touched, and no link is followed.

    Raises DataProblem: S108 while a build uses it, S102 or S104 when something cannot be removed.
    """
    with _locked(folder):
        before = usage(folder)
        for file in _files(folder, stale=0.0):
            with writing(folder):
                file.path.unlink(missing_ok=True)
        for room in ROOMS:
            for shelf in _shelves(folder / room):
                _drop_folder(shelf)
            _drop_folder(folder / room)
        return before


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Inside, nobody clears the cache; any number may use it at once. The system frees what a killed process held.

    Where that cannot be told (a cache that cannot be written, Windows) it is used all the same.
    """
    descriptor = None
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK_NAME, _LOCK_FLAGS, 0o666)
        _lock(descriptor, shared=True)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Inside, no build uses the cache; one that wants to waits for the few moments. Raises DataProblem S108."""
    if not folder.is_dir():
        yield
        return
    with writing(folder):
        descriptor = os.open(folder / LOCK_NAME, _LOCK_FLAGS, 0o666)
    try:
        try:
            _lock(descriptor, shared=False)
        except BlockingIOError:
            raise DataProblem(diagnose("S108", path=folder.as_posix())) from None
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, shared: bool) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)


# --- the files ------------------------------------------------------------------------------------------------


def _files(folder: Path, *, stale: float | None = None) -> Iterator[_File]:
    """The files of the cache; with `stale` temp files older than so many seconds are swept on the way."""
    for room in ROOMS:
        for shelf in _shelves(folder / room):
            if stale is not None:
                sweep(shelf, older_than=stale)
            for entry in _entries(shelf):
                if _HASH.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    with suppress(OSError):  # another process dropped it
                        found = entry.stat(follow_symlinks=False)
                        yield _File(found.st_mtime, Path(entry.path), found.st_size, room)


def _shelves(room: Path) -> list[Path]:
    if room.is_symlink():
        return []
    return [
        Path(entry.path)
        for entry in _entries(room)
        if _SHELF.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
    ]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _drop_dangling(folder: Path, found: list[_File]) -> None:
    """Keys whose file is gone."""
    for file in found:
        if file.room == "keys":
            with suppress(OSError):
                content = file.path.read_text("ascii", errors="replace").strip()
                if not _HASH.fullmatch(content) or not (folder / "objects" / content[:2] / content).exists():
                    file.path.unlink()


def _drop(file: _File) -> bool:
    try:
        if file.path.stat().st_mtime > file.used:
            return False  # used since it was listed
        file.path.unlink()
    except OSError:
        return False  # gone, held by a reader on Windows, or a read-only cache
    return True


def _drop_folder(folder: Path) -> None:
    """Remove a folder, if it is empty: what others put into it stays."""
    with suppress(OSError):
        folder.rmdir()
