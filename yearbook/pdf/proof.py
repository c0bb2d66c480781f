"""The proof: every page of the interior, line for line, on A4 with room to write, line numbers and record codes.

The pages are those of the screen layout, set into a frame drawn by the theme (`proof.html.j2`). What many sheets have
alike, the frame itself and the line numbers, is laid out once and stamped on each: boxes at places of their own take
a millisecond each, and there would be two thousand.
"""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Name, Pdf, Rectangle

from yearbook.geometry import MM_PER_PT
from yearbook.pages.geometry import Geometry
from yearbook.pages.render import PageSetter
from yearbook.pdf.engine import Engine
from yearbook.pdf.runs import PageMarks
from yearbook.values import dataclass

A4 = (210.0, 297.0)  # mm
INNER, TOP, FOOT, OUTER = 9.0, 12.0, 18.0, 36.0  # mm: binding side, top, foot line, least writing margin
EVERY = 5  # every fifth line is numbered
GAP = 1.2  # mm between the page and the line numbers beside it


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
class ProofSide:
    """What all rectos, or all versos, have in common; numbers: those of lines, which get a small page each."""

    recto: bool
    place: Placement
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class ProofSheet:
    """One sheet. What is its own is drawn by the template, its line numbers are those of its side."""

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
    numbers = tuple(sorted({number for sheet in frames for number, _ in sheet.lines}))
    sides = tuple(ProofSide(recto, placement(setter.theme.geometry, recto), numbers) for recto in (True, False))
    document = engine.lay_out(setter.render("proof.html.j2", sides=sides, sheets=frames))
    frame_pdf = engine.write(document, list(document.pages), tagged=False, identifier=b"proof")
    with pikepdf.open(io.BytesIO(frame_pdf)) as out, pikepdf.open(interior) as pages:
        shared = len(sides) * (1 + len(numbers))
        stamps = {side.recto: _stamps(out, side, place * (1 + len(numbers))) for place, side in enumerate(sides)}
        del out.pages[:shared]
        for sheet, target, source in zip(frames, out.pages, pages.pages, strict=True):
            _place(out, target, source, sheet, stamps[sheet.recto])
        _drop_structure(out)
        stream = io.BytesIO()
        out.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


@dataclass(frozen=True)
class _Stamp:
    """Something drawn once for many sheets: a form under its name; as wide and high as the theme has it (mm)."""

    name: Name
    form: pikepdf.Object
    width: float
    height: float

    def at(self, target: pikepdf.Page, left: float, top: float) -> bytes:
        """What draws it with its top left corner at a place of an A4 sheet (mm)."""
        target.add_resource(self.form, Name.XObject, self.name)
        x, y = left / MM_PER_PT, (A4[1] - top - self.height) / MM_PER_PT
        return f"q 1 0 0 1 {x:.3f} {y:.3f} cm {self.name} Do Q\n".encode()


def _stamps(pdf: Pdf, side: ProofSide, first: int) -> dict[int, _Stamp]:
    """The pages from `first` as the template draws them for a side: the side itself (0), its line numbers."""
    stamps = {}
    for place, number in enumerate((0, *side.numbers), first):
        page = pdf.pages[place]
        width, height = (float(side) * MM_PER_PT for side in list(page.mediabox)[2:])
        name = Name(f"/{'Recto' if side.recto else 'Verso'}{number}")
        stamps[number] = _Stamp(name, pdf.make_indirect(page.as_form_xobject()), width, height)
    return stamps


def _place(pdf: Pdf, target: pikepdf.Page, source: pikepdf.Page, sheet: ProofSheet, stamps: dict[int, _Stamp]) -> None:
    """Behind what a sheet has of its own: the page of the interior, over it what is common to the side."""
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
    drawn = [placed, b"\n", stamps[0].at(target, 0.0, 0.0)]
    for number, y in sheet.lines:
        stamp = stamps[number]  # the line is in the middle of its height
        left = place.left + place.width + GAP if sheet.recto else place.left - GAP - stamp.width
        drawn.append(stamp.at(target, left, y - stamp.height / 2))
    target.contents_add(b"".join(drawn), prepend=True)


def _drop_structure(pdf: Pdf) -> None:
    if Name.StructTreeRoot in pdf.Root:
        del pdf.Root[Name.StructTreeRoot]
