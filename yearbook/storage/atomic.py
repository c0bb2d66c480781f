"""Writing a file so that a reader, a crash or a full disk never leaves half of it."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

TEMP_SUFFIX = ".yearbook-tmp"
_BINARY = getattr(os, "O_BINARY", 0)
_WINDOWS_PATIENCE = 2.0


def write_bytes(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path`, whole or not at all: temp file in the same folder, fsync, `os.replace`.

    The folder must exist. `durable=False` skips the fsync, for files whose hash is checked on reading.
    Raises OSError; the old file is then intact and the temp file gone.
    """
    temp = path.parent / f".{secrets.token_hex(8)}{TEMP_SUFFIX}"
    # os.open, not mkstemp: a published book follows the user's umask instead of being private (0600)
    descriptor = os.open(temp, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o666)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        replace(temp, path)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def create_bytes(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Put `data` at `path`, whole or not at all, and only where nothing stands: FileExistsError otherwise.

    The folder must exist. From its first byte on the file has `mode` (less the umask); Windows knows no modes.
    """
    temp = path.parent / f".{secrets.token_hex(8)}{TEMP_SUFFIX}"
    try:
        _write_new(temp, data, mode)
        try:
            os.link(temp, path)  # unlike a rename, it never replaces what is there
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links: new, though not whole after a power failure
            _write_new(path, data, mode)
    finally:
        temp.unlink(missing_ok=True)
    sync_folder(path.parent)


def _write_new(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace(source: Path, target: Path) -> None:
    """`os.replace`, patient on Windows, where it fails for as long as a reader holds the target (about 2 s)."""
    deadline = time.monotonic() + _WINDOWS_PATIENCE
    while True:
        try:
            source.replace(target)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def sync_file(path: Path) -> None:
    """Push a written file down to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Push renames in `folder` down to the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path, *, older_than: float = 0.0) -> int:
    """Remove temp files that a killed run left in `folder` (not below it); returns how many.

    `older_than` (seconds) spares files that another live process may be writing.
    """
    count = 0
    for entry in _entries(folder):
        if not (entry.name.startswith(".") and entry.name.endswith(TEMP_SUFFIX)):
            continue
        try:
            if time.time() - entry.stat(follow_symlinks=False).st_mtime >= older_than:
                Path(entry.path).unlink()
                count += 1
        except OSError:
            continue  # gone already, or held by its writer on Windows
    return count


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from list(entries)
    except FileNotFoundError:
        return
