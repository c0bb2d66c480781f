"""Checks 13 and 14: small text in several inks, small reversed text, black text that is not black ink alone."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.preflight.checks import Look
from yearbook.preflight.content import PageContent, Text
from yearbook.preflight.content.colours import Colour
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault, Tally
from yearbook.preflight.wording import name
from yearbook.vietnamese import format_measure

BODY = 24.0  # pt: larger black letters may be deepened with other inks
GRACE = 0.01  # pt


def watch(subject: Subject) -> Look:
    limits = subject.profile.text_pt

    def look(content: PageContent) -> Iterator[Fault]:
        tally = Tally()
        for thing in content.painted:
            if not isinstance(thing, Text):
                continue
            paint = thing.fill or thing.outline
            if paint is None or paint.alpha == 0:
                continue
            code, limit = _fault(paint.colour, thing.size + GRACE, limits.several_inks, limits.reversed)
            if code:
                label, size = paint.colour.label, format_measure(thing.size)
                what = f"{name(thing)}, màu {label}"
                tally.add(code, thing.rect, what, rank=thing.size, size=size, limit=format_measure(limit), colour=label)
        yield from tally.faults()

    return look


def _fault(colour: Colour, size: float, several: float, reversed_: float) -> tuple[str, float]:
    """The code and the limit in pt; an empty code for sound text. RGB is told elsewhere (P216)."""
    inks = colour.inks
    if inks is None:
        return "", 0
    if not inks:
        return ("P226", reversed_) if size < reversed_ else ("", 0)
    if colour.is_rich_black:
        return ("P227", BODY) if size < BODY else ("", 0)
    if len(inks) > 1 and size < several:
        return "P225", several
    return "", 0
