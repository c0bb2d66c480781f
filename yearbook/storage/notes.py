"""Notes: what is worth knowing of how a build went, for the next one. Nothing that is made depends on them, so two
builds of one book may note different things; their head tells them from what was made."""

from __future__ import annotations

import marshal
from typing import Any

from yearbook.storage.keys import PLAIN

NOTE = b"note "


def note(value: Any) -> bytes:
    """A value that marshal knows, as it is kept."""
    return NOTE + marshal.dumps(value, PLAIN)


def noted(data: bytes | None) -> Any:
    """The value of such bytes; None when they are none."""
    return marshal.loads(memoryview(data)[len(NOTE) :]) if data and data.startswith(NOTE) else None  # noqa: S302
