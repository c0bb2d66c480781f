"""Check 4, the part that boxes cannot tell: pictures and fields of colour that reach the trim but not the bleed.

Paper moves while it is cut. What is to reach the edge of the page must go on to the edge of the bleed, else a white
line shows. What ends a little inside the trim is told as well: it looks like a mistake, and it will be one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yearbook.geometry import MM_PER_PT, Rect
from yearbook.preflight.checks import Look
from yearbook.preflight.checks.boxes import outer_edge
from yearbook.preflight.content import PageContent, Picture, Shading, Shape
from yearbook.preflight.content.painted import Painted
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault, Tally
from yearbook.preflight.wording import kind, name
from yearbook.values import dataclass
from yearbook.vietnamese import format_measure

TOUCH = 0.1 / MM_PER_PT  # pt: nearer to the trim than this is at the trim
SHORT = 0.3 / MM_PER_PT  # pt: so much may be missing of the bleed
INSIDE = 0.5 / MM_PER_PT  # pt: what ends so near inside the trim was meant to reach it
MOST = 0.6  # of the edge, for what ends inside
RULE = 1.0  # pt: thinner things are rules, which may end where they like
MAX_JUDGED, MAX_COMPARED = 2000, 100  # things of a page: more tell nothing new

Away = Callable[[Rect], float]


@dataclass(frozen=True)
class Side:
    """An edge of the trim. `away(rect)`: how far a rectangle goes beyond it, in pt, negative when it stays inside."""

    name: str
    away: Away
    wanted: float  # pt of bleed that the page has room for, at most what the profile wants
    length: float
    along: Callable[[Rect], tuple[float, float]]


def _sides(trim: Rect, outer: Rect, bleed: float) -> list[Side]:
    def vertical(rect: Rect) -> tuple[float, float]:
        return max(rect.bottom, trim.bottom), min(rect.top, trim.top)

    def horizontal(rect: Rect) -> tuple[float, float]:
        return max(rect.left, trim.left), min(rect.right, trim.right)

    def side(name: str, away: Away, along: Callable[[Rect], tuple[float, float]], length: float) -> Side:
        return Side(name, away, min(bleed, away(outer)), length, along)

    return [
        side("trái", lambda rect: trim.left - rect.left, vertical, trim.height),
        side("phải", lambda rect: rect.right - trim.right, vertical, trim.height),
        side("trên", lambda rect: rect.top - trim.top, horizontal, trim.width),
        side("dưới", lambda rect: trim.bottom - rect.bottom, horizontal, trim.width),
    ]


def watch(subject: Subject) -> Look:
    bleed = subject.profile.bleed_mm / MM_PER_PT

    def look(content: PageContent) -> Iterator[Fault]:
        sheet = subject.sheets[content.number - 1]
        if sheet.trim is None:
            return
        inner, tally = sheet.trim.grown(-INSIDE - TOUCH), Tally()
        # Most things stand well inside: only the rest is looked at closely.
        near = [thing for thing in content.painted if not inner.holds(thing.rect, 0)]
        counting = [thing for thing in near if _counts(thing, sheet.trim)][:MAX_JUDGED]
        for side in _sides(sheet.trim, outer_edge(sheet), bleed):
            if side.wanted > SHORT:  # a page without bleed is told by P211
                reaching = [thing for thing in near if side.away(thing.rect) >= side.wanted - SHORT][:MAX_COMPARED]
                for thing in counting:
                    _judge(thing, side, reaching, tally)
        yield from tally.faults()

    return look


def _counts(thing: Painted, trim: Rect) -> bool:
    """Pictures, shades and fields of colour that print inside the trim; no text, no rules, nothing white."""
    if isinstance(thing, Shape):
        if thing.look.colour.is_white or thing.look.alpha == 0:
            return False
        if thing.stroke and thing.width <= RULE:
            return False
    elif not isinstance(thing, Picture | Shading):
        return False
    inside = thing.rect.meet(trim)
    return inside is not None and min(inside.width, inside.height) > RULE


def _judge(thing: Painted, side: Side, reaching: list[Painted], tally: Tally) -> None:
    beyond = side.away(thing.rect)
    low, high = side.along(thing.rect)
    if -TOUCH <= beyond < side.wanted - SHORT:
        if not _goes_on(thing, side, reaching):
            reach, wanted = format_measure(max(beyond, 0) * MM_PER_PT), format_measure(side.wanted * MM_PER_PT)
            what = kind(thing)
            tally.add("P215", thing.rect, name(thing), what, side=side.name, reach=reach, wanted=wanted, what=what)
    elif -INSIDE <= beyond < -TOUCH and high - low >= MOST * side.length and not _goes_on(thing, side, reaching):
        gap = format_measure(-beyond * MM_PER_PT)
        tally.add("P238", thing.rect, name(thing), kind(thing), side=side.name, gap=gap, what=kind(thing))


def _goes_on(thing: Painted, side: Side, reaching: list[Painted]) -> bool:
    """Whether another object of the same kind and colour covers what is missing: fields are often cut into strips."""
    low, high = side.along(thing.rect)
    for other in reaching:
        if other is thing or type(other) is not type(thing):
            continue
        if isinstance(thing, Shape) and isinstance(other, Shape) and thing.look.colour != other.look.colour:
            continue
        first, last = side.along(other.rect)
        if first <= low + 1 and last >= high - 1:
            return True
    return False
