"""Hashes of files, taken once while a file stays as it is.

A file counts as unchanged when its size, its times of content and of entry, and its number in the file system are
those of the last look: then its hash is not taken again (a program that sets times back cannot set back the second).
A file that changed in the same moment as it was looked at is always read again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

FRESH_NS = 2_000_000_000  # a file changed so shortly before it was looked at may change again unseen
Mark = tuple[int, int, int, int]  # size, times of content and entry in ns, number
_TAKEN: dict[str, tuple[Mark, str]] = {}  # only what may be believed


def learn(seen: Mapping[str, tuple[Mark, str]]) -> None:
    """Believe the hashes of another day as long as the files have these marks. seen: as `settled` gives it."""
    for path, told in seen.items():
        _TAKEN.setdefault(_name(path), told)


def settled(seen: Mapping[str, tuple[Mark, str]], now_ns: int) -> dict[str, tuple[Mark, str]]:
    """What may be believed at the next look: not what changed a moment ago."""
    return {path: (mark, found) for path, (mark, found) in seen.items() if now_ns - max(mark[1:3]) > FRESH_NS}


def _name(path: Path | str) -> str:
    """By which a file is known: as it was called, from the root."""
    return os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118 - a book has thousands of files


def file_mark(path: Path | str) -> Mark:
    """Raises OSError."""
    return _mark(os.stat(path))  # noqa: PTH116


def settled_mark(path: Path) -> Mark | None:
    """None for a file that may change again unseen. Raises OSError."""
    now = time.time_ns()
    mark = file_mark(path)
    return mark if now - max(mark[1:3]) > FRESH_NS else None


def _mark(stat: os.stat_result) -> Mark:
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def file_hash(path: Path | str, limit: int | None = None) -> str:
    """The sha256 of what is in a file. Raises OSError, EFBIG for one of more than `limit` bytes."""
    return marked_hash(path, limit)[1]


def marked_hash(path: Path | str, limit: int | None = None) -> tuple[Mark, str]:
    """The same, and the mark of the file then."""
    name = _name(path)
    mark = file_mark(name)
    if limit is not None and mark[0] > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), name)
    known = _TAKEN.get(name)
    if known and known[0] == mark:
        return known
    with open(name, "rb") as file:  # noqa: PTH123
        now = time.time_ns()
        mark = _mark(os.fstat(file.fileno()))
        found = hashlib.file_digest(file, "sha256").hexdigest()
    _TAKEN.pop(name, None)
    _TAKEN.update(settled({name: (mark, found)}, now))
    return mark, found
