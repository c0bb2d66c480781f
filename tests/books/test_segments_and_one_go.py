"""A book laid out in segments is the book that WeasyPrint makes in one go: the same pages, dot for dot, and in them
the same text, links, bookmarks and structure. Both files are finished alike and read back."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from read_back import ReadPdf
from sample_setting import Ready, at_once, ready
from small_folder import write_book

from yearbook.editions.interior import Interior, lay_out
from yearbook.pdf.bind import Sheaf, bind
from yearbook.pdf.engine import Engine
from yearbook.pdf.finish import STANDARDS, finish, finish_file
from yearbook.pdf.work import finishing, resources
from yearbook.storage import Cache

SCALE = 0.6  # of 72 dpi: where dots differ at all they differ here


@dataclass(frozen=True)
class Pair:
    """The same interior made both ways."""

    segments: ReadPdf
    one_go: ReadPdf

    @cached_property
    def both(self) -> tuple[ReadPdf, ReadPdf]:
        return self.segments, self.one_go


def _pair(book: Ready, folder: Path) -> Pair:
    tagged = STANDARDS[book.edition.standard].tagged
    version = STANDARDS[book.edition.standard].based_on
    cache = Cache(folder / "cache")
    with ThreadPoolExecutor(1) as pool:
        interior = lay_out(book.setting, [book.edition], book.asked, at_once, pool, cache)
    (sheaf,) = interior.sheaves.values()
    how = finishing(book.setting, book.edition)
    bind(sheaf, folder / "linked.pdf", cache, tagged=tagged, version=version)
    finish_file(folder / "linked.pdf", folder / "segments.pdf", how)
    data = finish(_in_one_go(book, interior, sheaf, tagged=tagged), how)
    (folder / "one-go.pdf").write_bytes(data)
    return Pair(ReadPdf(folder / "segments.pdf"), ReadPdf(folder / "one-go.pdf"))


def _in_one_go(book: Ready, interior: Interior, sheaf: Sheaf, *, tagged: bool) -> bytes:
    setter = book.setter
    filled = interior.pages - sum(1 for start in interior.starts if start.part != "_part-filler")
    parts = tuple(part for part in setter.book.parts if filled or not part.fills)
    variant = f"pdf/{book.edition.standard}" if book.edition.colours == "cmyk" else None
    engine = Engine(setter.css(), resources(book.setting, book.edition), variant)
    document = engine.lay_out(setter.whole(parts, sheaf.numbers, filled))
    made = engine.write(document, document.pages, tagged=tagged, identifier=b"x")
    assert engine.findings == []
    return made


@pytest.fixture(scope="module", params=["print", "screen"])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("nho")
    return _pair(ready(request.param, folder, data=write_book(folder / "data")), folder)


@pytest.fixture(scope="module", params=["print", "screen"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("mau")
    return _pair(ready(request.param, folder), folder)


# --- what is compared ------------------------------------------------------------------------------------


def assert_the_same_dots(pair: Pair) -> None:
    ours, theirs = (pypdfium2.PdfDocument(file.path) for file in pair.both)
    with ours, theirs:
        assert len(ours) == len(theirs)
        for number in range(len(ours)):
            one, other = (file[number] for file in (ours, theirs))
            assert one.get_mediabox() == other.get_mediabox()
            assert one.get_trimbox() == other.get_trimbox()
            dots = [page.render(scale=SCALE).to_numpy().tobytes() for page in (one, other)]
            assert dots[0] == dots[1], f"trang {number + 1}"


def assert_the_same_text(pair: Pair) -> None:
    for number, (ours, theirs) in enumerate(zip(pair.segments.words, pair.one_go.words, strict=True), 1):
        told = [Counter((word.text, round(word.x, 1), round(word.y, 1)) for word in words) for words in (ours, theirs)]
        assert told[0] == told[1], f"trang {number}"


def _links(file: ReadPdf) -> Iterator[tuple[Any, ...]]:
    for number, page in enumerate(file.pdf.pages, 1):
        for link in page.obj.get("/Annots", ()):
            corners = tuple(round(float(value), 2) for value in link.Rect)
            if "/Dest" in link:
                yield number, corners, file.destinations[str(link.Dest).removeprefix("/")]
            else:
                yield number, corners, str(link.A.URI)


def assert_the_same_links(pair: Pair) -> None:
    ours, theirs = (list(_links(file)) for file in pair.both)
    assert ours or not pair.one_go.pdf.Root.get("/StructTreeRoot")  # a printed page has none
    assert ours == theirs


def _lines(file: ReadPdf) -> list[tuple[Any, ...]]:
    found = []
    with file.pdf.open_outline(max_depth=9) as outline:
        waiting = [(1, item) for item in reversed(outline.root)]
        while waiting:
            level, item = waiting.pop()
            target = item.destination
            assert isinstance(target, pikepdf.Array)
            at = tuple(round(float(value), 2) for value in list(target)[2:4])
            found.append((level, item.title, file.page_of_object[target[0].objgen], at, item.is_closed))
            waiting += [(level + 1, kid) for kid in reversed(item.children)]
    return found


def assert_the_same_ways_in(pair: Pair) -> None:
    """Bookmarks, named places, page labels."""
    ours, theirs = pair.both
    assert _lines(ours)
    assert _lines(ours) == _lines(theirs)
    assert ours.destinations == theirs.destinations
    labels = [[page.label for page in file.pdf.pages] for file in pair.both]
    assert labels[0] == labels[1]
    assert [str(file.pdf.Root.get("/PageMode")) for file in pair.both][:1] * 2 == [
        str(file.pdf.Root.get("/PageMode")) for file in pair.both
    ]


def _structure(file: ReadPdf) -> str:
    """The tree in words; heads of tables are named after the number of an object, which says nothing."""
    run = subprocess.run(["pdfinfo", "-struct-text", file.path], check=True, capture_output=True, text=True)
    return re.sub(r"Object \d+|([<(])\d+(-\d+-\d+[>)])", r"\1n\2", run.stdout)


def assert_the_same_structure(pair: Pair) -> None:
    ours, theirs = (_structure(file) for file in pair.both)
    assert ours.count("\n") > 40 or "/StructTreeRoot" not in pair.one_go.pdf.Root
    assert ours == theirs


def assert_each_thing_once(file: ReadPdf) -> None:
    """No face is embedded twice (the name without its subset tag), no picture stored twice."""
    things = [obj for obj in file.pdf.objects if isinstance(obj, pikepdf.Dictionary)]
    descriptors = [thing for thing in things if "/FontFile2" in thing or "/FontFile3" in thing]
    names = Counter(str(obj.FontName).partition("+")[2] for obj in descriptors)
    assert names and set(names.values()) == {1}, names
    pictures = [
        obj.read_raw_bytes()
        for obj in file.pdf.objects
        if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Image"
    ]
    assert pictures and len(pictures) == len(set(pictures))


def test_the_small_book_looks_the_same(small: Pair) -> None:
    assert_the_same_dots(small)


def test_the_small_book_reads_the_same(small: Pair) -> None:
    assert_the_same_text(small)
    assert_the_same_links(small)
    assert_the_same_ways_in(small)
    assert_the_same_structure(small)


def test_the_small_book_has_each_thing_once(small: Pair) -> None:
    assert_each_thing_once(small.segments)


@pytest.mark.slow
def test_the_sample_book_looks_the_same(whole: Pair) -> None:
    assert_the_same_dots(whole)


@pytest.mark.slow
def test_the_sample_book_reads_the_same(whole: Pair) -> None:
    assert_the_same_text(whole)
    assert_the_same_links(whole)
    assert_the_same_ways_in(whole)
    assert_the_same_structure(whole)


@pytest.mark.slow
def test_the_sample_book_has_each_thing_once(whole: Pair) -> None:
    assert_each_thing_once(whole.segments)
