"""What a file says of itself, read out of a finished one: so that a file that is linked says the same."""

from __future__ import annotations

import zlib
from functools import lru_cache

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from yearbook.pdf.portable import Particulars, Portable

_OF_THE_PAGES = ("/Type", "/Pages")
_OF_THE_DATA = ("/Length", "/Filter", "/DecodeParms")


def read_particulars(pdf: Pdf, identity: bytes) -> Particulars:
    """The entries of the catalogue, but for its pages, and of the information dictionary, with all they refer to."""
    reader = _Reader()
    catalog = reader.entries(pdf.Root, _OF_THE_PAGES)
    info = reader.entries(pdf.docinfo)
    objects: list[Portable] = []
    while len(objects) < len(reader.found):  # reading one finds others
        objects.append(reader.portable(reader.found[len(objects)]))
    return Particulars(catalog, info, tuple(objects), identity)


@lru_cache(maxsize=4)  # colour profiles: the same in every file, and packing one takes a fifth of a link
def _deflated(data: bytes) -> bytes:
    return zlib.compress(data)


class _Reader:
    """found: the objects that have been referred to; their places are their numbers."""

    def __init__(self) -> None:
        self.found: list[Object] = []
        self._numbers: dict[tuple[int, int], int] = {}

    def portable(self, thing: Object) -> Portable:
        if not isinstance(thing, Stream):
            return Portable(self._direct(thing))
        return Portable(self.entries(thing, _OF_THE_DATA), _deflated(bytes(thing.read_bytes())))

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
