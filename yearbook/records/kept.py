"""What the files of a book were found to say the last time, in the cache for the next command: most say it still.

Only files in which nothing was wrong are kept, by their bytes, as the plain values that records are made of and where
these stand; the typed model holds them against its rules each time.
"""

from __future__ import annotations

import marshal
import re
from contextlib import suppress
from dataclasses import field
from functools import cache, cached_property
from hashlib import sha256

from yearbook.records.layout import DataFile
from yearbook.storage import PLAIN, Cache, code_digest
from yearbook.storage import key as cache_key
from yearbook.values import dataclass

_ROOMS = ("records/**/*.py", "prose/*.py", "vietnamese/*.py")  # whose code decides on what files say
_LIBRARIES = ("pyyaml", "pydantic", "pydantic-core")

_ID = re.compile(rb"^id:[ \t]*(\S+)", re.MULTILINE)
_HEAD = 10_000  # bytes in which it stands

Raw = tuple[object, bytes]  # the values of a record, and its packed tree (`origin.PackedOrigin`)


@cache
def _code() -> str:
    return code_digest(_ROOMS, _LIBRARIES)


@dataclass
class KeptFiles:
    """Those of one book, wherever it lies. cache: None where nothing is kept; book: by which it is known; found: what
    there is now, to be kept."""

    cache: Cache | None
    book: str
    found: dict[str, tuple[bytes, list[Raw]]] = field(default_factory=dict)
    changed: bool = False

    @cached_property
    def _key(self) -> str:
        return cache_key("records", _code(), self.book)

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


def book_in(settings: DataFile | None) -> str:
    """By what the records of a book are known: what its file of settings seems to call it, in its folder. Of two of the
    same name those that were read last are kept."""
    if settings is None:
        return ""
    try:
        with settings.path.open("rb") as file:
            found = _ID.search(file.read(_HEAD))
    except OSError:
        found = None
    return f"{settings.shown} {found[1].decode('utf-8', 'replace') if found else ''}"


def _digest(file: DataFile, data: bytes) -> bytes:
    return sha256(f"{file.kind.field} {file.kind.form.name}\0".encode() + data).digest()
