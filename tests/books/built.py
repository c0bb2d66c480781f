"""A finished build of a whole book, and what it said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from read_back import ReadEpub, ReadPdf
from small_folder import context, write_book

from yearbook.book import Book, compose
from yearbook.pipeline import BuildResult, build
from yearbook.records import Yearbook

ROOT = Path(__file__).resolve().parents[2]
PDFS = ("print", "cover", "proof", "screen")


@dataclass(frozen=True)
class Dist:
    """A finished build."""

    out: Path
    result: BuildResult

    @cached_property
    def slug(self) -> str:
        return self.yearbook.settings.id

    @property
    def yearbook(self) -> Yearbook:
        assert self.result.yearbook is not None
        return self.result.yearbook

    @cached_property
    def book(self) -> Book:
        return compose(self.yearbook)

    @cached_property
    def _pdfs(self) -> dict[str, ReadPdf]:
        return {name: ReadPdf(self.out / f"{self.slug}-{name}.pdf") for name in PDFS}

    def pdf(self, name: str) -> ReadPdf:
        return self._pdfs[name]

    @cached_property
    def epub(self) -> ReadEpub:
        return ReadEpub(self.out / f"{self.slug}.epub")

    def pages_of_part(self, kind: str) -> range:
        """Page numbers of a part in the screen edition, up to the next part."""
        starts = self.pdf("screen").destinations
        order = [part.anchor for part in self.book.parts if part.anchor in starts]
        position = order.index(f"_part-{kind}")
        end = starts[order[position + 1]] if position + 1 < len(order) else len(self.pdf("screen").pages) + 1
        return range(starts[order[position]], end)

    def files(self) -> list[str]:
        """Everything a reader of the folder sees."""
        return sorted(path.name for path in self.out.iterdir() if not path.name.startswith("."))


def said(result: BuildResult) -> list[str]:
    """The errors of a build, one line each."""
    return [f"{d.span}: {d.code}: {d.message}" for d in result.report if d.severity == "error"]


def build_small(
    place: Path,
    changes: Mapping[str, str | bytes | None] | None = None,
    editions: tuple[str, ...] = ("print",),
    *,
    photos: bool = True,
) -> Dist:
    """The small book with these files replaced, built under `place`; it must come out without an error."""
    data = write_book(place / "data", changes, photos=photos)
    result = build(context(data, place / "dist", place / "cache"), editions)
    assert said(result) == [], "\n".join(said(result))
    return Dist(place / "dist", result)


def contents_lines(dist: Dist) -> dict[str, str]:
    """Destination → what its line of the contents prints at the right edge of the screen edition."""
    screen = dist.pdf("screen")
    return {
        anchor: max(screen.words_in(number, boxes), key=lambda word: word.x).text
        for number in dist.pages_of_part("contents")
        for anchor, boxes in screen.links(number).items()
    }
