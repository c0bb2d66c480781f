"""Check 12: lines too thin for a plate, drawn as strokes or as thin bars."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.geometry import Rect
from yearbook.preflight.checks import Look
from yearbook.preflight.content import PageContent, Shape, Text
from yearbook.preflight.content.painted import Painted
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault, Tally
from yearbook.preflight.wording import name
from yearbook.vietnamese import format_measure

GRACE = 0.005  # pt
LONG = 3.0  # pt: a fill that is shorter is a dot, not a line


def watch(subject: Subject) -> Look:
    limit = subject.profile.hairline_pt

    def look(content: PageContent) -> Iterator[Fault]:
        tally = Tally()
        trim = subject.sheets[content.number - 1].edge
        for thing in content.painted:
            width = _thickness(thing, trim)
            if width is not None and width < limit - GRACE:
                shown = "0" if width == 0 else format_measure(width, 2) if width >= 0.01 else "dưới 0,01"
                label = f"đường kẻ {shown} pt" if isinstance(thing, Shape) else f"{name(thing)}, viền {shown} pt"
                tally.add("P224", thing.rect, label, rank=width, width=shown, limit=format_measure(limit, 2))
        yield from tally.faults()

    return look


def _thickness(thing: Painted, trim: Rect) -> float | None:
    """Of a line that prints inside the trim (crop marks are thin on purpose), in pt; None for what is no line."""
    if isinstance(thing, Text):
        return thing.width if thing.outline and thing.fill is None else None
    if not isinstance(thing, Shape) or thing.look.colour.is_white or thing.look.alpha == 0:
        return None
    if not any(trim.meet(part) for part in thing.parts):
        return None
    if thing.stroke:
        return thing.width
    return thing.thin if max(thing.rect.width, thing.rect.height) >= LONG else None
