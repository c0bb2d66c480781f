"""The picture that goes into a file: upright, cropped to its slot, no larger than needed, in the edition's colours."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import PIL
from PIL import Image, features

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.images import colour
from yearbook.images.find import shown
from yearbook.images.formats import decode, open_image
from yearbook.images.inspect import PhotoInfo, read_photo
from yearbook.storage import Part, key
from yearbook.storage.hashes import file_mark
from yearbook.values import dataclass

_VERSION = 5
_MM_PER_INCH = 25.4
# For print a JPEG is decoded no smaller than half as large again as wanted, so that BICUBIC makes the last step; for a
# screen the scaling of libjpeg will do, and a filter that takes less time.
PRINT_MARGIN = 1.5
_ENGINES = (PIL.__version__, *(str(features.version(part)) for part in ("libjpeg_turbo", "littlecms2")))

Space = Literal["cmyk", "srgb", "grey-keeping"]


@dataclass(frozen=True)
class ImageProfile:
    """How an edition wants its photos.

    space    `cmyk`: colour becomes CMYK, grey stays one channel (K); `srgb`: everything sRGB;
             `grey-keeping`: sRGB, but grey stays one channel
    ppi      no photo gets more pixels than this at its placed size
    quality  JPEG quality; from 90 on and for CMYK the chroma is not subsampled
    icc      the CMYK profile: target of `cmyk`; for the others what a CMYK photo without profile is read through
    fit      (width, height) in pixels instead of `ppi`, for screens
    """

    name: str
    space: Space
    ppi: int = 300
    quality: int = 90
    icc: Path | None = None
    fit: tuple[int, int] | None = None

    def __hash__(self) -> int:
        return hash((self.name, self.ppi, self.fit))  # a path takes long

    @property
    def state(self) -> object:
        """Of the file of the colour profile; who derives the pictures tells that there is none."""
        with suppress(OSError):
            return self.icc and file_mark(self.icc)
        return None

    def __post_init__(self) -> None:
        if self.space == "cmyk" and self.icc is None:
            raise ValueError("a CMYK image profile needs an ICC profile")


@dataclass(frozen=True)
class Derivative:
    """A photo wanted at a size: a slot of `width_mm` × `height_mm`.

    With `crop` the slot is filled and `focal` (% from left, % from top) stays as near the middle as it can;
    without, the whole photo is fitted inside the slot.
    """

    photo: PhotoInfo
    width_mm: float
    height_mm: float
    profile: ImageProfile
    focal: tuple[int, int] = (50, 50)
    crop: bool = True

    @cached_property
    def key(self) -> str:
        """What the bytes depend on: photo, request, profile, and the versions of the tools. Raises OSError (icc)."""
        p = self.profile
        icc = colour.fingerprint(colour.profile_bytes(p.icc)) if p.icc else None
        placed = (float(self.width_mm), float(self.height_mm), self.focal, self.crop)
        return _key(self.photo.sha256, placed, (p.space, p.ppi, p.quality, p.fit, icc))


@lru_cache(maxsize=4096)
def _key(photo: str, placed: Part, profile: Part) -> str:
    return key("derivative", _VERSION, _ENGINES, photo, placed, profile)


@dataclass(frozen=True)
class Derived:
    """A finished JPEG; `effective_ppi` at the placed size."""

    data: bytes
    width_px: int
    height_px: int
    effective_ppi: float


class Box(NamedTuple):
    """A region of the upright photo, in its pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def region(request: Derivative) -> Box:
    """The part of the photo that is printed."""
    width, height = request.photo.width, request.photo.height
    if not request.crop:
        return Box(0, 0, width, height)
    aspect = request.width_mm / request.height_mm
    wide, tall = (height * aspect, float(height)) if width / height > aspect else (float(width), width / aspect)
    left = min(max(width * request.focal[0] / 100 - wide / 2, 0.0), width - wide)
    top = min(max(height * request.focal[1] / 100 - tall / 2, 0.0), height - tall)
    return Box(left, top, left + wide, top + tall)


def placed_mm(request: Derivative) -> tuple[float, float]:
    """Width and height in mm that the photo takes on the page: the slot, or what fits inside it without cropping."""
    if request.crop:
        return request.width_mm, request.height_mm
    photo = request.photo
    scale = min(request.width_mm / photo.width, request.height_mm / photo.height)
    return photo.width * scale, photo.height * scale


def source_ppi(request: Derivative) -> float:
    """Pixels of the original per inch on the page: what preflight will call the effective resolution, uncapped."""
    return region(request).width / (placed_mm(request)[0] / _MM_PER_INCH)


def target_px(request: Derivative) -> tuple[int, int]:
    """Size of the derivative in pixels: never more than the photo has."""
    box = region(request)
    if request.profile.fit:
        scale = min(request.profile.fit[0] / box.width, request.profile.fit[1] / box.height)
    else:
        scale = request.profile.ppi / source_ppi(request)
    scale = min(scale, 1.0)
    return (
        max(1, min(round(box.width * scale), int(box.width))),
        max(1, min(round(box.height * scale), int(box.height))),
    )


def derive(request: Derivative) -> Derived:
    """Make the JPEG: no profile, no EXIF (no GPS), no comment; the same request gives the same bytes.

    Raises DataProblem I110 when the file is no longer the one that was inspected, S204 without a usable profile.
    """
    ((_, derived),) = derive_each([request])
    return derived


def derive_each(requests: Sequence[Derivative]) -> Iterator[tuple[Derivative, Derived]]:
    """The same for several requests of one photo, which is read once, and decoded once for all that are content with
    the same dots; the largest first."""
    photo = requests[0].photo
    data = _unchanged_bytes(photo)
    dots: tuple[int, int] | None = None
    for request in sorted(requests, key=_dots, reverse=True):
        try:
            with open_image(data, photo.format) as image:
                _draft(image, request)
                if image.size != dots:
                    dots, icc = image.size, image.info.get("icc_profile")
                    upright = colour.plain(decode(image))
            yield request, _derived(upright, icc, request)
        except (OSError, ValueError, SyntaxError):
            # it was found sound when inspected, so what fails here is the machine or a file changed under us
            raise DataProblem(diagnose("I110", name=shown(photo.name))) from None


def _derived(upright: Image.Image, icc: bytes | None, request: Derivative) -> Derived:
    size = target_px(request)
    grey = request.profile.space != "srgb" and colour.is_grey(upright)
    finished = _colours(_resize(upright, request, size), icc, grey, request)
    finished.info.clear()
    buffer = io.BytesIO()
    full_chroma = finished.mode == "CMYK" or request.profile.quality >= 90
    finished.save(
        buffer,
        "JPEG",
        quality=request.profile.quality,
        subsampling=0 if full_chroma else 2,
    )
    return Derived(buffer.getvalue(), *size, size[0] / (placed_mm(request)[0] / _MM_PER_INCH))


def _unchanged_bytes(photo: PhotoInfo) -> bytes:
    try:
        data = read_photo(photo.path, photo.name)
    except DataProblem:
        data = b""
    if hashlib.sha256(data).hexdigest() != photo.sha256:
        raise DataProblem(diagnose("I110", name=shown(photo.name)))
    return data


def _is_for_print(request: Derivative) -> bool:
    return request.profile.space == "cmyk"


def _dots(request: Derivative) -> float:
    """The scale at which the photo must be decoded at least."""
    size, box = target_px(request), region(request)
    margin = PRINT_MARGIN if _is_for_print(request) else 1.0
    # the longest sides compared, so that a photo lying on its side needs no special case
    return margin * max(size[0] / box.width, size[1] / box.height)


def _draft(image: Image.Image, request: Derivative) -> None:
    """Have a JPEG decoded no larger than needed."""
    if request.photo.format == "JPEG" and (wanted := _dots(request)) < 1:
        image.draft(None, (max(1, int(image.width * wanted)), max(1, int(image.height * wanted))))


def _resize(upright: Image.Image, request: Derivative, size: tuple[int, int]) -> Image.Image:
    """Cut out the region of the upright photo and bring it to `size`; transparency becomes white."""
    photo, box = request.photo, region(request)
    across, down = upright.width / photo.width, upright.height / photo.height
    cut = (
        box.left * across,
        box.top * down,
        min(box.right * across, upright.width),
        min(box.bottom * down, upright.height),
    )
    filter_ = Image.Resampling.BICUBIC if _is_for_print(request) else Image.Resampling.HAMMING
    return colour.on_white(upright.resize(size, filter_, box=cut, reducing_gap=3.0))


def _colours(image: Image.Image, icc: bytes | None, grey: bool, request: Derivative) -> Image.Image:
    profile = request.profile
    if grey:
        return colour.to_grey(image, icc)
    try:
        target = colour.profile_bytes(profile.icc) if profile.icc else None
        if profile.space == "cmyk" and target is not None:
            return colour.to_cmyk(image, icc, target)
        return colour.to_rgb(image, icc, target)
    except OSError:
        path = profile.icc.name if profile.icc else ""
        raise DataProblem(diagnose("S204", path=path)) from None
