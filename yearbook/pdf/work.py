"""The jobs that make PDF files, each a pure function of a picklable task: they run in processes of their own.

A job returns its findings with its value, raises DataProblem for what stops it, and writes only into the staging
folder it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.pages.areas import PageAreas
from yearbook.pages.edition import Edition
from yearbook.pages.setting import Setting
from yearbook.pages.starts import PageStart
from yearbook.pdf.areas import page_areas
from yearbook.pdf.cover import make_cover
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.finish import STANDARDS, Finish, OutputIntent, Source, finish, plain_name
from yearbook.pdf.finish.marks import Marks, free_band
from yearbook.pdf.front import front_sheet, make_front
from yearbook.pdf.impose import SLUG_INDENT, impose_file, page_count
from yearbook.pdf.imposition import SCHEMES, impose
from yearbook.pdf.layout import Layout, lay_out
from yearbook.pdf.lost import lost_words
from yearbook.pdf.marks import page_marks
from yearbook.pdf.proof import make_proof
from yearbook.pdf.sheet import cover_sheet
from yearbook.pdf.slug import make_slugs, slug_css
from yearbook.pdf.starts import page_starts

Said = Callable[[int], None]
OUTPUT_INTENT = "icc/output-intent"
MAX_LOST = 20  # words told as lost; the others were lost the same way
READ = {"screen", "archive"}  # editions for readers


@dataclass(frozen=True)
class Made:
    """Files a job wrote: edition name → path; how many pages the interior has, and where they begin."""

    files: dict[str, Path]
    pages: int
    findings: tuple[Diagnostic, ...] = ()
    starts: tuple[PageStart, ...] = ()  # where the pages of the interior begin
    areas: tuple[PageAreas, ...] = ()  # whose the words and pictures of each page are


def _interior(files: dict[str, Path], layout: Layout, findings: tuple[Diagnostic, ...]) -> Made:
    """What a job tells of an interior that it laid out."""
    areas = tuple(page_areas(page) for page in layout.pages)
    return Made(files, len(layout.pages), findings, page_starts(layout.pages), areas)


def resources(setting: Setting, edition: Edition) -> Resources:
    """What the pages of an edition may load: fonts of the theme, derived photos, the CMYK profile."""
    fonts = {f"font/{face.file.name}": (face.file, MIME[".ttf"]) for face in setting.theme.faces}
    images = {f"image/{key}": (path, MIME[".jpg"]) for key, path in setting.images.items()}
    profile = {OUTPUT_INTENT: (edition.images.icc, MIME[".icc"])} if edition.images.icc else {}
    return Resources({**fonts, **images, **profile})


def finishing(setting: Setting, edition: Edition, marks: Marks | None = None) -> Finish:
    """What a file of this edition says of itself."""
    settings, output = setting.book.settings, setting.output
    return Finish(
        title=settings.title,
        author=settings.compiler or settings.authority[-1],
        date=setting.date,
        identity=f"{setting.stamp.build_id}-{edition.name}",
        faces={plain_name(face.postscript): face.postscript for face in setting.theme.faces},
        standard=edition.standard,
        intent=OutputIntent(output.condition, output.description, output.path.read_bytes()),
        marks=marks,
        sources=tuple(Source(name, path.read_bytes()) for name, path in setting.sources.items()),
    )


def _filling(setting: Setting, layout: Layout) -> tuple[Diagnostic, ...]:
    """The note that pages were added to make up the last signature."""
    if not layout.filled:
        return ()
    settings, pages = setting.book.settings, len(layout.pages)
    signature = settings.printing.signature
    note = diagnose(
        "L130",
        settings.span("printing", "signature"),
        record=settings.id,
        pages=pages,
        count=pages // signature,
        signature=signature,
        added=layout.filled,
    )
    return (note,)


def _together(setting: Setting, layout: Layout) -> tuple[Diagnostic, ...]:
    """The finding that the imprint does not stand on one page, as the law wants it."""
    start, end = (layout.anchors.get(anchor, 0) for anchor in ("_part-imprint", "_imprint-end"))
    settings = setting.book.settings
    if start == end:
        return ()
    return (diagnose("L124", settings.span("imprint"), record=settings.id, first=start, last=end),)


def _notes(setting: Setting, layout: Layout) -> tuple[Diagnostic, ...]:
    """What the interior as a whole has to tell."""
    lost = (lost.finding for document in layout.documents for lost in lost_words(document)[:MAX_LOST])
    return (*_filling(setting, layout), *_together(setting, layout), *lost)


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


def make_print(setting: Setting, edition: Edition, said: Said) -> Made:
    """The interior for the printer."""
    setter = setting.setter(edition)
    engine = Engine(setter.css(), resources(setting, edition), STANDARDS[edition.standard].variant)
    layout = lay_out(engine, setter.sequences(), said, setting.book.settings.printing.signature)
    data = layout.pdf(tagged=False, identifier=setting.stamp.build_id.encode())
    marks = make_marks(setting, edition, len(layout.pages), setter.theme.geometry.width)
    path = setting.file(edition)
    path.write_bytes(finish(data, finishing(setting, edition, marks)))
    findings = (*engine.findings, *_notes(setting, layout))
    return _interior({edition.name: path}, layout, findings)


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


def make_screen(setting: Setting, wanted: Mapping[str, Edition], said: Said) -> Made:
    """The files of one layout in sRGB: those for readers, and the proof. `wanted` holds one of them at least."""
    edition = next(iter(wanted.values()))
    setter = setting.setter(edition)
    engine = Engine(setter.css(), resources(setting, edition))
    layout = lay_out(engine, setter.sequences(), said, setting.book.settings.printing.signature)
    identifier = setting.stamp.build_id.encode()
    files = {}
    for name in READ & set(wanted):
        standard = STANDARDS[wanted[name].standard]
        data = layout.pdf(tagged=standard.tagged, identifier=identifier, variant=standard.variant)
        setting.file(wanted[name]).write_bytes(finish(data, finishing(setting, wanted[name])))
        files[name] = setting.file(wanted[name])
    if proof := wanted.get("proof"):
        plain = layout.pdf(tagged=False, identifier=identifier)
        frames = Engine(setter.css("proof"), resources(setting, proof))
        sheets = make_proof(setting.setter(proof), frames, plain, page_marks(layout.pages))
        setting.file(proof).write_bytes(finish(sheets, finishing(setting, proof)))
        files["proof"] = setting.file(proof)
        engine.findings += frames.findings
    findings = (*engine.findings, *_notes(setting, layout))
    return _interior(files, layout, findings)


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
