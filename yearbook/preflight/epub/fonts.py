"""The embedded fonts: whole, licensed, able to show all Vietnamese and every sign of the book."""

from __future__ import annotations

import posixpath
import unicodedata

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epubfile import EpubFile
from yearbook.vietnamese import VIETNAMESE

SPACES = {"Zs", "Zl", "Zp", "Cc", "Cf"}


def check(book: EpubFile, found: Findings) -> None:
    for face in book.faces.values():
        name = posixpath.basename(face.name)
        if face.fault:
            found.add("E254", font=name, fault=face.fault)
            continue
        lacking = [letter for letter in VIETNAMESE if ord(letter) not in face.characters]
        if lacking:
            shown = " ".join(lacking[:8]) + (" …" if len(lacking) > 8 else "")
            found.add("E252", font=name, count=len(lacking), letters=shown)
        if not book.licences:
            found.add("E253", font=name)
    _signs(book, found)


def _signs(book: EpubFile, found: Findings) -> None:
    """Characters that one of the embedded faces cannot show: any text may be set in any of them."""
    faces = [face.characters for face in book.faces.values() if not face.fault]
    if not faces:
        return
    covered = frozenset.intersection(*faces)
    for page in book.pages.values():
        lacking = sorted(c for c in set(page.words) if ord(c) not in covered and unicodedata.category(c) not in SPACES)
        if lacking:
            shown = " ".join(f"{c} (U+{ord(c):04X})" for c in lacking[:8]) + (" …" if len(lacking) > 8 else "")
            element = next((e for e in page.tree.iter() if lacking[0] in (e.text or "") + (e.tail or "")), None)
            found.at("E207", page, element, count=len(lacking), characters=shown)
