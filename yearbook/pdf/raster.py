"""Pages of a finished PDF on the screen: pictures of any part at any size, and the words where they stand.

The only reader with PDFium. PDFium knows no threads: one lock holds for all documents.
"""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from yearbook.diagnostics import Box
from yearbook.geometry import MM_PER_PT
from yearbook.values import dataclass

_ONE_AT_A_TIME = threading.RLock()
PICTURE = "image/bmp"  # to be looked at on this machine: every dot as it is, in a tenth of the time that a PNG takes
WHITE = (255, 255, 255, 255)
NEAR = 6.0  # pt: how far from a sign a click still means it


@dataclass(frozen=True)
class Size:
    """A page as it is trimmed, in mm."""

    width: float
    height: float

    def pixels_high(self, across: int) -> int:
        """The height of a picture of this width."""
        return max(1, round(across * self.height / self.width))


@dataclass(frozen=True)
class Window:
    """A part of the picture of a page, in its pixels from the top left corner."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class _Trim:
    """The trim box within the media box, in pt."""

    left: float
    bottom: float
    width: float
    height: float
    media: tuple[float, float, float, float]

    @property
    def size(self) -> Size:
        return Size(self.width * MM_PER_PT, self.height * MM_PER_PT)


class Closed(Exception):
    """The document has been closed: a newer one has taken its place."""


class Pages:
    """The pages of one PDF file; safe to use from several threads. Raises Closed after `close`."""

    def __init__(self, path: Path) -> None:
        with _ONE_AT_A_TIME:
            self._pdf: Any = pypdfium2.PdfDocument(path)
        self._trims: dict[int, _Trim] = {}  # of the pages that were looked at: opening all takes long
        self._texts: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._pdf)

    def size(self, number: int) -> Size:
        """Of page `number` (from 1), trimmed."""
        return self._trim(number).size

    def _trim(self, number: int) -> _Trim:
        if number not in self._trims:
            with _ONE_AT_A_TIME:
                page = self._page(number)
                self._trims[number] = _trim(page)
                page.close()
        return self._trims[number]

    def picture(self, number: int, across: int, window: Window | None = None) -> bytes:
        """A picture (`PICTURE`) of page `number` (from 1) trimmed, `across` pixels wide; of a part of it with
        `window`."""
        with _ONE_AT_A_TIME:
            image = self._drawn(number, across, window)
        stream = io.BytesIO()
        image.save(stream, "BMP")
        return stream.getvalue()

    def _drawn(self, number: int, across: int, window: Window | None) -> Any:
        page = self._page(number)
        trim = self._trims[number] = _trim(page)
        scale = across / trim.width
        window = window or Window(0, 0, across, trim.size.pixels_high(across))
        left, bottom, right, top = trim.media
        bitmap = pypdfium2.PdfBitmap.new_native(window.width, window.height, pdfium.FPDFBitmap_BGR)
        try:
            bitmap.fill_rect(WHITE, 0, 0, window.width, window.height)
            x = round((trim.left - left) * scale) + window.left
            y = round((top - trim.bottom - trim.height) * scale) + window.top
            whole = round((right - left) * scale), round((top - bottom) * scale)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, -x, -y, *whole, 0, 0)
            return bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
            page.close()

    def text(self, number: int) -> str:
        """The text of a page, a character for each that `boxes` and `index_at` count; line ends are white space."""
        if number not in self._texts:
            with _ONE_AT_A_TIME:
                page = self._page(number)
                words = page.get_textpage()
                codes = (pdfium.FPDFText_GetUnicode(words, index) for index in range(words.count_chars()))
                self._texts[number] = "".join(chr(code) if 0 < code <= 0x10FFFF else " " for code in codes)
                words.close()
                page.close()
        return self._texts[number]

    def boxes(self, number: int, start: int, count: int) -> tuple[Box, ...]:
        """Where `count` characters from `start` stand: a box for each line they are on."""
        self._trim(number)
        with _ONE_AT_A_TIME:
            page = self._page(number)
            words = page.get_textpage()
            found = [words.get_rect(index) for index in range(words.count_rects(start, count))]
            words.close()
            page.close()
        return tuple(self._box(number, *rectangle) for rectangle in found)

    def index_at(self, number: int, x: float, y: float) -> int | None:
        """The index in `text` of the character at a point (mm from the trim's top left corner)."""
        trim = self._trim(number)
        with _ONE_AT_A_TIME:
            page = self._page(number)
            words = page.get_textpage()
            across, up = trim.left + x / MM_PER_PT, trim.bottom + trim.height - y / MM_PER_PT
            index = words.get_index(across, up, NEAR, NEAR)
            words.close()
            page.close()
        return None if index is None else int(index)

    def close(self) -> None:
        """Let go of the file."""
        with _ONE_AT_A_TIME:
            if self._pdf is not None:
                self._pdf.close()
                self._pdf = None

    def _page(self, number: int) -> Any:
        if self._pdf is None:
            raise Closed
        return self._pdf[number - 1]

    def _box(self, number: int, left: float, bottom: float, right: float, top: float) -> Box:
        trim = self._trims[number]
        values = (left - trim.left, trim.bottom + trim.height - top, right - left, top - bottom)
        return Box(*(round(value * MM_PER_PT, 2) for value in values))


def _trim(page: Any) -> _Trim:
    left, bottom, right, top = page.get_trimbox()
    media = page.get_cropbox()
    return _Trim(left, bottom, right - left, top - bottom, media)
