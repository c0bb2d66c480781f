"""The finished EPUB read back and judged: what epubcheck and Ace let pass, and what this book promises."""

from __future__ import annotations

import io
import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fontTools.ttLib import TTFont
from lxml import etree

from yearbook.diagnostics import DataProblem, Diagnostic, diagnose
from yearbook.preflight.epubcheck import EpubcheckResult, run_epubcheck

__all__ = ["EpubcheckResult", "inspect_epub", "run_epubcheck"]

HTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_TOTAL = 2 * 1024**3  # bytes unpacked: more is no book of ours
FILE_NAME = re.compile(r"(?i)^\S+\.(jpe?g|png|webp|tiff?|heic|gif|bmp)$|^(img|dsc|image|anh)[_-]?\d+$")
SPACES = {"Zs", "Zl", "Zp", "Cc", "Cf"}


@dataclass(frozen=True)
class Page:
    """One XHTML file of the package."""

    name: str
    text: str
    tree: etree._Element

    @cached_property
    def ids(self) -> list[str]:
        return [value for element in self.tree.iter(etree.Element) if (value := element.get("id"))]

    @property
    def words(self) -> str:
        return "".join(self.tree.itertext(etree.Element))


@dataclass(frozen=True)
class Contents:
    """The files of an EPUB, unpacked."""

    names: tuple[str, ...]
    pages: tuple[Page, ...]
    fonts: tuple[bytes, ...]


def inspect_epub(path: Path, anchors: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Judge a finished EPUB.

    anchors: ids of the records that must each stand in exactly one page (`Book.record_anchors`). Out: findings
    E201–E212, none for a sound book. Never raises for a damaged file: that is E201.
    """
    try:
        contents = _read(path)
    except DataProblem as problem:
        return (problem.diagnostic,)
    found = [
        *_container(path),
        *_anchors(contents, anchors),
        *_links(contents),
        *_glyphs(contents),
    ]
    for page in contents.pages:
        found += [*_form(page), *_language(page), *_images(page), *_inert(page), *_tables(page)]
    return tuple(found)


def _read(path: Path) -> Contents:
    """Unpack in memory; raises DataProblem E201."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_TOTAL:
                raise DataProblem(diagnose("E201", name=path.name, reason="nội dung quá lớn"))
            names = tuple(archive.namelist())
            pages = tuple(_page(name, archive.read(name)) for name in names if name.endswith(".xhtml"))
            fonts = tuple(archive.read(name) for name in names if name.endswith((".ttf", ".otf")))
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise DataProblem(diagnose("E201", name=path.name, reason="không phải tệp zip trọn vẹn")) from None
    return Contents(names, pages, fonts)


def _page(name: str, data: bytes) -> Page:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return Page(name, data.decode("utf-8"), etree.fromstring(data, parser))
    except (etree.XMLSyntaxError, UnicodeDecodeError) as error:
        raise DataProblem(diagnose("E101", page=name, detail=str(error))) from None


def _container(path: Path) -> Iterator[Diagnostic]:
    """EPUB 3.3 §4.2.4: `mimetype` first, stored, without extra field."""
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0]
        sound = (
            first.filename == "mimetype"
            and first.compress_type == zipfile.ZIP_STORED
            and not first.extra
            and archive.read(first) == b"application/epub+zip"
        )
    if not sound:
        yield diagnose("E202", name=path.name)


def _anchors(contents: Contents, anchors: Sequence[str]) -> Iterator[Diagnostic]:
    standing: dict[str, list[str]] = {}
    for page in contents.pages:
        for anchor in page.ids:
            standing.setdefault(anchor, []).append(posixpath.basename(page.name))
    for anchor in anchors:
        pages = standing.get(anchor, [])
        if not pages:
            yield diagnose("E203", record=anchor, anchor=anchor)
        elif len(pages) > 1:
            yield diagnose("E204", record=anchor, anchor=anchor, count=len(pages), pages=", ".join(pages))


def _links(contents: Contents) -> Iterator[Diagnostic]:
    ids = {page.name: frozenset(page.ids) for page in contents.pages}
    names = frozenset(contents.names)
    for page in contents.pages:
        for element in page.tree.iter(etree.Element):
            for attribute in ("href", "src"):
                target = element.get(attribute)
                if target is None or urlsplit(target).scheme or target.startswith("//"):
                    continue
                parts = urlsplit(target)
                folder = posixpath.dirname(page.name)
                name = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else page.name
                missing = name not in names or (parts.fragment and unquote(parts.fragment) not in ids.get(name, ()))
                if missing:
                    yield diagnose("E205", page=posixpath.basename(page.name), target=target)


def _form(page: Page) -> Iterator[Diagnostic]:
    if not unicodedata.is_normalized("NFC", page.text):
        whole = unicodedata.normalize("NFC", page.text)
        at = next((i for i, (a, b) in enumerate(zip(page.text, whole, strict=False)) if a != b), 0)
        yield diagnose("E206", page=posixpath.basename(page.name), sample=whole[at : at + 20].split("<")[0].strip())


def _language(page: Page) -> Iterator[Diagnostic]:
    if page.tree.get("lang") != "vi" or page.tree.get(XML_LANG) != "vi":
        yield diagnose("E210", page=posixpath.basename(page.name))


def _glyphs(contents: Contents) -> Iterator[Diagnostic]:
    """Characters that one of the embedded faces cannot show: any text may be set in any of them."""
    covered: set[int] | None = None
    for data in contents.fonts:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            glyphs = set(font.getBestCmap() or {})
        covered = glyphs if covered is None else covered & glyphs
    if covered is None:
        return
    for page in contents.pages:
        lacking = sorted({c for c in page.words if ord(c) not in covered and unicodedata.category(c) not in SPACES})
        if lacking:
            shown = " ".join(f"{c} (U+{ord(c):04X})" for c in lacking[:8]) + (" …" if len(lacking) > 8 else "")
            yield diagnose("E207", page=posixpath.basename(page.name), count=len(lacking), characters=shown)


def _images(page: Page) -> Iterator[Diagnostic]:
    name = posixpath.basename(page.name)
    for image in page.tree.iter(f"{HTML}img"):
        alt, source = (image.get("alt") or "").strip(), image.get("src") or ""
        if not alt:
            yield diagnose("E208", page=name, image=posixpath.basename(source))
        elif FILE_NAME.match(alt) or alt == posixpath.basename(source):
            yield diagnose("E209", page=name, alt=alt)


def _inert(page: Page) -> Iterator[Diagnostic]:
    """Nothing may run and nothing may be fetched; a link that a reader follows by will must be http(s) or mailto."""
    name = posixpath.basename(page.name)
    for element in page.tree.iter(etree.Element):
        tag = etree.QName(element).localname
        if tag in {"script", "iframe", "object", "embed", "form"}:
            yield diagnose("E211", page=name, what=f"thẻ <{tag}>")
        for key, value in element.attrib.items():
            attribute, scheme = etree.QName(key).localname, urlsplit(value.strip()).scheme.lower()
            if attribute.startswith("on"):
                yield diagnose("E211", page=name, what=f"thuộc tính {attribute}")
            elif attribute == "src" and (scheme or value.startswith("//")):
                yield diagnose("E211", page=name, what=f"tài nguyên {value[:80]}")
            elif attribute == "href" and scheme and (tag != "a" or scheme not in {"http", "https", "mailto"}):
                yield diagnose("E211", page=name, what=f"liên kết {value[:80]}")


def _tables(page: Page) -> Iterator[Diagnostic]:
    for table in page.tree.iter(f"{HTML}table"):
        if not any(cell.get("scope") for cell in table.iter(f"{HTML}th")):
            yield diagnose("E212", page=posixpath.basename(page.name))
