"""The jobs that lay out and draw: a stretch of a flow as runs of pages, and the heads and folios of pages."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from yearbook.pages.areas import pack_areas
from yearbook.pdf.areas import page_areas
from yearbook.pdf.capture import Easel, easels_of
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.lost import lost_words
from yearbook.pdf.marks import page_marks
from yearbook.pdf.paging import Paging, Sheet
from yearbook.pdf.pictures import Pictures
from yearbook.pdf.plates import PlateMaker
from yearbook.pdf.portable import Drawn, Fonts, Glyphs, Specimen
from yearbook.pdf.runs import Entry, Impression, Laid, Made, PageNote, Place, PlateMade, Press, Run, Stretch
from yearbook.pdf.starts import page_starts
from yearbook.pdf.texts import Texts
from yearbook.vietnamese import REPERTOIRE

ENGINES = 3


@lru_cache(maxsize=ENGINES)
def _engine(css: str, faces: tuple[tuple[str, Path], ...]) -> Engine:
    """The engine of a press, kept in the process: a style sheet and fonts are read once."""
    return Engine(css, _resources(faces, {}))


def _resources(faces: tuple[tuple[str, Path], ...], images: Mapping[str, Path]) -> Resources:
    files = {f"font/{name}": (path, MIME[".ttf"]) for name, path in faces}
    return Resources(files | {f"image/{name}": (path, MIME[".jpg"]) for name, path in images.items()})


def _ready(press: Press) -> Engine:
    engine = _engine(press.css, press.faces)
    engine.findings, engine.said = [], []
    engine.fetcher.resources = _resources(press.faces, press.impressions[0].images)
    return engine


def lay_out_stretch(press: Press, stretch: Stretch) -> Laid:
    """Lay out and draw. Raises DataProblem L107 when a page asks for anything outside the build."""
    engine = _ready(press)
    made: list[tuple[int, Entry, Run, list[Drawn]]] = []
    with engine.guarded():
        pictures = Pictures(press)
        ends, whole = stretch.ends, stretch.first == 0
        paging = Paging(engine, stretch.html, stretch.entry, whole=whole, ends=ends, images=pictures)
        easels = easels_of(press.impressions)
        entry = stretch.entry
        for sheets, end in _runs(paging, stretch):
            first, run = _run(paging, sheets, end, sided=(entry if made else paging.entry).sided)
            looks = list(_looks(easels, pictures, sheets))
            refs = paging.count_refs(first, end)
            loose = all(drawn.loose and drawn.count_refs() == refs for drawn in looks)
            notes = tuple(
                replace(note, refs=tuple(ref for folio in page.folios for ref in folio.refs))
                for note, page in zip(run.notes, looks[0].pages, strict=True)
            )
            made.append((first, entry, replace(run, notes=notes, loose=loose, ahead=paging.ahead(end)), looks))
            entry = replace(sheets[-1].after, recto=not sheets[-1].recto)
    said = tuple(engine.said)
    return Laid(
        tuple(
            Made(first, entry, replace(run, said=said).packed(), tuple(drawn.packed() for drawn in looks))
            for first, entry, run, looks in made
        )
    )


def _runs(paging: Paging, stretch: Stretch) -> Iterator[tuple[list[Sheet], int]]:
    """The whole runs of a stretch: pages, and the piece behind them. The last pages are left out where they are not
    known to be full. Blank pages belong to what they make room for, whichever side the pages before come to."""
    waiting: list[Sheet] = []
    blank: list[Sheet] = []
    for sheet in paging:
        if sheet.blank and not sheet.pieces:
            blank.append(sheet)
            continue
        if waiting and sheet.first is not None:
            if (yield from _run_before(paging, stretch, waiting, sheet.first)):
                return
            waiting = []
        waiting += [*blank, sheet]
        blank = []
        if (first := paging.foreseen()) is not None:  # the next page need not be laid out to end here
            if (yield from _run_before(paging, stretch, waiting, first)):
                return
            waiting = []
    if waiting and stretch.ends:
        yield [*waiting, *blank], stretch.end


def _run_before(
    paging: Paging, stretch: Stretch, sheets: list[Sheet], first: int
) -> Generator[tuple[list[Sheet], int], None, bool]:
    """The run that ends before a piece. Out: whether the stretch ends there."""
    if not stretch.ends and first + paging.ahead(first) + 1 >= stretch.end:
        return True  # what is not there might have kept the page from ending here
    after = sheets[-1].after
    yield sheets, first
    return first >= stretch.until or (first, after.break_, after.name) in stretch.known


def _run(paging: Paging, sheets: list[Sheet], end: int, *, sided: bool) -> tuple[int, Run]:
    """First piece, and what is told of the run."""
    pages = [sheet.page for sheet in sheets]
    first = min(piece for sheet in sheets for piece in sheet.pieces)
    notes = (
        PageNote(sheet.blank, sheet.name, sheet.strings, marks.packed(), pack_areas(page_areas(sheet.page)))
        for sheet, marks in zip(sheets, page_marks(pages), strict=True)
    )
    sided = sided or any(sheet.sided for sheet in sheets)
    sided = sided or any(sheet.blank or sheet.after.sided for sheet in sheets[:-1])
    lost = lost_words(pages, paging.elements(first, end))
    starts = page_starts(pages, lambda element: paging.began(element, first))
    return first, Run(end - first, sheets[-1].after, sided, tuple(notes), starts, lost)


def _looks(easels: Sequence[Easel], pictures: Pictures, sheets: list[Sheet]) -> Iterator[Drawn]:
    """The pages of a run in each impression."""
    texts = Texts()
    for number, easel in enumerate(easels):
        with pictures.printed(number), texts.drawn():
            yield easel.draw([sheet.page for sheet in sheets], pictures.names)


def make_plates(press: Press, places: tuple[Place, ...]) -> tuple[PlateMade, ...]:
    """Job: the plates of these places."""
    engine = _ready(press)
    with engine.guarded():
        maker = PlateMaker(engine, press.impressions)
        return tuple(maker.make(place) for place in places)


def get_ready(press: Press) -> None:
    """Job: have the engine of a press, warm, for who will lay out with it."""
    engine = _ready(press)
    with engine.guarded():
        for _ in Paging(engine, '<html lang="vi"><head><title>.</title></head><body><p>Kỷ yếu</p></body></html>'):
            pass


def read_style(press: Press) -> tuple[str, ...]:
    """Job: what the engine says of the style sheet itself."""
    _engine.cache_clear()
    return tuple(_engine(press.css, press.faces).said)


def make_fonts(press: Press, used: Glyphs, specimens: dict[str, Specimen]) -> Fonts:
    """The fonts of a file, each once, with the glyphs that its pages use."""
    with _shown(press, specimens) as pages:
        return Easel(Impression()).fonts(pages, used)


def make_alphabets(press: Press, specimens: dict[str, Specimen]) -> Glyphs:
    """The glyphs of whole alphabets in these fonts."""
    with _shown(press, specimens) as pages:
        found: Glyphs = Easel(Impression()).alphabets(pages, REPERTOIRE)
    return found


@contextmanager
def _shown(press: Press, specimens: dict[str, Specimen]) -> Iterator[list[Any]]:
    """Pages with some text in each font."""
    engine = _ready(press)
    words = "".join(
        Markup("<p style='font-family: {}; font-weight: {}; font-style: {}'>{}</p>").format(*vars(specimen).values())
        for specimen in specimens.values()
    )
    with engine.guarded():
        paging = Paging(engine, f'<html lang="vi"><head><title>.</title></head><body>{words}</body></html>')
        yield [sheet.page for sheet in paging]
