"""Cache keys: the content and the parameters that a result depends on, as one short name."""

from __future__ import annotations

import hashlib
import math

PLAIN = 2  # the newest version of marshal whose bytes follow from the values alone, not from who else holds them
Part = bytes | str | int | float | bool | None | tuple["Part", ...]


def key(*parts: Part) -> str:
    """The cache key (64 hex digits) of some content and parameters; 1, 1.0, "1" and True all differ."""
    spelt: list[bytes] = []
    _spell(parts, spelt)
    return hashlib.sha256(b"".join(spelt)).hexdigest()


def _spell(part: Part, spelt: list[bytes]) -> None:
    """Type letter, length, content: no two different values share a spelling."""
    match part:
        case str():
            letter, data = b"s", part.encode("utf-8")
        case tuple():
            spelt.append(b"t%d:" % len(part))
            for inner in part:
                _spell(inner, spelt)
            return
        case bool():
            letter, data = b"b", b"%d" % part
        case int():
            letter, data = b"i", b"%d" % part
        case None:
            letter, data = b"n", b""
        case float():
            if not math.isfinite(part):
                raise ValueError("a cache key takes finite numbers only")
            letter, data = b"f", repr(part + 0.0).encode()
        case bytes():
            letter, data = b"y", part
    spelt.append(b"%b%d:%b" % (letter, len(data), data))
