"""A picture of the package, by its header: nothing is decoded (ITU-T T.81 B.1; PNG §5; Exif 2.3 §4.5)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from yearbook.values import dataclass

JPEG, PNG, GIF, WEBP, SVG = "image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset((0xC2, 0xC6, 0xCA, 0xCE))
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a length
_GPS = 0x8825  # Exif tag: a directory of places


@dataclass(frozen=True)
class Picture:
    """`media` by its first bytes, empty when unknown; `width`, `height` in pixels, 0 when the header says none.

    `channels`: 4 is CMYK; `exif`: data of the camera are left in it, `gps`: and where it stood.
    """

    media: str
    width: int = 0
    height: int = 0
    channels: int = 3
    progressive: bool = False
    exif: bool = False
    gps: bool = False


def read_picture(data: bytes) -> Picture:
    """What the header says. Never raises."""
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack(">LL", data[16:24]) if len(data) >= 24 else (0, 0)
        return Picture(PNG, width, height, exif=b"eXIf" in data[:4096])
    if data.startswith((b"GIF87a", b"GIF89a")):
        width, height = struct.unpack("<HH", data[6:10]) if len(data) >= 10 else (0, 0)
        return Picture(GIF, width, height)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Picture(WEBP)
    return Picture(SVG if b"<svg" in data[:1024] else "")


def _jpeg(data: bytes) -> Picture:
    exif = gps = False
    for marker, body in _segments(data):
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            exif, gps = True, gps or _has_gps(body[6:])
        if marker in _FRAMES and len(body) >= 6:
            _, height, width, channels = struct.unpack(">BHHB", body[:6])
            return Picture(JPEG, width, height, channels, marker in _PROGRESSIVE, exif, gps)
    return Picture(JPEG, exif=exif, gps=gps)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers before the picture itself, each with what follows it."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker == 0xDA:
            return
        else:
            (length,) = struct.unpack(">H", data[at + 2 : at + 4])
            yield marker, data[at + 4 : at + 2 + length]
            at += 2 + max(2, length)


def _has_gps(tiff: bytes) -> bool:
    """Whether the first directory points to one of places."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return False
    (at,) = struct.unpack(f"{order}L", tiff[4:8])
    if at + 2 > len(tiff):
        return False
    (count,) = struct.unpack(f"{order}H", tiff[at : at + 2])
    entries = (tiff[at + 2 + 12 * n : at + 4 + 12 * n] for n in range(count))
    return any(len(tag) == 2 and struct.unpack(f"{order}H", tag)[0] == _GPS for tag in entries)
