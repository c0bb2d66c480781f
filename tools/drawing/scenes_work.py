"""Work of the sector: control room, data centre, printing house, newsroom, class, service counter."""

from __future__ import annotations

from itertools import pairwise

from .canvas import Canvas
from .colour import GOLD, HONEY, INK, NIGHT, PINE, RED, RGB, STRAW, TERRACOTTA, WOOD, darker, lighter, rgb
from .geometry import Point, box, ellipse, rounded
from .people import from_behind, place, somebody, standing
from .props import book_pile, flower_row, plant, screen
from .scenes_lobby import room, window
from .stage import Stage

STEEL = rgb("8b98a1")


def control_room(stage: Stage) -> None:
    """Operators before a wall of displays."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    wall = seed.pick((NIGHT, rgb("2c3540"), rgb("2e3b3d")))
    sheet.shade(0, 0, w, h, (darker(wall, 0.2), lighter(wall, 0.06), darker(wall, 0.3)))
    sheet.glow(w / 2, h * 0.3, w * 0.6, h * 0.5, rgb("7d9aa6"), 0.3)
    screen(sheet, w * 0.29, h * 0.07, w * 0.42, h * 0.4, seed, seed.pick(("net", "wave")))
    for row in range(2):
        for side in (0, 1):
            for k in range(1):
                x = w * (0.05 + side * 0.68 + k * 0.1)
                screen(sheet, x, h * (0.07 + 0.21 * row), w * 0.22, h * 0.19, seed)
    sheet.fill(box(0, h * 0.56, w, h * 0.44), darker(wall, 0.35))
    for row, (y, size, count) in enumerate(((0.6, 0.48, 5), (0.86, 0.78, 4))):
        step = w / count
        desk = h * y - 62 * size
        if row == 1:  # the shift leader stands between the rows
            standing(
                sheet,
                place(w * seed.pick((0.28, 0.72)), h * 0.9, h * 0.48),
                somebody(seed, dress="suit", woman=False),
                "hold",
                back=True,
            )
        sheet.fill([(w * 0.03, desk - 30 * size), (w * 0.97, desk - 30 * size), (w, desk), (0, desk)], rgb("7b6a58"))
        sheet.fill(box(0, desk, w, 260 * size), rgb("4e453d"))
        sheet.fill(box(0, desk, w, 6), HONEY, 0.7)
        for i in range(count):
            x = (i + 0.5) * step
            for dx in (-1, 1):
                screen(sheet, x + (dx - 0.92) * 84 * size + 6, desk - 138 * size, 150 * size, 98 * size, seed)
            from_behind(
                sheet, x, h * y + 120 * size, size, somebody(seed, dress=seed.pick(("shirt", "uniform", "shirt")))
            )
            sheet.fill(rounded(x - 90 * size, h * y + 40 * size, 180 * size, 240 * size, 36 * size), rgb("2c3138"))
            sheet.fill(rounded(x - 80 * size, h * y + 48 * size, 160 * size, 220 * size, 30 * size), rgb("3a4048"))


def data_centre(stage: Stage) -> None:
    """An aisle between racks, two engineers at work."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    tone = seed.pick((rgb("32424f"), rgb("37444a"), rgb("3a3f52")))
    sheet.shade(0, 0, w, h, (rgb("d7dcd8"), rgb("b9c3c4"), rgb("8e9ba0")))
    end: Point = (w / 2, h * 0.44)

    def toward(x: float, y: float, t: float) -> Point:
        return x + (end[0] - x) * t, y + (end[1] - y) * t

    sheet.fill([(0, h), (w, h), toward(w, h, 0.86), toward(0, h, 0.86)], rgb("c9c3b4"))
    sheet.fill([(0, 0), (w, 0), toward(w, 0, 0.86), toward(0, 0, 0.86)], rgb("aab4b6"))
    for t in (0.0, 0.32, 0.54, 0.7):  # tubes of light
        sheet.fill(
            [
                toward(w * 0.42, 0, t),
                toward(w * 0.58, 0, t),
                toward(w * 0.58, 0, t + 0.12),
                toward(w * 0.42, 0, t + 0.12),
            ],
            rgb("fffaf0"),
        )
    for t in (0.1, 0.25, 0.4, 0.55, 0.7, 0.8):
        sheet.line([toward(0, h, t), toward(w, h, t)], 1.5, rgb("9c978a"), 0.6)
    marks = [0.0, 0.2, 0.37, 0.51, 0.63, 0.73, 0.8, 0.86]
    for side in (0.0, w):
        for i, (a, b) in enumerate(pairwise(marks)):
            rack = [
                toward(side, h * 0.02, a),
                toward(side, h * 0.02, b),
                toward(side, h * 0.98, b),
                toward(side, h * 0.98, a),
            ]
            sheet.fill(rack, lighter(tone, 0.05 * (i % 2) + 0.03 * i))
            for k in range(1, 22):
                y = h * (0.02 + 0.96 * k / 22)
                p, q = toward(side, y, a + (b - a) * 0.1), toward(side, y, b - (b - a) * 0.1)
                sheet.line([p, q], max(5 * (1 - a), 1), darker(tone, 0.45), 0.7)
                for s in (0.18, 0.3, 0.42, 0.74):
                    if seed.chance(0.42):
                        lx, ly = toward(side, y + h * 0.014, a + (b - a) * s)
                        r = 4.2 * (1 - a)
                        sheet.oval(lx, ly, r, r, seed.pick((rgb("8fd0b0"), HONEY, rgb("9cc7df"), rgb("8fd0b0"))))
            sheet.line([rack[0], rack[3]], 4 * (1 - a) + 1, darker(tone, 0.6))
    sheet.fill([toward(0, 0, 0.86), toward(w, 0, 0.86), toward(w, h, 0.86), toward(0, h, 0.86)], rgb("dfe3de"))
    side = seed.pick((-1, 1))
    sheet.soft(ellipse(w / 2 - side * 70, h * 0.93, 160, 16), rgb("4a4a48"), 0.4, 10)
    first, second = somebody(seed, woman=False, dress="shirt"), somebody(seed, woman=True, dress="jacket")
    standing(sheet, place(w / 2 - 84, h * 0.94, h * 0.62), first, "hold", "gesture")
    at = place(w / 2 + 84, h * 0.95, h * 0.58)
    hands = standing(sheet, at, second, "hold")
    sheet.fill(rounded(hands[0][0] - 8, hands[0][1] - 50, 64, 46, 5), rgb("2b3036"))


def _press_machine(sheet: Canvas, x: float, base: float, width: float, height: float, tone: RGB) -> None:
    sheet.fill(rounded(x, base - height, width, height, 18), tone)
    sheet.fill(box(x + width * 0.72, base - height * 0.94, width * 0.24, height * 0.9), darker(tone, 0.22))
    sheet.fill(rounded(x + width * 0.06, base - height * 0.86, width * 0.6, height * 0.3, 10), rgb("d8dcd6"))
    for k, colour in enumerate((rgb("4f7f96"), rgb("a8405a"), rgb("d9b44a"), rgb("3a3a3c"))):
        cx = x + width * (0.14 + 0.145 * k)
        sheet.oval(cx, base - height * 0.71, width * 0.055, width * 0.055, darker(STEEL, 0.3))
        sheet.oval(cx, base - height * 0.71, width * 0.042, width * 0.042, colour)
        sheet.oval(cx - 3, base - height * 0.73, width * 0.014, width * 0.014, rgb("ffffff"), 0.6)
    sheet.fill(box(x + width * 0.06, base - height * 0.44, width * 0.6, height * 0.08), darker(tone, 0.4))
    for k in range(3):
        sheet.oval(x + width * (0.78 + 0.06 * k), base - height * 0.8, 6, 6, (RED, HONEY, rgb("7fb08f"))[k])


def printing(stage: Stage) -> None:
    """A printing house: presses, a web of sheets, piles of books."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    room(stage, h * 0.6, boards=rgb("b9b0a0"))
    for i in range(4):
        window(stage, w * (0.05 + 0.24 * i), h * 0.04, w * 0.17, h * 0.24)
    tone = seed.pick((rgb("6f8a86"), rgb("5c7285"), rgb("8a5f50")))
    _press_machine(sheet, w * 0.02, h * 0.7, w * 0.3, h * 0.36, tone)
    _press_machine(sheet, w * 0.36, h * 0.7, w * 0.3, h * 0.36, tone)
    for k in range(7):  # sheets on their way between the units
        x = w * (0.3 + 0.012 * k)
        sheet.fill(
            [(x, h * 0.5), (x + w * 0.05, h * 0.48), (x + w * 0.06, h * 0.5), (x + w * 0.01, h * 0.52)],
            rgb("fbf7ee") if k % 2 else STRAW,
        )
    web: list[Point] = [
        (w * 0.64, h * 0.47),
        (w * 0.78, h * 0.4),
        (w * 0.92, h * 0.46),
        (w * 0.92, h * 0.49),
        (w * 0.78, h * 0.43),
        (w * 0.64, h * 0.5),
    ]
    sheet.fill(web, rgb("fbf7ee"))
    sheet.oval(w * 0.93, h * 0.56, 88, 88, rgb("efe5d0"))
    for r in (74, 60, 46, 32):
        ring = ellipse(w * 0.93, h * 0.56, r, r)
        sheet.line([*ring, ring[0]], 2, rgb("cbbd9f"))
    sheet.oval(w * 0.93, h * 0.56, 16, 16, rgb("8a6a4c"))
    sheet.fill(box(w * 0.915, h * 0.66, w * 0.03, h * 0.1), STEEL)
    left, right = somebody(seed, woman=False, dress="uniform"), somebody(seed, woman=True, dress="uniform")
    at = place(w * 0.73, h * 0.93, h * 0.58)
    hands = standing(sheet, at, left, "hold")
    sheet.fill(
        [
            (hands[0][0] - 30, hands[0][1] - 66),
            (hands[1][0] + 34, hands[1][1] - 70),
            (hands[1][0] + 30, hands[1][1] + 8),
            (hands[0][0] - 26, hands[0][1] + 10),
        ],
        rgb("fbf7ee"),
    )
    for k, colour in enumerate((TERRACOTTA, INK, GOLD)):
        sheet.fill(box(hands[0][0] - 18, hands[0][1] - 54 + 18 * k, 60 - 12 * k, 9), colour)
    standing(sheet, place(w * 0.34, h * 0.9, h * 0.53), right, "down", "gesture")
    for x, base, width, count in (
        (0.1, 0.93, 150, 9),
        (0.21, 0.95, 150, 6),
        (0.5, 0.95, 150, 8),
        (0.6, 0.97, 140, 5),
        (0.89, 0.97, 160, 8),
    ):
        sheet.fill(box(w * x - width * 0.6, h * base, width * 1.2, 12), rgb("8a6a4c"))
        book_pile(sheet, w * x, h * base, width, count, seed)


def newsroom(stage: Stage) -> None:
    """Editors at their desks, a shelf of books behind."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    room(stage, h * 0.66)
    window(stage, w * 0.66, h * 0.07, w * 0.28, h * 0.42)
    sheet.fill(box(w * 0.05, h * 0.06, w * 0.55, h * 0.52), rgb("8a5f42"))
    for row in range(3):
        y = h * (0.08 + 0.165 * row)
        sheet.fill(box(w * 0.06, y, w * 0.53, h * 0.145), rgb("5f4130"))
        x = w * 0.065
        while x < w * 0.565:
            thick = seed.between(11, 24)
            tall = h * seed.between(0.1, 0.135)
            colour = seed.pick((RED, INK, GOLD, rgb("7f9280"), rgb("a8504a"), rgb("e8dcc0"), rgb("5b7285")))
            sheet.fill(box(x, y + h * 0.145 - tall, thick - 1.5, tall), colour)
            sheet.fill(box(x + 2, y + h * 0.145 - tall * 0.8, thick - 5.5, tall * 0.07), lighter(colour, 0.5))
            x += thick if not seed.chance(0.06) else thick + 30
    for i in range(3):
        x = w * (0.2 + 0.3 * i)
        standing(
            sheet,
            place(x, h * 0.98, h * 0.6),
            somebody(seed, woman=i % 2 == 0),
            "hold",
            "gesture" if i == 1 else "hold",
        )
    sheet.fill([(w * 0.04, h * 0.68), (w * 0.96, h * 0.68), (w, h * 0.75), (0, h * 0.75)], rgb("c79f72"))
    sheet.fill(box(0, h * 0.75, w, h * 0.25), rgb("8f6848"))
    for i in range(3):
        x = w * (0.2 + 0.3 * i)
        sheet.fill(rounded(x - 140, h * 0.58, 108, 78, 6), rgb("2b3036"))
        sheet.fill(box(x - 92, h * 0.67, 14, h * 0.03), rgb("2b3036"))
        for k in range(3):
            sheet.fill(
                [
                    (x - 14 + 9 * k, h * (0.7 - 0.008 * k)),
                    (x + 60 + 9 * k, h * (0.7 - 0.008 * k)),
                    (x + 68 + 9 * k, h * (0.73 - 0.008 * k)),
                    (x - 18 + 9 * k, h * (0.73 - 0.008 * k)),
                ],
                (rgb("e8dcc0"), rgb("fbf7ee"), rgb("f3ead6"))[k],
            )
        book_pile(sheet, x + 132, h * 0.72, 76, 4, seed)
    plant(sheet, w * 0.63, h * 0.7, 160, seed)


def classroom(stage: Stage) -> None:
    """A class: a teacher at a board, learners at their desks."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    room(stage, h * 0.62)
    window(stage, w * 0.03, h * 0.1, w * 0.17, h * 0.42)
    window(stage, w * 0.8, h * 0.1, w * 0.17, h * 0.42)
    sheet.fill(box(w * 0.25, h * 0.07, w * 0.5, h * 0.38), WOOD)
    sheet.fill(box(w * 0.26, h * 0.085, w * 0.48, h * 0.35), rgb("3f5a50"))
    chalk = rgb("dfe6da")
    points: list[Point] = [(w * (0.3 + 0.03 * i), h * (0.36 - 0.02 * i - 0.03 * seed.unit())) for i in range(7)]
    sheet.line(points, 3, chalk, 0.85)
    sheet.line([(w * 0.29, h * 0.14), (w * 0.29, h * 0.39), (w * 0.5, h * 0.39)], 3, chalk, 0.85)
    for p in points:
        sheet.oval(p[0], p[1], 5, 5, HONEY)
    for i, (x, y) in enumerate(((0.56, 0.16), (0.66, 0.16), (0.61, 0.3))):
        ring = ellipse(w * x, h * y, 26, 22)
        sheet.line([*ring, ring[0]], 3, chalk, 0.85)
        if i == 2:
            sheet.line([(w * 0.57, h * 0.19), (w * 0.6, h * 0.27)], 3, chalk, 0.85)
            sheet.line([(w * 0.65, h * 0.19), (w * 0.62, h * 0.27)], 3, chalk, 0.85)
    standing(sheet, place(w * 0.7, h * 0.74, h * 0.5), somebody(seed, woman=seed.chance(0.6)), "gesture", "down")
    for row, (y, size, count) in enumerate(((0.74, 0.5, 5), (0.95, 0.74, 4))):
        step = w / count
        for i in range(count):
            x = (i + 0.5) * step + (14 if row else 0)
            desk = y * h - 96 * size
            sheet.fill(
                [
                    (x - step * 0.36, desk - 40 * size),
                    (x + step * 0.36, desk - 40 * size),
                    (x + step * 0.42, desk),
                    (x - step * 0.42, desk),
                ],
                rgb("b98a5c"),
            )
            sheet.fill(box(x - step * 0.42, desk, step * 0.84, 14 * size), rgb("8f6542"))
            sheet.fill(
                [
                    (x + 60 * size, desk - 34 * size),
                    (x + 130 * size, desk - 34 * size),
                    (x + 140 * size, desk - 8 * size),
                    (x + 66 * size, desk - 8 * size),
                ],
                rgb("faf5e9"),
            )
            from_behind(sheet, x - 14 * size, y * h + 60 * size, size, somebody(seed))
            sheet.fill(rounded(x - 106 * size, y * h - 16 * size, 184 * size, 150 * size, 20 * size), rgb("7a5238"))


def counter(stage: Stage) -> None:
    """A service counter: citizens are helped, a display behind."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    room(stage, h * 0.72, rgb("dfe3de"))
    sheet.fill(box(0, h * 0.06, w, h * 0.1), seed.pick((INK, RED, PINE)))
    for i in range(3):
        screen(sheet, w * (0.1 + 0.3 * i), h * 0.22, w * 0.2, h * 0.17, seed, rim=rgb("39424a"))
    for i in range(3):
        x = w * (0.2 + 0.3 * i)
        standing(
            sheet,
            place(x, h * 0.89, h * 0.5),
            somebody(seed, woman=i != 1, dress="aodai" if i != 1 else "shirt"),
            "hold",
        )
    sheet.fill(box(w * 0.03, h * 0.63, w * 0.94, h * 0.28), rgb("a8754e"))
    for i in range(12):
        sheet.fill(box(w * (0.04 + 0.0785 * i), h * 0.66, w * 0.06, h * 0.22), darker(rgb("a8754e"), 0.12))
    sheet.fill(box(w * 0.02, h * 0.61, w * 0.96, h * 0.03), rgb("f3ead8"))
    for i in range(3):
        x = w * (0.27 + 0.3 * i)
        sheet.fill(rounded(x - 38, h * 0.51, 76, 54, 5), rgb("2b3036"))
        sheet.fill(box(x - 5, h * 0.57, 10, h * 0.04), rgb("2b3036"))
        flower_row(sheet, x + 60, h * 0.606, 44, 10, seed)
    for i, x in enumerate((0.12, 0.42, 0.59, 0.88)):
        person = somebody(seed)
        standing(sheet, place(w * x, h * (1.06 + 0.02 * (i % 2)), h * 0.6), person, "down", "down", back=True)
    plant(sheet, w * 0.95, h * 0.92, 190, seed)
