"""Colour: from whatever a photo came in to the space of an edition.

Conversion is relative colorimetric with black point compensation, the usual choice for photos in print.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageCms

MAX_ICC = 8 * 1024 * 1024
_SRGB_NAMES = ("srgb", "iec61966", "iec 61966")
_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_GREY_SAMPLE = 256  # dots on the longer side
_GREY_TOLERANCE = 12  # of 255
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


def describe_source(mode: str, icc: bytes | None) -> str:
    """Vietnamese words for a colour space that has to be converted; empty for sRGB, for grey, and for no profile."""
    name = profile_name(icc) if icc else ""
    if mode == "CMYK":
        return f"hệ màu CMYK (hồ sơ «{name}»)" if name else "hệ màu CMYK không kèm hồ sơ đọc được"
    if mode == "LAB":
        return "hệ màu Lab"
    if not icc or mode in {"1", "L", "LA", "La", "I;16", "I;16B"}:
        return ""
    if not name:
        return "hồ sơ màu hỏng (coi là sRGB)"
    return "" if _is_srgb(icc) else f"hồ sơ màu «{name}»"


@lru_cache(maxsize=64)
def _is_srgb(icc: bytes) -> bool:
    return any(word in profile_name(icc).lower() for word in _SRGB_NAMES)


def profile_name(icc: bytes) -> str:
    """A profile's description, fit to be shown; empty when the profile cannot be read."""
    profile = _open_profile(icc)
    if profile is None:
        return ""
    text = (profile.profile.profile_description or "không tên").strip()
    return "".join(c if c.isprintable() else " " for c in text)[:60]


def _open_profile(icc: bytes) -> ImageCms.ImageCmsProfile | None:
    if len(icc) > MAX_ICC:
        return None
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(icc))
    except (OSError, ImageCms.PyCMSError):
        return None


@lru_cache(maxsize=8)
def read_profile(path: Path, _size: int, _mtime: int) -> bytes:
    return path.read_bytes()


def profile_bytes(path: Path) -> bytes:
    """The bytes of an ICC file, read once for as long as the file stays as it is. Raises OSError."""
    stat = path.stat()
    return read_profile(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def fingerprint(icc: bytes) -> str:
    """sha256 of a profile, for cache keys."""
    return hashlib.sha256(icc).hexdigest()


def plain(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be resized and converted: L, LA, RGB, RGBA, CMYK or LAB."""
    mode = image.mode
    if mode in {"I;16", "I;16B"}:
        # convert("L") would clip all but the darkest 256 tones to white
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("LA" if mode in {"1", "L", "LA", "La"} else "RGBA")
    if mode == "1":
        return image.convert("L")
    return image.convert("RGB") if mode in {"P", "PA", "RGBX", "YCbCr"} else image


def is_grey(image: Image.Image) -> bool:
    """Whether a plain picture holds no colour worth ink: a grey mode, or a scan whose three channels agree."""
    if image.mode in {"L", "LA"}:
        return True
    if image.mode in {"CMYK", "LAB"}:
        return False
    scale = max(1, -(-max(image.size) // _GREY_SAMPLE))
    red, green, blue = image.reduce(scale).convert("RGB").split()
    pairs = ((red, green), (green, blue), (blue, red))
    # getextrema of a one-channel picture is one pair, lowest and highest
    return all(ImageChops.difference(a, b).getextrema()[1] <= _GREY_TOLERANCE for a, b in pairs)  # type: ignore[operator]


def on_white(image: Image.Image) -> Image.Image:
    """Flatten transparency onto paper white."""
    if image.mode not in {"LA", "RGBA"}:
        return image
    base = image.mode.removesuffix("A")
    paper = Image.new(base, image.size, "white")
    paper.paste(image.convert(base), mask=image.getchannel("A"))
    return paper


def to_grey(image: Image.Image, icc: bytes | None) -> Image.Image:
    """One channel; an embedded grey or RGB profile is honoured."""
    if image.mode == "L" and not _usable(icc, "L"):
        return image
    return to_rgb(image, icc, None).convert("L")


def to_rgb(image: Image.Image, icc: bytes | None, assumed_cmyk: bytes | None) -> Image.Image:
    """sRGB. A CMYK picture without a profile is read through `assumed_cmyk`, else by plain arithmetic."""
    source = _usable(icc, image.mode) or (assumed_cmyk if image.mode == "CMYK" else None)
    if image.mode == "RGB" and source and _is_srgb(source):
        return image
    if source is None and image.mode != "LAB":
        return image.convert("RGB")
    return _convert(image, source, None, "RGB") or image.convert("RGB")


def to_cmyk(image: Image.Image, icc: bytes | None, target: bytes) -> Image.Image:
    """The CMYK of `target`. A CMYK source is separated anew, so that the total ink keeps the profile's limit."""
    source = _usable(icc, image.mode) or (target if image.mode == "CMYK" else None)
    if image.mode == "L":
        image, source = to_rgb(image, icc, None), None
    result = _convert(image, source, target, "CMYK")
    if result is None and source is not None:
        result = _convert(image, target if image.mode == "CMYK" else None, target, "CMYK")
    if result is None:
        raise OSError("the CMYK profile cannot be used for conversion")
    return result


def _usable(icc: bytes | None, mode: str) -> bytes | None:
    """The embedded profile if it can be read and speaks of the picture's own space."""
    if not icc:
        return None
    profile = _open_profile(icc)
    return icc if profile and profile.profile.xcolor_space.strip() == _SPACES.get(mode) else None


def _convert(image: Image.Image, source: bytes | None, target: bytes | None, mode: str) -> Image.Image | None:
    """Convert by profiles (None: sRGB, or Lab for a Lab picture); None when the profiles do not make a transform."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            transform = _transform(source, target, image.mode, mode)
            converted = Image.new(mode, image.size)
            # without the profile that `applyTransform` would copy into each picture
            transform.transform.apply(image.getim(), converted.getim())
            return converted
        except (OSError, ValueError, ImageCms.PyCMSError):
            return None


@lru_cache(maxsize=16)
def _transform(source: bytes | None, target: bytes | None, from_mode: str, to_mode: str) -> ImageCms.ImageCmsTransform:
    def profile(icc: bytes | None, mode: str) -> ImageCms.ImageCmsProfile:
        if icc is not None:
            return ImageCms.ImageCmsProfile(io.BytesIO(icc))
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB" if mode == "LAB" else "sRGB"))

    return ImageCms.buildTransform(
        profile(source, from_mode), profile(target, to_mode), from_mode, to_mode, renderingIntent=_INTENT, flags=_FLAGS
    )
