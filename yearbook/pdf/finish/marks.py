"""What the press needs around the page, on request: crop, bleed, fold and register marks, a colour bar, a slug line.

Everything stands outside the bleed. Lines and text are in Separation /All, so that they print on every plate
(ISO 32000-1, 8.6.6.4); the colour bar is in the process inks.
"""

from __future__ import annotations

import io
from dataclasses import field
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Rectangle, Stream

from yearbook.geometry import MM_PER_PT
from yearbook.pdf.finish.content import Content, operation
from yearbook.values import dataclass

AREA = 13.0  # mm around the trim, for all of it
GAP = 1.0  # mm between the bleed and the first mark
CROP, SHORT = 6.0, 3.0  # mm: length of crop and fold marks, of bleed marks
LINE_PT = 0.25
RADIUS, ARM = 1.5, 3.0  # mm: circle and arms of a registration mark
PATCH = 5.0  # mm: side of a patch of the colour bar
SLUG_HEIGHT = 6.0  # mm, of two lines
CLEAR = ARM + 1.0  # mm between a mark and what stands beside it
PATCHES = (
    "1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1",
    "1 1 0 0", "0 1 1 0", "1 0 1 0",
    ".5 0 0 0", "0 .5 0 0", "0 0 .5 0", "0 0 0 .5", ".5 .4 .4 0",
)  # fmt: skip
BEZIER = 0.5522847498  # four curves make a circle


@dataclass(frozen=True)
class Marks:
    """folds: x of each fold in mm from the left edge of the trim; slug: a PDF with one slug a page, as wide as the
    free band and SLUG_HEIGHT high."""

    slug: bytes = field(repr=False)
    folds: tuple[float, ...] = ()


@dataclass(frozen=True)
class Band:
    """A stretch above and below the page where no mark stands: mm from the left edge of the trim."""

    left: float
    width: float


def free_band(width: float, folds: tuple[float, ...] = ()) -> Band:
    """The widest band of a trim of this width (mm): room for the slug line and the colour bar."""
    marks = sorted((0.0, *folds, _target_across(width, folds), width))
    start, end = max(pairwise(marks), key=lambda gap: round(gap[1] - gap[0], 2))
    return Band(start + CLEAR, end - start - 2 * CLEAR)


def _target_across(width: float, folds: tuple[float, ...]) -> float:
    """Where registration marks stand above and below: in the middle, or to the right of it where folds are marked."""
    return width * (0.75 if folds else 0.5)


@dataclass(frozen=True)
class _Frame:
    """Trim and bleed in pt."""

    trim: tuple[float, ...]
    bleed: tuple[float, ...]


def _mm(value: float) -> float:
    return value / MM_PER_PT


def draw_marks(pdf: Pdf, marks: Marks) -> None:
    """Widen the media box of every page and draw the marks into the new margin; all other boxes stay."""
    forms: dict[_Frame, pikepdf.Object] = {}
    with pikepdf.open(io.BytesIO(marks.slug)) as slugs:
        for number, (page, slug) in enumerate(zip(pdf.pages, slugs.pages, strict=True), 1):
            frame = _Frame(_box(page.trimbox), _box(page.bleedbox))
            if frame not in forms:
                forms[frame] = _form(pdf, frame, marks.folds)
            _place(pdf, page, forms[frame], slug_form(pdf, slug), frame, _band(frame, marks.folds), number)


def _band(frame: _Frame, folds: tuple[float, ...]) -> Band:
    return free_band((frame.trim[2] - frame.trim[0]) * MM_PER_PT, folds)


def _box(box: Array) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in box)


def _place(
    pdf: Pdf, page: pikepdf.Page, form: pikepdf.Object, slug: pikepdf.Object, frame: _Frame, band: Band, number: int
) -> None:
    left, bottom, right, top = frame.trim
    area = _mm(AREA)
    page.mediabox = Array([left - area, bottom - area, right + area, top + area])
    for name, target in ((Name.YbMarks, form), (Name(f"/YbSlug{number}"), slug)):
        if "/XObject" not in page.resources:
            page.resources.XObject = Dictionary()
        page.resources.XObject[name] = target  # the pages of a book share one dictionary
    low = frame.bleed[1] - _mm(GAP + CROP / 2 + SLUG_HEIGHT / 2)
    x = left + _mm(band.left)
    slug_box = Rectangle(x, low, x + float(slug.BBox[2]), low + _mm(SLUG_HEIGHT))
    drawn = b"q /YbMarks Do Q\n" + page.calc_form_xobject_placement(
        slug, Name(f"/YbSlug{number}"), slug_box, invert_transformations=False, allow_shrink=False, allow_expand=False
    )
    page.contents_add(b"q\n", prepend=True)  # WeasyPrint leaves its matrix changed at the end of a stream
    page.contents_add(b"\nQ\n" + drawn)
    page.contents_coalesce()
    page.obj.Contents = pdf.make_indirect(page.obj.Contents)


def _form(pdf: Pdf, frame: _Frame, folds: tuple[float, ...]) -> pikepdf.Object:
    """Everything but the slug, the same for all pages of a size."""
    area = _mm(AREA)
    left, bottom, right, top = frame.trim
    lines = [*_crop(frame), *_bleed(frame), *_folds(frame, folds)]
    lines.append(f"S {_targets(frame, folds)}")
    drawn = f"q /All CS 1 SCN {LINE_PT} w 0 J\n" + "\n".join(lines) + f" Q\n{_bar(frame, folds)}"
    stream = Stream(pdf, drawn.encode())
    stream.Type, stream.Subtype, stream.FormType = Name.XObject, Name.Form, 1
    stream.BBox = Array([left - area, bottom - area, right + area, top + area])
    stream.Resources = Dictionary(ColorSpace=Dictionary(All=separation_all(pdf)))
    return pdf.make_indirect(stream)


def separation_all(pdf: Pdf) -> Array:
    """Every plate of the press; on a screen, where there are none, all four inks."""
    tint = pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 1, 1, 1]), N=1)
    )
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l"


def _sides(frame: _Frame, x: float, length: float) -> tuple[str, str]:
    """Upright marks at x, below and above the bleed (pt)."""
    low, high = frame.bleed[1] - _mm(GAP), frame.bleed[3] + _mm(GAP)
    return _line(x, low, x, low - _mm(length)), _line(x, high, x, high + _mm(length))


def _corners(frame: _Frame, box: tuple[float, ...], length: float) -> list[str]:
    """Two marks at each corner, on the lines of `box`, starting outside the bleed."""
    near, far = frame.bleed[0] - _mm(GAP), frame.bleed[2] + _mm(GAP)
    made = [mark for x in (box[0], box[2]) for mark in _sides(frame, x, length)]
    for y in (box[1], box[3]):
        made += [_line(near, y, near - _mm(length), y), _line(far, y, far + _mm(length), y)]
    return made


def _crop(frame: _Frame) -> list[str]:
    return _corners(frame, frame.trim, CROP)


def _bleed(frame: _Frame) -> list[str]:
    return _corners(frame, frame.bleed, SHORT)


def _folds(frame: _Frame, folds: tuple[float, ...]) -> list[str]:
    """Where the sheet is folded: dashes would be too short to see, so they are marks like the others."""
    return [mark for fold in folds for mark in _sides(frame, frame.trim[0] + _mm(fold), CROP)]


def _targets(frame: _Frame, folds: tuple[float, ...]) -> str:
    """Registration marks on the four sides."""
    left, bottom, right, top = frame.bleed
    away = _mm(GAP + ARM)
    across = frame.trim[0] + _target_across(frame.trim[2] - frame.trim[0], folds)
    middles = (
        (across, bottom - away), (across, top + away),
        (left - away, (bottom + top) / 2), (right + away, (bottom + top) / 2),
    )  # fmt: skip
    return "\n".join(_target(x, y) for x, y in middles)


def _target(x: float, y: float) -> str:
    r, arm = _mm(RADIUS), _mm(ARM)
    k = r * BEZIER
    curves = (
        f"{x + r:.3f} {y:.3f} m {x + r:.3f} {y + k:.3f} {x + k:.3f} {y + r:.3f} {x:.3f} {y + r:.3f} c "
        f"{x - k:.3f} {y + r:.3f} {x - r:.3f} {y + k:.3f} {x - r:.3f} {y:.3f} c "
        f"{x - r:.3f} {y - k:.3f} {x - k:.3f} {y - r:.3f} {x:.3f} {y - r:.3f} c "
        f"{x + k:.3f} {y - r:.3f} {x + r:.3f} {y - k:.3f} {x + r:.3f} {y:.3f} c S"
    )
    return f"{curves} {_line(x - arm, y, x + arm, y)} {_line(x, y - arm, x, y + arm)} S"


def _bar(frame: _Frame, folds: tuple[float, ...]) -> str:
    """Solids, overprints, half tones and a grey of three inks, above the page in the free band."""
    x, y, side = frame.trim[0] + _mm(_band(frame, folds).left), frame.bleed[3] + _mm(GAP), _mm(PATCH)
    return "\n".join(
        f"q {inks} k {x + place * side:.3f} {y:.3f} {side:.3f} {side:.3f} re f Q" for place, inks in enumerate(PATCHES)
    )


def slug_form(pdf: Pdf, page: pikepdf.Page) -> Stream:
    """A slug as a form in Separation /All."""
    form: Stream = pdf.copy_foreign(page.as_form_xobject())  # type: ignore[assignment]
    form.Resources.ColorSpace = Dictionary(All=separation_all(pdf))
    content = Content(form, form.Resources)
    made = []
    for instruction in content.instructions():
        operator = str(instruction.operator)
        if operator in {"scn", "sc", "k", "rg", "g"}:
            made += [operation("cs", Name.All), operation("scn", 1)]
        elif operator != "cs":
            made.append(instruction)
    content.replace(pdf, made)
    return form
