"""What each address of the preview answers: the session asked, the answer as bytes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import field
from http import HTTPStatus
from typing import Any

from yearbook.pages.areas import area_at
from yearbook.preview import view
from yearbook.preview.ebook import mime_of
from yearbook.preview.guard import EBOOK_POLICY
from yearbook.preview.live import LivePage
from yearbook.preview.search import find_all
from yearbook.preview.session import Session, Shown
from yearbook.preview.source import Around
from yearbook.values import dataclass

WIDEST = 24_000  # pixels: a page at the largest zoom
MOST_PIXELS = 12_000_000  # of one picture
LONGEST_QUERY = 200  # characters
KEPT = "private, max-age=86400, immutable"  # a picture's address holds its key


class Wrong(Exception):
    """A request that has no answer."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True)
class Answer:
    """A body, what it is, and further headers."""

    body: bytes
    mime: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def json(value: Any) -> Answer:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return Answer(text.encode("utf-8", "replace"), "application/json; charset=utf-8")


@dataclass(frozen=True)
class Answers:
    """Answers of one session. Raises Wrong."""

    session: Session
    places: view.Places

    def state(self, query: Mapping[str, str]) -> Answer:
        return Answer.json(view.state(self.session, self._edition(query), self.places))

    def picture(self, number: int, key: str, query: Mapping[str, str]) -> Answer:
        """`w`: pixels across the whole page; `x y cw ch`: the part that is wanted."""
        from yearbook.pdf.raster import PICTURE, Closed, Window

        across = _number(query, "w", 1, WIDEST)
        window = None
        if "cw" in query:
            x, y = _number(query, "x", 0, WIDEST), _number(query, "y", 0, 4 * WIDEST)
            window = Window(x, y, _number(query, "cw", 1, WIDEST), _number(query, "ch", 1, WIDEST))
        edition = self._edition(query)
        high = self._page(self.session.shown(edition), number, key)
        pixels = window.width * window.height if window else across * across * high.height_mm / high.width_mm
        if pixels > MOST_PIXELS:
            raise Wrong(HTTPStatus.BAD_REQUEST)
        try:
            data = self.session.picture(edition, number, key, across, window)
        except Closed:
            data = None
        if data is None:
            raise Wrong(HTTPStatus.NOT_FOUND)
        return Answer(data, PICTURE, {"Cache-Control": KEPT})

    def areas(self, query: Mapping[str, str]) -> Answer:
        shown = self.session.shown(self._edition(query))
        page = self._page(shown, _number(query, "page", 1, 99_999), query.get("key", ""))
        return Answer.json({"areas": view.areas(shown.live.areas[page.number - 1], shown.sources)})

    def source(self, query: Mapping[str, str]) -> Answer:
        """Of the words at x, y (mm) on a page."""
        from yearbook.pdf.raster import Closed

        shown = self.session.shown(self._edition(query))
        page = self._page(shown, _number(query, "page", 1, 99_999), query.get("key", ""))
        if shown.sources is None or shown.pages is None:
            raise Wrong(HTTPStatus.NOT_FOUND)
        x, y = _measure(query, "x"), _measure(query, "y")
        try:
            around = Around(shown.pages.text(page.number), shown.pages.index_at(page.number, x, y))
        except Closed:
            raise Wrong(HTTPStatus.NOT_FOUND) from None
        area = area_at(shown.live.areas[page.number - 1], x, y)
        found = shown.sources.find(area.record, area.field, around) if area else None
        return Answer.json(view.source(found or shown.sources.search(around), self.places))

    def record(self, query: Mapping[str, str]) -> Answer:
        """Of a record by its id: of an EPUB only the ids of its elements are known."""
        shown = self.session.shown(self._edition(query))
        found = shown.sources.find(query.get("id", "")) if shown.sources else None
        return Answer.json(view.source(found, self.places))

    def search(self, query: Mapping[str, str]) -> Answer:
        """`q`: the words; `exact`: as they are written."""
        from yearbook.pdf.raster import Closed

        shown = self.session.shown(self._edition(query))
        words, exact = query.get("q", "")[:LONGEST_QUERY], query.get("exact") == "1"
        try:
            if shown.ebook:
                ebook, paths = shown.ebook, tuple(document.path for document in shown.live.documents)
                found = find_all(len(paths), lambda place: ebook.text(paths[place - 1]), words, exact=exact)
                return Answer.json(view.hits(found, ((),) * len(found), paths))
            if shown.pages is None:
                return Answer.json(view.hits((), (), ()))
            pages = shown.pages
            found = find_all(len(shown.live.pages), pages.text, words, exact=exact)
            boxes = tuple(pages.boxes(f.place, f.hit.start, f.hit.end - f.hit.start) for f in found)
        except (Closed, ValueError):  # a new state has just taken its place
            raise Wrong(HTTPStatus.NOT_FOUND) from None
        return Answer.json(view.hits(found, boxes, ()))

    def entry(self, name: str) -> Answer:
        """An entry of the EPUB as it stands."""
        ebook = next((s.ebook for name in self.session.editions if (s := self.session.shown(name)).ebook), None)
        try:
            data = ebook.read(name) if ebook else None
        except ValueError:  # closed just now
            data = None
        if data is None:
            raise Wrong(HTTPStatus.NOT_FOUND)
        return Answer(data, mime_of(name), {"Content-Security-Policy": EBOOK_POLICY})

    def _edition(self, query: Mapping[str, str]) -> str:
        edition = query.get("edition", "")
        if edition not in self.session.editions:
            raise Wrong(HTTPStatus.NOT_FOUND)
        return edition

    @staticmethod
    def _page(shown: Shown, number: int, key: str) -> LivePage:
        """The page of this number, if it looks like `key`."""
        pages = shown.live.pages
        if not 1 <= number <= len(pages) or pages[number - 1].key != key:
            raise Wrong(HTTPStatus.NOT_FOUND)
        return pages[number - 1]


def _number(query: Mapping[str, str], name: str, least: int, most: int) -> int:
    text = query.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and least <= int(text) <= most):
        raise Wrong(HTTPStatus.BAD_REQUEST)
    return int(text)


def _measure(query: Mapping[str, str], name: str) -> float:
    try:
        value = float(query.get(name, ""))
    except ValueError:
        raise Wrong(HTTPStatus.BAD_REQUEST) from None
    if not math.isfinite(value):
        raise Wrong(HTTPStatus.BAD_REQUEST)
    return value
