"""The book set as the pages of an EPUB: plan the files, set each one, prove that it is XML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.epub.chapter import Chapter
from yearbook.epub.charts import drawing
from yearbook.epub.colours import on_both
from yearbook.epub.fonts import embedded
from yearbook.epub.lists import Listed
from yearbook.epub.metadata import metadata
from yearbook.epub.model import EpubDocument, EpubPages, FontFile, Landmark, NavPoint, PlacedImage
from yearbook.epub.navigation import index_targets, landmarks, points, with_letters
from yearbook.epub.notes import SetProse, set_prose
from yearbook.epub.parts import chapters_of
from yearbook.epub.xhtml import SVG, parsed, written
from yearbook.images import target_px
from yearbook.pages.render import PageSetter
from yearbook.prose import Prose
from yearbook.records.values import Photo
from yearbook.vietnamese import glue, typographic

COVER_PAGE, NAV_PAGE, LISTS_PAGE = "cover", "nav", "lists"
# Pixels for slots that stay small on every screen (480 × 640 at quality 75 is about 40 KB); others as the edition says.
FIT = {"portrait": (480, 640)}
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
        self.listed = Listed()
        for chapter in self.chapters:
            for anchor, label in chapter.anchors.items():
                if anchor in self.hrefs:
                    raise DataProblem(diagnose("E102", anchor=anchor, page=chapter.href, record=anchor))
                self.hrefs[anchor] = chapter.href if anchor == chapter.body_id else f"{chapter.href}#{anchor}"
                self.labels[anchor] = label

    def placed(self, photo: Photo | None, slot: str) -> PlacedImage | None:
        """The picture of a photo for a slot, or None when it cannot be used."""
        request = self.setter.pictures.request(photo, slot, FIT.get(slot)) if photo else None
        if request is None:
            return None
        key = request.key
        if key not in self.images:
            width, height = target_px(request)
            self.images[key] = PlacedImage(key, f"images/{key[:24]}.jpg", width, height)
        return self.images[key]

    def set_prose(self, prose: Prose | None, anchor: str, heading: int = 4, verbatim: bool = False) -> SetProse:
        """Prose of a record; its tables are named after the record (WCAG 2.2, 1.3.1)."""
        return set_prose(prose, anchor, heading, verbatim, caption=f"Bảng trong «{self.labels.get(anchor, anchor)}»")

    def text(self, template: str, **values: Any) -> str:
        """One file as text."""
        return set_text(
            self.setter,
            template,
            link=lambda anchor: self.hrefs.get(anchor, ""),
            placed=self.placed,
            set_prose=self.set_prose,
            drawing=drawing,
            built=self.metadata.modified,
            plain=plain,
            index_targets=lambda entry: index_targets(entry, self.hrefs, self.labels),
            **values,
        )

    def document(self, chapter: Chapter, **values: Any) -> EpubDocument:
        """A page, its figures and tables numbered through the book and noted for the lists of them."""
        tree = parsed(self.text(chapter.template, chapter=chapter, **chapter.values, **values), chapter.href)
        self.listed.note(tree, chapter.href)
        properties = ("svg",) if next(tree.iter(f"{SVG}svg"), None) is not None else ()
        return EpubDocument(chapter.href, chapter.title, written(tree), properties)

    @cached_property
    def contents(self) -> tuple[NavPoint, ...]:
        return points(self.setter.book, self.hrefs, self.chapters)

    def documents(self) -> list[EpubDocument]:
        """All pages in reading order."""
        made = [self.document(chapter) for chapter in self.chapters]
        return made if self.chapters else [self.document(self.cover)]

    @property
    def cover(self) -> Chapter:
        return Chapter(COVER_PAGE, f"Bìa: {self.setter.book.settings.title}", "epub/cover.xhtml.j2")

    def list_page(self) -> EpubDocument | None:
        """The lists of figures and tables as a page, for the many readers who show no lists of their own."""
        lists = self.listed.lists()
        if not (lists.figures or lists.tables):
            return None
        return self.document(Chapter(LISTS_PAGE, lists.title, "epub/lists.xhtml.j2"), lists=lists)

    def navigation(self, lists: EpubDocument | None) -> tuple[EpubDocument, str]:
        """The navigation document (EPUB 3.3 §7) and the NCX for old readers, from one tree."""
        tree = with_letters(self.contents, self.chapters, self.hrefs) or (NavPoint(self.cover.title, self.cover.href),)
        marks = list(landmarks(self.chapters))
        if lists:
            tree += (NavPoint(lists.title, lists.href),)
            marks += [Landmark(found.kind, found.title, found.href) for found in self.listed.lists().starts(lists.href)]
        nav = Chapter(NAV_PAGE, "Mục lục", "epub/nav.xhtml.j2")
        text = self.text(nav.template, chapter=nav, points=tree, landmarks=marks, lists=self.listed.lists())
        depth = max(point.depth for point in tree)
        ncx = self.text("epub/toc.ncx.j2", points=tree, depth=depth, metadata=self.metadata)
        parsed(ncx, "toc.ncx")
        return EpubDocument(nav.href, nav.title, written(parsed(text, nav.href)), ("nav",)), ncx

    def css(self, fonts: tuple[FontFile, ...]) -> str:
        """The style sheets of the theme's chain, the base first."""
        theme = self.setter.theme
        tones = {name: on_both(colour.srgb) for name, colour in theme.palette.items()}
        sheets = [f.name for f in reversed(theme.folders) if (f / "css" / "epub.css.j2").is_file()]
        return "\n".join(self.setter.render(f"{name}/css/epub.css.j2", fonts=fonts, tones=tones) for name in sheets)


def plain(words: str) -> str:
    """A string where no element may stand: titles, attributes."""
    return glue(typographic(words))


def set_text(setter: PageSetter, template: str, **values: Any) -> str:
    """A template of the theme as text: NFC, and nothing in it that XML forbids."""
    return NOT_XML.sub("", unicodedata.normalize("NFC", setter.render(template, **values)))


def words_of(texts: Iterable[str]) -> str:
    """Every character that occurs, once, in order: what the fonts must cover."""
    return "".join(sorted(set().union(*texts)))


def render_pages(setter: PageSetter) -> EpubPages:
    """Set the whole book, and cut its fonts.

    In: a page setter for the EPUB edition. Out: pages that are proven XML, with the keys of the pictures they show
    (`image_keys`; the requests are in `setter.pictures.asked`). Raises DataProblem: L103 for a fault in a template,
    E101 for a page that is not XML, E102 for an id given twice.
    """
    edition = _Edition(setter)
    documents = edition.documents()
    if lists := edition.list_page():
        documents.append(lists)
    nav, ncx = edition.navigation(lists)
    cover = edition.document(edition.cover)
    fonts = embedded(setter.theme, words_of([document.xhtml for document in (*documents, nav, cover)]))
    return EpubPages(
        metadata=edition.metadata,
        documents=tuple(documents),
        nav=nav,
        cover_page=cover,
        ncx=ncx,
        css=edition.css(fonts),
        images=tuple(edition.images.values()),
        fonts=fonts,
    )
