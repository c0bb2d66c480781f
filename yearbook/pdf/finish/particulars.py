"""What a file says of itself, read out of a finished one: so that a file that is linked says the same."""

from __future__ import annotations

import zlib
from hashlib import sha256

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from yearbook.pdf.portable import Particulars, Portable
from yearbook.storage import Cache, writing
from yearbook.storage import key as cache_key

LONG = 50_000  # bytes
REMEMBERED = 4  # that are long
_OF_THE_PAGES = ("/Type", "/Pages")
_OF_THE_DATA = ("/Length", "/Filter", "/DecodeParms")


def read_particulars(pdf: Pdf, identity: bytes, cache: Cache | None = None) -> Particulars:
    """The entries of the catalogue, but for its pages, and of the information dictionary, with all they refer to.
    cache: has what is long, packed."""
    reader = _Reader(cache)
    catalog = reader.entries(pdf.Root, _OF_THE_PAGES)
    info = reader.entries(pdf.docinfo)
    objects: list[Portable] = []
    while len(objects) < len(reader.found):  # reading one finds others
        objects.append(reader.portable(reader.found[len(objects)]))
    return Particulars(catalog, info, tuple(objects), identity)


def _deflated(data: bytes, cache: Cache | None) -> bytes:
    """Colour profiles are the same in every file, and packing one takes a fifth of a link."""
    if len(data) < LONG:
        return zlib.compress(data)
    if data not in _packed:
        if len(_packed) >= REMEMBERED:
            del _packed[next(iter(_packed))]
        _packed[data] = _deflated_once(data, cache) if cache else zlib.compress(data)
    return _packed[data]


def _deflated_once(data: bytes, cache: Cache) -> bytes:
    key = cache_key("deflated", zlib.ZLIB_RUNTIME_VERSION, sha256(data).digest())
    packed = cache.get(key)
    if packed is None:
        packed = zlib.compress(data)
        with writing(cache.folder):
            cache.put(key, packed)
    return packed


_packed: dict[bytes, bytes] = {}


class _Reader:
    """found: the objects that have been referred to; their places are their numbers."""

    def __init__(self, cache: Cache | None) -> None:
        self._cache = cache
        self.found: list[Object] = []
        self._numbers: dict[tuple[int, int], int] = {}

    def portable(self, thing: Object) -> Portable:
        if not isinstance(thing, Stream):
            return Portable(self._direct(thing))
        return Portable(self.entries(thing, _OF_THE_DATA), _deflated(bytes(thing.read_bytes()), self._cache))

    def entries(self, thing: Object, without: tuple[str, ...] = ()) -> bytes:
        keys = sorted(set(thing.keys()) - set(without))
        return b"".join(key.encode() + b" " + self._value(thing[key]) for key in keys)

    def _value(self, value: object) -> bytes:
        if not isinstance(value, Object) or value.objgen == (0, 0):
            return self._direct(value)
        if value.objgen not in self._numbers:
            self._numbers[value.objgen] = len(self.found)
            self.found.append(value)
        return b"\0%d\0 0 R" % self._numbers[value.objgen]

    def _direct(self, value: object) -> bytes:
        if isinstance(value, Dictionary):
            return b"<<" + self.entries(value) + b">>"
        if isinstance(value, Array):
            return b"[" + b" ".join(self._value(item) for item in value) + b"]"
        if isinstance(value, Object):
            return value.unparse()
        return str(value).lower().encode()  # a number, a truth value
