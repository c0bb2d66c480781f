"""By the water: the coast, a pier, a floating market, a flooded plain."""

from __future__ import annotations

import math

from .canvas import Canvas
from .colour import GOLD, HONEY, INK, MOSS, PINE, RED, RGB, SAGE, TERRACOTTA, darker, lighter, mix, rgb
from .geometry import Frame, Point, box, curve_stroke, ellipse, rounded, smooth
from .people import Person, dressed, place, somebody, standing
from .props import cloud, hills, tree
from .seeds import Seed
from .stage import DAWN, DAY, DUSK, Sky, Stage


def villager(seed: Seed, woman: bool) -> Person:
    """Somebody in plain working clothes."""
    cloth = seed.pick(
        (rgb("a8504a"), rgb("6f8579"), rgb("41627a"), rgb("8a5565"), rgb("c9a35c"), rgb("e9e0cc"), rgb("4f5d52"))
    )
    return dressed(somebody(seed, woman=woman), "uniform", cloth)


def heaven(stage: Stage, sky: Sky, bottom: float, clouds: int = 4) -> None:
    """Sky with a sun and clouds, down to `bottom`."""
    sheet, seed = stage.sheet, stage.seed
    stage.sky(sky, bottom + 4)
    x, y = stage.width * seed.between(0.2, 0.8), bottom * seed.between(0.3, 0.6)
    sheet.glow(x, y, 230, 230, rgb("fff0cf"), 0.85)
    sheet.oval(x, y, 42, 42, rgb("f9e2b2"))
    for _ in range(clouds):
        cloud(
            sheet,
            stage.width * seed.unit(),
            bottom * seed.between(0.12, 0.55),
            seed.between(90, 180),
            rgb("fbf7ee"),
            0.65,
        )


def _water(stage: Stage, top: float, sky: Sky, depth: RGB) -> None:
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sheet.shade(0, top, w, h - top, (mix(sky[-1], depth, 0.45), depth, darker(depth, 0.25)))
    for _ in range(60):
        y = top + 8 + (h - top) * seed.unit()
        x, long = w * seed.unit(), 14 + (y - top) * 0.13
        sheet.fill(
            curve_stroke([(x - long, y), (x, y - 2), (x + long, y)], 0.6, 3.2, 0.6), lighter(sky[-1], 0.45), 0.45
        )


def boat(sheet: Canvas, x: float, y: float, size: float, hull: RGB, flip: bool = False) -> Frame:
    """A wooden boat floating at (x, y), `size` long."""
    at = Frame(x, y, size, flip=flip)
    sheet.fill(at(ellipse(0, 0.06, 0.5, 0.03)), INK, 0.25)
    body: list[Point] = [
        (-0.52, -0.13),
        (-0.3, -0.07),
        (0.1, -0.06),
        (0.36, -0.1),
        (0.56, -0.2),
        (0.44, 0.0),
        (0.3, 0.06),
        (-0.34, 0.06),
        (-0.46, 0.0),
    ]
    sheet.fill(at(smooth(body, steps=6)), hull)
    sheet.fill(
        at(
            curve_stroke([(-0.5, -0.11), (-0.3, -0.05), (0.1, -0.04), (0.36, -0.08), (0.54, -0.18)], 0.014, 0.03, 0.014)
        ),
        lighter(hull, 0.5),
    )
    sheet.fill(at(curve_stroke([(-0.45, 0.0), (0.0, 0.02), (0.44, -0.02)], 0.01, 0.02, 0.01)), darker(hull, 0.35))
    sheet.fill(at(ellipse(0.4, -0.075, 0.022, 0.018)), rgb("f6f0e2"))
    sheet.fill(at(ellipse(0.405, -0.075, 0.01, 0.01)), INK)
    return at


def _fishing_boat(sheet: Canvas, x: float, y: float, size: float, hull: RGB, flip: bool) -> None:
    at = Frame(x, y, size, flip=flip)
    sheet.line(at([(0.1, -0.1), (0.1, -0.62)]), size * 0.016, rgb("5a4334"))
    for px, py in ((-0.36, -0.2), (0.5, -0.18)):
        sheet.line(at([(0.1, -0.6), (px, py)]), size * 0.005, INK, 0.6)
    sheet.fill(at(rounded(-0.34, -0.34, 0.32, 0.27, 0.02)), rgb("efe4cc"))
    sheet.fill(at(box(-0.38, -0.37, 0.4, 0.045)), RED)
    for k in range(3):
        sheet.fill(at(rounded(-0.3 + 0.09 * k, -0.28, 0.065, 0.08, 0.01)), rgb("5f7f92"))
    boat(sheet, x, y, size, hull, flip)


def _van(sheet: Canvas, x: float, base: float, size: float, seed: Seed) -> None:
    """A monitoring van with a mast of antennas on its roof."""
    at = Frame(x, base, size)
    paint = seed.pick((rgb("f3ecdc"), rgb("dfe5e4")))
    sheet.fill(at(ellipse(0, 0, 0.56, 0.025)), INK, 0.3)
    sheet.line(at([(-0.18, -0.42), (-0.18, -1.02)]), size * 0.018, rgb("7c858a"))
    for y, half in ((-1.0, 0.05), (-0.94, 0.08), (-0.88, 0.11), (-0.82, 0.14), (-0.76, 0.17)):
        sheet.line(at([(-0.18 - half, y), (-0.18 + half, y)]), size * 0.011, rgb("5f686d"))
    sheet.fill(at(smooth([(0.08, -0.46), (0.14, -0.56), (0.26, -0.56), (0.32, -0.46)])), rgb("e9e2d2"))
    sheet.fill(
        at(
            smooth(
                [
                    (-0.5, -0.08),
                    (-0.5, -0.4),
                    (-0.46, -0.45),
                    (0.26, -0.45),
                    (0.38, -0.28),
                    (0.5, -0.22),
                    (0.52, -0.08),
                ],
                steps=5,
            )
        ),
        paint,
    )
    sheet.fill(at(box(-0.5, -0.2, 1.0, 0.045)), (seed.pick((RED, rgb("41627a")))))
    sheet.fill(at([(0.2, -0.4), (0.27, -0.4), (0.36, -0.27), (0.2, -0.27)]), rgb("7f9aa8"))
    for k in range(2):
        sheet.fill(at(rounded(-0.4 + 0.26 * k, -0.39, 0.2, 0.12, 0.02)), rgb("7f9aa8"))
    for wx in (-0.3, 0.3):
        sheet.fill(at(ellipse(wx, -0.06, 0.09, 0.09)), rgb("2a2b2e"))
        sheet.fill(at(ellipse(wx, -0.06, 0.045, 0.045)), rgb("c9c4b8"))


def _palm(sheet: Canvas, x: float, base: float, height: float, lean: float) -> None:
    top: Point = (x + lean, base - height)
    sheet.fill(
        curve_stroke(
            [(x, base), (x + lean * 0.3, base - height * 0.5), top], height * 0.055, height * 0.04, height * 0.03
        ),
        rgb("8a6a50"),
    )
    for turn in (-118, -92, -62, -28, 8, 42, 74, 104):
        at = Frame(*top, height * 0.42, turn)
        sheet.fill(
            at(smooth([(0, 0), (0.09, -0.4), (0.06, -0.8), (-0.06, -1.02), (-0.02, -0.7), (-0.06, -0.35)])),
            (MOSS, PINE, SAGE)[turn % 3],
        )


def coast(stage: Stage) -> None:
    """A monitoring van on the shore, fishing boats at sea."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sky = seed.pick((DAWN, DAY, DUSK))
    sea = h * 0.5
    heaven(stage, sky, sea)
    hills(sheet, w, sea, sea - 70, mix(sky[-1], INK, 0.3), seed.branch("cape"), sea + 2)
    _water(stage, sea, sky, rgb("5f8a92"))
    for i in range(4):
        x = w * (0.12 + 0.24 * i + seed.between(-0.05, 0.05))
        y = sea + h * (0.05 + 0.05 * (i % 3))
        _fishing_boat(
            sheet, x, y, 90 + 38 * (i % 3), seed.pick((rgb("3f6f86"), rgb("a3463c"), rgb("4f7a68"))), seed.chance(0.5)
        )
    shore = smooth([(-20, h * 0.8), (w * 0.3, h * 0.74), (w * 0.65, h * 0.78), (w + 20, h * 0.7)], closed=False)
    sheet.fill([*[(x, y - 12) for x, y in shore], (w, h), (0, h)], rgb("f3ead6"), 0.8)
    sheet.fill([*shore, (w, h), (0, h)], rgb("dcc498"))
    sheet.fill([*[(x, y + h * 0.1) for x, y in shore], (w, h), (0, h)], rgb("cdb184"))
    for x, tall, lean in ((0.05, 330, 40), (0.93, 380, -60), (0.99, 300, -30)):
        _palm(sheet, w * x, h * 0.9, tall, lean)
    x = w * seed.between(0.58, 0.68)
    _van(sheet, x, h * 0.9, 400, seed)
    for dx, foot in ((-300, 0.94), (-215, 0.95), (258, 0.96)):
        standing(
            sheet,
            place(x + dx, h * foot, 250),
            somebody(seed, dress="uniform" if dx != -300 else "shirt", woman=dx == 258),
            "gesture" if dx == -215 else "hold",
            "down",
        )


def harbour(stage: Stage) -> None:
    """A pier among fishing boats; fishermen are shown how to use their radios."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sky = seed.pick((DAWN, DAY))
    sea = h * 0.42
    heaven(stage, sky, sea)
    hills(sheet, w, sea, sea - 90, mix(sky[-1], PINE, 0.35), seed.branch("island"), sea + 2)
    _water(stage, sea, sky, rgb("55828a"))
    hulls = seed.shuffled((rgb("3f6f86"), rgb("a3463c"), rgb("4f7a68"), rgb("41627a"), rgb("8a5f42")))
    for i, (fx, fy, size) in enumerate(
        ((0.16, 0.48, 130), (0.5, 0.47, 120), (0.86, 0.5, 150), (0.12, 0.66, 330), (0.88, 0.68, 360))
    ):
        _fishing_boat(sheet, w * fx, h * fy, size, hulls[i], i % 2 == 1)
    sheet.fill([(w * 0.36, h * 0.62), (w * 0.64, h * 0.62), (w * 0.98, h), (w * 0.02, h)], rgb("b08a62"))
    for i in range(9):
        t = (i / 9) ** 1.4
        y = h * (0.62 + 0.38 * t)
        sheet.line([(w * (0.36 - 0.34 * t), y), (w * (0.64 + 0.34 * t), y)], 2 + 3 * t, rgb("85634a"))
    for side in (-1, 1):
        for t in (0.02, 0.3, 0.75):
            x, y = w * (0.5 + side * (0.14 + 0.34 * t)), h * (0.62 + 0.38 * t)
            sheet.fill(rounded(x - 9 - 8 * t, y - 44 - 40 * t, 18 + 16 * t, 50 + 44 * t, 7), rgb("6b4a3c"))
    for i, (fx, foot, tall, teacher) in enumerate(
        ((0.39, 0.9, 0.42, True), (0.5, 0.92, 0.42, False), (0.6, 0.9, 0.4, False), (0.69, 0.94, 0.43, False))
    ):
        person = somebody(seed, woman=False, dress="uniform") if teacher else villager(seed, woman=i == 2)
        sheet.soft(ellipse(w * fx, h * foot, 50, 7), rgb("4a3a28"), 0.45, 6)
        hands = standing(
            sheet,
            place(w * fx, h * foot, h * tall),
            person,
            "down" if teacher else "hold",
            "gesture" if teacher else "hold",
        )
        if i < 2:
            x, y = hands[1] if teacher else hands[0]
            sheet.line([(x, y - 8), (x, y - 46)], 2.6, rgb("2b2c30"))
            sheet.fill(rounded(x - 7, y - 26, 14, 34, 3), rgb("2b2c30"))


def _paddler(sheet: Canvas, x: float, y: float, height: float, person: Person) -> None:
    """Somebody in a conical hat standing in a boat; the boat is drawn after."""
    at = place(x, y + height * 0.3, height)
    with sheet.inside(box(x - height, y - height, height * 2, height)) as above:  # the hull hides the rest
        standing(above, at, person, "hold", "reach")
    sheet.fill(at([(-78, 30), (0, -38), (78, 30), (40, 40), (-40, 40)]), rgb("e6cf98"))
    sheet.fill(at([(0, -38), (78, 30), (40, 40), (10, 40)]), darker(rgb("e6cf98"), 0.16))


def river_market(stage: Stage) -> None:
    """A floating market at sunrise."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sky = seed.pick((DAWN, DUSK))
    water = h * 0.44
    heaven(stage, sky, water)
    for row, tone in enumerate((mix(SAGE, sky[-1], 0.35), MOSS)):
        for i in range(15):
            x = w * (i + seed.unit()) / 15
            if seed.chance(0.3):
                _palm(sheet, x, water + 6, seed.between(110, 170), seed.between(-30, 30))
            else:
                tree(sheet, x, water + 6, seed.between(70, 110) + 10 * row, tone, seed)
    for i in range(5):
        x = w * (0.1 + 0.2 * i)
        sheet.fill(box(x - 40, water - 44, 80, 44), (rgb("c9a477"), rgb("d9bd92"))[i % 2])
        sheet.fill([(x - 52, water - 40), (x, water - 76), (x + 52, water - 40)], (TERRACOTTA, rgb("8a5f4a"))[i % 2])
    _water(stage, water, sky, rgb("8a8f74"))
    fruit = (rgb("d98f3f"), rgb("c8443f"), rgb("8fa04f"), rgb("e3bd4f"), rgb("7f9a4a"))
    spots = (
        (0.2, 0.56, 230),
        (0.55, 0.54, 210),
        (0.84, 0.58, 240),
        (0.36, 0.7, 320),
        (0.72, 0.74, 340),
        (0.2, 0.9, 430),
        (0.66, 0.96, 460),
    )
    for i, (fx, fy, size) in enumerate(spots):
        x, y = w * fx + seed.between(-20, 20), h * fy
        flip = seed.chance(0.5)
        turn = -1 if flip else 1
        _paddler(sheet, x - turn * size * 0.3, y, size * 0.62, villager(seed, woman=i % 3 != 0))
        heap = seed.pick(fruit)
        for k in range(26):
            a = k / 25 * math.pi
            r = size * 0.04
            px = x + turn * size * (0.1 + 0.17 * math.cos(a) * (0.5 + 0.5 * ((k * 7) % 5) / 4))
            py = y - size * 0.07 - size * 0.1 * math.sin(a) * (0.3 + 0.7 * ((k * 3) % 4) / 3)
            sheet.oval(px, py, r, r, darker(heap, 0.06 * (k % 4)))
            sheet.oval(px - r * 0.25, py - r * 0.3, r * 0.4, r * 0.36, lighter(heap, 0.35))
        boat(sheet, x, y, size, seed.pick((rgb("7a5238"), rgb("6b4a3c"), rgb("8a5f42"))), flip)


def satellite(stage: Stage) -> None:
    """A satellite dish set up above a flooded plain."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sky: Sky = seed.pick(((rgb("71828e"), rgb("a9b4b6"), rgb("dcd3bf")), DUSK))
    water = h * 0.46
    stage.sky(sky, water + 4)
    for _ in range(7):
        cloud(
            sheet,
            w * seed.unit(),
            water * seed.between(0.1, 0.7),
            seed.between(130, 240),
            mix(sky[0], rgb("ffffff"), 0.35),
            0.5,
        )
    hills(sheet, w, water, water - 110, mix(sky[1], PINE, 0.4), seed.branch("far"), water + 3)
    _water(stage, water, sky, rgb("94937a"))
    for i in range(6):
        x, y = w * (0.06 + 0.17 * i + seed.between(-0.03, 0.03)), water + h * (0.03 + 0.05 * (i % 3))
        size = 70 + 20 * (i % 3)
        sheet.fill(box(x - size * 0.5, y - size * 0.3, size, size * 0.3), rgb("d9c4a0"))
        sheet.fill(
            [
                (x - size * 0.66, y - size * 0.26),
                (x - size * 0.4, y - size * 0.66),
                (x + size * 0.4, y - size * 0.66),
                (x + size * 0.66, y - size * 0.26),
            ],
            (TERRACOTTA, rgb("8f5f4c"))[i % 2],
        )
        tree(sheet, x + size * 0.8, y + 4, size * 0.9, MOSS, seed)
    boat(sheet, w * 0.2, h * 0.66, 210, rgb("6b4a3c"))
    bank = smooth([(-20, h * 0.86), (w * 0.25, h * 0.78), (w * 0.6, h * 0.7), (w + 20, h * 0.72)], closed=False)
    sheet.fill([*bank, (w, h), (0, h)], rgb("7f8458"))
    sheet.fill([*[(x, y + h * 0.1) for x, y in bank], (w, h), (0, h)], rgb("6d744c"))
    x, y = w * 0.62, h * 0.56
    for dx in (-70, 0, 76):
        sheet.line([(x + 10, y), (x + dx, h * 0.83)], 9, rgb("5f686d"))
    dish = Frame(x, y, 150, -34)
    sheet.fill(dish(ellipse(0, 0, 0.46, 1.0)), rgb("c9ccc6"))
    sheet.fill(dish(ellipse(-0.06, 0, 0.4, 0.92)), rgb("f3efe2"))
    sheet.fill(dish(ellipse(-0.1, 0.06, 0.28, 0.7)), rgb("dfdccf"))
    for py in (-0.8, 0.8, 0.0):
        sheet.line(dish([(-0.06, py), (-0.86, 0)]), 4, rgb("6b7378"))
    sheet.fill(dish(ellipse(-0.88, 0, 0.09, 0.1)), RED)
    for k in range(3):
        r = 0.34 + 0.2 * k
        arc = [(-1.1 - r * math.cos(math.radians(d)), r * math.sin(math.radians(d))) for d in range(-34, 35, 4)]
        sheet.line(dish(arc), 5, rgb("fff6e2"), 0.85)
    tent: list[Point] = [(w * 0.78, h * 0.9), (w * 0.84, h * 0.62), (w * 0.98, h * 0.62), (w * 1.06, h * 0.9)]
    sheet.fill(tent, mix(HONEY, GOLD, 0.4))
    sheet.fill([(w * 0.84, h * 0.62), (w * 0.9, h * 0.9), (w * 0.78, h * 0.9)], darker(GOLD, 0.2))
    for fx, foot, pose in ((0.5, 0.97, "gesture"), (0.71, 0.96, "hold"), (0.4, 0.95, "hold")):
        standing(
            sheet, place(w * fx, h * foot, h * 0.36), somebody(seed, dress="uniform", woman=fx == 0.71), "hold", pose
        )
    sheet.fill(rounded(w * 0.54, h * 0.89, 90, 54, 6), rgb("41525e"))
