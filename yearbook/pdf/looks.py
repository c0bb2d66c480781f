"""What each page of a finished PDF looks like, as a key: the same key, the same picture.

A page is its drawing operators and what they name. Names are replaced by the hash of what they stand for, so that
neither an object that moved in the file nor a font subset that gained letters of another page counts as a change.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_NAME = re.compile(rb"/([^\s/<>()\[\]{}%]+)")
_BOXES = ("/MediaBox", "/TrimBox", "/CropBox", "/Rotate", "/UserUnit")
_SUBSET = re.compile(r"^/?[A-Z]{6}\+")
_UNSEEN = {
    "/Length",
    "/Filter",
    "/DecodeParms",
    "/Metadata",
    "/StructParent",
    "/StructParents",
    "/Parent",
    "/Resources",
}


def page_looks(path: Path) -> tuple[str, ...]:
    """A key for each page of a PDF, in order. Raises pikepdf.PdfError for what is no PDF."""
    with pikepdf.open(path) as pdf:
        reader = _Reader()
        return tuple(reader.page(page) for page in pdf.pages)


class _Reader:
    """Remembers the objects of one file that it has hashed: pages share fonts and resources."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bytes] = {}

    def page(self, page: pikepdf.Page) -> str:
        page.contents_coalesce()
        content = page.obj.get("/Contents")
        operators = content.read_bytes() if isinstance(content, Stream) else b""
        boxes = [self.hash(page.obj[key]) for key in _BOXES if key in page.obj]
        return _digest(self.drawn(operators, page.resources), *boxes).hex()[:24]

    def drawn(self, operators: bytes, resources: Any) -> bytes:
        """The operators with every name of a resource replaced by the hash of what it stands for."""
        kinds = [kind for kind in resources.values() if isinstance(kind, Dictionary)] if resources is not None else []

        def meaning(match: re.Match[bytes]) -> bytes:
            name = match[0].decode("latin-1")
            found = [self.hash(kind[name]) for kind in kinds if name in kind]
            return _digest(*found).hex().encode() if found else match[0]

        return _NAME.sub(meaning, operators)

    def hash(self, value: Any) -> bytes:
        """Of an object and all it refers to."""
        identity = value.objgen if isinstance(value, pikepdf.Object) and value.is_indirect else (0, 0)
        if identity in self.known:
            return self.known[identity]
        if identity != (0, 0):
            self.known[identity] = b"round"  # an object that refers to itself
        made = self._made(value)
        if identity != (0, 0):
            self.known[identity] = made
        return made

    def _made(self, value: Any) -> bytes:
        if isinstance(value, Stream):
            form = value.get("/Subtype") == Name.Form or "/PatternType" in value
            data = self.drawn(value.read_bytes(), value.get("/Resources")) if form else value.read_raw_bytes()
            return _digest(b"stream", data, *self._entries(value))
        if isinstance(value, Dictionary):
            if value.get("/Type") == Name.Font:
                return _digest(b"font", _SUBSET.sub("", str(value.get("/BaseFont"))).encode())
            return _digest(b"dictionary", *self._entries(value))
        if isinstance(value, Array):
            return _digest(b"array", *(self.hash(item) for item in value))
        return _digest(b"scalar", str(value).encode())

    def _entries(self, value: Any) -> list[bytes]:
        return [_digest(key.encode(), self.hash(value[key])) for key in sorted(value.keys()) if key not in _UNSEEN]


def _digest(*parts: bytes) -> bytes:
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big"))
        hashed.update(part)
    return hashed.digest()
