"""What the cache keeps of a preflight, and under which keys: all that a verdict depends on is in its key."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from yearbook.geometry import Rect
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.tally import Fault, Once
from yearbook.storage import Part, code_digest, key

_LIBRARIES = ("pikepdf", "numpy", "pillow", "fonttools")
_ROOMS = ("preflight/**/*.py", "geometry.py", "vietnamese/*.py")  # whose code decides on findings


@cache
def reading() -> str:
    """Changes with the code of the preflight and with the libraries that it reads with."""
    return code_digest(_ROOMS, _LIBRARIES)


def kept_key(kind: str, profile: PreflightProfile | None, *parts: Part) -> str:
    """The cache key of a result of this code."""
    return key("preflight", kind, reading(), profile.model_dump_json() if profile else "", *parts)


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
