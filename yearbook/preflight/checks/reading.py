"""Check 20 and what comes before all others: pages that are empty, and pages that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.geometry import Rect
from yearbook.preflight.checks import Look
from yearbook.preflight.checks.colour import inside, paints
from yearbook.preflight.content import PageContent, Picture, Shading
from yearbook.preflight.content.painted import Painted
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault


def watch(subject: Subject) -> Look:
    def look(content: PageContent) -> Iterator[Fault]:
        if content.faults:
            more = f"; và {len(content.faults) - 3} lỗi khác" if len(content.faults) > 3 else ""
            yield Fault("P237", words={"detail": "; ".join(content.faults[:3]) + more})
        if content.cut:
            yield Fault("P239")
        trim = subject.sheets[content.number - 1].edge
        if not content.faults and not content.cut and not any(_prints(thing, trim) for thing in content.painted):
            yield Fault("P235")

    return look


def _prints(thing: Painted, trim: Rect) -> bool:
    """Whether it leaves ink inside the trim."""
    if not inside(thing, trim):
        return False
    if isinstance(thing, Shading) or (isinstance(thing, Picture) and thing.image.space):
        return True
    return any(not paint.colour.is_white and paint.alpha > 0 for paint in paints(thing))
