"""The book set as the pages of an EPUB: plan the files, set each one, prove that it is XML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lxml import etree

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.epub.chapter import Chapter
from yearbook.epub.colours import on_both
from yearbook.epub.fonts import embedded
from yearbook.epub.metadata import metadata
from yearbook.epub.model import EpubDocument, EpubPages, FontFile, PlacedImage
from yearbook.epub.navigation import index_targets, landmarks, points
from yearbook.epub.notes import set_prose
from yearbook.epub.parts import NAV, chapters_of, contents_chapter
from yearbook.images import target_px
from yearbook.pages.render import PageSetter
from yearbook.records.values import Photo
from yearbook.vietnamese import glue, typographic

COVER_PAGE = "cover"
# Pixels for slots that stay small on every screen (480 × 640 at quality 75 is about 40 KB); others as the edition says.
FIT = {"portrait": (480, 640)}
SVG = "{http://www.w3.org/2000/svg}"
# XML 1.0 §2.2 allows no other control characters; a stray one from a word processor must not break the book.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Edition:
    """One rendering: where every id stands, and which pictures were placed."""

    def __init__(self, setter: PageSetter) -> None:
        self.setter = setter
        self.metadata = metadata(setter.book, setter.stamp)
        self.chapters = tuple(chapter for part in setter.book.parts for chapter in chapters_of(part))
        self.hrefs: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.images: dict[str, PlacedImage] = {}
        for chapter in self.chapters:
            for anchor, label in chapter.anchors.items():
                if anchor in self.hrefs:
                    raise DataProblem(diagnose("E102", anchor=anchor, page=chapter.href, record=anchor))
                self.hrefs[anchor] = chapter.href if anchor == chapter.body_id else f"{chapter.href}#{anchor}"
                self.labels[anchor] = label

    def placed(self, photo: Photo | None, slot: str) -> PlacedImage | None:
        """The picture of a photo for a slot, or None when it cannot be used."""
        url = self.setter.pictures.url(photo, slot) if photo else None
        if url is None:
            return None
        asked = self.setter.pictures.asked
        request = asked[url.removeprefix("yb:image/")]
        if slot in FIT:
            if request.key not in self.images:
                del asked[request.key]  # nobody shows it at that size
            request = replace(request, profile=replace(request.profile, fit=FIT[slot]))
            asked[request.key] = request
        key = request.key
        if key not in self.images:
            width, height = target_px(request)
            self.images[key] = PlacedImage(key, f"images/{key[:24]}.jpg", width, height)
        return self.images[key]

    def text(self, template: str, **values: Any) -> str:
        """One file as text: NFC, and nothing in it that XML forbids."""
        words = self.setter.render(
            template,
            link=lambda anchor: self.hrefs.get(anchor, ""),
            placed=self.placed,
            set_prose=set_prose,
            built=self.metadata.modified,
            plain=lambda words: glue(typographic(words)),
            index_targets=lambda entry: index_targets(entry, self.hrefs, self.labels),
            **values,
        )
        return NOT_XML.sub("", unicodedata.normalize("NFC", words))

    def document(self, chapter: Chapter, **values: Any) -> EpubDocument:
        text = self.text(chapter.template, chapter=chapter, **chapter.values, **values)
        tree = parsed(text, chapter.href)
        properties = [NAV] if chapter.name == NAV else []
        if next(tree.iter(f"{SVG}svg"), None) is not None:
            properties.append("svg")
        return EpubDocument(chapter.href, chapter.title, text, tuple(properties))

    def navigation(self) -> tuple[EpubDocument, str]:
        """The navigation document and the NCX for old readers, from one tree."""
        listed = [chapter for chapter in self.chapters if chapter.name != NAV]
        tree = points(self.setter.book, self.hrefs, listed)
        own = next((chapter for chapter in self.chapters if chapter.name == NAV), None)
        nav_chapter = own or contents_chapter()
        marks = landmarks(self.chapters if own else (*self.chapters, nav_chapter))
        if not tree:  # a book without a single page still is a book
            tree = points(self.setter.book, self.hrefs, [nav_chapter])
        nav = self.document(nav_chapter, points=tree, landmarks=marks)
        depth = max(point.depth for point in tree)
        ncx = self.text("epub/toc.ncx.j2", points=tree, depth=depth, metadata=self.metadata)
        parsed(ncx, "toc.ncx")
        return nav, ncx

    def css(self, fonts: tuple[FontFile, ...]) -> str:
        """The style sheets of the theme's chain, the base first."""
        theme = self.setter.theme
        tones = {name: on_both(colour.srgb) for name, colour in theme.palette.items()}
        sheets = [f.name for f in reversed(theme.folders) if (f / "css" / "epub.css.j2").is_file()]
        return "\n".join(self.setter.render(f"{name}/css/epub.css.j2", fonts=fonts, tones=tones) for name in sheets)


def parsed(text: str, name: str) -> etree._Element:
    """The tree of a page; raises DataProblem E101 when it is not well-formed or two elements share an id."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise DataProblem(diagnose("E101", page=name, detail=error.msg or "")) from error
    seen: set[str] = set()
    for element in tree.iter():
        found = element.get("id")
        if found in seen:
            raise DataProblem(diagnose("E102", anchor=found, page=name, record=found or ""))
        if found:
            seen.add(found)
    return tree


def words_of(texts: Iterable[str]) -> str:
    """Every character that occurs, once, in order: what the fonts must cover."""
    return "".join(sorted(set().union(*texts)))


def render_pages(setter: PageSetter) -> EpubPages:
    """Set the whole book.

    In: a page setter for the EPUB edition. Out: pages that are proven XML, with the keys of the pictures they
    show (`image_keys`; the requests are in `setter.pictures.asked`). Raises DataProblem: L103 for a fault in a
    template, E101 for a page that is not XML, E102 for an id given twice.
    """
    edition = _Edition(setter)
    documents = {c.href: edition.document(c) for c in edition.chapters if c.name != NAV}
    nav, ncx = edition.navigation()
    in_order = [nav if chapter.name == NAV else documents[chapter.href] for chapter in edition.chapters]
    cover = Chapter(COVER_PAGE, f"Bìa: {setter.book.settings.title}", "epub/cover.xhtml.j2")
    fonts = embedded(setter.theme, words_of([document.xhtml for document in (*documents.values(), nav)]))
    return EpubPages(
        metadata=edition.metadata,
        documents=tuple(in_order or [nav]),
        nav=nav,
        cover_page=edition.document(cover),
        ncx=ncx,
        css=edition.css(fonts),
        images=tuple(edition.images.values()),
        fonts=fonts,
    )
