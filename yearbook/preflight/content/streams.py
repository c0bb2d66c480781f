"""Streams unpacked within bounds: a file that comes by mail may hold a few bytes that unpack to gigabytes."""

from __future__ import annotations

import base64
import zlib
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

MAX_STREAM = 64 * 2**20  # bytes of one unpacked stream
MAX_PACKED = 8 * 2**20  # bytes of a packed stream whose filter cannot be bounded here
_INFLATE = {"/FlateDecode", "/Fl"}
_ASCII_HEX = {"/ASCIIHexDecode", "/AHx"}
_ASCII_85 = {"/ASCII85Decode", "/A85"}


class RawHashes:
    """The sha256 of the packed data of streams of one file; photos are long, and several checks ask."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, stream: Stream) -> bytes:
        """Raises what pikepdf raises for a broken stream."""
        key = stream.objgen
        if key not in self._known:
            self._known[key] = sha256(stream.read_raw_bytes()).digest()
        return self._known[key]


class Damaged(Exception):
    """A stream that cannot be read whole; `data` is what could be."""

    def __init__(self, reason: str, data: bytes = b"") -> None:
        super().__init__(reason)
        self.data = data


class Oversized(Damaged):
    """A stream that unpacks to more than anybody prints."""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__("luồng dữ liệu quá lớn", data)


def filters(stream: Object) -> list[str]:
    """Names of the filters, in the order of decoding."""
    value = stream.get("/Filter") if "/Filter" in stream else None
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, Array) else [str(value)]


def unpacked(stream: Object, limit: int = MAX_STREAM) -> bytes:
    """The data of a stream; raises Damaged when it is broken or longer than the limit."""
    if not isinstance(stream, Stream):
        raise Damaged("không phải luồng dữ liệu")
    names = filters(stream)
    try:
        data = stream.read_raw_bytes()
        if not set(names) <= _INFLATE | _ASCII_HEX | _ASCII_85 or _has_predictor(stream):
            if len(data) > MAX_PACKED:
                raise Oversized
            data = stream.read_bytes()
            names = []
    except (pikepdf.PdfError, ValueError, RuntimeError, MemoryError):
        raise Damaged("không giải nén được luồng dữ liệu") from None
    for name in names:
        data = _inflate(data, limit) if name in _INFLATE else _ascii(data, name in _ASCII_HEX)
    if len(data) > limit:
        raise Oversized(data[:limit])
    return data


def _has_predictor(stream: Object) -> bool:
    if "/DecodeParms" not in stream and "/DP" not in stream:
        return False  # quicker than to get what is not there
    found = stream.get("/DecodeParms", stream.get("/DP"))
    parameters = list(found) if isinstance(found, Array) else [found]
    return any(isinstance(item, Dictionary) and item.get("/Predictor", 1) != 1 for item in parameters)


def _inflate(data: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj()
    out = bytearray()
    try:
        while data and not inflater.eof:
            out += inflater.decompress(data, 2**16)
            data = inflater.unconsumed_tail
            if len(out) > limit:
                raise Oversized(bytes(out[:limit]))
    except zlib.error:
        raise Damaged("không giải nén được luồng dữ liệu", bytes(out)) from None
    return bytes(out)


def _ascii(data: bytes, hexadecimal: bool) -> bytes:
    clean = b"".join(data.split())
    try:
        if hexadecimal:
            digits = clean.split(b">")[0]
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        return base64.a85decode(clean.split(b"~")[0])
    except ValueError:
        raise Damaged("không giải mã được luồng dữ liệu") from None
