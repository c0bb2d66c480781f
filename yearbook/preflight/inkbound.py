"""Which pages can have too much ink at all: a bound from what they paint, so that few must be drawn to be measured.

Where nothing blends, a place of a page has the colour of one object, its ground, and over it single inks of objects
that overprint. So no place has more ink than its ground and, ink by ink, the most of what overprints there. What
cannot be told (RGB, spot inks, shades, blending, Type 3 glyphs) counts as four full inks. Where a letter or an image
stands is told generously; where that is unknown it stands everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from yearbook.geometry import HUGE, Rect
from yearbook.preflight.content import Colour, Font, Look, PageContent, Picture, Shape, Text
from yearbook.preflight.content.painted import Painted
from yearbook.preflight.ghostscript import PAGE_BYTES
from yearbook.preflight.known import Known
from yearbook.preflight.reach import letters_reach
from yearbook.preflight.subject import A4, Sheet, Subject
from yearbook.values import dataclass

if TYPE_CHECKING:
    from yearbook.preflight.pictures import Darkness

TOLERANCE = 2.0  # points of total ink over the limit: see spots.py
_ROUNDING = 4.0  # steps of 255: one in each of four inks; drawing and decoding round
_PAD = 2.0  # pixels: whatever touches a pixel colours it
_EVERYWHERE = Rect(-HUGE, -HUGE, HUGE, HUGE)
_NOTHING, _BLACK, _ALL = (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 255.0), (255.0, 255.0, 255.0, 255.0)
_PLACES = 32  # that a layer is remembered with
_WAITING = 16  # images whose data are held for the counting threads

Inks = tuple[float, float, float, float]


class _Layer(NamedTuple):
    """An object as ink. `inks`: in steps of 255; of an image that is counted none, its data say it."""

    thing: Painted
    inks: Inks
    overprints: bool
    image: bool = False


@dataclass(frozen=True)
class Dark:
    """An image that may have too much ink where it has more than `sum` of 1020: object number, and how many pixels of
    the drawing one of its own may become at most."""

    image: tuple[int, int]
    sum: float
    spread: float


@dataclass(frozen=True)
class Suspicion:
    """Of a page: `sure` when it must be drawn, else the images that decide."""

    sure: bool = False
    dark: tuple[Dark, ...] = ()


class InkBound:
    """The bound for the pages of one file; images are counted in threads while pages are read."""

    def __init__(self, subject: Subject, pool: ThreadPoolExecutor) -> None:
        self._subject = subject
        self._pool = pool
        self._limit = (subject.profile.ink.limit + TOLERANCE) * 2.55 - _ROUNDING
        self._counts: dict[tuple[int, int], Future[Darkness | None]] = {}
        self._reach: dict[Font, Rect | None] = {}
        name = subject.path.name
        self._known: Known[bytes, int] = Known(subject.cache, "dark pixels", name, reader=subject.reader)

    @cached_property
    def _pixel(self) -> float:
        """pt of user space; where a UserUnit makes them smaller, this is generous."""
        return 72 / self._subject.profile.ink.ppi

    def look(self, content: PageContent) -> Suspicion:
        """What can be told of a page; images that matter are given to the threads."""
        sheet = self._subject.sheets[content.number - 1]
        page = self._subject.pdf.pages[content.number - 1].obj
        if page.get("/Annots") is not None or self._undrawable(sheet) or _unclear(content):
            return Suspicion(sure=True)
        layers = list(_layers(content.painted))
        in_order = len(layers)
        layers += _layers(content.beyond)
        most = _most({layer.inks for layer in layers if layer.overprints})
        light = {inks for inks in {layer.inks for layer in layers} if _over(inks, most) <= self._limit}
        dark: list[Dark] = []
        for position, layer in enumerate(layers):
            if layer.inks in light and not layer.image:
                continue
            found = self._judge(layer, layers[position + 1 :] if position < in_order else layers, sheet)
            if found.sure:
                return found
            dark += found.dark
        for each in dark:
            if self._known.find(self._name(each)) is None:
                self._ask(each.image)
        return Suspicion(dark=tuple(dark))

    def tender(self, content: PageContent) -> tuple[Rect, ...] | None:
        """Where black that overprints may be too much ink; None when these are many places."""
        layers = [*_layers(content.painted), *_layers(content.beyond)]
        over = _most([_BLACK, *(layer.inks for layer in layers if layer.overprints)])
        light = {inks for inks in {layer.inks for layer in layers} if _over(inks, over) <= self._limit}
        return self._places(layer for layer in layers if layer.image or layer.inks not in light)

    def blackened(self, content: PageContent) -> tuple[Rect, ...] | None:
        """Where it overprints; None when these are many places, or when other inks than black do it."""
        over = [layer for layer in _layers([*content.painted, *content.beyond]) if layer.overprints]
        return None if any(any(layer.inks[:3]) for layer in over) else self._places(over)

    def _places(self, layers: Iterable[_Layer]) -> tuple[Rect, ...] | None:
        places = tuple({self._around(layer.thing): None for layer in layers})
        return places if len(places) <= _PLACES else None

    def decide(self, suspicion: Suspicion) -> bool:
        """Whether the page must be drawn: the images that decide are counted by now, or waited for."""
        pixels = 0.0
        for dark in suspicion.dark:
            over = self._over(dark)
            if over is None:
                return True
            pixels += over * dark.spread
        ink = self._subject.profile.ink
        return suspicion.sure or (pixels > 0 and pixels * (25.4 / ink.ppi) ** 2 >= ink.area_mm2)

    def keep(self) -> None:
        """Keep what was counted."""
        self._known.keep()

    def _over(self, dark: Dark) -> int | None:
        """How many pixels of an image are too dark; None when they cannot be counted."""
        name = self._name(dark)
        known = self._known.find(name)
        if known is None and (counted := self._counts[dark.image].result()):
            return self._known.learn(name, counted.over(dark.sum))
        return known

    def _name(self, dark: Dark) -> bytes:
        """Of the image and what is asked of it."""
        image = self._subject.digests.thing(self._subject.pdf.get_object(dark.image))
        return image and image + b"%a" % dark.sum

    def _judge(self, ground: _Layer, above: list[_Layer], sheet: Sheet) -> Suspicion:
        region = (sheet.bleed or sheet.trim or sheet.media).grown(self._pixel)
        around = self._around(ground.thing)
        if not around.meet(region):
            return Suspicion()
        over = _most(layer.inks for layer in above if layer.overprints and self._around(layer.thing).meet(around))
        if not ground.image:
            return Suspicion(sure=_over(ground.inks, over) > self._limit)
        spread = self._spread(ground.thing)
        if spread is None:
            return Suspicion(sure=True)
        assert isinstance(ground.thing, Picture)
        return Suspicion(dark=(Dark(ground.thing.image.key, self._limit - sum(over), spread),))

    def _spread(self, thing: Painted) -> float | None:
        """How many pixels of the drawing a pixel of an image may colour; None when it is drawn between its pixels,
        which may make it darker than any of them."""
        assert isinstance(thing, Picture)
        image, ppi = thing.image, self._subject.profile.ink.ppi
        if image.key == (0, 0) or not (thing.across > 0 and thing.down > 0):
            return None
        across, down = ppi / thing.across, ppi / thing.down
        shrinks = image.width * (1 - across) >= _PAD and image.height * (1 - down) >= _PAD
        return (across + 2) * (down + 2) if shrinks or not image.interpolated else None

    def _around(self, thing: Painted) -> Rect:
        """Where its ink may be."""
        pad = _PAD * self._pixel
        if isinstance(thing, Text):
            return self._around_text(thing).grown(pad)
        return ((thing.reach if isinstance(thing, Shape) else None) or thing.rect).grown(pad)

    def _around_text(self, text: Text) -> Rect:
        if text.outline or text.font.type3:
            return _EVERYWHERE
        if text.font not in self._reach:
            self._reach[text.font] = letters_reach(self._subject.pdf, text.font.program, self._subject.cache)
        reach = self._reach[text.font]
        return (text.stance.around(reach) if reach and text.stance else None) or _EVERYWHERE

    def _ask(self, key: tuple[int, int]) -> None:
        from yearbook.preflight.pictures import darkness  # with numpy: only when a picture is to be counted

        if key in self._counts:
            return
        waiting = [each for each in list(self._counts.values())[-_WAITING:] if not each.done()]
        if len(waiting) >= _WAITING:
            waiting[0].result()
        self._counts[key] = self._pool.submit(darkness(self._subject.pdf.get_object(key)))

    def _undrawable(self, sheet: Sheet) -> bool:
        """No size, or one that cannot be drawn: a finding of its own."""
        unit: Any = self._subject.pdf.pages[sheet.number - 1].obj.get("/UserUnit", 1)
        try:
            scale = float(unit) / self._pixel
        except (TypeError, ValueError):
            return True
        width, height = sheet.media.width * scale, sheet.media.height * scale
        return sheet.media is A4 or not (min(width, height) >= 2 and (width + 2) * (height + 2) * 4 <= PAGE_BYTES)


def _unclear(content: PageContent) -> bool:
    blends = [space for space in content.groups if space is not None and space.kind != "DeviceCMYK"]
    return bool(content.faults or content.cut or content.untold or content.postscript or blends)


def _layers(things: Iterable[Painted]) -> Iterator[_Layer]:
    known: dict[int, Inks] = {}  # by identity: text goes on in the colour that was set

    def inks(look: Look) -> Inks:
        if look.transparent:
            return _ALL
        key = id(look.colour)
        if key not in known:
            known[key] = _inks(look.colour)
        return known[key]

    for thing in things:
        if isinstance(thing, Text):
            for look in (thing.fill, thing.outline):
                if look:
                    yield _Layer(thing, _ALL if thing.font.type3 else inks(look), look.overprint)
        elif isinstance(thing, Picture) and thing.image.space is not None:
            # of an image that overprints it is not counted how much it has of each ink
            counted = _plain(thing) and not thing.look.overprint
            yield _Layer(thing, _NOTHING if counted else _ALL, thing.look.overprint, counted)
        elif isinstance(thing, Shape | Picture):
            yield _Layer(thing, inks(thing.look), thing.look.overprint)
        else:
            yield _Layer(thing, _ALL, thing.look.overprint)


def _plain(picture: Picture) -> bool:
    kind = picture.image.space.kind if picture.image.space else ""
    return kind in ("DeviceCMYK", "DeviceGray") and not picture.image.soft_mask and not picture.look.transparent


def _inks(colour: Colour) -> Inks:
    """A colour in steps of 255, white to full; four full inks for what is no plain ink."""
    space, values = colour.space, colour.values
    if space.kind == "DeviceCMYK" and len(values) == 4:
        c, m, y, k = (min(max(value, 0.0), 1.0) * 255 for value in values)
        return (c, m, y, k)
    if space.kind == "DeviceGray" and len(values) == 1:
        return (0.0, 0.0, 0.0, 255 - min(max(values[0], 0.0), 1.0) * 255)
    return _ALL


def _most(inks: Iterable[Inks]) -> Inks:
    """Ink by ink the most."""
    c = m = y = k = 0.0
    for each in inks:
        c, m, y, k = max(c, each[0]), max(m, each[1]), max(y, each[2]), max(k, each[3])
    return (c, m, y, k)


def _over(ground: Inks, above: Inks) -> float:
    """The most of four inks together."""
    return max(ground[0], above[0]) + max(ground[1], above[1]) + max(ground[2], above[2]) + max(ground[3], above[3])
