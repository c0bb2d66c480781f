"""What the cache keeps of a preflight, and under which keys: all that a verdict depends on is in its key."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from yearbook.geometry import Rect
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.tally import Fault, Once
from yearbook.storage import Part, key

_LIBRARIES = ("pikepdf", "numpy", "pillow", "fonttools")
_ROOMS = ("preflight", "geometry.py", "vietnamese")  # whose code decides on findings


@cache
def code_digest() -> str:
    """Changes with the code of the preflight and with the libraries that it reads with."""
    root = Path(__file__).parent.parent
    found = sha256(" ".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    for room in _ROOMS:
        path = root / room
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            found.update(file.relative_to(root).as_posix().encode() + b"\0" + sha256(file.read_bytes()).digest())
    return found.hexdigest()


def kept_key(kind: str, profile: PreflightProfile | None, *parts: Part) -> str:
    """The cache key of a result of this code."""
    return key("preflight", kind, code_digest(), profile.model_dump_json() if profile else "", *parts)


def pack_faults(faults: tuple[Fault, ...]) -> list[Any]:
    """As JSON knows it."""

    def plain(fault: Fault) -> list[Any]:
        rect, once = fault.rect, fault.once
        corners = [rect.left, rect.bottom, rect.right, rect.top] if rect else None
        return [
            fault.code, corners, fault.object, dict(fault.words),
            [once.kind, once.subject, once.free] if once else None,
        ]  # fmt: skip

    return [plain(fault) for fault in faults]


def unpack_faults(items: list[Any]) -> tuple[Fault, ...]:
    return tuple(
        Fault(code, Rect(*corners) if corners else None, thing, words, Once(*once) if once else None)
        for code, corners, thing, words, once in items
    )


def pack(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def unpack(data: bytes) -> Any:
    return json.loads(data)
