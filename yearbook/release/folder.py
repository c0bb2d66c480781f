"""The files of a release folder, read without ever leaving it: links are told, never followed."""

from __future__ import annotations

import hashlib
import os
import stat
from io import BufferedReader
from pathlib import Path

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.values import dataclass

MAX_FILES = 20_000
MAX_DEPTH = 12
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class Listing:
    """files: posix paths from the folder, sorted; odd: what is neither file nor folder (links, devices)."""

    files: tuple[str, ...]
    odd: tuple[str, ...]


def list_folder(root: Path) -> Listing:
    """All that lies in `root`, at any depth. Raises DataProblem D201: not a folder, unreadable, or boundless."""
    files: list[str] = []
    odd: list[str] = []
    waiting = [""]
    try:
        while waiting:
            place = waiting.pop()
            with os.scandir(root / place) as entries:
                for entry in entries:
                    path = f"{place}/{entry.name}" if place else entry.name
                    kind = _kind(entry)
                    (waiting if kind == "folder" else files if kind == "file" else odd).append(path)
                    if len(files) + len(odd) + len(waiting) > MAX_FILES or path.count("/") > MAX_DEPTH:
                        raise _no_release(root, "quá nhiều tệp, hoặc thư mục lồng nhau quá sâu")
    except FileNotFoundError:
        raise _no_release(root, "không có thư mục này") from None
    except NotADirectoryError:
        raise _no_release(root, "đây là tệp, không phải thư mục") from None
    except (OSError, ValueError):
        raise _no_release(root, "không có quyền đọc hết thư mục") from None
    return Listing(tuple(sorted(files)), tuple(sorted(odd)))


def open_file(root: Path, path: str) -> BufferedReader:
    """Open a file of a `Listing`. Raises OSError; what has become a link since is not followed."""
    return os.fdopen(os.open(root / path, _FLAGS), "rb")


def digest(root: Path, path: str) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits. Raises OSError."""
    with open_file(root, path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_limited(root: Path, path: str, limit: int) -> bytes | None:
    """The bytes of a file; None when it is larger than `limit`. Raises OSError."""
    with open_file(root, path) as stream:
        data = stream.read(limit + 1)
    return data if len(data) <= limit else None


def is_safe(path: str) -> bool:
    """Is this a relative posix path that stays below its folder on every system, and that a list can hold?"""
    parts = path.split("/")
    fit = path.isprintable() and not set('\\:*?"<>|') & set(path) and len(path) <= 400
    return fit and all(part.strip(" ") == part and part.strip(".") for part in parts)


def _kind(entry: os.DirEntry[str]) -> str:
    status = entry.stat(follow_symlinks=False)
    if getattr(status, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1):  # a Windows junction
        return "odd"
    return "folder" if stat.S_ISDIR(status.st_mode) else "file" if stat.S_ISREG(status.st_mode) else "odd"


def _no_release(root: Path, reason: str) -> DataProblem:
    return DataProblem(diagnose("D201", path=root.as_posix(), reason=reason))
