"""JPEG files that need not be decoded to know that they can be: whole and plain by their markers (ITU-T T.81, Annex B).

Decoding tells more only of what is odd: libjpeg fills up scans that end too early and passes over codes that mean
nothing, with a warning that Pillow keeps to itself; it gives up where tables, components or markers make no sense. So
this asks for all of those. It says yes or «I cannot tell», never no.
"""

from __future__ import annotations

import re
from dataclasses import field

from yearbook.values import dataclass

_SOI, _EOI, _SOS, _DQT, _DHT, _DRI, _COM = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xDD, 0xFE
_BASELINE, _EXTENDED = 0xC0, 0xC1  # sequential, Huffman: what cameras and scanners write
_APPLICATION = range(0xE0, 0xF0)
_SEQUENTIAL = b"\x00\x3f\x00"  # B.2.3: all coefficients of a block at once, in full
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)  # in a scan: none but stuffing and restarts stand before it
_MAX_BLOCKS = 10  # B.2.3: in a unit of an interleaved scan
_MAX_TABLES = 4


@dataclass
class _Seen:
    """What the segments before the scan have said. components: identifier → columns and rows of blocks, table."""

    components: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    quantization: set[int] = field(default_factory=set)
    codes: set[int] = field(default_factory=set)  # class and number of Huffman tables


def is_plain_jpeg(data: bytes) -> bool:
    """Whether a file is a sequential JPEG of one scan with all its tables that goes on to its end marker."""
    if data[:2] != bytes((0xFF, _SOI)):
        return False
    seen, place = _Seen(), 2
    while data[place : place + 1] == b"\xff" and place + 4 <= len(data):
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        body, place = data[place + 4 : place + 2 + length], place + 2 + length
        if length < 2 or place > len(data):
            return False
        if marker == _SOS:
            end = _MARKER.search(data, place)
            return _is_scan(body, seen) and end is not None and end[0][1] == _EOI
        if not _is_known(marker, body, seen):
            return False
    return False


def _is_known(marker: int, body: bytes, seen: _Seen) -> bool:
    if marker in (_BASELINE, _EXTENDED):
        return not seen.components and _is_frame(body, seen)
    if marker == _DQT:
        return _are_quantization_tables(body, seen)
    if marker == _DHT:
        return _are_code_tables(body, seen)
    return marker in _APPLICATION or marker == _COM or (marker == _DRI and len(body) == 2)


def _is_frame(body: bytes, seen: _Seen) -> bool:
    """B.2.2."""
    if len(body) < 6 or body[0] != 8 or not any(body[1:3]) or not any(body[3:5]) or len(body) != 6 + 3 * body[5]:
        return False
    for start in range(6, len(body), 3):
        name, factors, table = body[start : start + 3]
        seen.components[name] = (factors >> 4, factors & 15, table)
    across, down = [c[0] for c in seen.components.values()], [c[1] for c in seen.components.values()]
    return (
        len(seen.components) == body[5]
        and body[5] in (1, 3, 4)
        and all(1 <= factor <= 4 for factor in (*across, *down))
        and not any(max(across) % factor for factor in across)  # libjpeg: no fractions
        and not any(max(down) % factor for factor in down)
        and (body[5] == 1 or sum(x * y for x, y in zip(across, down, strict=True)) <= _MAX_BLOCKS)
    )


def _are_quantization_tables(body: bytes, seen: _Seen) -> bool:
    """B.2.4.1."""
    place = 0
    while place < len(body):
        precision, number = body[place] >> 4, body[place] & 15
        if precision > 1 or number >= _MAX_TABLES:
            return False
        seen.quantization.add(number)
        place += 1 + 64 * (1 + precision)
    return place == len(body)


def _are_code_tables(body: bytes, seen: _Seen) -> bool:
    """B.2.4.2 and C.2: as many values as the counts say, and no more codes of a length than there can be."""
    place = 0
    while place + 17 <= len(body):
        name, counts = body[place], body[place + 1 : place + 17]
        values = body[place + 17 : place + 17 + sum(counts)]
        free = 1
        for count in counts:
            free = 2 * free - count
            if free < 1:  # a code of nothing but ones is not allowed
                return False
        kind, number = name >> 4, name & 15
        if kind > 1 or number >= _MAX_TABLES or sum(counts) > 256 or (kind == 0 and any(v > 15 for v in values)):
            return False
        seen.codes.add(name)
        place += 17 + sum(counts)
    return place == len(body)


def _is_scan(body: bytes, seen: _Seen) -> bool:
    """B.2.3: all components in one scan, and every table they need."""
    count = len(seen.components)
    if not count or len(body) != 4 + 2 * count or body[0] != count or body[-3:] != _SEQUENTIAL:
        return False
    selectors = dict(zip(body[1:-3:2], body[2:-3:2], strict=True))
    return list(selectors) == list(seen.components) and all(
        seen.components[name][2] in seen.quantization and {tables >> 4, 0x10 | tables & 15} <= seen.codes
        for name, tables in selectors.items()
    )
