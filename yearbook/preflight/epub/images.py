"""Pictures: words in their place, true kinds and sizes, nothing of the camera left in them (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import EpubFile, Page
from yearbook.preflight.epubfile.page import named
from yearbook.preflight.epubfile.pictures import SVG, Picture

FILE_NAME = re.compile(r"(?i)^\S+\.(jpe?g|png|webp|tiff?|heic|gif|bmp)$|^(img|dsc|image|anh)[_-]?\d+$")
RATIO = 0.02  # how far the size of a page may be from the picture's proportions
COVER_WIDTH = 1400  # px: what stores ask for at least


def check(book: EpubFile, found: Findings) -> None:
    for page in book.pages.values():
        for image in page.tagged("img"):
            _words(page, image, found)
            _size(book, page, image, found)
    for name, picture in book.pictures.items():
        _file(book, name, picture, found)
    _cover(book, found)


def _words(page: Page, image: etree._Element, found: Findings) -> None:
    alt, source = (image.get("alt") or "").strip(), image.get("src") or ""
    if not alt:
        found.at("E208", page, image, image=posixpath.basename(source)[:80])
    elif FILE_NAME.match(alt) or alt == posixpath.basename(source):
        found.at("E209", page, image, alt=alt[:80])


def _size(book: EpubFile, page: Page, image: etree._Element, found: Findings) -> None:
    """`width` and `height` keep the place free until the picture is there; a wrong ratio distorts it."""
    name = named(image.get("src") or "", posixpath.dirname(page.name))
    picture = book.pictures.get(name)
    width, height = _pixels(image.get("width")), _pixels(image.get("height"))
    if picture is None or not (picture.width and picture.height and width and height):
        return
    if abs(width * picture.height / (height * picture.width) - 1) > RATIO:
        said, true = f"{width} × {height}", f"{picture.width} × {picture.height}"
        found.at("E259", page, image, image=posixpath.basename(name), said=said, true=true)


def _pixels(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,5}", text) else 0


def _file(book: EpubFile, name: str, picture: Picture, found: Findings) -> None:
    item = book.package.items.get(name) if book.package else None
    short = posixpath.basename(name)
    if item and item.media != picture.media:
        found.add("E255", image=short, said=item.media, true=picture.media or "không phải ảnh")
    if picture.progressive:
        found.add("E256", image=short)
    if picture.channels == 4:
        found.add("E257", image=short)
    if picture.exif:
        what = "vị trí chụp (GPS) và thông tin máy ảnh (EXIF)" if picture.gps else "thông tin máy ảnh (EXIF)"
        found.add("E258", image=short, what=what)


def _cover(book: EpubFile, found: Findings) -> None:
    if book.package is None:
        return
    cover = book.package.cover
    picture = book.pictures.get(cover.name) if cover else None
    if picture is None:
        found.add("E260", fault="EPUB không có ảnh bìa (cover-image)")
    elif picture.media not in (SVG, "") and 0 < picture.width < COVER_WIDTH:
        found.add(
            "E260", fault=f"ảnh bìa chỉ rộng {picture.width} điểm ảnh, nên từ {COVER_WIDTH} (đẹp nhất 1600 × 2560)"
        )
