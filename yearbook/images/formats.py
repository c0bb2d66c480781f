"""What a file is by its content, and the only way a picture is opened here.

Photos come by mail from sixty offices: the extension is not believed, only four decoders of Pillow are let
near the bytes, and the size in the header is judged before anything is decoded.
"""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile, PngImagePlugin

from yearbook.images.colour import MAX_ICC
from yearbook.values import dataclass

MAX_PIXELS = 120_000_000
MAX_SIDE = 20_000
MAX_BYTES = 80 * 1024 * 1024
# libjpeg works through every scan of a progressive file; cameras write about ten, a bomb thousands
MAX_JPEG_SCANS = 100

_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = frozenset({5, 6, 7, 8})
_EXPORT = "mở bằng chương trình vẽ rồi xuất ra PNG hoặc JPEG (300 ppi ở cỡ in), gửi tệp ảnh đó"
_ORIGINAL = "xin lại tệp ảnh gốc (JPEG, PNG, TIFF hoặc WebP) từ đơn vị gửi"
_RESAVE = "mở ảnh rồi lưu lại dạng JPEG chất lượng cao"
_PULL_OUT = "lấy ảnh ra khỏi tài liệu (lưu thành JPEG hoặc PNG) rồi gửi tệp ảnh đó"
_LOOKS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"MZ", "tệp chạy của Windows (EXE)", "xóa tệp này, đừng mở; " + _ORIGINAL),
    (0, b"\x7fELF", "tệp chạy của Linux", "xóa tệp này, đừng mở; " + _ORIGINAL),
    (0, b"%!PS", "tệp vẽ EPS/PostScript", _EXPORT),
    (0, b"\xc5\xd0\xd3\xc6", "tệp vẽ EPS", _EXPORT),
    (0, b"%PDF", "tệp PDF", _EXPORT),
    (4, b"ftypavi", "ảnh AVIF", _RESAVE),
    (4, b"ftyphe", "ảnh HEIC của điện thoại", "trên iPhone chọn «Tương thích nhất» khi chụp, hoặc " + _RESAVE),
    (4, b"ftypmif1", "ảnh HEIF của điện thoại", _RESAVE),
    (4, b"ftyp", "tệp phim", _ORIGINAL),
    (0, b"GIF8", "ảnh GIF", _RESAVE + "; ảnh GIF chỉ có 256 màu, nên xin ảnh gốc"),
    (0, b"BM", "ảnh BMP", _RESAVE),
    (0, b"8BPS", "tệp Photoshop (PSD)", _RESAVE),
    (0, b"\x00\x00\x00\x0cjP  ", "ảnh JPEG 2000", _RESAVE),
    (0, b"PK\x03\x04", "tệp nén ZIP hoặc tài liệu Office", _PULL_OUT),
    (0, b"\xd0\xcf\x11\xe0", "tài liệu Office đời cũ", _PULL_OUT),
)


class TooManyPixels(ValueError):
    """The header asks for more pixels than are allowed."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(f"{width} x {height}")
        self.width, self.height = width, height


@dataclass(frozen=True)
class Look:
    """What a refused file is, in Vietnamese, and what to do about it."""

    kind: str
    advice: str


def sniff(data: bytes) -> str | None:
    """JPEG, PNG, TIFF or WEBP (Pillow's names) by the first bytes; None for everything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return "TIFF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return None


def look(data: bytes) -> Look:
    """Name a file that is none of the four formats."""
    for offset, magic, kind, advice in _LOOKS:
        if data[offset : offset + len(magic)] == magic:
            return Look(kind, advice)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head or head.startswith(b"<?xml"):
        return Look("tệp vẽ SVG", _EXPORT)
    if head.startswith((b"<!doctype", b"<html")):
        return Look("trang web", _ORIGINAL)
    return Look("một dạng tệp không nhận ra", _ORIGINAL)


_strict_lock = threading.RLock()


@contextmanager
def _strict(*, unlimited: bool = False) -> Iterator[None]:
    """Pillow as this module needs it, whatever others in the process have set.

    WeasyPrint tells Pillow, on import, to fill up truncated pictures with grey; here they must be found out.
    `unlimited` puts off Pillow's own size limit: ours follows at once, is stricter, and can say how large.
    """
    with _strict_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd metadata is no news; what cannot be decoded raises
        before = ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS, PngImagePlugin.MAX_TEXT_CHUNK
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        PngImagePlugin.MAX_TEXT_CHUNK = MAX_ICC  # a scanner's profile may pass Pillow's 1 MB
        if unlimited:
            Image.MAX_IMAGE_PIXELS = None
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS, PngImagePlugin.MAX_TEXT_CHUNK = before


@contextmanager
def open_image(data: bytes, kind: str) -> Iterator[Image.Image]:
    """Open (do not decode) a picture with the one decoder of `kind`; raises TooManyPixels, or what Pillow raises."""
    if kind == "WEBP":
        _check_size(*_webp_size(data))  # its decoder sets up the whole canvas on opening
    with _strict(unlimited=True):
        image = Image.open(io.BytesIO(data), formats=[kind])
    with image:
        _check_size(*image.size)
        yield image


def decode(image: Image.Image) -> Image.Image:
    """Decode an opened picture to its last pixel and turn it upright by its EXIF orientation, once.

    Pillow turns a TIFF itself and forgets the tag, so what is left in the EXIF is what is still to be done.
    """
    with _strict(unlimited=True):
        image.load()
        return image.transpose(_UPRIGHT[turn]) if (turn := orientation(image)) in _UPRIGHT else image


def orientation(image: Image.Image) -> int:
    """The EXIF orientation 1–8 of a decoded picture; 1 when there is none or it makes no sense."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # the pixels are sound, and a broken EXIF block may raise anything
        return 1
    return value if isinstance(value, int) and value in _UPRIGHT else 1


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise TooManyPixels(width, height)


def _webp_size(data: bytes) -> tuple[int, int]:
    """Canvas size from a WebP header (RFC 9649, section 2)."""
    chunk, body = data[12:16], data[20:30]
    if len(body) < 10:
        raise ValueError("WebP header is cut off")
    if chunk == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
