"""Checks 8 to 10: colours that are no inks, spot colours, registration colour inside the page."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.geometry import Rect
from yearbook.preflight.checks import Look
from yearbook.preflight.content import Look as Paint
from yearbook.preflight.content import PageContent, Picture, Shading, Shape, Space, Text
from yearbook.preflight.content.painted import Painted
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault, Once, Tally
from yearbook.preflight.wording import kind, name

MARGIN = 0.5  # pt: crop marks may touch the trim


def used(thing: Painted) -> Iterator[Space]:
    """The colour spaces that an object prints with; patterns are looked into by the reader."""
    if isinstance(thing, Picture) and thing.image.space:
        yield thing.image.space
    elif isinstance(thing, Shading):
        yield thing.space
    else:
        for paint in paints(thing):
            if paint.colour.space.kind != "Pattern":
                yield paint.colour.space
            elif paint.colour.space.base and paint.colour.values:
                yield paint.colour.space.base


def paints(thing: Painted) -> Iterator[Paint]:
    """The looks that colour an object: of text both fill and outline, none of an image with colours of its own."""
    if isinstance(thing, Text):
        yield from (paint for paint in (thing.fill, thing.outline) if paint)
    elif isinstance(thing, Shape) or (isinstance(thing, Picture) and thing.image.space is None):
        yield thing.look


def watch(subject: Subject) -> Look:
    allowed = subject.profile.spot_colours

    def look(content: PageContent) -> Iterator[Fault]:
        tally, spots = Tally(), set[str]()
        trim = subject.sheets[content.number - 1].edge
        for thing in content.painted:
            for space in used(thing):
                _judge(thing, space, tally)
                if space.resolved.names:
                    yield from _spots(thing, space, spots, allowed)
                    if "All" in space.resolved.names and inside(thing, trim):
                        tally.add("P220", thing.rect, name(thing))
        yield from tally.faults()

    return look


def _judge(thing: Painted, space: Space, tally: Tally) -> None:
    if space.is_rgb:
        code = "P217" if isinstance(thing, Picture) else "P216"
    elif space.is_managed:
        code = "P218"
    else:
        return
    what = kind(thing)
    tally.add(code, thing.rect, name(thing), what, what=what, space=space.label)


def _spots(thing: Painted, space: Space, spots: set[str], allowed: int) -> Iterator[Fault]:
    """Each spot colour over the number that the profile allows is told once, where it first prints."""
    for spot in space.spots:
        if spot not in spots:
            spots.add(spot)
            words = {"colour": spot, "allowed": allowed}
            yield Fault("P219", thing.rect, name(thing), words, Once("P219", spot, allowed))


def inside(thing: Painted, trim: Rect) -> bool:
    """Whether a piece of it lies inside the trim; one path may hold the marks of all four sides."""
    parts = thing.parts if isinstance(thing, Shape) else (thing.rect,)
    inner = trim.grown(-MARGIN)
    return any(inner.meet(part) for part in parts)
