"""Templates as Python has compiled them, in the cache: to compile those of a book takes longer than to fill them.

The cache belongs to who builds, as Python's own `__pycache__` does; what comes by mail never gets into it.
"""

from __future__ import annotations

from contextlib import suppress

from jinja2.bccache import Bucket, BytecodeCache

from yearbook.storage import Cache, code_digest, key

_LIBRARIES = ("jinja2", "markupsafe")  # that compile them


class Compiled(BytecodeCache):
    """Known by name, file, source, and by who compiles them; Jinja adds the version of Python. room: the file of the
    program that says how."""

    def __init__(self, cache: Cache, room: str) -> None:
        self._cache = cache
        self._rooms = (room, "pages/compiled.py")

    def load_bytecode(self, bucket: Bucket) -> None:
        if data := self._cache.get(self._key(bucket)):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a cache that cannot be written serves as it is
            self._cache.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return key("template", code_digest(self._rooms, _LIBRARIES), bucket.key, bucket.checksum)
