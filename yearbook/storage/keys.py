"""Cache keys: the content and the parameters that a result depends on, as one short name."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator

Part = bytes | str | int | float | bool | None | tuple["Part", ...]


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
