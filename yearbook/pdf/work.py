"""The jobs that make PDF files, each a pure function of a picklable task: they run in processes of their own.

A job returns its findings with its value, raises DataProblem for what stops it, and writes only into the staging
folder it is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from yearbook.book.model import Book
from yearbook.diagnostics import Diagnostic
from yearbook.images import PhotoInfo
from yearbook.pages.edition import Edition
from yearbook.pages.render import PageSetter, Stamp
from yearbook.pages.theme import Theme
from yearbook.pdf.cover import cover_sheet, make_cover
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.finish import STANDARDS, Finish, finish, plain_name
from yearbook.pdf.layout import lay_out
from yearbook.pdf.marks import page_marks
from yearbook.pdf.proof import make_proof

Said = Callable[[int], None]
OUTPUT_INTENT = "icc/output-intent"


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

    def setter(self, edition: Edition) -> PageSetter:
        return PageSetter(self.book, self.theme, edition, self.infos, self.stamp)

    def resources(self, edition: Edition) -> Resources:
        fonts = {f"font/{face.file.name}": (face.file, MIME[".ttf"]) for face in self.theme.faces}
        images = {f"image/{key}": (path, MIME[".jpg"]) for key, path in self.images.items()}
        profile = {OUTPUT_INTENT: (edition.images.icc, MIME[".icc"])} if edition.images.icc else {}
        return Resources({**fonts, **images, **profile})

    def file(self, edition: Edition) -> Path:
        return self.folder / f"{self.book.settings.id}{edition.suffix}"

    def finish(self, edition: Edition) -> Finish:
        settings = self.book.settings
        return Finish(
            title=settings.title,
            author=settings.compiler or settings.authority[-1],
            date=self.date,
            identity=f"{self.stamp.build_id}-{edition.name}",
            faces={plain_name(face.postscript): face.postscript for face in self.theme.faces},
            standard=edition.standard,
        )


@dataclass(frozen=True)
class Made:
    """Files a job wrote: edition name → path; and how many pages the interior has."""

    files: dict[str, Path]
    pages: int
    findings: tuple[Diagnostic, ...] = ()


def make_print(setting: Setting, edition: Edition, said: Said) -> Made:
    """The interior for the printer."""
    setter = setting.setter(edition)
    engine = Engine(setter.css(), setting.resources(edition), STANDARDS[edition.standard].variant)
    layout = lay_out(engine, setter.sequences(), said)
    data = layout.pdf(tagged=False, identifier=setting.stamp.build_id.encode())
    path = setting.file(edition)
    path.write_bytes(finish(data, setting.finish(edition)))
    return Made({edition.name: path}, len(layout.pages), tuple(engine.findings))


def make_screen(setting: Setting, wanted: Mapping[str, Edition], said: Said) -> Made:
    """The screen edition and the proof, from one layout. `wanted` holds "screen", "proof" or both."""
    edition = next(iter(wanted.values()))
    setter = setting.setter(edition)
    engine = Engine(setter.css(), setting.resources(edition))
    layout = lay_out(engine, setter.sequences(), said)
    identifier = setting.stamp.build_id.encode()
    files = {}
    if screen := wanted.get("screen"):
        data = layout.pdf(tagged=True, identifier=identifier)
        setting.file(screen).write_bytes(finish(data, setting.finish(screen)))
        files["screen"] = setting.file(screen)
    if proof := wanted.get("proof"):
        plain = layout.pdf(tagged=False, identifier=identifier)
        frames = Engine(setter.css("proof"), setting.resources(proof))
        sheets = make_proof(setting.setter(proof), frames, plain, page_marks(layout.pages))
        setting.file(proof).write_bytes(finish(sheets, setting.finish(proof)))
        files["proof"] = setting.file(proof)
        engine.findings += frames.findings
    return Made(files, len(layout.pages), tuple(engine.findings))


def make_cover_file(setting: Setting, edition: Edition, pages: int, said: Said) -> Made:
    """The cover for an interior of this many pages."""
    setter = setting.setter(edition)
    css = setter.css("cover", sheet=cover_sheet(setter, pages))
    engine = Engine(css, setting.resources(edition), STANDARDS[edition.standard].variant)
    data = make_cover(setter, engine, pages)
    path = setting.file(edition)
    path.write_bytes(finish(data, setting.finish(edition)))
    said(1)
    return Made({edition.name: path}, pages, tuple(engine.findings))
