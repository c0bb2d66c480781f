"""What the files of a folder were found to say the last time, in the cache for the next command: most say it still.

Only files in which nothing was wrong are kept, by their bytes, as the plain values that records are made of and where
these stand; the typed model holds them against its rules each time.
"""

from __future__ import annotations

import marshal
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from yearbook.records.layout import DataFile
from yearbook.storage import PLAIN, Cache, code_digest
from yearbook.storage import key as cache_key

_ROOMS = ("records/**/*.py", "prose/*.py", "vietnamese/*.py")  # whose code decides on what files say
_LIBRARIES = ("pyyaml", "pydantic", "pydantic-core")

Raw = tuple[object, bytes]  # the values of a record, and its packed tree (`origin.PackedOrigin`)


@cache
def _code() -> str:
    return code_digest(_ROOMS, _LIBRARIES)


@dataclass
class KeptFiles:
    """Those of one folder. cache: None where nothing is kept; found: what there is now, to be kept."""

    cache: Cache | None
    root: Path
    found: dict[str, tuple[bytes, list[Raw]]] = field(default_factory=dict)
    changed: bool = False

    @cached_property
    def _key(self) -> str:
        return cache_key("records", _code(), str(self.root))

    @cached_property
    def _known(self) -> dict[str, tuple[bytes, list[Raw]]]:
        data = self.cache.get(self._key) if self.cache else None
        return dict(marshal.loads(data)) if data else {}  # noqa: S302 - our own

    def find(self, file: DataFile, data: bytes) -> list[Raw] | None:
        """The records of a file of these bytes; None when it must be parsed."""
        if self.cache is None:
            return None
        known = self._known.get(file.shown)
        if known is None or known[0] != _digest(file, data):
            return None
        self.found[file.shown] = known
        return known[1]

    def add(self, file: DataFile, data: bytes, records: list[Raw]) -> None:
        """Note what a sound file says."""
        if self.cache is not None:
            self.found[file.shown] = _digest(file, data), records
            self.changed = True

    def close(self) -> None:
        """Keep it in place of what there was, where the cache can be written."""
        if self.cache and (self.changed or len(self.found) != len(self._known)):
            with suppress(OSError):
                self.cache.put(self._key, marshal.dumps(self.found, PLAIN))


def _digest(file: DataFile, data: bytes) -> bytes:
    return sha256(f"{file.kind.field} {file.kind.form.name}\0".encode() + data).digest()
