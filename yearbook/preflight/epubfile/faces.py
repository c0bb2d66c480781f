"""A font of the package: which characters it can show. fontTools reads it once its tables are known to be small."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from fontTools.ttLib import TTFont

from yearbook.values import dataclass

MAX_SUBTABLES = 32
MAX_CHARACTERS = 0x110000
_RANGES = (12, 13)  # formats of `cmap` that say whole ranges in twelve bytes


@dataclass(frozen=True)
class Face:
    """A font file. `fault` in Vietnamese, as the end of a sentence; empty when it could be read."""

    name: str
    characters: frozenset[int]
    fault: str = ""


def read_face(name: str, data: bytes) -> Face:
    """The characters a font can show. Never raises: what cannot be read is a fault."""
    if data[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        return Face(name, frozenset(), "không phải phông TrueType hay OpenType (bị xáo byte hoặc hỏng)")
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            if sum(_spans(font.reader["cmap"])) > MAX_CHARACTERS:
                return Face(name, frozenset(), "có bảng ký tự quá lớn")
            return Face(name, frozenset(font.getBestCmap() or ()))
    except Exception:  # fontTools raises whatever a damaged table leads to
        return Face(name, frozenset(), "hỏng, không đọc được bảng ký tự")


def _spans(cmap: bytes) -> Iterator[int]:
    """How many characters each subtable that is written in ranges claims (OpenType 1.9, cmap)."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    if count > MAX_SUBTABLES:
        yield MAX_CHARACTERS + 1
        return
    for number in range(count):
        (at,) = struct.unpack_from(">L", cmap, 8 + 8 * number)
        (form,) = struct.unpack_from(">H", cmap, at)
        if form in _RANGES:
            (groups,) = struct.unpack_from(">L", cmap, at + 12)
            for group in range(min(groups, len(cmap) // 12)):
                first, last = struct.unpack_from(">LL", cmap, at + 16 + 12 * group)
                yield max(0, last - first + 1)
