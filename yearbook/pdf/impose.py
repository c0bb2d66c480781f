"""The finished interior on press sheets: pages placed, clipped at the spine, with crop and fold marks."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Rectangle, Stream

from yearbook.geometry import MM_PER_PT
from yearbook.pdf.finish.marks import LINE_PT, SLUG_HEIGHT, separation_all, slug_form
from yearbook.pdf.imposition import Cell, Side
from yearbook.values import dataclass

MARGIN = 12.0  # mm around the bleed of all pages: room for grippers, marks and the slug line
MARK, GAP = 5.0, 1.0  # mm: length of a mark, its distance from the bleed
SLUG_INDENT = 15.0  # mm from the first bleed


@dataclass(frozen=True)
class Paper:
    """The measures of a press sheet in mm: where each column and row of trimmed pages begins; y grows upwards."""

    page_width: float
    page_height: float
    bleed: float
    lefts: tuple[float, ...]
    bottoms: tuple[float, ...]
    width: float
    height: float

    @staticmethod
    def of(cells: tuple[Cell, ...], width: float, height: float, bleed: float) -> Paper:
        """Pages touch at the spine; elsewhere their bleeds lie side by side and are trimmed away."""
        columns, rows = 1 + max(cell.column for cell in cells), 1 + max(cell.row for cell in cells)
        first = {cell.column: cell for cell in cells if cell.row == 0}
        lefts = [MARGIN + bleed]
        for column in range(1, columns):
            at_spine = first[column].spine_left and not first[column - 1].spine_left
            lefts.append(lefts[-1] + width + (0 if at_spine else 2 * bleed))
        bottoms = [MARGIN + bleed + row * (height + 2 * bleed) for row in reversed(range(rows))]
        return Paper(
            width, height, bleed, tuple(lefts), tuple(bottoms), lefts[-1] + width + bleed + MARGIN,
            bottoms[0] + height + bleed + MARGIN,
        )  # fmt: skip

    @property
    def inner(self) -> tuple[float, float, float, float]:
        """All pages with their bleed: left, bottom, right, top."""
        edge = MARGIN
        return edge, edge, self.width - edge, self.height - edge


def impose_file(interior: bytes, sides: tuple[Side, ...], bleed: float, slugs: bytes) -> bytes:
    """In: the finished print file, the sides in order, the bleed in mm, a line of text for each side. Out: one page a
    side; no finishing yet."""
    with pikepdf.open(io.BytesIO(interior)) as source, pikepdf.open(io.BytesIO(slugs)) as lines, Pdf.new() as pdf:
        first = [float(value) * MM_PER_PT for value in source.pages[0].trimbox]
        paper = Paper.of(sides[0].cells, first[2] - first[0], first[3] - first[1], bleed)
        tint = separation_all(pdf)
        marks = _marks(pdf, paper, tint)
        forms = [_form(pdf, page) for page in source.pages]
        for side, line in zip(sides, lines.pages, strict=True):
            _add_side(pdf, paper, side, forms, marks, slug_form(pdf, line))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def _form(pdf: Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """A page up to its bleed as a form; its resources stay shared with the other pages."""
    form = pdf.copy_foreign(page.as_form_xobject())
    form.BBox = Array([float(value) for value in page.bleedbox])
    form["/YbTrim"] = Array([float(value) for value in page.trimbox])
    return form


def _add_side(
    pdf: Pdf,
    paper: Paper,
    side: Side,
    forms: list[pikepdf.Object],
    marks: pikepdf.Object,
    slug: pikepdf.Object,
) -> None:
    names = {"/Marks": marks, "/Slug": slug}
    drawn = []
    for cell in side.cells:
        if cell.page <= len(forms):
            names[f"/P{cell.page}"] = forms[cell.page - 1]
            drawn.append(_placed(paper, cell, side.shift, forms[cell.page - 1]["/YbTrim"]))
    pdf.add_blank_page(page_size=(_pt(paper.width), _pt(paper.height)))
    page = pdf.pages[-1]
    inner = [_pt(value) for value in paper.inner]
    page.obj.BleedBox = Array(inner)
    bleed = _pt(paper.bleed)
    page.obj.TrimBox = Array([inner[0] + bleed, inner[1] + bleed, inner[2] - bleed, inner[3] - bleed])
    page.obj.Resources = Dictionary(XObject=Dictionary(names))
    x = inner[0] + _pt(SLUG_INDENT)
    at = Rectangle(x, _pt(2), x + float(slug.BBox[2]), _pt(2 + SLUG_HEIGHT))
    placed = page.calc_form_xobject_placement(
        slug, Name.Slug, at, invert_transformations=False, allow_shrink=False, allow_expand=False
    )
    page.obj.Contents = pdf.make_indirect(Stream(pdf, "\n".join([*drawn, "/Marks Do", ""]).encode() + placed))


def _pt(mm: float) -> float:
    return round(mm / MM_PER_PT, 4)


def _placed(paper: Paper, cell: Cell, shift: float, trim: pikepdf.Object) -> str:
    """The page in its cell: moved towards the spine, clipped there, with its bleed on the other three sides."""
    left, bottom = paper.lefts[cell.column], paper.bottoms[cell.row]
    width, height, bleed = paper.page_width, paper.page_height, paper.bleed
    clip_left = left - (0 if cell.spine_left else bleed)
    clip_right = left + width + (bleed if cell.spine_left else 0)
    clip = f"{_pt(clip_left)} {_pt(bottom - bleed)} {_pt(clip_right - clip_left)} {_pt(height + 2 * bleed)} re W n"
    x = left + (-shift if cell.spine_left else shift)
    x0, y0, x1, y1 = (float(value) for value in trim)
    if cell.turned:
        matrix = f"-1 0 0 -1 {_pt(x) + x1:.4f} {_pt(bottom) + y1:.4f}"
    else:
        matrix = f"1 0 0 1 {_pt(x) - x0:.4f} {_pt(bottom) - y0:.4f}"
    return f"q {clip} {matrix} cm /P{cell.page} Do Q"


def _marks(pdf: Pdf, paper: Paper, tint: Array) -> pikepdf.Object:
    """Where the sheet is cut and folded: short lines in the margin on every plate."""
    left, bottom, right, top = paper.inner
    lines = []
    for x in sorted({edge for start in paper.lefts for edge in (start, start + paper.page_width)}):
        lines += [(x, bottom - GAP, x, bottom - GAP - MARK), (x, top + GAP, x, top + GAP + MARK)]
    for y in sorted({edge for start in paper.bottoms for edge in (start, start + paper.page_height)}):
        lines += [(left - GAP, y, left - GAP - MARK, y), (right + GAP, y, right + GAP + MARK, y)]
    strokes = "\n".join(f"{_pt(x0)} {_pt(y0)} m {_pt(x1)} {_pt(y1)} l" for x0, y0, x1, y1 in lines)
    stream = Stream(pdf, f"q /All CS 1 SCN {LINE_PT} w\n{strokes} S Q".encode())
    stream.Type, stream.Subtype, stream.FormType = Name.XObject, Name.Form, 1
    stream.BBox = Array([0, 0, _pt(paper.width), _pt(paper.height)])
    stream.Resources = Dictionary(ColorSpace=Dictionary(All=tint))
    return pdf.make_indirect(stream)
