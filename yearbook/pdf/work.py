"""The jobs that make PDF files, each a pure function of a picklable task: they run in processes of their own.

A job returns its findings with its value, raises DataProblem for what stops it, and writes only into the staging
folder it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from yearbook.pages.edition import Edition
from yearbook.pages.setting import Setting
from yearbook.pdf.bind import PRODUCER, Leaves, Material, Sheaf, bind, gather
from yearbook.pdf.cover import make_cover
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.finish import (
    STANDARDS,
    Finish,
    OutputIntent,
    Source,
    face_name,
    finish,
    finish_file,
    particulars,
    plain_name,
)
from yearbook.pdf.finish.marks import Marks, free_band
from yearbook.pdf.front import front_sheet, make_front
from yearbook.pdf.impose import SLUG_INDENT, impose_file, page_count
from yearbook.pdf.imposition import SCHEMES, impose
from yearbook.pdf.made import Made
from yearbook.pdf.proof import make_proof
from yearbook.pdf.runs import PageMarks
from yearbook.pdf.sheet import cover_sheet
from yearbook.pdf.slug import make_slugs, slug_css
from yearbook.storage import Cache
from yearbook.values import dataclass

Said = Callable[[int], None]
OUTPUT_INTENT = "icc/output-intent"


def resources(setting: Setting, edition: Edition) -> Resources:
    """What the pages of an edition may load: fonts of the theme, derived photos, the CMYK profile."""
    fonts = {f"font/{face.file.name}": (face.file, MIME[".ttf"]) for face in setting.theme.faces}
    images = {f"image/{key}": (path, MIME[".jpg"]) for key, path in setting.images.items()}
    profile = {OUTPUT_INTENT: (edition.images.icc, MIME[".icc"])} if edition.images.icc else {}
    return Resources({**fonts, **images, **profile})


def finishing(setting: Setting, edition: Edition, marks: Marks | None = None) -> Finish:
    """What a file of this edition says of itself."""
    settings, output = setting.book.settings, setting.output
    sources = setting.sources if STANDARDS[edition.standard].attaches else {}
    return Finish(
        title=settings.title,
        author=settings.compiler or settings.authority[-1],
        date=setting.date,
        identity=f"{setting.stamp.build_id}-{edition.name}",
        faces={plain_name(face.postscript): face.postscript for face in setting.theme.faces},
        standard=edition.standard,
        intent=OutputIntent(output.condition, output.description, output.path.read_bytes()),
        marks=marks,
        sources=tuple(Source(name, path.read_bytes()) for name, path in sources.items()),
    )


def slug_lines(setting: Setting, edition: Edition, places: Iterable[str], width: float) -> bytes:
    """A slug of this width (mm) for each place of an edition."""
    setter = setting.setter(edition)
    engine = Engine(slug_css(setter, width), resources(setting, edition))
    return make_slugs(setter, engine, places)


def make_marks(
    setting: Setting, edition: Edition, pages: int, width: float, folds: tuple[float, ...] = ()
) -> Marks | None:
    """What is drawn around sheets of this width (mm) if the book wants marks."""
    if not setting.book.settings.printing.marks:
        return None
    places = (f"trang {number}/{pages}" for number in range(1, pages + 1))
    return Marks(slug_lines(setting, edition, places, free_band(width, folds).width), folds)


def bind_print(
    setting: Setting, edition: Edition, sheaf: Sheaf, cache: Cache, first: Leaves | None, said: Said
) -> Made:
    """The interior for the printer. The setting needs no book. first: as soon as these pages can be read, 0 is said."""
    marks = make_marks(setting, edition, len(sheaf.plates), setting.theme.geometry.width)
    how = replace(finishing(setting, edition, marks), inked=True)
    return _made(setting, edition, _Binding(sheaf, cache, how), first, said)


def bind_reading(
    setting: Setting, edition: Edition, sheaf: Sheaf, cache: Cache, first: Leaves | None, said: Said
) -> Made:
    """A file for readers; the same."""
    return _made(setting, edition, _Binding(sheaf, cache, finishing(setting, edition)), first, said)


def bind_proof(
    setting: Setting, edition: Edition, sheaf: Sheaf, marks: tuple[bytes, ...], cache: Cache, said: Said
) -> Made:
    """The proof; marks: of every page, packed."""
    setter = setting.setter(edition)
    frames = Engine(setter.css("proof"), resources(setting, edition))
    path = setting.file(edition)
    how = finishing(setting, edition)
    with _Binding(sheaf, cache, how).linked(path) as (plain, _):
        sheets = make_proof(setter, frames, plain, tuple(map(PageMarks.unpacked, marks)))
    path.write_bytes(finish(sheets, how))
    said(len(marks))
    return Made({edition.name: path}, len(marks), tuple(frames.findings))


def _made(setting: Setting, edition: Edition, binding: _Binding, first: Leaves | None, said: Said) -> Made:
    path, pages = setting.file(edition), len(binding.sheaf.plates)
    binding = replace(binding, material=gather(binding.sheaf, binding.cache))
    if first:
        replace(binding, how=replace(binding.how, marks=None), pages=first.numbers).write(first.path)
        said(0)
    binding.write(path)
    said(pages)
    return Made({edition.name: path}, pages)


@dataclass(frozen=True)
class _Binding:
    """An interior, and how its file is finished. material: of `gather`; pages: no others, if there are any."""

    sheaf: Sheaf
    cache: Cache
    how: Finish
    material: Material | None = None
    pages: tuple[int, ...] = ()

    def write(self, path: Path) -> None:
        with self.linked(path) as (plain, left):
            if left:
                finish_file(plain, path, left)
            else:
                plain.replace(path)

    @contextmanager
    def linked(self, path: Path) -> Iterator[tuple[Path, Finish | None]]:
        """The linked file beside the one that is made of it, and how it is finished; None: it is."""
        how, standard = self.how, STANDARDS[self.how.standard]
        plain = path.with_name(f"{path.name}.linked")
        # what the marks bring along is named and flattened in the finished file
        left = how if how.marks else replace(how, faces={})
        told = particulars(left, PRODUCER, self.cache) if standard.linked and how.inked and not how.marks else None
        try:
            grouped = bind(
                self.sheaf,
                plain,
                self.cache,
                told,
                tagged=standard.tagged,
                version=standard.based_on,
                names=partial(face_name, faces=how.faces),
                flat=how.inked,
                material=self.material,
                pages=self.pages,
            )
            yield plain, None if told and not grouped else replace(left, grouped=grouped or bool(how.marks))
        finally:
            plain.unlink(missing_ok=True)


def make_imposed(setting: Setting, edition: Edition, interior: Path, scheme: str, said: Said) -> Made:
    """The finished interior on press sheets."""
    with_pages = interior.read_bytes()
    sides = impose(page_count(with_pages), SCHEMES[scheme], setting.book.settings.paper.leaf_mm)
    geometry = setting.theme.geometry
    slugs = slug_lines(setting, edition, (side.label for side in sides), geometry.width - SLUG_INDENT)
    path = setting.file(edition)
    path.write_bytes(finish(impose_file(with_pages, sides, geometry.bleed, slugs), finishing(setting, edition)))
    said(len(sides))
    return Made({edition.name: path}, len(sides))


def make_front_image(setting: Setting, edition: Edition, said: Said) -> bytes:
    """The front of the cover as a JPEG for the EPUB."""
    setter = setting.setter(edition)
    engine = Engine(setter.css("cover", sheet=front_sheet(setter)), resources(setting, edition))
    picture = make_front(setter, engine)
    said(1)
    return picture


def make_cover_file(setting: Setting, edition: Edition, pages: int, said: Said) -> Made:
    """The cover for an interior of this many pages."""
    setter = setting.setter(edition)
    sheet = cover_sheet(setter, pages)
    css = setter.css("cover", sheet=sheet)
    engine = Engine(css, resources(setting, edition), STANDARDS[edition.standard].variant)
    cover = make_cover(setter, engine, pages)
    marks = make_marks(setting, edition, 1, sheet.width, sheet.folds)
    path = setting.file(edition)
    path.write_bytes(finish(cover.data, finishing(setting, edition, marks)))
    said(1)
    return Made({edition.name: path}, pages, (*engine.findings, *cover.findings))
