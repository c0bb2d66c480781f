"""The cover as one sheet: flap, back, spine, front, flap. Text is fitted to its panel; the front says what the law
allows.

Luật Xuất bản 19/2012/QH13, Điều 27.3: cover 1 carries the title, the author or compiler, the publisher, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint import Document

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.pages.ean13 import Ean13
from yearbook.pages.render import PageSetter
from yearbook.pdf.engine import Engine
from yearbook.pdf.placed import Placed, placed
from yearbook.pdf.sheet import SPINE_LEAST, Sheet, cover_sheet
from yearbook.records.isbn import isbn_digits
from yearbook.records.settings import Settings
from yearbook.values import dataclass
from yearbook.vietnamese import format_measure, typographic

SHRINK = 0.94  # of the title at each step
TITLE_LEAST = 0.55  # smaller, a title would look lost
CLEAR = 8.0  # mm between the title and what stands above and below it
SPINE_CLEAR = 15.0  # mm at the head and at the foot of the spine
SPINE_STEP = 0.5  # pt


@dataclass(frozen=True)
class Fit:
    """title: factor on its designed sizes; spine: type size in pt, 0 for no text."""

    title: float = 1.0
    spine: float = 0.0


@dataclass(frozen=True)
class Cover:
    """The PDF, and what was found while it was fitted."""

    data: bytes
    findings: tuple[Diagnostic, ...]


def barcode(settings: Settings) -> Ean13 | None:
    """The EAN-13 of the printed book; None as long as it has no valid ISBN."""
    digits = isbn_digits(settings.isbn.print)
    how = settings.cover.barcode
    return Ean13(digits, how.magnification / 100, how.bar_width_reduction_mm) if digits else None


def make_cover(setter: PageSetter, engine: Engine, pages: int) -> Cover:
    """In: the page setter of the cover edition, an engine with its style sheet (`sheet`), the pages of the interior."""
    sheet = cover_sheet(setter, pages)
    document, fit = fitted(setter, engine, sheet)
    shown = placed(document.pages[0])
    settings = setter.book.settings
    findings = (_measures(settings, sheet, pages), *_spine(settings, sheet, fit), *_front(settings, sheet, shown))
    return Cover(engine.write(document, list(document.pages), tagged=False, identifier=b"cover"), findings)


def fitted(setter: PageSetter, engine: Engine, sheet: Sheet) -> tuple[Document, Fit]:
    """The cover laid out, title and spine made smaller step by step until they keep clear of their neighbours."""
    fit = Fit(spine=sheet.spine_size)
    while True:
        document = engine.lay_out(
            setter.render("cover.html.j2", sheet=sheet, fit=fit, barcode=barcode(setter.book.settings))
        )
        shown = placed(document.pages[0])
        title, spine = fit.title, fit.spine
        if not _title_is_clear(shown) and title * SHRINK >= TITLE_LEAST:
            title *= SHRINK
        if spine and not _spine_is_clear(shown, sheet):
            spine = spine - SPINE_STEP if spine - SPINE_STEP >= SPINE_LEAST else 0.0
        if (title, spine) == (fit.title, fit.spine):
            return document, fit
        fit = Fit(title, spine)


def _named(shown: tuple[Placed, ...], name: str) -> list[Placed]:
    return [item for item in shown if name in item.names and item.text]


def _title_is_clear(shown: tuple[Placed, ...]) -> bool:
    title = _named(shown, "title")
    top, bottom = min((item.top for item in title), default=0.0), max((item.bottom for item in title), default=0.0)
    above = max((item.bottom for item in _named(shown, "compiler")), default=-CLEAR)
    below = min((item.top for item in _named(shown, "publisher")), default=bottom + CLEAR)
    return above + CLEAR <= top and bottom + CLEAR <= below


def _spine_is_clear(shown: tuple[Placed, ...], sheet: Sheet) -> bool:
    """Title and year stand one after the other, within the height, with a space between them."""
    words = _named(shown, "spine-title") + _named(shown, "spine-year")
    inside = all(item.top >= SPINE_CLEAR and item.bottom <= sheet.height - SPINE_CLEAR for item in words)
    title = max((item.bottom for item in _named(shown, "spine-title")), default=0.0)
    year = min((item.top for item in _named(shown, "spine-year")), default=sheet.height)
    return inside and title + CLEAR / 2 <= year


def _mm(value: float) -> str:
    return format_measure(value, 3)


def _measures(settings: Settings, sheet: Sheet, pages: int) -> Diagnostic:
    """L120: the measures that the printer asks for."""
    return diagnose(
        "L120",
        settings.span("paper"),
        record=settings.id,
        width=_mm(sheet.width),
        height=_mm(sheet.height),
        flaps=f", mỗi tai {_mm(sheet.flap)} mm" if sheet.flap else "",
        spine=_mm(sheet.spine),
        pages=pages,
        leaf=_mm(settings.paper.leaf_mm),
        board=_mm(settings.paper.board_mm),
    )


def _spine(settings: Settings, sheet: Sheet, fit: Fit) -> Iterator[Diagnostic]:
    """L121 when the spine carries no text."""
    if fit.spine:
        return
    why = "tên ngắn dài quá chiều cao gáy" if sheet.spine_size else "mỏng quá"
    reason = f"gáy dày {_mm(sheet.spine)} mm, {why}"
    yield diagnose("L121", settings.span("short_title"), record=settings.id, reason=reason)


# --- what the law allows on the front ------------------------------------------------------------------------------


def _front(settings: Settings, sheet: Sheet, shown: tuple[Placed, ...]) -> Iterator[Diagnostic]:
    """L122 for words on the front that are none of the three that the law allows; L123 for a picture there."""
    front = sheet.panel("front")
    allowed = _allowed(settings)
    for item in shown:
        width = item.right - item.left
        if item.over(front.left, front.right) < min(1.0, width / 2):
            continue
        if not item.text:
            yield diagnose("L123", settings.span("cover"), record=settings.id)
        elif _folded(item.text) not in allowed:
            yield diagnose("L122", settings.span("theme"), record=settings.id, words=" ".join(item.text.split()))


def _allowed(settings: Settings) -> set[str]:
    """Title, whole or in its parts, compiler, publisher, as they can be compared."""
    title = settings.title_parts
    name = " ".join(title.lines)
    texts = [settings.title, settings.compiler or "", settings.publisher.name, title.kind, name, *title.lines]
    texts += [title.period, f"{title.kind} {name}", f"{name} {title.period}", f"{title.kind} {name} {title.period}"]
    return {_folded(text) for text in texts if text}


def _folded(text: str) -> str:
    """Capitals, kinds of spaces and of signs do not count."""
    return "".join(typographic(text).casefold().split())
