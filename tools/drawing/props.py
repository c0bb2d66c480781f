"""Things that several scenes share: drapery, flowers, tables, trees, hills, screens."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .canvas import Canvas
from .colour import GOLD, HONEY, INK, MOSS, PINE, RED, RGB, ROSE, SAGE, STRAW, WOOD, darker, lighter, mix, rgb
from .geometry import Frame, Outline, Point, box, curve_stroke, ellipse, rounded, smooth, wave
from .seeds import Seed

CLAY = rgb("a9644a")
BEZEL = rgb("22272c")
BLOOMS: tuple[tuple[RGB, ...], ...] = (
    (rgb("c8443f"), rgb("e8b7a4"), rgb("f6ead2")),
    (rgb("d9a441"), rgb("f3dfa8"), rgb("c8443f")),
    (rgb("d98f8a"), rgb("f6e3d8"), rgb("b8566a")),
    (rgb("f6efdf"), rgb("d8b66c"), rgb("8d9c80")),
)


def drapery(
    sheet: Canvas, x: float, y: float, width: float, height: float, colour: RGB, folds: int, depth: float = 1.0
) -> None:
    """A hanging curtain in even folds."""
    sheet.fill(box(x, y, width, height), colour)
    step = width / folds
    for i in range(folds):
        left = x + i * step
        sheet.fill(box(left, y, step * 0.24, height), darker(colour, 0.42), 0.5 * depth)
        sheet.fill(box(left + step * 0.24, y, step * 0.2, height), darker(colour, 0.3), 0.28 * depth)
        sheet.fill(box(left + step * 0.6, y, step * 0.2, height), lighter(colour, 0.22), 0.3 * depth)


def swag(sheet: Canvas, x: float, y: float, width: float, drop: float, colour: RGB, count: int) -> None:
    """A pelmet of hanging bows with a gold hem."""
    step = width / count
    for i in range(count):
        left = x + i * step
        bow: list[Point] = [(left, y), (left + step, y), (left + step, y + drop * 0.35)]
        curve = [(left + step * (1 - t / 12), y + drop * (0.35 + 0.65 * math.sin(math.pi * t / 12))) for t in range(13)]
        sheet.fill([*bow, *curve, (left, y)], colour)
        for k in (0.3, 0.6):
            arc = [(left + step * t / 12, y + drop * k * (0.3 + 0.7 * math.sin(math.pi * t / 12))) for t in range(13)]
            sheet.line(arc, drop * 0.045, darker(colour, 0.4), 0.5)
        sheet.line(curve, drop * 0.07, GOLD)


def curtain_side(sheet: Canvas, x: float, y: float, width: float, height: float, colour: RGB) -> None:
    """A gathered curtain at the edge of a stage; a negative width opens to the left."""
    for i in range(7):
        left, right = x + width * i / 7, x + width * (i + 1) / 7
        tone = (colour, darker(colour, 0.18), darker(colour, 0.34))[i % 3]
        sheet.fill([(left, y), (right, y), (right, y + height), (left, y + height)], tone)


def bloom(sheet: Canvas, x: float, y: float, r: float, colour: RGB) -> None:
    """One round flower head."""
    sheet.oval(x, y, r, r, darker(colour, 0.14))
    sheet.oval(x - r * 0.08, y - r * 0.1, r * 0.76, r * 0.74, colour)
    sheet.oval(x - r * 0.1, y - r * 0.14, r * 0.4, r * 0.38, lighter(colour, 0.4))
    sheet.oval(x - r * 0.06, y - r * 0.08, r * 0.16, r * 0.16, darker(colour, 0.22))


def leaf(sheet: Canvas, x: float, y: float, length: float, turn: float, colour: RGB) -> None:
    """A pointed leaf growing from (x, y); `turn` 0 points up."""
    at = Frame(x, y, length, turn)
    sheet.fill(at(smooth([(0, 0), (0.2, -0.35), (0.12, -0.75), (0, -1), (-0.12, -0.75), (-0.2, -0.35)])), colour)
    sheet.fill(at(curve_stroke([(0, -0.05), (0, -0.85)], 0.03, 0.01)), darker(colour, 0.3), 0.6)


def bouquet(sheet: Canvas, x: float, y: float, r: float, seed: Seed, wrap: RGB = STRAW) -> None:
    """A wrapped bunch of flowers with its middle at (x, y)."""
    colours = seed.pick(BLOOMS)
    for turn in (-70, -42, -16, 14, 40, 68):
        leaf(sheet, x, y + r * 0.3, r * 1.55, turn, seed.pick((MOSS, SAGE, PINE)))
    sheet.fill([(x - r * 0.85, y), (x + r * 0.85, y), (x + r * 0.2, y + r * 1.5), (x - r * 0.2, y + r * 1.5)], wrap)
    sheet.fill([(x + r * 0.1, y), (x + r * 0.85, y), (x + r * 0.2, y + r * 1.5), (x, y + r * 1.5)], darker(wrap, 0.16))
    for dx, dy in (
        (-0.62, -0.12),
        (0.6, -0.1),
        (-0.3, -0.5),
        (0.34, -0.52),
        (0.0, -0.08),
        (-0.02, -0.72),
        (0.3, 0.14),
        (-0.34, 0.16),
    ):
        bloom(sheet, x + dx * r, y + dy * r, r * seed.between(0.3, 0.38), seed.pick(colours))
    sheet.fill(
        [
            (x - r * 0.42, y + r * 0.72),
            (x + r * 0.42, y + r * 0.72),
            (x + r * 0.34, y + r * 0.92),
            (x - r * 0.34, y + r * 0.92),
        ],
        RED,
    )


def basket(sheet: Canvas, x: float, base: float, size: float, seed: Seed) -> None:
    """A ceremonial stand of flowers, `size` wide."""
    colours = seed.pick(BLOOMS)
    r = size / 2
    for side in (-1, 1):
        sheet.line([(x + side * r * 0.1, base - r * 0.9), (x + side * r * 0.5, base)], r * 0.07, WOOD)
    sheet.line([(x, base - r), (x, base)], r * 0.07, darker(WOOD, 0.3))
    for i in range(-5, 6):
        leaf(sheet, x, base - r * 0.9, r * seed.between(1.25, 1.5), i * 17, (PINE, MOSS, SAGE)[i % 3])
    for ring, count in ((0.88, 9), (0.6, 7), (0.32, 5)):
        for i in range(count):
            angle = math.pi * (i + 0.5) / count
            px, py = x - math.cos(angle) * r * ring, base - r * 0.82 - math.sin(angle) * r * ring * 0.98
            bloom(sheet, px, py, r * seed.between(0.15, 0.19), colours[i % len(colours)])
    sheet.fill(
        [
            (x - r * 0.5, base - r * 0.9),
            (x + r * 0.5, base - r * 0.9),
            (x + r * 0.34, base - r * 0.5),
            (x - r * 0.34, base - r * 0.5),
        ],
        rgb("b98a5a"),
    )
    sheet.fill(box(x - r * 0.5, base - r * 0.95, r, r * 0.12), darker(rgb("b98a5a"), 0.2))


def flower_row(sheet: Canvas, x: float, y: float, width: float, r: float, seed: Seed) -> None:
    """A low bank of flowers along an edge (a stage, a table)."""
    colours = seed.pick(BLOOMS)
    count = max(int(width / (r * 1.15)), 2)
    for i in range(count):
        leaf(sheet, x + width * (i + 0.5) / count, y, r * 1.9, seed.between(-38, 38), seed.pick((MOSS, SAGE, PINE)))
    for i in range(count):
        bloom(
            sheet,
            x + width * (i + 0.5) / count,
            y - r * seed.between(0.2, 0.8),
            r * seed.between(0.55, 0.72),
            seed.pick(colours),
        )


def plant(sheet: Canvas, x: float, base: float, height: float, seed: Seed, pot: RGB = CLAY) -> None:
    """A leafy plant in a pot."""
    top = base - height * 0.3
    for i in range(9):
        leaf(
            sheet,
            x,
            top,
            height * seed.between(0.5, 0.72),
            -72 + i * 18 + seed.between(-5, 5),
            (MOSS, PINE, SAGE)[i % 3],
        )
    w = height * 0.17
    sheet.fill([(x - w, top), (x + w, top), (x + w * 0.72, base), (x - w * 0.72, base)], pot)
    sheet.fill([(x + w * 0.2, top), (x + w, top), (x + w * 0.72, base), (x + w * 0.1, base)], darker(pot, 0.2))
    sheet.fill(box(x - w * 1.12, top - height * 0.02, w * 2.24, height * 0.05), darker(pot, 0.1))


def podium(sheet: Canvas, x: float, base: float, height: float, seed: Seed) -> None:
    """A lectern with a bank of flowers in front."""
    w = height * 0.36
    sheet.fill([(x - w, base - height), (x + w, base - height), (x + w * 0.82, base), (x - w * 0.82, base)], WOOD)
    sheet.fill(
        [
            (x - w * 0.6, base - height * 0.8),
            (x + w * 0.6, base - height * 0.8),
            (x + w * 0.5, base - height * 0.1),
            (x - w * 0.5, base - height * 0.1),
        ],
        darker(WOOD, 0.2),
    )
    sheet.fill(box(x - w * 1.14, base - height * 1.04, w * 2.28, height * 0.075), lighter(WOOD, 0.12))
    sheet.fill(box(x - w * 1.14, base - height * 0.975, w * 2.28, height * 0.018), GOLD)
    for dx, turn in ((-0.25, -0.5), (0.3, 0.4)):
        sheet.line(
            [(x + dx * w, base - height * 1.03), (x + (dx + turn * 0.3) * w, base - height * 1.3)],
            height * 0.014,
            rgb("2a2626"),
        )
        sheet.oval(x + (dx + turn * 0.3) * w, base - height * 1.31, height * 0.02, height * 0.035, rgb("2a2626"))
    flower_row(sheet, x - w * 0.85, base - height * 0.985, w * 1.7, height * 0.085, seed)


def lotus(sheet: Canvas, x: float, y: float, size: float, colour: RGB, opened: float = 1.0) -> None:
    """A lotus flower with its foot at (x, y), petals `size` long; `opened` 0 is a bud, 1 fully open."""

    def petal(turn: float, length: float, width: float, tone: RGB) -> None:
        at = Frame(x, y, size * length, turn)
        shape = at(
            smooth(
                [
                    (0, 0.02),
                    (width * 0.72, -0.28),
                    (width, -0.6),
                    (width * 0.46, -0.88),
                    (0, -1.03),
                    (-width * 0.46, -0.88),
                    (-width, -0.6),
                    (-width * 0.72, -0.28),
                ]
            )
        )
        sheet.fill(shape, tone)
        with sheet.inside(shape) as part:
            part.fill(
                at(smooth([(0, -1.1), (width * 0.6, -0.82), (0, -0.6), (-width * 0.6, -0.82)])),
                darker(mix(colour, RED, 0.45), 0.0),
                0.28,
            )
            part.fill(
                at(smooth([(0, 0.05), (width * 0.4, -0.2), (0, -0.42), (-width * 0.4, -0.2)])),
                lighter(colour, 0.85),
                0.7,
            )
            for k in (-0.4, 0.0, 0.4):
                part.fill(
                    at(curve_stroke([(0, 0), (k * width, -0.5), (k * width * 0.5, -0.95)], 0.006, 0.014, 0.004)),
                    mix(colour, RED, 0.5),
                    0.35,
                )

    back, front = lighter(colour, 0.12), lighter(colour, 0.38)
    for turn in (-74, 74, -50, 50, -24, 24, 0):
        petal(turn * opened, 0.96 if abs(turn) < 60 else 0.84, 0.24, back)
    if opened > 0.7:
        sheet.oval(x, y - size * 0.36, size * 0.15, size * 0.1, HONEY)
    for turn in (-62, 62, -36, 36, -13, 13):
        petal(turn * opened * 1.08, 0.72 if abs(turn) > 20 else 0.64, 0.22, front)


def lotus_leaf(sheet: Canvas, x: float, y: float, rx: float, ry: float, colour: RGB) -> None:
    """A round floating leaf seen at an angle."""
    rim = [
        (x + rx * (1 + 0.045 * math.sin(5 * a)) * math.cos(a), y + ry * (1 + 0.06 * math.sin(4 * a + 1)) * math.sin(a))
        for a in (math.pi * i / 40 for i in range(80))
    ]
    sheet.fill([(px, py + ry * 0.13) for px, py in rim], darker(colour, 0.4), 0.6)
    sheet.fill(rim, colour)
    with sheet.inside(rim) as part:
        part.fill(ellipse(x - rx * 0.25, y - ry * 0.3, rx * 0.8, ry * 0.7), lighter(colour, 0.14), 0.5)
        for i in range(14):
            a = 2 * math.pi * i / 14
            end = (x + rx * 0.98 * math.cos(a), y + ry * 0.98 * math.sin(a))
            part.line([(x, y), end], max(rx * 0.012, 0.8), lighter(colour, 0.35), 0.5)
    sheet.oval(x, y, rx * 0.06, ry * 0.08, lighter(colour, 0.45))


def hills(sheet: Canvas, width: float, base: float, top: float, colour: RGB, seed: Seed, bottom: float) -> Outline:
    """A range of hills from edge to edge between heights `top` and `base`; returns its ridge, left to right."""
    one, two, three = seed.between(0, 6.28), seed.between(0, 6.28), seed.between(0, 6.28)
    a, b = seed.between(0.7, 1.3), seed.between(2.0, 3.2)
    ridge = []
    for i in range(121):
        t = i / 120
        level = (
            0.5
            + 0.32 * math.sin(one + a * 6.28 * t)
            + 0.14 * math.sin(two + b * 6.28 * t)
            + 0.04 * math.sin(three + 40 * t)
        )
        ridge.append((width * t, base - (base - top) * min(max(level, 0.0), 1.0)))
    sheet.fill([*ridge, (width, bottom), (0, bottom)], colour)
    return ridge


def height_at(ridge: Sequence[Point], x: float) -> float:
    """The height of a ridge above `x`."""
    return min(ridge, key=lambda p: abs(p[0] - x))[1]


def cloud(sheet: Canvas, x: float, y: float, size: float, colour: RGB, opacity: float = 0.7) -> None:
    """A long flat cloud (one outline, so that it may be transparent)."""
    sheet.fill(
        smooth(
            [
                (x - size, y),
                (x - size * 0.62, y - size * 0.13),
                (x - size * 0.3, y - size * 0.14),
                (x, y - size * 0.27),
                (x + size * 0.34, y - size * 0.16),
                (x + size * 0.66, y - size * 0.15),
                (x + size, y),
                (x + size * 0.3, y + size * 0.05),
                (x - size * 0.4, y + size * 0.05),
            ]
        ),
        colour,
        opacity,
    )


def tree(sheet: Canvas, x: float, base: float, height: float, colour: RGB, seed: Seed) -> None:
    """A broad leafy tree."""
    w = height * 0.045
    sheet.fill(
        smooth([(x - w, base), (x - w * 0.5, base - height * 0.5), (x + w * 0.5, base - height * 0.5), (x + w, base)]),
        rgb("6b4a38"),
    )
    for dx, dy, r in ((-0.2, 0.52, 0.2), (0.2, 0.54, 0.19), (-0.1, 0.74, 0.2), (0.12, 0.76, 0.19), (0, 0.6, 0.22)):
        px, py, pr = x + dx * height, base - dy * height, r * height * seed.between(0.92, 1.08)
        sheet.oval(px, py, pr, pr * 0.86, darker(colour, 0.12))
        sheet.oval(px - pr * 0.12, py - pr * 0.14, pr * 0.78, pr * 0.66, colour)
        sheet.oval(px - pr * 0.24, py - pr * 0.28, pr * 0.4, pr * 0.32, lighter(colour, 0.16))


def screen(
    sheet: Canvas, x: float, y: float, width: float, height: float, seed: Seed, kind: str = "", rim: RGB = BEZEL
) -> None:
    """A display that shows a chart, a map of points, or a wave. No words."""
    sheet.fill(rounded(x, y, width, height, height * 0.04), rim)
    pad = height * 0.05
    ix, iy, iw, ih = x + pad, y + pad, width - 2 * pad, height - 2 * pad
    ground = mix(INK, rgb("11202e"), 0.5)
    sheet.fill(box(ix, iy, iw, ih), ground)
    tone = seed.pick((HONEY, rgb("8fb3a8"), ROSE, rgb("9fb8c9")))
    kind = kind or seed.pick(("bars", "wave", "net", "ring"))
    for i in range(1, 4):
        sheet.line([(ix, iy + ih * i / 4), (ix + iw, iy + ih * i / 4)], 0.8, lighter(ground, 0.2), 0.5)
    if kind == "bars":
        for i in range(8):
            tall = ih * seed.between(0.2, 0.8)
            sheet.fill(
                box(ix + iw * (0.06 + i * 0.115), iy + ih * 0.92 - tall, iw * 0.07, tall), tone, 0.95 if i % 3 else 0.6
            )
    elif kind == "wave":
        for k, share in ((0.32, 0.9), (0.22, 0.5)):
            sheet.line(
                wave(ix, iy + ih * 0.5, iw, ih * k, seed.between(1.5, 3), seed.between(0, 6)),
                max(ih * 0.022, 1.2),
                tone,
                share,
            )
    elif kind == "net":
        knots = [(ix + iw * seed.between(0.1, 0.9), iy + ih * seed.between(0.14, 0.86)) for _ in range(9)]
        for i, p in enumerate(knots):
            sheet.line([p, knots[(i * 2 + 3) % 9]], max(ih * 0.012, 0.8), tone, 0.6)
        for px, py in knots:
            sheet.oval(px, py, ih * 0.035, ih * 0.035, lighter(tone, 0.3))
    else:
        sheet.oval(ix + iw * 0.3, iy + ih * 0.5, ih * 0.34, ih * 0.34, tone)
        sheet.fill(
            [(ix + iw * 0.3, iy + ih * 0.5), (ix + iw * 0.3, iy + ih * 0.1), (ix + iw * 0.3 + ih * 0.4, iy + ih * 0.5)],
            lighter(tone, 0.4),
        )
        sheet.oval(ix + iw * 0.3, iy + ih * 0.5, ih * 0.19, ih * 0.19, ground)
        for i in range(4):
            sheet.fill(
                box(ix + iw * 0.6, iy + ih * (0.2 + i * 0.17), iw * seed.between(0.12, 0.32), ih * 0.07), tone, 0.75
            )


def book_pile(sheet: Canvas, x: float, base: float, width: float, count: int, seed: Seed) -> None:
    """Books lying on one another."""
    y = base
    for _ in range(count):
        thick = width * seed.between(0.1, 0.17)
        dx = seed.between(-0.06, 0.06) * width
        colour = seed.pick((RED, INK, GOLD, SAGE, rgb("a8504a"), rgb("5b7285")))
        sheet.fill(box(x - width / 2 + dx, y - thick, width, thick), colour)
        sheet.fill(box(x + width / 2 + dx - width * 0.05, y - thick * 0.86, width * 0.05, thick * 0.72), rgb("f4ead4"))
        sheet.fill(box(x - width * 0.36 + dx, y - thick, width * 0.03, thick), lighter(colour, 0.4))
        y -= thick
