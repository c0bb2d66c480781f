"""The Congress hall: the whole room, the salute, the presidium, listeners, a speaker."""

from __future__ import annotations

from .canvas import Canvas
from .colour import GOLD, HONEY, RED, RGB, STRAW, WINE, WOOD, darker, lighter, mix, rgb
from .geometry import Point, box, ellipse, rounded
from .people import from_behind, place, somebody, standing
from .props import basket, curtain_side, drapery, flower_row, lotus, plant, podium, swag
from .stage import Stage

SEATS = (rgb("7c2327"), rgb("3d4a58"), rgb("6d5340"))


def back_wall(stage: Stage, top: float, floor: float, motif: bool = True) -> None:
    """Red drapery with a plain panel and a lotus, from `top` to the stage floor; curtains at the sides."""
    sheet, w = stage.sheet, stage.width
    drapery(sheet, 0, top, w, floor - top, RED, 30)
    height = floor - top
    sheet.glow(w / 2, top + height * 0.55, w * 0.6, height * 0.9, rgb("d2644e"), 0.5)
    if motif:
        pw = w * 0.54
        px, py = (w - pw) / 2, top + height * 0.16
        sheet.fill(box(px - 7, py - 7, pw + 14, height * 0.84), GOLD)
        sheet.fill(box(px, py, pw, height * 0.84), rgb("9d2528"))
        sheet.glow(w / 2, py + height * 0.34, pw * 0.55, height * 0.5, rgb("c8553f"), 0.75)
        with sheet.inside(box(px, py, pw, height * 0.84)) as panel:
            for i in range(5):
                r = height * (0.5 + i * 0.16)
                ring = ellipse(w / 2, py + height * 0.52, r * 1.1, r)
                panel.line([*ring, ring[0]], 1.6, HONEY, 0.3)
        lotus(sheet, w / 2, py + height * 0.35, min(height * 0.24, pw * 0.18), rgb("e2b36a"))
    for side in (0, 1):
        curtain_side(sheet, w * side, top, w * 0.13 * (1 - 2 * side), height, mix(RED, WINE, 0.35))
    swag(sheet, 0, top, w, height * 0.17, mix(RED, WINE, 0.15), 7)


def stage_floor(stage: Stage, floor: float, edge: float, flowers: bool = True) -> None:
    """Boards of the stage between `floor` and its front `edge`, with a bank of flowers."""
    sheet, w = stage.sheet, stage.width
    sheet.shade(0, floor, w, edge - floor, (rgb("7d5238"), rgb("a9744c"), rgb("b9865c")))
    for i in range(-9, 10):
        x = w / 2 + i * w * 0.075
        sheet.line([(w / 2 + (x - w / 2) * 0.86, floor), (x * 1.06 - w * 0.03, edge)], 1.1, darker(WOOD, 0.3), 0.5)
    sheet.shade(0, edge, w, stage.height - edge, (darker(RED, 0.5), darker(RED, 0.72)))
    sheet.fill(box(0, edge, w, 30), darker(RED, 0.45))
    sheet.fill(box(0, edge, w, 5), GOLD)
    if flowers:
        flower_row(sheet, 0, edge + 6, w, 15, stage.seed.branch("edge"))


def draped_table(sheet: Canvas, x: float, y: float, width: float, height: float, colour: RGB) -> None:
    """A table under a cloth, seen from the front."""
    drapery(sheet, x, y, width, height, colour, max(int(width / 26), 4), 0.8)
    sheet.fill(box(x - 5, y - 8, width + 10, 16), lighter(colour, 0.12))
    sheet.fill(box(x - 5, y + 8, width + 10, 4), GOLD)


def audience(stage: Stage, first: float, rows: int, base: float, growth: float = 1.22, gap: float = 0.62) -> None:
    """Rows of people from behind, the nearest last; `first` is the seat line of the farthest row."""
    sheet, seed = stage.sheet, stage.seed.branch("audience")
    seat = stage.seed.pick(SEATS)
    y, size = first, base
    for row in range(rows):
        step = 232 * size
        count = int(stage.width / step) + 3
        start = (stage.width - (count - 1) * step) / 2 + (step / 2 if row % 2 else 0) + seed.between(-6, 6)
        for i in range(count):
            x = start + i * step
            if abs(x - stage.width / 2) < step * 0.36 and rows > 3:
                continue  # the aisle
            from_behind(sheet, x, y, size * seed.between(0.97, 1.04), somebody(seed))
        for i in range(count):
            x = start + i * step
            back = rounded(x - step * 0.44, y - 74 * size, step * 0.88, 330 * size, 46 * size)
            sheet.fill(back, seat)
            with sheet.inside(back) as part:
                part.fill(box(x + step * 0.2, y - 90 * size, step, 400 * size), darker(seat, 0.5), 0.25)
                part.fill(box(x - step, y - 74 * size, step * 2, 7 * size), lighter(seat, 0.25), 0.8)
        y += 330 * size * gap
        size *= growth


def hall(stage: Stage) -> None:
    """The whole hall from the last rows."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    top, floor = (h * 0.16, h * 0.43) if stage.tall else (70.0, 372.0)
    ceiling = (rgb("5d3226"), rgb("a06a45"), rgb("dcb682"))
    sheet.shade(0, 0, w, top + 4, ceiling)
    sheet.shade(0, top, w, h - top, (rgb("d9b98c"), rgb("8a5a42")))
    for i in range(1, 4 if stage.tall else 2):  # rings of light under the ceiling
        y = top * i / (4 if stage.tall else 2)
        for k in range(-4, 5):
            x = w / 2 + k * w * 0.075 * (2.1 - i * 0.3)
            sheet.glow(x, y, 34, 22, rgb("fff0c8"), 0.75)
            sheet.oval(x, y, 7, 4, rgb("fff6dd"))
    back_wall(stage, top, floor)
    edge = floor + (64 if stage.tall else 36)
    stage_floor(stage, floor, edge)
    size = 0.22 if stage.tall else 0.175
    count = 6
    for i in range(count):
        x = w / 2 + (i - (count - 1) / 2) * w * 0.064
        standing(sheet, place(x, floor + 24, 660 * size), somebody(seed), "hold")
    draped_table(sheet, w * 0.29, floor - 30, w * 0.42, 60, mix(RED, WINE, 0.4))
    flower_row(sheet, w * 0.32, floor - 34, w * 0.36, 9, seed)
    podium(sheet, w * 0.205, floor + 34, 96 if stage.tall else 78, seed.branch("podium"))
    for x in (0.145, 0.855):
        basket(sheet, w * x, edge - 4, 84, seed.branch(str(x)))
    audience(
        stage,
        edge + (110 if stage.tall else 92),
        6 if stage.tall else 5,
        0.26 if stage.tall else 0.24,
        1.3,
        0.78 if stage.tall else 0.66,
    )


def salute(stage: Stage) -> None:
    """Everybody stands, facing the stage."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    floor = h * 0.6
    back_wall(stage, 0, floor)
    stage_floor(stage, floor, floor + 46)
    for x in (0.2, 0.8):
        basket(sheet, w * x, floor + 40, 116, seed.branch(str(x)))
    sheet.shade(0, floor + 76, w, h, (rgb("6f3a32"), rgb("4a2628")))
    for row, (foot, tall, count) in enumerate(((h * 1.1, h * 0.5, 10), (h * 1.38, h * 0.74, 7))):
        for i in range(count):
            x = w * (i + 0.5) / count + (w / count / 2 if row else 0) - w / count / 4
            standing(sheet, place(x, foot, tall * seed.between(0.96, 1.03)), somebody(seed), "salute", back=True)


def presidium(stage: Stage) -> None:
    """The presidium at its table, flowers before it."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    floor = h * 0.7
    back_wall(stage, 0, floor, motif=False)
    lotus(sheet, w / 2, h * 0.3, h * 0.15, rgb("e2b36a"))
    stage_floor(stage, floor, h * 0.9)
    count = seed.whole(5, 6)
    people = [somebody(seed, woman=(i % 3 == 1)) for i in range(count)]
    for i, person in enumerate(people):
        x = w / 2 + (i - (count - 1) / 2) * w * 0.125
        sheet.fill(rounded(x - 52, h * 0.44, 104, 190, 18), rgb("8a5f3e"))
        sheet.fill(rounded(x - 44, h * 0.45, 88, 180, 14), darker(RED, 0.2))
        standing(sheet, place(x, h * 0.98, h * 0.6), person, "hold")
    stage_floor(stage, h * 0.74, h * 0.9)
    left, width = w * 0.12, w * 0.76
    draped_table(sheet, left, h * 0.62, width, h * 0.25, mix(RED, WINE, 0.25))
    for i in range(count):
        x = w / 2 + (i - (count - 1) / 2) * w * 0.125
        sheet.fill([(x - 26, h * 0.612), (x + 22, h * 0.612), (x + 28, h * 0.626), (x - 32, h * 0.626)], rgb("f8f3e6"))
        sheet.line([(x + 44, h * 0.622), (x + 40, h * 0.57)], 2.6, rgb("2a2626"))
        sheet.oval(x + 40, h * 0.566, 4, 7, rgb("2a2626"))
    flower_row(sheet, w * 0.24, h * 0.87, w * 0.52, 26, seed)
    for x in (0.09, 0.91):
        basket(sheet, w * x, h * 0.885, 170, seed.branch(str(x)))


def listeners(stage: Stage) -> None:
    """Rows of delegates seen from the front, papers in hand."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sheet.shade(0, 0, w, h * 0.34, (rgb("b98d62"), rgb("e0c598")))
    for i in range(9):
        sheet.fill(box(w * i / 9 + 18, 0, 12, h * 0.3), rgb("a3764f"), 0.6)
        sheet.glow(w * (i + 0.62) / 9, h * 0.06, 60, 80, rgb("fff0c8"), 0.6)
    seat = stage.seed.pick(SEATS)
    sheet.fill(box(0, h * 0.26, w, h), darker(seat, 0.5))
    for row, (y, tall, count) in enumerate(((0.36, 0.46, 9), (0.55, 0.62, 7), (0.8, 0.86, 5))):
        step = w / (count - 0.6)
        for i in range(count + 1):
            x = i * step + (step / 2 if row == 1 else 0) - step * 0.2
            size = tall * h / 660
            sheet.fill(rounded(x - step * 0.4, y * h - 40 * size, step * 0.8, 400 * size, 40 * size), seat)
            sheet.fill(
                rounded(x - step * 0.36, y * h - 30 * size, step * 0.72, 380 * size, 34 * size), lighter(seat, 0.08)
            )
            person = somebody(seed)
            at = place(x, y * h + 500 * size, 660 * size)
            standing(sheet, at, person, "hold")
            if seed.chance(0.6):
                paper: list[Point] = [(-50, 250), (0, 262), (50, 250), (58, 316), (0, 330), (-58, 316)]
                sheet.fill(at(paper), rgb("f8f3e6"))
                sheet.fill(at([(0, 262), (50, 250), (58, 316), (0, 330)]), rgb("e6dcc8"))
        bar = y * h + 345 * tall * h / 660
        sheet.fill(box(0, bar, w, h), darker(seat, 0.4 - 0.08 * row))
        sheet.fill(box(0, bar, w, 8), mix(seat, STRAW, 0.25))


def speaker(stage: Stage) -> None:
    """A speaker at the lectern."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    floor = h * 0.76
    back_wall(stage, 0, floor, motif=False)
    side = seed.pick((-1, 1))
    lotus(sheet, w / 2 - side * w * 0.2, h * 0.5, h * 0.2, rgb("e2b36a"))
    stage_floor(stage, floor, h * 0.93)
    x = w / 2 + side * w * 0.16
    sheet.glow(x, h * 0.4, w * 0.26, h * 0.5, rgb("f2c08a"), 0.5)
    standing(sheet, place(x, h * 0.92, h * 0.68), somebody(seed), "hold", seed.pick(("hold", "gesture")))
    podium(sheet, x, h * 0.92, h * 0.4, seed.branch("podium"))
    basket(sheet, w / 2 - side * w * 0.36, h * 0.915, 200, seed.branch("basket"))
    plant(sheet, w / 2 - side * w * 0.1, h * 0.89, 170, seed.branch("plant"))
    basket(sheet, w / 2 + side * w * 0.4, h * 0.915, 190, seed.branch("basket 2"))


def heads_below(stage: Stage, base: float, size: float) -> None:
    """A last row of heads along the lower edge, to look over."""
    seed = stage.seed.branch("heads")
    step = 240 * size
    count = int(stage.width / step) + 2
    for i in range(count):
        person = somebody(seed)
        from_behind(stage.sheet, (i + 0.2) * step, base, size * seed.between(0.95, 1.05), person)
