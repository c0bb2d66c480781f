"""Values that are sent to jobs again and again: what they share with those sent before is packed once here, and
unpacked once in each process."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from yearbook.values import dataclass

PACKED_BYTES = 4 * 1024**2  # of items that are kept packed
OPENED = 4096  # items that a process keeps


@dataclass(frozen=True)
class Parcel:
    """A packed value. items: what it is made of, under names that follow from what is in them; those that the process
    which opens it has had may be left out."""

    whole: bytes
    items: dict[bytes, bytes]

    def open(self) -> Any:
        """The value; items that this process has had before are the same objects as then. Raises Missing."""
        return _Unpickler(self.whole, self.items).load()


class Missing(Exception):
    """A parcel counts on items that this process has never had, or not any more."""


class Packer:
    """Packs values. items: types of which each value is an item, and never changed; without: types whose values are
    left out (None stands for them)."""

    def __init__(self, items: Iterable[type], without: Iterable[type] = ()) -> None:
        self.items, self.without = tuple(items), tuple(without)
        self._packed: OrderedDict[int, _Packed] = OrderedDict()  # by id
        self._size = 0

    def pack(self, value: object, *, whole: bool = True) -> Parcel:
        """whole: with all items; otherwise with those that are new, for a process that has had the others."""
        items: dict[bytes, bytes] = {}
        known = set() if whole else {item.name for item in self._packed.values()}
        packed = _pickled(self, value, items)
        return Parcel(packed, {name: data for name, data in items.items() if name not in known})

    def forget(self) -> None:
        """Give back the room of what is kept packed."""
        self._packed.clear()
        self._size = 0

    def item(self, thing: object, items: dict[bytes, bytes]) -> bytes:
        """The name of an item; it joins the others with the items that it is made of."""
        known = self._packed.get(id(thing))
        if known is None:
            inner: dict[bytes, bytes] = {}
            data = _pickled(self, thing, inner)
            known = _Packed(thing, hashlib.sha256(data).digest(), data, inner)
            self._keep(known)
        else:
            self._packed.move_to_end(id(thing))
        items.update(known.inner)
        items[known.name] = known.data
        return known.name

    def _keep(self, item: _Packed) -> None:
        self._packed[id(item.thing)] = item
        self._size += len(item.data)
        while self._size > PACKED_BYTES:
            self._size -= len(self._packed.popitem(last=False)[1].data)


@dataclass(frozen=True)
class _Packed:
    """An item that is kept packed. thing: as long as it is held, nothing else has its id; inner: items in it."""

    thing: object
    name: bytes
    data: bytes
    inner: dict[bytes, bytes]


def _pickled(packer: Packer, value: object, items: dict[bytes, bytes]) -> bytes:
    out = io.BytesIO()
    _Pickler(out, packer, value, items).dump(value)
    return out.getvalue()


class _Pickler(pickle.Pickler):
    # not `persistent_id`: that is asked for every text and number, too

    def __init__(self, out: io.BytesIO, packer: Packer, root: object, items: dict[bytes, bytes]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._packer, self._root, self._found = packer, root, items

    def reducer_override(self, thing: object) -> Any:
        if isinstance(thing, self._packer.items) and thing is not self._root:
            return _item, (self._packer.item(thing, self._found),)
        return (_nothing, ()) if isinstance(thing, self._packer.without) else NotImplemented


def _nothing() -> None:
    return None


def _item(name: bytes) -> object:
    """Stands for an item in packed values; who opens them puts the item in its place."""
    raise KeyError(name)


_OPENED: OrderedDict[bytes, object] = OrderedDict()
_NAMES: dict[int, bytes] = {}  # of those, by id


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, items: dict[bytes, bytes]) -> None:
        super().__init__(io.BytesIO(data))
        self._items = items

    def find_class(self, module: str, name: str) -> Any:
        return self._item if (module, name) == (__name__, _item.__name__) else super().find_class(module, name)

    def _item(self, name: bytes) -> object:
        if name in _OPENED:
            _OPENED.move_to_end(name)
            return _OPENED[name]
        if name not in self._items:
            raise Missing
        thing = _OPENED[name] = _Unpickler(self._items[name], self._items).load()
        _NAMES[id(thing)] = name
        while len(_OPENED) > OPENED:
            del _NAMES[id(_OPENED.popitem(last=False)[1])]
        return thing


class _Named(pickle.Pickler):
    def reducer_override(self, thing: object) -> Any:
        name = _NAMES.get(id(thing))
        return (_item, (name,)) if name else NotImplemented


def spelt(value: object) -> bytes:
    """Bytes that are the same for the same value, if it is made of the same items: those that came in parcels are
    named, everything else is spelt out."""
    out = io.BytesIO()
    _Named(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()
