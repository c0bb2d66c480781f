"""A finished EPUB for the screen: its documents, its contents, its text; nothing in it is trusted or run."""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any
from urllib.parse import unquote

from lxml import etree

from yearbook.values import dataclass

CONTAINER = "META-INF/container.xml"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
MIME = {
    ".xhtml": "application/xhtml+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff2": "font/woff2",
}
MOST = 64 * 1024**2  # bytes of one entry


@dataclass(frozen=True)
class LiveLine:
    """A line of the contents: level 1 part, 2 section, 3 record; leads to a page, or to a place of an EPUB."""

    level: int
    title: str
    page: int  # 0 in an EPUB
    target: str  # anchor; in an EPUB «path#id»
    number: str = ""  # «Phần thứ nhất»
    detail: str = ""


@dataclass(frozen=True)
class LiveDocument:
    """A document of an EPUB in reading order. `key` changes when it or a style sheet does."""

    path: str
    title: str
    key: str


class EbookFile:
    """One EPUB file. Entries are found by their exact name in the package, never on the disk."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        self._sizes = {info.filename: info.file_size for info in self._zip.infolist()}

    def __enter__(self) -> EbookFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes | None:
        """The bytes of an entry; None when there is none of this name."""
        if self._sizes.get(name, MOST + 1) > MOST:
            return None
        return self._zip.read(name)

    @cached_property
    def documents(self) -> tuple[LiveDocument, ...]:
        """The spine."""
        styles = hashlib.sha256()
        for name in sorted(name for name in self._sizes if name.endswith(".css")):
            styles.update(self.read(name) or b"")
        shared, made = styles.digest(), []
        for path in self._spine:
            data = self.read(path) or b""
            key = hashlib.sha256(shared + data).hexdigest()[:24]
            title = "".join(self._tree(path).find(f".//{XHTML}title").itertext()) if data else ""
            made.append(LiveDocument(path, " ".join(title.split()), key))
        return tuple(made)

    @cached_property
    def contents(self) -> tuple[LiveLine, ...]:
        """The contents of the navigation document."""
        path = next((path for path, kinds in self._manifest.values() if "nav" in kinds), "")
        if not path:
            return ()
        for nav in self._tree(path).iter(f"{XHTML}nav"):
            if nav.get(TYPE) == "toc":
                return tuple(self._lines(nav, posixpath.dirname(path)))
        return ()

    def _lines(self, nav: Any, folder: str) -> list[LiveLine]:
        made = []
        for link in nav.iter(f"{XHTML}a"):
            level = sum(1 for above in link.iterancestors(f"{XHTML}ol"))
            where, _, anchor = str(link.get("href", "")).partition("#")
            target = posixpath.normpath(posixpath.join(folder, unquote(where)))
            title = " ".join("".join(link.itertext()).split())
            made.append(LiveLine(min(level, 3), title, 0, f"{target}#{anchor}" if anchor else target))
        return made

    def text(self, path: str) -> str:
        """The words of a document, as one text."""
        body = self._tree(path).find(f".//{XHTML}body")
        return " ".join(" ".join(body.itertext()).split()) if body is not None else ""

    @cached_property
    def _package(self) -> tuple[str, Any]:
        """The path of the package document, and its tree."""
        container = self._tree(CONTAINER)
        path = str(container.find(".//{*}rootfile").get("full-path"))
        return path, self._tree(path)

    @cached_property
    def _manifest(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Id → path in the package, properties."""
        path, package = self._package
        folder = posixpath.dirname(path)
        return {
            str(item.get("id")): (
                posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href"))))),
                tuple((item.get("properties") or "").split()),
            )
            for item in package.iter("{*}item")
        }

    @cached_property
    def _spine(self) -> tuple[str, ...]:
        _, package = self._package
        return tuple(self._manifest[str(item.get("idref"))][0] for item in package.iter("{*}itemref"))

    def _tree(self, name: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        return etree.fromstring(self.read(name) or b"<none/>", parser)


def mime_of(name: str) -> str:
    """What an entry is served as."""
    return MIME.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
