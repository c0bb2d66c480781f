"""The proof: every page of the interior, line for line, on A4 with room to write, line numbers and record codes.

The pages are those of the screen layout, set into a frame drawn by the theme (`proof.html.j2`).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name, Pdf, Rectangle

from yearbook.geometry import MM_PER_PT
from yearbook.pages.geometry import Geometry
from yearbook.pages.render import PageSetter
from yearbook.pdf.engine import Engine
from yearbook.pdf.runs import PageMarks

A4 = (210.0, 297.0)  # mm
INNER, TOP, FOOT, OUTER = 9.0, 12.0, 18.0, 36.0  # mm: binding side, top, foot line, least writing margin
EVERY = 5  # every fifth line is numbered


@dataclass(frozen=True)
class Placement:
    """Where the reduced trim page stands on the A4 sheet; mm from the top left corner."""

    scale: float
    left: float
    top: float
    width: float
    height: float

    def y(self, on_page: float) -> float:
        return self.top + on_page * self.scale


@dataclass(frozen=True)
class ProofSheet:
    """One sheet as the template draws it."""

    number: int
    recto: bool
    place: Placement
    lines: tuple[tuple[int, float], ...]  # number, y in mm
    codes: tuple[tuple[str, float], ...]  # record, y in mm


def placement(geometry: Geometry, recto: bool) -> Placement:
    """Reduce the page until the outer margin has room to write; the binding side is left on rectos."""
    scale = min(1.0, (A4[0] - INNER - OUTER) / geometry.width, (A4[1] - TOP - FOOT) / geometry.height)
    width, height = geometry.width * scale, geometry.height * scale
    left = INNER if recto else A4[0] - INNER - width
    return Placement(scale, round(left, 3), TOP, round(width, 3), round(height, 3))


def _spread(codes: list[tuple[str, float]], least: float = 4.2) -> tuple[tuple[str, float], ...]:
    """Codes pushed down where they would overlap (mm)."""
    placed: list[tuple[str, float]] = []
    for code, y in codes:
        placed.append((code, max(y, placed[-1][1] + least) if placed else y))
    return tuple(placed)


def sheets(geometry: Geometry, marks: tuple[PageMarks, ...]) -> tuple[ProofSheet, ...]:
    """The frames of all pages."""
    made = []
    for number, page in enumerate(marks, 1):
        place = placement(geometry, recto=number % 2 == 1)
        lines = [(count, place.y(y)) for count, y in enumerate(page.lines, 1) if count == 1 or count % EVERY == 0]
        codes = _spread([(mark.record, place.y(mark.top)) for mark in page.records])
        made.append(ProofSheet(number, number % 2 == 1, place, tuple(lines), codes))
    return tuple(made)


def make_proof(setter: PageSetter, engine: Engine, interior: Path, marks: tuple[PageMarks, ...]) -> bytes:
    """In: the file of the interior in sRGB and the marks of its pages. Out: the proof, one A4 sheet a page."""
    frames = sheets(setter.theme.geometry, marks)
    document = engine.lay_out(setter.render("proof.html.j2", sheets=frames))
    frame_pdf = engine.write(document, list(document.pages), tagged=False, identifier=b"proof")
    with pikepdf.open(io.BytesIO(frame_pdf)) as out, pikepdf.open(interior) as pages:
        for sheet, target, source in zip(frames, out.pages, pages.pages, strict=True):
            _place(out, target, source, sheet)
        _drop_structure(out)
        stream = io.BytesIO()
        out.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


def _place(pdf: Pdf, target: pikepdf.Page, source: pikepdf.Page, sheet: ProofSheet) -> None:
    place, pt = sheet.place, 1 / MM_PER_PT
    bottom = A4[1] - place.top - place.height
    box = Rectangle(place.left * pt, bottom * pt, (place.left + place.width) * pt, (bottom + place.height) * pt)
    for key in ("/Annots", "/StructParents"):
        if key in source.obj:
            del source.obj[key]
    # `Page.add_underlay` would give the form a random name; this one keeps the bytes the same. The pages share
    # one resource dictionary, so each form has a name of its own.
    form = pdf.copy_foreign(source.as_form_xobject())
    name = target.add_resource(form, Name.XObject, Name(f"/Interior{sheet.number}"))
    placed = target.calc_form_xobject_placement(
        form, name, box, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    target.contents_add(placed, prepend=True)


def _drop_structure(pdf: Pdf) -> None:
    if Name.StructTreeRoot in pdf.Root:
        del pdf.Root[Name.StructTreeRoot]
