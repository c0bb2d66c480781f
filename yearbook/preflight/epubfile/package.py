"""The package document: manifest, spine, metadata (EPUB 3.3 §5)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property

from lxml import etree

from yearbook.preflight.epubfile.page import named, scheme_of
from yearbook.values import dataclass

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True)
class Item:
    """A file of the manifest; `name` as in the zip."""

    id: str
    name: str
    media: str
    properties: frozenset[str]


@dataclass(frozen=True)
class Package:
    """What the package document says. `identifier` is that of the `unique-identifier`; empty when there is none."""

    name: str
    items: Mapping[str, Item]  # by name
    spine: tuple[str, ...]  # names, in reading order
    identifier: str
    languages: tuple[str, ...]
    metas: Mapping[str, tuple[str, ...]]  # property → its values; those that refine another left out
    paginated: bool  # a source is said to be that of the pages (`source-of`, the older way)

    @cached_property
    def nav(self) -> str:
        """Name of the navigation document; empty when the manifest names none."""
        return next((item.name for item in self.items.values() if "nav" in item.properties), "")

    @cached_property
    def cover(self) -> Item | None:
        return next((item for item in self.items.values() if "cover-image" in item.properties), None)

    def values(self, name: str) -> tuple[str, ...]:
        """Values of a metadata property, e.g. `schema:accessMode`."""
        return self.metas.get(name, ())


def read_package(name: str, tree: etree._Element) -> Package:
    """The package of a parsed document; whatever is missing is empty."""
    folder = posixpath.dirname(name)
    items = [item for element in tree.iter(f"{OPF}item") if (item := _item(element, folder))]
    by_id = {item.id: item for item in items}
    spine = [by_id.get(ref.get("idref") or "") for ref in tree.iter(f"{OPF}itemref")]
    metas: dict[str, tuple[str, ...]] = {}
    paginated = False
    for meta in tree.iter(f"{OPF}meta"):
        key = meta.get("property")
        paginated = paginated or (key == "source-of" and _text(meta) == "pagination")
        if key and not meta.get("refines"):
            metas[key] = (*metas.get(key, ()), _text(meta))
    for link in tree.iter(f"{OPF}link"):  # a conformance address may be a link (EPUB Accessibility 1.1 §3.5.2)
        if (rel := link.get("rel")) and not link.get("refines"):
            metas[rel] = (*metas.get(rel, ()), link.get("href") or "")
    unique = tree.get("unique-identifier")
    identifiers = [_text(e) for e in tree.iter(f"{DC}identifier") if unique and e.get("id") == unique]
    return Package(
        name,
        {item.name: item for item in items},
        tuple(item.name for item in spine if item),
        identifiers[0] if identifiers else "",
        tuple(_text(e) for e in tree.iter(f"{DC}language")),
        metas,
        paginated,
    )


def _item(element: etree._Element, folder: str) -> Item | None:
    href = element.get("href") or ""
    if not href or scheme_of(href) is not None:
        return None
    properties = frozenset((element.get("properties") or "").split())
    return Item(element.get("id") or "", named(href, folder), element.get("media-type") or "", properties)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext(etree.Element)).split())
