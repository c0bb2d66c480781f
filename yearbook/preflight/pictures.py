"""The inks of an image, counted once: how many of its pixels are how dark."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Array
from PIL import Image

from yearbook.preflight.content.streams import Damaged, filters, unpacked
from yearbook.values import dataclass

FULL = 4 * 255
MAX_PIXELS = 40_000_000
_JPEG = ["/DCTDecode"]
_CHANNELS = {"/DeviceCMYK": 4, "/DeviceGray": 1}

Samples = NDArray[np.uint8]


@dataclass(frozen=True)
class Darkness:
    """`pixels[n]`: how many pixels have n or more of 1020, the sum of four inks in steps of 255."""

    pixels: NDArray[np.int64]

    def over(self, sum_: float) -> int:
        """How many are darker than this."""
        return int(self.pixels[min(max(int(sum_) + 1, 0), FULL + 1)])


def darkness(image: Any) -> Callable[[], Darkness | None]:
    """Reads the data of an image (a stream) and returns what counts them, for another thread: that needs no pikepdf.

    None for what is not simply pixels of 8 bits in DeviceCMYK or DeviceGray: masks that blend, palettes, profiles,
    values that are moved, codings of other kinds.
    """
    channels = _CHANNELS.get(str(image.get("/ColorSpace")), 0)
    width, height = image.get("/Width"), image.get("/Height")
    if not channels or not isinstance(width, int) or not isinstance(height, int) or image.get("/SMask") is not None:
        return _nothing
    flipped = _flipped(image.get("/Decode"), channels)
    if image.get("/BitsPerComponent") != 8 or not 0 < width * height <= MAX_PIXELS or flipped is None:
        return _nothing
    shape = (height, width, channels)
    try:
        if filters(image) == _JPEG and image.get("/DecodeParms") is None:
            packed = image.read_raw_bytes()
            return lambda: _count(_jpeg(packed, shape), flipped)
        if "/DCTDecode" in filters(image):
            return _nothing
        data = unpacked(image)
    except (Damaged, pikepdf.PdfError, RuntimeError):
        return _nothing
    return lambda: _count(_plain(data, shape), flipped)


def _nothing() -> None:
    return None


def _flipped(decode: Any, channels: int) -> bool | None:
    """Whether full ink is 0 in the data; None for any other map."""
    if decode is None:
        return channels == 1  # DeviceGray: 0 is black
    values = [float(value) for value in decode] if isinstance(decode, Array) else []
    for ends, flipped in (([0.0, 1.0], False), ([1.0, 0.0], True)):
        if values == ends * channels:
            return flipped != (channels == 1)
    return None


def _plain(data: bytes, shape: tuple[int, int, int]) -> Samples | None:
    size = shape[0] * shape[1] * shape[2]
    return np.frombuffer(data, np.uint8, size).reshape(shape) if len(data) >= size else None


def _jpeg(packed: bytes, shape: tuple[int, int, int]) -> Samples | None:
    """The samples as they are stored: what Adobe writes the other way round, Pillow has turned."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(packed), formats=["JPEG"]) as picture:
                if picture.size != (shape[1], shape[0]) or len(picture.getbands()) != shape[2]:
                    return None
                samples = np.asarray(picture)
                turned = picture.mode == "CMYK" and "adobe" in picture.info
    except Exception:  # Pillow raises whatever damaged data lead to
        return None
    samples = samples.reshape(shape)
    return ~samples if turned else samples


def _count(samples: Samples | None, flipped: bool) -> Darkness | None:
    if samples is None:
        return None
    sums = samples[..., 0].astype(np.uint16)
    for channel in range(1, samples.shape[2]):
        sums += samples[..., channel]
    if flipped:
        sums = np.uint16(samples.shape[2] * 255) - sums
    counts = np.bincount(sums.reshape(-1), minlength=FULL + 2)
    return Darkness(counts[::-1].cumsum()[::-1])
