"""A content-addressed cache: what was made once from the same content is not made again.

    keys/ab/ab12…      the sha256 of what this key stands for
    objects/cd/cd34…   the bytes, named by their own sha256

Two small steps, each an atomic replace, so two processes at once can at worst do the same work twice.
Every reading checks the hash; what does not match is thrown away and made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import re
from collections.abc import Iterator
from pathlib import Path

from yearbook.storage.atomic import sweep, write_bytes

Part = bytes | str | int | float | bool | None | tuple["Part", ...]
_HASH = re.compile(r"[0-9a-f]{64}")
_STALE_TEMP = 3600.0


def key(*parts: Part) -> str:
    """The cache key (64 hex digits) of some content and parameters; 1, 1.0, "1" and True all differ."""
    digest = hashlib.sha256()
    for piece in _canonical(parts):
        digest.update(piece)
    return digest.hexdigest()


def _canonical(part: Part) -> Iterator[bytes]:
    """Type letter, length, content: no two different values share a spelling."""
    if isinstance(part, tuple):
        yield b"t%d:" % len(part)
        for inner in part:
            yield from _canonical(inner)
        return
    match part:
        case None:
            letter, data = b"n", b""
        case bool():
            letter, data = b"b", b"%d" % part
        case int():
            letter, data = b"i", b"%d" % part
        case float():
            if not math.isfinite(part):
                raise ValueError("a cache key takes finite numbers only")
            letter, data = b"f", repr(part + 0.0).encode()
        case str():
            letter, data = b"s", part.encode("utf-8")
        case bytes():
            letter, data = b"y", part
    yield b"%b%d:" % (letter, len(data))
    yield data


class Cache:
    """A cache in `folder` (made on first use). Safe for several processes; deleting the folder is harmless."""

    def __init__(self, folder: Path, limit_bytes: int = 2 * 1024**3) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes
        self._verified: dict[str, Path] = {}

    def get(self, key: str) -> bytes | None:
        """The bytes stored for `key`, hash checked; None when there are none or they were damaged."""
        pointer = self._pointer(key)
        try:
            content = pointer.read_text("ascii", errors="replace").strip()
        except FileNotFoundError:
            return None
        except OSError:
            return self._drop(pointer)
        if not _HASH.fullmatch(content):
            return self._drop(pointer)
        target = self._object(content)
        try:
            data = target.read_bytes()
        except OSError:
            return self._drop(pointer)
        if hashlib.sha256(data).hexdigest() != content:
            return self._drop(target, pointer)
        self._touch(target)
        self._verified[key] = target
        return data

    def path(self, key: str) -> Path | None:
        """The file that holds the bytes of `key` (read it, never write it); its hash is checked once per run."""
        known = self._verified.get(key)
        if known is not None and known.exists():
            return known
        return self._verified[key] if self.get(key) is not None else None

    def put(self, key: str, data: bytes) -> Path:
        """Store `data` for `key`; returns the file that holds it. Raises OSError (disk full, not allowed)."""
        content = hashlib.sha256(data).hexdigest()
        target = self._object(content)
        # no fsync: a file that a power cut damages fails its hash and is made again
        self._write(target, data)
        self._write(self._pointer(key), content.encode())
        self._verified[key] = target
        return target

    def trim(self) -> int:
        """Drop least recently used content until the cache is within its limit; returns the bytes freed.

        What this instance has handed out stays: the running build may still read it.
        """
        kept = set(self._verified.values())
        found = sorted((stat.st_mtime_ns, path, stat.st_size) for path, stat in self._files("objects"))
        total, freed = sum(size for _, _, size in found), 0
        for _, path, size in found:
            if total - freed <= self.limit_bytes:
                break
            if path not in kept:
                self._drop(path)
                freed += size
        if freed:
            self._drop_dangling()
        return freed

    def _drop_dangling(self) -> None:
        for pointer, _ in self._files("keys"):
            content = pointer.read_text("ascii", errors="replace").strip() if pointer.exists() else ""
            if not _HASH.fullmatch(content) or not self._object(content).exists():
                self._drop(pointer)

    def _files(self, room: str) -> Iterator[tuple[Path, os.stat_result]]:
        for shelf in sorted((self.folder / room).glob("??")):
            sweep(shelf, older_than=_STALE_TEMP)
            for path in sorted(shelf.iterdir()):
                if _HASH.fullmatch(path.name):
                    try:
                        yield path, path.stat()
                    except FileNotFoundError:
                        continue  # another process dropped it

    def _pointer(self, key: str) -> Path:
        if not _HASH.fullmatch(key):
            raise ValueError(f"not a cache key: {key!r}")
        return self.folder / "keys" / key[:2] / key

    def _object(self, content: str) -> Path:
        return self.folder / "objects" / content[:2] / content

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_bytes(path, data, durable=False)
        except PermissionError:
            # Windows: a reader holds the very same object; what it reads is what we would write
            if not path.is_file() or path.read_bytes() != data:
                raise

    @staticmethod
    def _touch(path: Path) -> None:
        with contextlib.suppress(OSError):  # a read-only cache still serves
            os.utime(path)

    @staticmethod
    def _drop(*paths: Path) -> None:
        for path in paths:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                continue  # held by a reader on Windows, or a read-only cache
