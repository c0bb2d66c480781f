"""Contents and landmarks: where a reader goes from the menu of the reading system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from yearbook.book.index import toc_lines
from yearbook.book.model import Book, Contents, IndexEntry, TocLine
from yearbook.epub.chapter import Chapter
from yearbook.epub.model import Landmark, NavPoint

INDEX = "epub/index.xhtml.j2"
LANDMARK_TITLES = {
    "titlepage": "Trang tên sách",
    "foreword": "Lời giới thiệu",
    "toc": "Mục lục",
    "bodymatter": "Nội dung chính",
    "index": "Bảng tra",
    "copyright-page": "Trang bản quyền",
}


def lines_of(book: Book) -> tuple[TocLine, ...]:
    """The contents as the book prints them, or down to the records when it prints none."""
    part = book.part("contents")
    return part.content.lines if part and isinstance(part.content, Contents) else toc_lines(book.parts, 3)


def points(book: Book, hrefs: Mapping[str, str], chapters: Sequence[Chapter]) -> tuple[NavPoint, ...]:
    """The contents as a tree; a book without any contents lists its files."""
    lines = [line for line in lines_of(book) if line.anchor in hrefs]
    if not lines:
        return tuple(NavPoint(chapter.title, chapter.href) for chapter in chapters)
    return _tree(lines, hrefs)


def _tree(lines: Sequence[TocLine], hrefs: Mapping[str, str]) -> tuple[NavPoint, ...]:
    """Lines under the last line above them that stands higher."""
    found: list[NavPoint] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        while end < len(lines) and lines[end].level > line.level:
            end += 1
        below = _tree(lines[at + 1 : end], hrefs)
        found.append(NavPoint(line.title, hrefs[line.anchor], below, line.number, line.detail))
        at = end
    return tuple(found)


def with_letters(
    points: Sequence[NavPoint], chapters: Sequence[Chapter], hrefs: Mapping[str, str]
) -> tuple[NavPoint, ...]:
    """The contents with the letters of each index under it: a long index is more than one file."""
    letters: dict[str, list[NavPoint]] = {}
    for chapter in chapters:
        if chapter.template == INDEX:
            anchors = [anchor for anchor in chapter.anchors if anchor.startswith("_letter-")]
            part = chapter.values["part"]
            found = letters.setdefault(hrefs[part.anchor], [])  # type: ignore[attr-defined]
            found += [NavPoint(chapter.anchors[anchor], hrefs[anchor]) for anchor in anchors]
    return tuple(replace(point, children=tuple(letters.get(point.href, point.children))) for point in points)


def landmarks(chapters: Sequence[Chapter]) -> tuple[Landmark, ...]:
    """Each kind once, where it stands first."""
    found: dict[str, Landmark] = {}
    for chapter in chapters:
        if chapter.landmark:
            title = LANDMARK_TITLES.get(chapter.landmark, chapter.title)
            found.setdefault(chapter.landmark, Landmark(chapter.landmark, title, chapter.href))
    return tuple(found.values())


def index_targets(entry: IndexEntry, hrefs: Mapping[str, str], labels: Mapping[str, str]) -> tuple[str, list[NavPoint]]:
    """Where a name of the index leads: the record itself (its name is the link), and the other places in order."""
    main = next((hrefs[ref.anchor] for ref in entry.refs if ref.main and ref.anchor in hrefs), "")
    others = {hrefs[ref.anchor]: labels[ref.anchor] for ref in entry.refs if ref.anchor in hrefs}
    others.pop(main, None)
    return main, [NavPoint(label, href) for href, label in others.items()]
