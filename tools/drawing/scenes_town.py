"""Towns and ponds: loudspeakers in a street, the lake in Hà Nội, lotus in flower."""

from __future__ import annotations

import math

from .canvas import Canvas
from .colour import GOLD, INK, MOSS, PINE, RED, RGB, SAGE, TERRACOTTA, darker, lighter, mix, rgb
from .geometry import Frame, Point, box, curve_stroke, ellipse, smooth
from .people import place, somebody, standing
from .props import cloud, lotus, lotus_leaf, tree
from .scenes_land import draw_sun
from .seeds import Seed
from .stage import SKIES, Stage


def _house(sheet: Canvas, x: float, base: float, width: float, height: float, colour: RGB, seed: Seed) -> None:
    """A narrow town house with shutters and a tiled roof."""
    sheet.fill(box(x, base - height, width, height), colour)
    sheet.fill(box(x + width * 0.82, base - height, width * 0.18, height), darker(colour, 0.3), 0.3)
    sheet.fill(
        [
            (x - 6, base - height),
            (x + width + 6, base - height),
            (x + width * 0.9, base - height - 34),
            (x + width * 0.1, base - height - 34),
        ],
        rgb("a5563f"),
    )
    shutter = seed.pick((rgb("5f7f78"), rgb("6d5140"), rgb("4f6a80"), rgb("7d8a5a")))
    for row in range(int(height / 120)):
        for k in range(2):
            wx, wy = x + width * (0.14 + 0.44 * k), base - height + 26 + row * 112
            if wy + 74 > base - 110:
                continue
            sheet.fill(box(wx - 4, wy - 4, width * 0.28 + 8, 78), lighter(colour, 0.6))
            sheet.fill(box(wx, wy, width * 0.28, 70), shutter)
            sheet.line([(wx + width * 0.14, wy), (wx + width * 0.14, wy + 70)], 2, darker(shutter, 0.4))
            for j in range(1, 7):
                sheet.line(
                    [(wx + 3, wy + j * 10), (wx + width * 0.28 - 3, wy + j * 10)], 1.1, darker(shutter, 0.3), 0.7
                )
    awning = seed.pick((RED, GOLD, TERRACOTTA, SAGE))
    sheet.fill(box(x + width * 0.12, base - 92, width * 0.76, 92), rgb("5a4034"))
    sheet.fill(box(x + width * 0.17, base - 86, width * 0.3, 86), rgb("e9cf96"))
    sheet.fill([(x, base - 108), (x + width, base - 108), (x + width + 8, base - 80), (x - 8, base - 80)], awning)
    for k in range(0, 6, 2):
        sheet.fill(
            [
                (x + width * k / 6, base - 108),
                (x + width * (k + 1) / 6, base - 108),
                (x + width * (k + 1) / 6, base - 80),
                (x + width * k / 6, base - 80),
            ],
            rgb("f6ecd8"),
            0.8,
        )


def draw_horn(sheet: Canvas, x: float, y: float, size: float, side: int) -> None:
    """A horn loudspeaker turned to the right (`side` 1) or the left."""
    at = Frame(x, y, size, flip=side < 0)
    sheet.fill(at([(0, -0.12), (0.5, -0.18), (1.2, -0.56), (1.2, 0.56), (0.5, 0.18), (0, 0.12)]), rgb("8e9aa0"))
    sheet.fill(at([(0, 0.02), (0.5, 0.02), (1.2, 0.1), (1.2, 0.56), (0.5, 0.18), (0, 0.12)]), rgb("6b777e"))
    sheet.fill(at(ellipse(1.2, 0, 0.17, 0.57)), rgb("d5d8d3"))
    sheet.fill(at(ellipse(1.22, 0, 0.11, 0.42)), rgb("5a646a"))
    for k in range(3):
        r = 0.5 + 0.3 * k
        arc = [(1.35 + r * math.cos(math.radians(d)), r * math.sin(math.radians(d))) for d in range(-34, 35, 4)]
        sheet.line(at(arc), size * 0.055, rgb("fff6e2"), 0.85)


def loudspeakers(stage: Stage) -> None:
    """A street in the morning with loudspeakers on a pole, people passing."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    stage.sky(seed.pick(SKIES[:2]), h * 0.8)
    for _ in range(3):
        cloud(sheet, w * seed.unit(), h * seed.between(0.06, 0.2), seed.between(90, 160), rgb("fbf7ee"), 0.75)
    for i in range(7):
        tree(sheet, w * (i + 0.5) / 7, h * 0.66, h * seed.between(0.36, 0.5), (SAGE, MOSS)[i % 2], seed)
    x = -20.0
    while x < w:
        width = seed.between(120, 178)
        if not w * 0.4 < x + width / 2 < w * 0.6:
            tone = seed.pick((rgb("ecd08f"), rgb("e9c9a8"), rgb("d9dcc8"), rgb("f0e2c4"), rgb("dca98a")))
            _house(sheet, x, h * 0.74, width, seed.between(240, 390), tone, seed)
        x += width
    sheet.shade(0, h * 0.74, w, h * 0.26, (rgb("d3c6ae"), rgb("b9ab94")))
    sheet.fill(box(0, h * 0.74, w, 12), rgb("eee4d0"))
    px = w * 0.5
    sheet.fill([(px - 9, h * 0.9), (px - 6, h * 0.08), (px + 6, h * 0.08), (px + 9, h * 0.9)], rgb("7c858a"))
    sheet.fill(box(px - 26, h * 0.885, 52, 14), rgb("6b7378"))
    for y in (0.16, 0.27):
        for side in (-1, 1):
            draw_horn(sheet, px + side * 8, h * y, 66, side)
    sheet.line([(0, h * 0.1), (px, h * 0.115), (w, h * 0.07)], 2, INK, 0.6)
    for i, x in enumerate((0.14, 0.24, 0.36, 0.66, 0.76, 0.9)):
        person = somebody(seed, woman=i % 2 == 0, dress=seed.pick(("aodai", "jacket")) if i % 2 == 0 else "shirt")
        foot = h * seed.between(0.9, 0.97)
        sheet.soft(ellipse(w * x, foot, 42, 6), rgb("5a4a38"), 0.45, 5)
        standing(sheet, place(w * x, foot, h * seed.between(0.36, 0.4)), person, "down", seed.pick(("down", "hold")))


def _tower(sheet: Canvas, x: float, base: float, size: float) -> None:
    """The small tower on its islet in the lake: three storeys of arches, the top one square."""
    stone, dark = rgb("cdbb98"), rgb("6b5a48")
    storeys = ((1.0, 0.0, 0.3, 3), (0.78, 0.34, 0.26, 3), (0.46, 0.64, 0.2, 1))
    for wide, low, tall, arches in storeys:
        half = size * wide * 0.42
        y = base - size * low
        sheet.fill(box(x - half, y - size * tall, half * 2, size * tall), stone)
        sheet.fill(box(x + half * 0.5, y - size * tall, half * 0.5, size * tall), darker(stone, 0.3), 0.5)
        for k in range(arches):
            ax = x + (k - (arches - 1) / 2) * half * 0.6
            aw, ah = half * (0.19 if arches > 1 else 0.3), size * tall * 0.6
            sheet.fill(box(ax - aw, y - ah * 0.66, aw * 2, ah * 0.66), dark)
            sheet.oval(ax, y - ah * 0.66, aw, aw * 1.05, dark)
        sheet.fill(
            [
                (x - half * 1.14, y - size * tall),
                (x + half * 1.14, y - size * tall),
                (x + half * 0.96, y - size * (tall + 0.05)),
                (x - half * 0.96, y - size * (tall + 0.05)),
            ],
            darker(stone, 0.25),
        )
    top = base - size * 0.84
    roof: list[Point] = [
        (-0.27, 0.0),
        (-0.16, -0.03),
        (-0.05, -0.13),
        (0.05, -0.13),
        (0.16, -0.03),
        (0.27, 0.0),
        (0.3, -0.045),
        (0.3, 0.03),
        (-0.3, 0.03),
        (-0.3, -0.045),
    ]
    sheet.fill([(x + px * size, top + py * size) for px, py in roof], rgb("8a5a44"))
    sheet.fill(box(x - size * 0.012, top - size * 0.17, size * 0.024, size * 0.06), rgb("8a5a44"))


def lake(stage: Stage) -> None:
    """Hà Nội: the tower in the lake, the town and its trees beyond."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sky = seed.pick(SKIES)
    water = h * (0.56 if stage.tall else 0.6)
    stage.sky(sky, water + 4)
    draw_sun(stage, w * seed.between(0.2, 0.34), water - h * seed.between(0.16, 0.26), 44)
    for _ in range(5):
        cloud(
            sheet,
            w * seed.unit(),
            h * seed.between(0.06, 0.32),
            seed.between(110, 220),
            mix(sky[-1], rgb("ffffff"), 0.5),
            0.6,
        )
    far = mix(sky[-1], INK, 0.3)
    x = 0.0
    while x < w:
        width = seed.between(34, 92)
        tall = seed.between(40, 130) * (1.7 if seed.chance(0.14) else 1.0)
        sheet.fill(box(x, water - 50 - tall, width, tall + 50), mix(far, sky[-1], seed.between(0, 0.25)))
        x += width + seed.between(-6, 14)
    for tone, tall in ((mix(SAGE, far, 0.35), 130), (mix(MOSS, far, 0.12), 104)):
        for i in range(17):
            tree(
                sheet,
                w * (i + seed.unit() * 0.7) / 16.5,
                water + 4,
                tall * seed.between(0.8, 1.25),
                darker(tone, 0.05 * (i % 3)),
                seed,
            )
    sheet.fill(box(0, water - 8, w, 12), rgb("d9cbb0"))
    base = mix(sky[0], rgb("5f8580"), 0.45)
    sheet.shade(0, water, w, h - water, (mix(sky[-1], base, 0.35), base, darker(base, 0.3)))
    cx = w * seed.between(0.54, 0.66)
    foot = water + h * (0.06 if stage.tall else 0.09)
    size = 250.0 if not stage.tall else 330.0
    sheet.fill(
        smooth(
            [
                (cx - size * 0.34, foot + size * 0.1),
                (cx + size * 0.34, foot + size * 0.1),
                (cx + size * 0.2, foot + size * 0.8),
                (cx, foot + size),
                (cx - size * 0.2, foot + size * 0.8),
            ]
        ),
        rgb("b3a283"),
        0.35,
    )
    sheet.fill(
        smooth(
            [
                (cx - size * 0.78, foot + 10),
                (cx - size * 0.5, foot - size * 0.06),
                (cx, foot - size * 0.09),
                (cx + size * 0.5, foot - size * 0.06),
                (cx + size * 0.8, foot + 10),
                (cx, foot + size * 0.1),
            ]
        ),
        rgb("6f7f55"),
    )
    for dx in (-0.58, 0.55, -0.46):
        tree(sheet, cx + dx * size, foot + 4, size * 0.42, MOSS, seed)
    _tower(sheet, cx, foot - size * 0.05, size)
    for _ in range(46):
        lx, ly = w * seed.unit(), water + 20 + (h - water - 20) * seed.unit()
        long = (ly - water) * seed.between(0.1, 0.28) + 16
        sheet.fill(
            curve_stroke([(lx - long, ly), (lx, ly - 1), (lx + long, ly)], 0.6, 3.2, 0.6), lighter(sky[-1], 0.4), 0.5
        )
    _branch(stage)


def _branch(stage: Stage) -> None:
    """Hanging branches with red flowers in an upper corner, like a frame."""
    sheet, w, seed = stage.sheet, stage.width, stage.seed.branch("branch")
    for _ in range(9):
        x, drop = w * seed.between(0.72, 1.0), seed.between(60, 190)
        path: list[Point] = [(x + 50, -10), (x + 14, drop * 0.5), (x, drop)]
        sheet.fill(curve_stroke(path, 5, 3, 1.5), rgb("4f3a30"))
        for k in range(7):
            px, py = x + 14 - 2 * k + seed.between(-16, 16), drop * (0.28 + 0.12 * k)
            sheet.fill(ellipse(px, py, 19, 7, seed.between(20, 110)), seed.pick((PINE, MOSS, SAGE)))
        if seed.chance(0.7):
            sheet.oval(x, drop, 8, 10, rgb("c8443f"))
            sheet.oval(x + 8, drop - 16, 6, 8, rgb("d9685a"))


def lotus_pond(stage: Stage) -> None:
    """Lotus in flower on a quiet pond."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    ground = seed.pick((
        (rgb("f3e6cc"), rgb("d9d6ba"), rgb("8fa58c"), rgb("5f7f74")),
        (rgb("f0d9c4"), rgb("dcc8b4"), rgb("93a49a"), rgb("54736f")),
        (rgb("dfe3dc"), rgb("c3cfc8"), rgb("86a09a"), rgb("4f6f70")),
    ))  # fmt: skip
    sheet.shade(0, 0, w, h, ground)
    draw_sun(stage, w * seed.between(0.22, 0.78), h * 0.16, 50)
    horizon = h * 0.34
    for _ in range(60):
        y = horizon + (h - horizon) * seed.unit()
        x = w * seed.unit()
        long = 20 + (y - horizon) * 0.12
        sheet.fill(curve_stroke([(x - long, y), (x, y - 1), (x + long, y)], 0.6, 3, 0.6), lighter(ground[1], 0.4), 0.4)
    tones = (rgb("7f9a74"), rgb("5f8068"), rgb("8fa56f"), rgb("4f7062"))
    pinks = (rgb("e3a3a6"), rgb("ecc0b4"), rgb("d98d97"), rgb("f3e0d2"))
    rows = 9 if stage.tall else 6
    for row in range(rows):
        t = (row + 0.5) / rows
        y = horizon + (h * 1.02 - horizon) * t**1.35
        size = 34 + 120 * t * (1.15 if stage.tall else 1)
        count = max(int(w / (size * 2.3)), 3)
        for i in range(count + 1):
            x = w * (i + seed.between(0.1, 0.9)) / count - size * 0.4
            lotus_leaf(
                sheet,
                x,
                y + seed.between(-0.2, 0.2) * size,
                size * seed.between(0.8, 1.1),
                size * 0.36,
                seed.pick(tones),
            )
        for _ in range(2 if row < rows - 1 else 3):
            x, stem = w * seed.between(0.05, 0.95), size * seed.between(1.2, 2.2)
            opened = seed.pick((1.0, 1.0, 0.82, 0.3))
            sheet.fill(
                curve_stroke(
                    [(x + 8, y + 10), (x - 4, y - stem * 0.5), (x, y - stem)], size * 0.06, size * 0.05, size * 0.045
                ),
                rgb("5f7a58"),
            )
            lotus(sheet, x, y - stem, size * (0.72 if opened > 0.5 else 0.58), seed.pick(pinks), opened)
