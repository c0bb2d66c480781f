"""The jobs that make PDF files, each a pure function of a picklable task: they run in processes of their own.

A job returns its findings with its value, raises DataProblem for what stops it, and writes only into the staging
folder it is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from yearbook.book.model import Book
from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.images import OutputProfile, PhotoInfo
from yearbook.pages.edition import Edition
from yearbook.pages.render import PageSetter, Stamp
from yearbook.pages.starts import PageStart
from yearbook.pages.theme import Theme
from yearbook.pdf.cover import make_cover
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.finish import STANDARDS, Finish, OutputIntent, Source, finish, plain_name
from yearbook.pdf.finish.marks import Marks, free_band
from yearbook.pdf.front import front_sheet, make_front
from yearbook.pdf.impose import SLUG_INDENT, impose_file, page_count
from yearbook.pdf.imposition import SCHEMES, impose
from yearbook.pdf.layout import Layout, lay_out
from yearbook.pdf.marks import page_marks
from yearbook.pdf.proof import make_proof
from yearbook.pdf.sheet import cover_sheet
from yearbook.pdf.slug import make_slugs, slug_css
from yearbook.pdf.starts import page_starts

Said = Callable[[int], None]
OUTPUT_INTENT = "icc/output-intent"
READ = {"screen", "archive"}  # editions for readers


@dataclass(frozen=True)
class Setting:
    """What every job needs to know of the book and the build."""

    book: Book
    theme: Theme
    infos: Mapping[str, PhotoInfo]
    images: Mapping[str, Path]  # key → derived JPEG
    stamp: Stamp
    date: dt.date
    folder: Path  # where the files go
    output: OutputProfile
    sources: Mapping[str, Path] = field(default_factory=dict)  # path in the data folder → file, for the archive

    def without_book(self) -> Setting:
        """For a job that needs the settings and the theme alone: a book of thousands is not sent to it."""
        return replace(self, book=replace(self.book, parts=()), infos={}, images={}, sources={})

    def setter(self, edition: Edition) -> PageSetter:
        return PageSetter(self.book, self.theme, edition, self.infos, self.stamp)

    def resources(self, edition: Edition) -> Resources:
        fonts = {f"font/{face.file.name}": (face.file, MIME[".ttf"]) for face in self.theme.faces}
        images = {f"image/{key}": (path, MIME[".jpg"]) for key, path in self.images.items()}
        profile = {OUTPUT_INTENT: (edition.images.icc, MIME[".icc"])} if edition.images.icc else {}
        return Resources({**fonts, **images, **profile})

    @property
    def signature(self) -> int:
        return self.book.settings.printing.signature

    def filling(self, layout: Layout) -> tuple[Diagnostic, ...]:
        """The note that pages were added to make up the last signature."""
        if not layout.filled:
            return ()
        settings, pages = self.book.settings, len(layout.pages)
        note = diagnose(
            "L130",
            settings.span("printing", "signature"),
            record=settings.id,
            pages=pages,
            count=pages // self.signature,
            signature=self.signature,
            added=layout.filled,
        )
        return (note,)

    def together(self, layout: Layout) -> tuple[Diagnostic, ...]:
        """The finding that the imprint does not stand on one page, as the law wants it."""
        start, end = (layout.anchors.get(anchor, 0) for anchor in ("_part-imprint", "_imprint-end"))
        settings = self.book.settings
        if start == end:
            return ()
        return (diagnose("L124", settings.span("imprint"), record=settings.id, first=start, last=end),)

    def notes(self, layout: Layout) -> tuple[Diagnostic, ...]:
        """What the interior as a whole has to tell."""
        return (*self.filling(layout), *self.together(layout))

    def file(self, edition: Edition) -> Path:
        return self.folder / f"{self.book.settings.id}{edition.suffix}"

    def finish(self, edition: Edition, marks: Marks | None = None) -> Finish:
        settings, output = self.book.settings, self.output
        return Finish(
            title=settings.title,
            author=settings.compiler or settings.authority[-1],
            date=self.date,
            identity=f"{self.stamp.build_id}-{edition.name}",
            faces={plain_name(face.postscript): face.postscript for face in self.theme.faces},
            standard=edition.standard,
            intent=OutputIntent(output.condition, output.description, output.path.read_bytes()),
            marks=marks,
            sources=tuple(Source(name, path.read_bytes()) for name, path in self.sources.items()),
        )


@dataclass(frozen=True)
class Made:
    """Files a job wrote: edition name → path; how many pages the interior has, and where they begin."""

    files: dict[str, Path]
    pages: int
    findings: tuple[Diagnostic, ...] = ()
    starts: tuple[PageStart, ...] = ()  # where the pages of the interior begin


def slug_lines(setting: Setting, edition: Edition, places: Iterable[str], width: float) -> bytes:
    """A slug of this width (mm) for each place of an edition."""
    setter = setting.setter(edition)
    engine = Engine(slug_css(setter, width), setting.resources(edition))
    return make_slugs(setter, engine, places)


def make_marks(
    setting: Setting, edition: Edition, pages: int, width: float, folds: tuple[float, ...] = ()
) -> Marks | None:
    """What is drawn around sheets of this width (mm) if the book wants marks."""
    if not setting.book.settings.printing.marks:
        return None
    places = (f"trang {number}/{pages}" for number in range(1, pages + 1))
    return Marks(slug_lines(setting, edition, places, free_band(width, folds).width), folds)


def make_print(setting: Setting, edition: Edition, said: Said) -> Made:
    """The interior for the printer."""
    setter = setting.setter(edition)
    engine = Engine(setter.css(), setting.resources(edition), STANDARDS[edition.standard].variant)
    layout = lay_out(engine, setter.sequences(), said, setting.signature)
    data = layout.pdf(tagged=False, identifier=setting.stamp.build_id.encode())
    marks = make_marks(setting, edition, len(layout.pages), setter.theme.geometry.width)
    path = setting.file(edition)
    path.write_bytes(finish(data, setting.finish(edition, marks)))
    findings = (*engine.findings, *setting.notes(layout))
    return Made({edition.name: path}, len(layout.pages), findings, page_starts(layout.pages))


def make_imposed(setting: Setting, edition: Edition, interior: Path, scheme: str, said: Said) -> Made:
    """The finished interior on press sheets."""
    with_pages = interior.read_bytes()
    sides = impose(page_count(with_pages), SCHEMES[scheme], setting.book.settings.paper.leaf_mm)
    geometry = setting.theme.geometry
    slugs = slug_lines(setting, edition, (side.label for side in sides), geometry.width - SLUG_INDENT)
    path = setting.file(edition)
    path.write_bytes(finish(impose_file(with_pages, sides, geometry.bleed, slugs), setting.finish(edition)))
    said(len(sides))
    return Made({edition.name: path}, len(sides))


def make_screen(setting: Setting, wanted: Mapping[str, Edition], said: Said) -> Made:
    """The files of one layout in sRGB: those for readers, and the proof. `wanted` holds one of them at least."""
    edition = next(iter(wanted.values()))
    setter = setting.setter(edition)
    engine = Engine(setter.css(), setting.resources(edition))
    layout = lay_out(engine, setter.sequences(), said, setting.signature)
    identifier = setting.stamp.build_id.encode()
    files = {}
    for name in READ & set(wanted):
        standard = STANDARDS[wanted[name].standard]
        data = layout.pdf(tagged=standard.tagged, identifier=identifier, variant=standard.variant)
        setting.file(wanted[name]).write_bytes(finish(data, setting.finish(wanted[name])))
        files[name] = setting.file(wanted[name])
    if proof := wanted.get("proof"):
        plain = layout.pdf(tagged=False, identifier=identifier)
        frames = Engine(setter.css("proof"), setting.resources(proof))
        sheets = make_proof(setting.setter(proof), frames, plain, page_marks(layout.pages))
        setting.file(proof).write_bytes(finish(sheets, setting.finish(proof)))
        files["proof"] = setting.file(proof)
        engine.findings += frames.findings
    findings = (*engine.findings, *setting.notes(layout))
    return Made(files, len(layout.pages), findings, page_starts(layout.pages))


def make_front_image(setting: Setting, edition: Edition, said: Said) -> bytes:
    """The front of the cover as a JPEG for the EPUB."""
    setter = setting.setter(edition)
    engine = Engine(setter.css("cover", sheet=front_sheet(setter)), setting.resources(edition))
    picture = make_front(setter, engine)
    said(1)
    return picture


def make_cover_file(setting: Setting, edition: Edition, pages: int, said: Said) -> Made:
    """The cover for an interior of this many pages."""
    setter = setting.setter(edition)
    sheet = cover_sheet(setter, pages)
    css = setter.css("cover", sheet=sheet)
    engine = Engine(css, setting.resources(edition), STANDARDS[edition.standard].variant)
    cover = make_cover(setter, engine, pages)
    marks = make_marks(setting, edition, 1, sheet.width, sheet.folds)
    path = setting.file(edition)
    path.write_bytes(finish(cover.data, setting.finish(edition, marks)))
    said(1)
    return Made({edition.name: path}, pages, (*engine.findings, *cover.findings))
