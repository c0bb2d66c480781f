"""Hills and roads: a mast at dawn, a postman on a mountain road."""

from __future__ import annotations

import math
from itertools import pairwise

from .canvas import Canvas
from .colour import HONEY, INK, PINE, RED, RGB, TERRACOTTA, darker, lighter, mix, rgb
from .geometry import Frame, Point, box, curve_stroke, ellipse, rounded, smooth, wave
from .people import somebody
from .props import cloud, height_at, hills, tree
from .stage import DAWN, DUSK, SKIES, Sky, Stage

HAZE = rgb("efdcc0")


def draw_sun(stage: Stage, x: float, y: float, r: float) -> None:
    """A low sun and its haze."""
    stage.sheet.glow(x, y, r * 5, r * 5, rgb("fff0cf"), 0.85)
    stage.sheet.oval(x, y, r, r, rgb("f9e2b2"))


def _mast(sheet: Canvas, x: float, base: float, height: float, colour: RGB) -> None:
    half = height * 0.075

    def side(t: float) -> float:
        return float(half * (1 - t) ** 1.15 + height * 0.007)

    steps = [i / 12 for i in range(13)]
    for i, (a, b) in enumerate(pairwise(steps)):
        tone = colour if i % 2 == 0 else rgb("efe6d6")
        ya, yb = base - height * a * 0.86, base - height * b * 0.86
        for s in (-1, 1):
            sheet.line([(x + s * side(a), ya), (x + s * side(b), yb)], height * 0.009, tone)
            sheet.line([(x + s * side(a), ya), (x - s * side(b), yb)], height * 0.0045, tone)
        sheet.line([(x - side(b), yb), (x + side(b), yb)], height * 0.005, tone)
    sheet.line([(x, base - height * 0.86), (x, base - height)], height * 0.008, colour)
    for k, s in ((0.78, -1), (0.72, 1), (0.6, -1), (0.52, 1)):
        y = base - height * k
        cx = x + s * (side(k / 0.86) + height * 0.022)
        sheet.oval(cx, y, height * 0.019, height * 0.026, rgb("f6f0e2"))
        sheet.oval(cx + s * height * 0.005, y, height * 0.013, height * 0.02, rgb("c6c6bf"))
    for s in (-1, 1):
        for dy in (0, 0.035):
            sheet.fill(
                rounded(
                    x + s * height * 0.016 - height * 0.005, base - height * (0.9 + dy), height * 0.01, height * 0.03, 3
                ),
                rgb("f6f0e2"),
            )
    sheet.oval(x, base - height, height * 0.011, height * 0.011, rgb("c8443f"))
    for r in (0.05, 0.085, 0.12):
        for start in (-38, 142):
            arc = [
                (
                    x + height * r * math.cos(math.radians(start + 4 * i)),
                    base - height + height * r * math.sin(math.radians(start + 4 * i)),
                )
                for i in range(20)
            ]
            sheet.line(arc, height * 0.004, rgb("fff6e2"), 0.75)


def _ranges(stage: Stage, sky: Sky, count: int, top: float, near: RGB) -> list[Point]:
    """Hills in `count` layers, paler with distance; returns the nearest ridge."""
    ridge: list[Point] = []
    h, w = stage.height, stage.width
    for i in range(count):
        t = i / (count - 1)
        colour = mix(mix(sky[-1], INK, 0.22), near, t**1.3)
        high = top + (h * 0.9 - top) * t * 0.62
        ridge = hills(stage.sheet, w, high + h * 0.17, high, colour, stage.seed.branch(f"range {i}"), h)
        if i < count - 1:
            stage.sheet.glow(w / 2, high + h * 0.26, w * 0.8, h * 0.12, HAZE, 0.5)
    return ridge


def mast(stage: Stage) -> None:
    """A radio mast on hills at dawn."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sky = seed.pick((DAWN, DAWN, DUSK))
    stage.sky(sky, h * 0.8)
    draw_sun(stage, w * seed.between(0.2, 0.42), h * seed.between(0.36, 0.46), 46)
    for _ in range(4):
        cloud(sheet, w * seed.unit(), h * seed.between(0.08, 0.3), seed.between(90, 190), rgb("fbf3e2"), 0.6)
    near = seed.pick((PINE, rgb("46584a"), rgb("4b5a57")))
    ridge = _ranges(stage, sky, 5, h * 0.42, near)
    x = w * seed.between(0.6, 0.74)
    ground = height_at(ridge, x)
    _mast(sheet, x, ground + 14, h * (0.42 if stage.tall else 0.6), mix(RED, TERRACOTTA, 0.35))
    hut = x + 62
    low = height_at(ridge, hut) + 10
    sheet.fill(box(hut, low - 46, 76, 50), rgb("e9dcc4"))
    sheet.fill([(hut - 8, low - 44), (hut + 38, low - 72), (hut + 84, low - 44)], TERRACOTTA)
    sheet.fill(box(hut + 12, low - 30, 16, 34), rgb("6d4a38"))
    sheet.fill(box(hut + 42, low - 32, 18, 16), HONEY)
    for i in range(16):
        tx = w * (i + seed.unit()) / 16
        if abs(tx - x - 40) > 110:
            tree(
                sheet, tx, height_at(ridge, tx) + 14, seed.between(44, 84), darker(near, seed.between(0.02, 0.2)), seed
            )
    _terraces(stage, near)
    for i in range(5):
        bx, by = w * 0.2 + i * 34 + seed.between(-8, 8), h * 0.2 + abs(i - 2) * 14
        sheet.fill(
            curve_stroke(
                [(bx - 12, by - 5), (bx - 5, by - 8), (bx, by), (bx + 5, by - 8), (bx + 12, by - 5)], 0.8, 2.6, 0.8
            ),
            INK,
            0.7,
        )


def _terraces(stage: Stage, near: RGB) -> None:
    """Rice terraces in the foreground."""
    sheet, w, h = stage.sheet, stage.width, stage.height
    depth = 210.0
    for i in range(6):
        y = h - depth * (1 - i / 6) ** 1.25
        tone = mix((rgb("8f9a5c"), rgb("b3a658"), rgb("7a8c5a"))[i % 3], near, 0.25)
        rim = wave(0, y, w, 9 + 3 * i, 1.3 + 0.17 * i, i * 1.3 + stage.seed.between(0, 1))
        sheet.fill([*rim, (w, h), (0, h)], tone)
        sheet.line(rim, 3.5, lighter(tone, 0.4), 0.8)


def _wheel(sheet: Canvas, x: float, y: float, r: float) -> None:
    sheet.oval(x, y, r, r, rgb("25262a"))
    sheet.oval(x, y, r * 0.66, r * 0.66, rgb("b9b6ae"))
    sheet.oval(x, y, r * 0.52, r * 0.52, rgb("4b4c50"))
    sheet.oval(x, y, r * 0.16, r * 0.16, rgb("d9d4c8"))


def _rider(sheet: Canvas, x: float, base: float, scale: float, skin: RGB) -> None:
    """A postman on a motorcycle with saddle bags, in profile, riding to the right."""
    at = Frame(x, base, scale)
    coat, bag, body = rgb("3f6486"), rgb("c9933f"), rgb("a3342f")
    for wx in (-92, 96):
        px, py = at.at(wx, -36)
        _wheel(sheet, px, py, 37 * scale)
    sheet.fill(
        at(
            smooth(
                [
                    (-104, -84),
                    (-40, -96),
                    (8, -70),
                    (52, -78),
                    (78, -124),
                    (92, -120),
                    (72, -60),
                    (20, -36),
                    (-50, -40),
                    (-92, -60),
                ]
            )
        ),
        body,
    )
    sheet.fill(at(smooth([(-30, -56), (28, -60), (34, -26), (-20, -24)])), rgb("6a6c70"))
    sheet.fill(at(curve_stroke([(74, -132), (84, -90), (96, -36)], 9, 9, 8)), rgb("9a9ca0"))
    sheet.fill(at(smooth([(60, -78), (96, -86), (132, -64), (136, -52), (98, -70)])), darker(body, 0.2))
    sheet.fill(at(smooth([(-108, -98), (-40, -106), (2, -92), (-36, -86), (-100, -84)])), rgb("2b2522"))
    sheet.fill(at(curve_stroke([(-22, -112), (36, -98), (22, -52), (36, -22)], 34, 30, 20, 18)), rgb("33404c"))
    sheet.fill(at(smooth([(22, -26), (56, -24), (58, -12), (20, -12)])), rgb("1f1c1c"))
    sheet.fill(at(smooth([(-46, -110), (-44, -186), (-18, -214), (16, -204), (18, -160), (4, -104), (-22, -98)])), coat)
    sheet.fill(at(rounded(-132, -130, 74, 62, 8)), bag)
    sheet.fill(at(rounded(-136, -138, 82, 24, 8)), darker(bag, 0.2))
    sheet.fill(at(box(-100, -122, 12, 20)), rgb("6d4a2c"))
    for k, tone in enumerate((rgb("fbf7ee"), rgb("efdfc0"), rgb("e6eaec"))):
        sheet.fill(
            at([(-124 + 22 * k, -138), (-100 + 22 * k, -138), (-102 + 22 * k, -160 - 5 * k), (-122 + 22 * k, -158)]),
            tone,
        )
    sheet.fill(at(curve_stroke([(2, -196), (34, -156), (74, -138)], 27, 22, 17)), lighter(coat, 0.08))
    sheet.oval(*at.at(78, -137), 9 * scale, 8 * scale, skin)
    sheet.line(at([(66, -128), (84, -146)]), 6 * scale, rgb("2b2522"))
    sheet.fill(at([(-10, -224), (12, -224), (14, -200), (-12, -202)]), mix(skin, rgb("a8604a"), 0.35))
    sheet.fill(
        at(
            smooth(
                [
                    (-20, -262),
                    (2, -276),
                    (24, -264),
                    (28, -250),
                    (31, -241),
                    (27, -236),
                    (26, -224),
                    (10, -215),
                    (-12, -222),
                ]
            )
        ),
        skin,
    )
    sheet.fill(at(smooth([(-14, -226), (-22, -240), (-20, -258), (-4, -256), (-4, -240)])), rgb("2b2522"))
    helmet = rgb("c9933f")
    sheet.fill(at(smooth([(-28, -252), (-28, -276), (-6, -296), (18, -292), (31, -268), (4, -262)])), helmet)
    sheet.fill(at(smooth([(24, -272), (46, -262), (44, -257), (20, -261)])), darker(helmet, 0.35))
    sheet.fill(at(curve_stroke([(-28, -256), (4, -264), (31, -266)], 5, 5, 4)), darker(helmet, 0.35))
    sheet.fill(at(curve_stroke([(-8, -258), (2, -236), (10, -221)], 2, 2, 2)), darker(helmet, 0.5))
    sheet.oval(*at.at(17, -246), 2.6 * scale, 3.2 * scale, rgb("2b2522"))
    sheet.fill(at(curve_stroke([(16, -230), (21, -229), (25, -232)], 1, 2.6, 1)), rgb("8f4c3c"))


def postman(stage: Stage) -> None:
    """A postman on a mountain road."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sky = seed.pick(SKIES[:2])
    stage.sky(sky, h * 0.8)
    draw_sun(stage, w * seed.between(0.62, 0.85), h * 0.24, 40)
    for _ in range(3):
        cloud(sheet, w * seed.unit(), h * seed.between(0.08, 0.24), seed.between(90, 170), rgb("fbf7ee"), 0.75)
    near = seed.pick((rgb("5b7259"), rgb("6b7d55"), rgb("4f6a5c")))
    ridge = _ranges(stage, sky, 4, h * 0.34, near)
    for i in range(5):
        x = w * seed.between(0.5, 0.98)
        y = height_at(ridge, x) + 10
        sheet.fill(box(x - 22, y - 22, 44, 26), rgb("c9a477"))
        sheet.fill([(x - 32, y - 18), (x, y - 46), (x + 32, y - 18)], rgb("7a5238"))
        tree(sheet, x + 44, y + 4, seed.between(50, 74), darker(near, 0.12), seed)
        tree(
            sheet,
            w * (0.04 + 0.09 * i),
            height_at(ridge, w * (0.04 + 0.09 * i)) + 12,
            seed.between(50, 90),
            darker(near, 0.1),
            seed,
        )
    bank = [(0, h * 0.74), (w * 0.3, h * 0.7), (w * 0.7, h * 0.735), (w, h * 0.68)]
    sheet.fill([*smooth(bank, closed=False), (w, h), (0, h)], darker(near, 0.18))
    road = smooth([(-20, h * 0.86), (w * 0.3, h * 0.82), (w * 0.7, h * 0.85), (w + 20, h * 0.8)], closed=False)
    below = smooth([(w + 20, h * 0.93), (w * 0.7, h * 0.98), (w * 0.3, h * 0.95), (-20, h * 0.99)], closed=False)
    sheet.fill([*road, *below], rgb("c9b595"))
    sheet.line(road, 5, rgb("e9dcc2"))
    sheet.line(below, 5, rgb("8f7c60"))
    for i in range(8):
        x = w * (i + 0.5) / 8
        y = height_at(road, x)
        sheet.fill(rounded(x - 7, y - 34, 14, 36, 4), rgb("f6f0e2"))
        sheet.fill(box(x - 7, y - 26, 14, 9), RED)
    x = w * seed.between(0.34, 0.5)
    sheet.soft(ellipse(x, height_at(road, x) + h * 0.088, 170, 10), rgb("4a3a28"), 0.5, 7)
    _rider(sheet, x, height_at(road, x) + h * 0.085, 1.18, somebody(seed).skin)
    _grass(stage, h, near)


def _grass(stage: Stage, base: float, near: RGB) -> None:
    seed = stage.seed.branch("grass")
    for _ in range(90):
        x = stage.width * seed.unit()
        tall = seed.between(14, 36)
        lean = seed.between(-9, 9)
        stage.sheet.fill(
            curve_stroke([(x, base + 6), (x + lean * 0.4, base - tall * 0.6), (x + lean, base - tall)], 4, 3, 0.8),
            darker(near, seed.between(0.1, 0.4)),
        )
