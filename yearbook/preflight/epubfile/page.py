"""A page of the package, walked once: its elements by tag, its attributes by name."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from yearbook.values import dataclass

HTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
HEADINGS = {f"{HTML}h{level}": level for level in range(1, 7)}
_TEXT = etree.XPath("string()", smart_strings=False)
_SCHEME = re.compile(r"\s*(?:([A-Za-z][A-Za-z0-9+.-]*):|//)")


class Held(NamedTuple):
    """An attribute: the element that has it, and its value."""

    element: etree._Element
    value: str


class Link(NamedTuple):
    """A reference inside the package, resolved. `fragment` empty: the file as a whole."""

    element: etree._Element
    written: str
    name: str
    fragment: str


@dataclass(frozen=True)
class Page:
    """One XHTML file. `size` in bytes; `loose`: where text in decomposed form begins, empty when there is none."""

    name: str
    size: int
    loose: str
    tree: etree._Element
    elements: Mapping[str, list[etree._Element]]
    attributes: Mapping[str, list[Held]]
    headings: tuple[etree._Element, ...]  # h1 to h6, in the order of the page

    @property
    def short(self) -> str:
        return posixpath.basename(self.name)

    @cached_property
    def ids(self) -> Mapping[str, etree._Element]:
        """Id → the first element that has it, in the order of the page."""
        found: dict[str, etree._Element] = {}
        for held in self.attributes.get("id", ()):
            found.setdefault(held.value, held.element)
        return found

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Id → how many ids stand before it."""
        return {id_: place for place, id_ in enumerate(self.ids)}

    @property
    def words(self) -> str:
        return str(_TEXT(self.tree))

    def tagged(self, *tags: str) -> Iterator[etree._Element]:
        """XHTML elements with one of these tags."""
        for tag in tags:
            yield from self.elements.get(HTML + tag, ())

    def typed(self) -> Iterator[tuple[etree._Element, list[str]]]:
        """Elements with an `epub:type`, and its terms."""
        for held in self.attributes.get(EPUB_TYPE, ()):
            yield held.element, held.value.split()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """`href` and `src` that lead somewhere in the package."""
        folder = posixpath.dirname(self.name)
        files: dict[str, str] = {"": self.name}  # the same few files are named thousands of times
        found = []
        for element, written in (*self.attributes.get("href", ()), *self.attributes.get("src", ())):
            if scheme_of(written) is None:
                path, _, fragment = written.partition("#")
                if path not in files:
                    files[path] = named(path, folder)
                found.append(Link(element, written, files[path], unquote(fragment)))
        return tuple(found)

    def records(self, known: Collection[str]) -> _Starts:
        """Where the records of the page begin."""
        starts = [(held.element.sourceline or 0, held.value) for held in self.attributes.get("id", ())]
        return _Starts([start for start in starts if start[1] in known])


class _Starts:
    def __init__(self, starts: list[tuple[int, str]]) -> None:
        self._starts = sorted(starts, key=lambda start: start[0])

    def at(self, line: int) -> str:
        """The last record that begins on this line or before it; empty for none."""
        position = bisect_right(self._starts, line, key=lambda start: start[0])
        return self._starts[position - 1][1] if position else ""


def survey(name: str, data: bytes, tree: etree._Element) -> Page:
    """The page of a parsed file; the only walk over its elements."""
    elements: dict[str, list[etree._Element]] = {}
    attributes: dict[str, list[Held]] = {}
    headings = []
    for element in tree.iter(etree.Element):
        elements.setdefault(element.tag, []).append(element)
        if element.tag in HEADINGS:
            headings.append(element)
        for key, value in element.items():
            attributes.setdefault(key, []).append(Held(element, value))
    return Page(name, len(data), loose_text(data.decode("utf-8")), tree, elements, attributes, tuple(headings))


def loose_text(text: str) -> str:
    """A few words from where text in decomposed form begins; empty when all of it is NFC."""
    if unicodedata.is_normalized("NFC", text):
        return ""
    whole = unicodedata.normalize("NFC", text)
    at = next((i for i, (a, b) in enumerate(zip(text, whole, strict=False)) if a != b), 0)
    return whole[at : at + 20].split("<")[0].strip() or "…"


def scheme_of(target: str) -> str | None:
    """The scheme of an address in small letters, empty for `//host`; None for one inside the package."""
    match = _SCHEME.match(target)
    return (match[1] or "").lower() if match else None


def named(path: str, folder: str) -> str:
    """The file that a relative address, without its fragment, means."""
    return posixpath.normpath(posixpath.join(folder, unquote(path.partition("?")[0])))


def words_of(element: etree._Element) -> str:
    """What an element says, one space between words; of an element without text the words of its picture."""
    words = " ".join(_TEXT(element).split())
    alts = ((image.get("alt") or "").strip() for image in element.iter(f"{HTML}img")) if not words else iter(())
    return words or next((alt for alt in alts if alt), "")
