"""On the stage of the Congress: awards, flowers, a talk, a dance, a group photograph."""

from __future__ import annotations

from .canvas import Canvas
from .colour import GOLD, HONEY, RED, STRAW, WINE, darker, lighter, mix, rgb
from .geometry import Point, box, curve_stroke, ellipse, rounded
from .people import SILKS, dressed, place, seated, somebody, standing
from .props import basket, bouquet, flower_row, lotus, plant, screen
from .scenes_hall import back_wall, heads_below, stage_floor
from .stage import Stage


def certificate(sheet: Canvas, x: float, y: float, width: float) -> None:
    """A framed certificate, without words: a gold frame, pale lines, a red seal."""
    height = width * 0.72
    sheet.fill(box(x - width / 2, y - height / 2, width, height), darker(GOLD, 0.15))
    sheet.fill(box(x - width * 0.46, y - height * 0.44, width * 0.92, height * 0.88), HONEY)
    sheet.fill(box(x - width * 0.42, y - height * 0.4, width * 0.84, height * 0.8), rgb("fbf5e6"))
    for i, share in enumerate((0.3, 0.56, 0.5, 0.4)):
        sheet.fill(
            box(x - width * share / 2, y - height * (0.26 - i * 0.13), width * share, height * 0.035),
            RED if i == 0 else rgb("b9a98a"),
        )
    sheet.oval(x + width * 0.22, y + height * 0.25, width * 0.055, width * 0.055, RED)


def award(stage: Stage) -> None:
    """Two people hand over certificates and flowers, a few more wait beside them."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    floor = h * 0.74
    back_wall(stage, 0, floor)
    stage_floor(stage, floor, h * 0.9)
    for x in (0.08, 0.92):
        basket(sheet, w * x, h * 0.86, 150, seed.branch(str(x)))
    count = 3
    foot, tall = h * 0.87, h * 0.56
    for i in range(count):
        x = w * (0.24 + 0.26 * i)
        giver, taker = somebody(seed, woman=False, dress="suit"), somebody(seed, woman=i % 2 == 0)
        standing(sheet, place(x - 58, foot, tall), giver, "down", "hold")
        hands = standing(sheet, place(x + 62, foot + 6, tall * (0.93 if taker.woman else 0.98)), taker, "hold", "down")
        certificate(sheet, (x + hands[0][0]) / 2 + 4, hands[0][1] - 20, 82)
        bouquet(sheet, x + 100, hands[0][1] - 4, 27, seed)
    heads_below(stage, h * 1.03, 0.5)


def honour(stage: Stage) -> None:
    """A row of the honoured on the stage with certificates and flowers."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    if stage.tall:
        floor, edge, foot, tall, count = h * 0.56, h * 0.645, h * 0.625, h * 0.25, 6
    else:
        floor, edge, foot, tall, count = h * 0.72, h * 0.88, h * 0.85, h * 0.54, 7
    back_wall(stage, 0, floor)
    stage_floor(stage, floor, edge)
    for x in (0.07, 0.93):
        basket(sheet, w * x, edge - 10, 150, seed.branch(str(x)))
    step = w * 0.72 / count
    for i in range(count):
        x = w / 2 + (i - (count - 1) / 2) * step
        person = somebody(seed, woman=i % 2 == 1)
        at = place(x, foot, tall * (0.94 if person.woman else 1.0) * seed.between(0.98, 1.02))
        hands = standing(sheet, at, person, "hold")
        if i % 2:
            bouquet(sheet, x, hands[0][1] - 14, tall * 0.062, seed)
        else:
            certificate(sheet, x, hands[0][1] - 6, tall * 0.21)
    if stage.tall:
        _steps_and_crowd(stage, edge)
    else:
        heads_below(stage, h * 1.03, 0.5)


def _steps_and_crowd(stage: Stage, edge: float) -> None:
    sheet, w, h = stage.sheet, stage.width, stage.height
    sheet.shade(0, edge + 30, w, h - edge, (rgb("6b2f2b"), rgb("3e2024")))
    for i in range(3):
        sheet.fill(
            box(w * (0.36 - i * 0.03), edge + 30 + i * 26, w * (0.28 + i * 0.06), 26), mix(RED, WINE, 0.2 + i * 0.25)
        )
        sheet.fill(box(w * (0.36 - i * 0.03), edge + 30 + i * 26, w * (0.28 + i * 0.06), 4), GOLD)
    for i, (y, size) in enumerate(((0.8, 0.5), (0.92, 0.66), (1.07, 0.86))):
        heads_below(Stage(sheet, stage.seed.branch(f"row {i}"), w, h), h * y, size)


def bouquets(stage: Stage) -> None:
    """Flowers are given; a warm close view of two people."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    back_wall(stage, -h * 0.1, h, motif=False)
    sheet.glow(w / 2, h * 0.5, w * 0.5, h * 0.6, rgb("f0b884"), 0.55)
    lotus(sheet, w / 2, h * 0.3, h * 0.16, rgb("e2b36a"))
    tall = h * 1.0
    giver, taker = somebody(seed, woman=True, dress="aodai"), somebody(seed, woman=False, dress="suit")
    for x in (0.08, 0.92):
        basket(sheet, w * x, h * 1.0, 240, seed.branch(str(x)))
    left, right = place(w * 0.38, h * 1.24, tall * 0.93), place(w * 0.62, h * 1.24, tall)
    standing(sheet, right, taker, "hold", "down")
    hands = standing(sheet, left, giver, "down", "hold")
    bouquet(sheet, w / 2, hands[1][1] - 40, 84, seed)
    third = somebody(seed)
    standing(sheet, place(w * 0.84, h * 1.27, tall * 0.94), third, "clap")
    standing(sheet, place(w * 0.17, h * 1.28, tall * 0.94), somebody(seed), "clap")


def pledge(stage: Stage) -> None:
    """People of all blocks raise their boards together."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    floor = h * 0.76
    back_wall(stage, 0, floor, motif=False)
    lotus(sheet, w / 2, h * 0.26, h * 0.13, rgb("e2b36a"))
    stage_floor(stage, floor, h * 0.92)
    count = 6
    tones = seed.shuffled((RED, GOLD, rgb("4f6f86"), rgb("6f8a6a"), rgb("bf6f50"), rgb("f3e6c8")))
    for i in range(count):
        x = w / 2 + (i - (count - 1) / 2) * w * 0.142
        person = somebody(seed, woman=i % 2 == 0)
        standing(sheet, place(x, h * 0.88, h * 0.5), person, "raise")
        y = h * 0.88 - h * 0.5 - 18
        sheet.fill(rounded(x - 72, y - 74, 144, 86, 8), GOLD)
        sheet.fill(rounded(x - 67, y - 69, 134, 76, 6), tones[i])
        lotus(sheet, x, y - 12, 34, lighter(tones[i], 0.6))
        for side in (-1, 1):
            sheet.oval(x + side * 50, y + 8, 10, 9, person.skin)
    for x in (0.05, 0.95):
        basket(sheet, w * x, h * 0.9, 130, seed.branch(str(x)))


def talk(stage: Stage) -> None:
    """A conversation on the stage, three armchairs before a large screen."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    floor = h * 0.7
    back_wall(stage, -h * 0.04, floor, motif=False)
    screen(sheet, w * 0.25, h * 0.1, w * 0.5, h * 0.42, seed, seed.pick(("ring", "bars")), rim=darker(GOLD, 0.2))
    stage_floor(stage, floor, h * 0.93)
    for i in range(3):
        x = w * (0.27 + 0.23 * i)
        chair = mix(STRAW, (160, 120, 80), 0.25)
        sheet.soft(ellipse(x, h * 0.885, 100, 16), (40, 20, 18), 0.4, 9)
        sheet.fill(rounded(x - 88, h * 0.54, 176, 250, 34), darker(chair, 0.14))
        sheet.fill(rounded(x - 72, h * 0.56, 144, 180, 26), chair)
        size = h * 0.56
        hands = seated(sheet, place(x, h * 0.38 + size, size), somebody(seed, woman=i == 1), "hold")
        for side in (-1, 1):
            sheet.fill(rounded(x + side * 84 - 19, h * 0.665, 38, 150, 17), darker(chair, 0.06))
        sheet.fill(
            [
                (hands[0][0] + 18, hands[0][1] - 60),
                (hands[0][0] + 28, hands[0][1] - 60),
                (hands[0][0] + 26, hands[0][1]),
                (hands[0][0] + 20, hands[0][1]),
            ],
            rgb("2a2626"),
        )
        sheet.oval(hands[0][0] + 23, hands[0][1] - 64, 9, 11, rgb("4a4a4c"))
    for x in (0.385, 0.615):
        sheet.fill(box(w * x - 3, h * 0.79, 6, h * 0.1), rgb("6d4a34"))
        sheet.oval(w * x, h * 0.79, 44, 9, rgb("8a5f42"))
        flower_row(sheet, w * x - 26, h * 0.785, 52, 13, seed)
    for x in (0.09, 0.91):
        plant(sheet, w * x, h * 0.9, 260, seed.branch(str(x)))


def dance(stage: Stage) -> None:
    """Dancers in áo dài with lotus flowers under the stage lights."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    floor = h * 0.74
    tone = seed.pick((rgb("3b3f58"), rgb("5a2c3a"), rgb("31505a")))
    sheet.shade(0, 0, w, floor, (darker(tone, 0.3), tone, mix(tone, rgb("d9876a"), 0.45)))
    lotus(sheet, w / 2, h * 0.5, h * 0.34, mix(tone, rgb("e9b9a0"), 0.5))
    for i in range(6):
        x = w * (i + 0.5) / 6
        beam: list[Point] = [
            (x - 8, -4),
            (x + 8, -4),
            (x + 92 + (x - w / 2) * -0.2, floor),
            (x - 92 + (x - w / 2) * -0.2, floor),
        ]
        sheet.fill(beam, rgb("ffe9bd"), 0.1)
    sheet.shade(0, floor, w, h - floor, (mix(tone, rgb("c98a62"), 0.5), darker(tone, 0.35)))
    sheet.glow(w / 2, h * 0.87, w * 0.5, h * 0.14, rgb("ffd9a0"), 0.5)
    silk = seed.pick(SILKS[:5])
    count = 5
    for i in (0, 4, 1, 3, 2):
        x = w / 2 + (i - 2) * w * 0.165
        near = 1 - abs(i - 2) * 0.07
        dancer = dressed(somebody(seed, woman=True, dress="aodai"), "aodai", silk if i != 2 else lighter(silk, 0.75))
        foot, tall = h * (0.78 + 0.14 * near), h * 0.62 * near
        sheet.soft(ellipse(x, foot, 70, 10), (20, 14, 20), 0.5, 8)
        pose = ("open", "raise") if (i + count) % 2 else ("raise", "open")
        hands = standing(sheet, place(x, foot, tall), dancer, *pose)
        for hx, hy in hands:
            lotus(sheet, hx, hy + 6, 36 * near, rgb("eab3ab"), 0.8)
        scarf: list[Point] = [
            (x - 60 * near, foot - tall * 0.74),
            (x - 150 * near, foot - tall * 0.5),
            (x - 110 * near, foot - tall * 0.28),
            (x - 190 * near, foot - tall * 0.1),
        ]
        sheet.fill(curve_stroke(scarf, 3, 16, 10, 2), lighter(silk, 0.5), 0.75)


def group_photo(stage: Stage) -> None:
    """A group photograph in rows before the red drapery."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    floor = h * 0.66
    back_wall(stage, -h * 0.02, floor, motif=False)
    lotus(sheet, w / 2, h * 0.22, h * 0.1, rgb("e2b36a"))
    stage_floor(stage, floor, h, flowers=False)
    for row, (foot, count) in enumerate(((0.76, 9), (0.84, 8))):
        for i in range(count):
            x = w / 2 + (i - (count - 1) / 2) * w * 0.098
            person = somebody(seed)
            standing(sheet, place(x, h * (foot - 0.02), h * 0.47 * seed.between(0.97, 1.03)), person, "down")
        if row == 0:
            sheet.fill(box(w * 0.06, h * 0.76, w * 0.88, 14), darker(RED, 0.5))
    for i in range(7):
        x = w / 2 + (i - 3) * w * 0.108
        size = h * 0.48
        sheet.fill(rounded(x - 46, h * 0.66, 92, 150, 12), darker(GOLD, 0.3))
        seated(sheet, place(x, h * 0.53 + size, size), somebody(seed, woman=i % 2 == 1), "hold")
        if i in (2, 4):
            bouquet(sheet, x, h * 0.53 + size * 0.46, 24, seed)
    for x in (0.055, 0.945):
        basket(sheet, w * x, h * 0.95, 150, seed.branch(str(x)))
