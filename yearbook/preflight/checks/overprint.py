"""Checks 15 and 16: black text overprints, white never does (ISO 32000-2, 8.6.7)."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.preflight.checks import Look
from yearbook.preflight.checks.colour import paints
from yearbook.preflight.content import Look as Paint
from yearbook.preflight.content import PageContent, Text
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault, Tally
from yearbook.preflight.wording import kind, name

SMALL = 12.0  # pt: larger letters may knock out (GWG 2015 asks for overprint below it)


def watch(subject: Subject) -> Look:
    def look(content: PageContent) -> Iterator[Fault]:
        tally = Tally()
        for thing in content.painted:
            for paint in paints(thing):
                if paint.colour.is_white and paint.overprint and _vanishes(paint):
                    tally.add("P229", thing.rect, name(thing), kind(thing), what=kind(thing))
            if isinstance(thing, Text) and thing.fill and thing.size < SMALL and _knocks_out(thing.fill):
                tally.add("P228", thing.rect, name(thing))
        yield from tally.faults()

    return look


def _vanishes(paint: Paint) -> bool:
    """White that overprints leaves nothing: in DeviceCMYK only in mode 1, where a tint of 0 is no ink; elsewhere
    (grey, a spot colour) the other inks show through in any mode."""
    if paint.colour.inks is None:
        return False
    return paint.overprint_mode == 1 or paint.colour.space.kind != "DeviceCMYK"


def _knocks_out(paint: Paint) -> bool:
    """100 % black that leaves a hole in the other inks: without overprint, or in DeviceCMYK in mode 0."""
    if not paint.colour.is_black or paint.transparent:
        return False
    return not paint.overprint or (paint.overprint_mode != 1 and paint.colour.space.kind == "DeviceCMYK")
