"""A content-addressed cache: what was made once from the same content is not made again.

    values/ab/ab12…    the bytes of the key ab12…, after a digest of key and bytes: one file to read, for values
    keys/ab/ab12…      the sha256 of what this key stands for: for those who need a file of the very bytes
    objects/cd/cd34…   that file, named by its own sha256

Each step is an atomic replace, so two processes at once can at worst do the same work twice, and one that is killed
leaves a temp file that is swept later. Every reading checks the digest; what does not match is thrown away and made
anew. What was used lately is never trimmed: a build that was handed a file may still read it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path

from yearbook.storage import housekeeping
from yearbook.storage.atomic import write_bytes
from yearbook.storage.hashes import file_hash, learn, marked_hash, settled
from yearbook.storage.notes import note, noted
from yearbook.values import dataclass

DEFAULT_LIMIT = 2_000_000_000
_HASH = re.compile(r"[0-9a-f]{64}")
_MARK = b"yb1\n"  # of a value file; its digest follows
_HEAD = len(_MARK) + hashlib.sha256().digest_size
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class _Read:
    """The bytes of a file, and when it was last used (seconds since 1970)."""

    data: bytes
    used: float


_LED: dict[Path, dict[str, Path]] = {}  # by folder and key: the files that this process has been led to


class Cache:
    """A cache in `folder` (made on first use). Safe for several processes; deleting the folder is harmless."""

    def __init__(self, folder: Path, limit_bytes: int = DEFAULT_LIMIT) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes

    @property
    def _led(self) -> dict[str, Path]:
        return _LED.setdefault(self.folder, {})

    def get(self, key: str) -> bytes | None:
        """The bytes stored for `key`, digest checked; None when there are none or they were damaged."""
        value = self._place("values", key)
        if read := _read(value):
            raw = memoryview(read.data)
            if raw[:_HEAD] == _MARK + _digest(key, raw[_HEAD:]):
                _touch(value, read.used)
                return read.data[_HEAD:]
            _drop(value)
        return self._get_object(key)

    def _get_object(self, key: str) -> bytes | None:
        content = self._content(key)
        if content is None:
            return None
        target = self._place("objects", content)
        read = _read(target)
        if read is None or hashlib.sha256(read.data).hexdigest() != content:
            _drop(target, self._place("keys", key))
            return None
        _touch(target, read.used)
        self._led[key] = Path(target)
        return read.data

    def _content(self, key: str) -> str | None:
        """The hash of the file that a key leads to."""
        pointer = self._place("keys", key)
        told = _read(pointer)
        if told is None:
            return None
        content = told.data.decode("ascii", "replace").strip()
        if not _HASH.fullmatch(content):
            _drop(pointer)
            return None
        return content

    def has(self, key: str) -> bool:
        """Is something stored for `key`, sound or not? Quicker than `get`."""
        return os.path.exists(self._place("values", key)) or os.path.exists(self._place("keys", key))  # noqa: PTH110

    def path(self, key: str) -> Path | None:
        """The file that holds the bytes of `key` (read it, never write it); its hash is checked once, as long as the
        file stays as it is (`hashes.Mark`).

        It stays for some hours (`housekeeping.LATELY`) whoever trims. A value that was `put` gets a file now.
        """
        target = self._led.get(key) or self._target(key)
        if target is not None:
            with contextlib.suppress(OSError):
                if file_hash(target) == target.name:
                    self._led[key] = target
                    _touch(str(target), target.stat().st_mtime)
                    return target
        self._led.pop(key, None)
        data = self.get(key)
        if data is not None and key not in self._led:
            with contextlib.suppress(OSError):
                return self.put_file(key, data)
        return self._led.get(key)

    def remember(self, name: str, keys: Iterable[str]) -> None:
        """Keep for the next process, under a name, which files `path` has led to, and how they look, being sound."""
        with contextlib.suppress(OSError):
            seen = {key: marked_hash(self._led[key]) for key in keys if key in self._led}
            known = tuple((key, mark, content) for key, (mark, content) in settled(seen, time.time_ns()).items())
            if (data := note(known)) != self.get(name):
                self.put(name, data)

    def recall(self, name: str) -> None:
        """Know what was remembered under a name."""
        for key, mark, content in noted(self.get(name)) or ():
            target = self._led.setdefault(key, Path(self._place("objects", content)))
            learn({str(target): (mark, content)})

    def _target(self, key: str) -> Path | None:
        content = self._content(key)
        return Path(self._place("objects", content)) if content else None

    def put(self, key: str, data: bytes) -> None:
        """Store `data` for `key`, to be had by `get`. Raises OSError (disk full, not allowed)."""
        # no fsync: a file that a power cut damages fails its digest and is made again
        _write(self._place("values", key), b"%b%b%b" % (_MARK, _digest(key, data), data))
        if self._led.pop(key, None):
            _drop(self._place("keys", key))

    def put_file(self, key: str, data: bytes) -> Path:
        """Store `data` for `key` as a file of its own; returns it. Raises OSError (disk full, not allowed)."""
        content = hashlib.sha256(data).hexdigest()
        target = self._place("objects", content)
        _write(target, data)
        _write(self._place("keys", key), content.encode())
        _drop(self._place("values", key))
        self._led[key] = Path(target)
        return self._led[key]

    def trim(self) -> int:
        """Drop least recently used content until the cache is within its limit, but nothing that anybody has used
        lately; returns the bytes freed."""
        return housekeeping.trim(self.folder, self.limit_bytes)

    def tidy(self) -> None:
        """`trim`, unless somebody did so a few minutes ago: looking at all that is there takes a second where that is
        much."""
        if housekeeping.is_due(self.folder):
            self.trim()

    def _place(self, room: str, name: str) -> str:
        if not _HASH.fullmatch(name):
            raise ValueError(f"not a cache key: {name!r}")
        return f"{self.folder}/{room}/{name[:2]}/{name}"


# Plain calls of the system on plain strings: a big book asks for thousands of entries.


def _digest(key: str, data: bytes | memoryview) -> bytes:
    """Over the key as well: bytes that came to stand under another key are not served."""
    digest = hashlib.sha256(key.encode())
    digest.update(data)
    return digest.digest()


def _read(path: str) -> _Read | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | _BINARY)
    except OSError:
        return None
    try:
        found = os.fstat(descriptor)
        pieces = [os.read(descriptor, found.st_size + 1)]
        while pieces[-1] and sum(map(len, pieces)) <= found.st_size:
            pieces.append(os.read(descriptor, found.st_size + 1))
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return _Read(b"".join(pieces), found.st_mtime)


def _write(path: str, data: bytes) -> None:
    try:
        try:
            write_bytes(Path(path), data, durable=False)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            write_bytes(Path(path), data, durable=False)
    except PermissionError:
        # Windows: a reader holds the very same file; what it reads is what we would write
        held = _read(path)
        if held is None or held.data != data:
            raise


def _touch(path: str, used: float) -> None:
    """Note that an entry was used; once an hour is enough for the order of trimming."""
    if time.time() - used > housekeeping.TOUCHED_EVERY:
        with contextlib.suppress(OSError):  # a read-only cache still serves
            os.utime(path)


def _drop(*paths: str) -> None:
    for path in paths:
        try:
            os.unlink(path)  # noqa: PTH108
        except OSError:
            continue  # not there, held by a reader on Windows, or a read-only cache
