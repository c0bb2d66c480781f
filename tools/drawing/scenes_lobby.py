"""Around the Congress: registration, exhibition, a break, the press, a meeting, a wreath."""

from __future__ import annotations

from .canvas import Canvas
from .colour import (
    HONEY,
    INK,
    MOSS,
    PINE,
    RED,
    RGB,
    SAGE,
    STRAW,
    TERRACOTTA,
    WINE,
    WOOD,
    darker,
    lighter,
    mix,
    rgb,
)
from .geometry import box, ellipse, rounded
from .people import from_behind, place, somebody, standing
from .props import basket, bloom, cloud, drapery, flower_row, leaf, lotus, plant, screen, tree
from .scenes_hall import draped_table
from .stage import DAY, WALLS, Stage

PARQUET = rgb("c9a67c")
PICTURES = ((rgb("a9c0c8"), MOSS), (rgb("efd2a8"), TERRACOTTA), (rgb("c8d0c4"), INK), (rgb("f1dfc4"), RED))


def room(stage: Stage, floor: float, wall: RGB | None = None, boards: RGB = PARQUET) -> RGB:
    """A plain room: wall, skirting, floor. Returns the wall's colour."""
    sheet, w, h = stage.sheet, stage.width, stage.height
    tone = wall or stage.seed.pick(WALLS)
    sheet.shade(0, 0, w, floor, (darker(tone, 0.1), tone, lighter(tone, 0.3)))
    sheet.shade(0, floor, w, h - floor, (darker(boards, 0.12), boards, lighter(boards, 0.2)))
    sheet.fill(box(0, floor - 10, w, 10), darker(tone, 0.22))
    for i in range(-8, 9):
        sheet.line([(w / 2 + i * w * 0.09, floor), (w / 2 + i * w * 0.14, h)], 1.2, darker(boards, 0.3), 0.4)
    return tone


def window(stage: Stage, x: float, y: float, width: float, height: float) -> None:
    """A large window onto sky and trees."""
    sheet = stage.sheet
    sheet.fill(box(x - 8, y - 8, width + 16, height + 16), lighter(WOOD, 0.2))
    sheet.shade(x, y, width, height, DAY)
    with sheet.inside(box(x, y, width, height)) as view:
        cloud(view, x + width * 0.6, y + height * 0.28, width * 0.4, rgb("f8f4ea"))
        for i in range(4):
            tree(
                view,
                x + width * (i + 0.4) / 3.6,
                y + height * 1.04,
                height * stage.seed.between(0.36, 0.52),
                (SAGE, MOSS)[i % 2],
                stage.seed,
            )
    sheet.fill(box(x + width / 2 - 4, y, 8, height), lighter(WOOD, 0.2))
    sheet.fill(box(x, y + height * 0.3, width, 6), lighter(WOOD, 0.2))
    sheet.fill([(x, y), (x + width * 0.3, y), (x, y + height * 0.6)], rgb("ffffff"), 0.14)


def registration(stage: Stage) -> None:
    """Delegates are received at a long table in the foyer."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    room(stage, h * 0.66)
    for i in range(3):
        window(stage, w * (0.07 + 0.31 * i), h * 0.08, w * 0.2, h * 0.5)
    for x in (0.32, 0.63):
        plant(sheet, w * x, h * 0.68, 190, seed.branch(str(x)))
    basket(sheet, w * 0.9, h * 0.74, 170, seed.branch("basket"))
    for i in range(4):
        x = w * (0.16 + 0.2 * i)
        standing(
            sheet,
            place(x, h * 0.86, h * 0.52),
            somebody(seed, woman=i % 2 == 0, dress="aodai" if i % 2 == 0 else "suit"),
            "hold",
        )
    draped_table(sheet, w * 0.05, h * 0.62, w * 0.76, h * 0.24, mix(RED, WINE, 0.2))
    for i in range(5):
        x = w * (0.12 + 0.15 * i)
        for k in range(4):
            sheet.fill(
                [
                    (x - 26 + k, h * 0.607 - k * 5),
                    (x + 26 + k, h * 0.607 - k * 5),
                    (x + 30 + k, h * 0.618 - k * 5),
                    (x - 30 + k, h * 0.618 - k * 5),
                ],
                (rgb("f8f3e6"), STRAW)[k % 2],
            )
    flower_row(sheet, w * 0.37, h * 0.6, w * 0.1, 15, seed)
    for i, x in enumerate((0.33, 0.56, 0.83, 0.95)):
        person = somebody(seed)
        standing(sheet, place(w * x, h * (1.02 + 0.05 * (i % 2)), h * 0.62), person, "down", back=True)


def exhibition(stage: Stage) -> None:
    """Panels with pictures and shelves of books, people looking on."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    room(stage, h * 0.7)
    for i in range(4):
        x, width = w * (0.045 + 0.24 * i), w * 0.19
        sheet.fill(box(x + 10, h * 0.1, width, h * 0.62), rgb("7a6650"), 0.25)
        sheet.fill(box(x, h * 0.09, width, h * 0.62), rgb("faf5e9"))
        sheet.fill(box(x, h * 0.09, width, 16), (RED, INK, SAGE, TERRACOTTA)[i])
        for row in range(2):
            sky, land = seed.pick(PICTURES)
            py = h * (0.15 + 0.27 * row)
            sheet.fill(box(x + 16, py, width - 32, h * 0.17), sky)
            with sheet.inside(box(x + 16, py, width - 32, h * 0.17)) as view:
                view.oval(x + width * seed.between(0.3, 0.7), py + h * 0.07, 22, 22, lighter(sky, 0.6))
                view.oval(x + width * 0.3, py + h * 0.2, width * 0.5, h * 0.09, land)
                view.oval(x + width * 0.8, py + h * 0.21, width * 0.4, h * 0.09, darker(land, 0.25))
            for k in range(2):
                sheet.fill(box(x + 16, py + h * 0.185 + k * 11, (width - 32) * (1 - 0.35 * k), 4), rgb("c9bda4"))
    for k, x in enumerate((0.155, 0.395, 0.635, 0.875)):
        sheet.glow(w * x, h * 0.02, 130, 60, rgb("fff2cf"), 0.6)
        if k % 2:
            bloom(sheet, w * (x - 0.12), h * 0.69, 1, RED)
    plant(sheet, w * 0.5, h * 0.74, 180, seed)
    for i, (x, foot, tall) in enumerate(
        (
            (0.16, 0.92, 0.52),
            (0.25, 0.94, 0.54),
            (0.42, 1.0, 0.6),
            (0.7, 0.93, 0.54),
            (0.79, 0.96, 0.56),
            (0.92, 1.03, 0.62),
        )
    ):
        person = somebody(seed, woman=i % 2 == 0)
        standing(
            sheet,
            place(w * x, h * foot, h * tall * (0.95 if person.woman else 1)),
            person,
            "down",
            "reach" if i in (1, 3) else "down",
            back=True,
        )


def interval(stage: Stage) -> None:
    """Small groups talk beside large windows."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    room(stage, h * 0.72)
    for i in range(3):
        window(stage, w * (0.05 + 0.325 * i), h * 0.06, w * 0.25, h * 0.58)
    for x in (0.335, 0.66):
        plant(sheet, w * x, h * 0.76, 200, seed.branch(str(x)))
    for k, cx in enumerate((0.18, 0.5, 0.82)):
        sheet.soft(ellipse(w * cx, h * 0.935, 150, 18), rgb("5a4028"), 0.35, 10)
        trio = ((-80, 0.9, "hold", "down"), (84, 0.9, "gesture", "hold"), (4, 0.88, "hold", "hold"))
        for i, (dx, foot, pose, other) in enumerate(trio[: 2 + (k + seed.whole(0, 1)) % 2]):
            person = somebody(seed, woman=(i + k) % 2 == 0)
            tall = h * (0.56 if person.woman else 0.6)
            hands = standing(sheet, place(w * cx + dx, h * (foot + 0.04), tall), person, pose, other)
            if pose == "hold":
                hx, hy = hands[0]
                sheet.fill([(hx - 9, hy - 18), (hx + 9, hy - 18), (hx + 7, hy), (hx - 7, hy)], rgb("fbf7ee"))
                sheet.oval(hx, hy - 18, 9, 3, rgb("9a6a42"))


def camera(sheet: Canvas, x: float, y: float, size: float, base: float) -> None:
    """A video camera on a tripod, seen from behind and the side."""
    dark = rgb("2b2c30")
    for dx in (-0.7, 0.05, 0.75):
        sheet.line([(x, y + size * 0.3), (x + dx * size, base)], size * 0.07, rgb("3a3b40"))
    sheet.fill(rounded(x - size * 0.55, y - size * 0.3, size * 1.0, size * 0.6, size * 0.08), dark)
    sheet.fill(rounded(x + size * 0.4, y - size * 0.2, size * 0.4, size * 0.4, size * 0.06), rgb("3d3e44"))
    sheet.fill(rounded(x - size * 0.95, y - size * 0.34, size * 0.34, size * 0.3, size * 0.04), rgb("8fa6b4"))
    sheet.fill(rounded(x - size * 0.3, y - size * 0.48, size * 0.6, size * 0.12, size * 0.06), rgb("3d3e44"))
    sheet.oval(x - size * 0.42, y - size * 0.18, size * 0.05, size * 0.05, rgb("c8443f"))


def press(stage: Stage) -> None:
    """Reporters and cameras, a lit stage beyond."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    drapery(sheet, 0, 0, w, h * 0.52, mix(RED, WINE, 0.2), 28)
    sheet.glow(w / 2, h * 0.3, w * 0.45, h * 0.4, rgb("eca774"), 0.7)
    lotus(sheet, w / 2, h * 0.2, h * 0.1, HONEY)
    sheet.fill(box(0, h * 0.46, w, h * 0.06), rgb("9a6844"))
    for i in range(6):
        standing(sheet, place(w / 2 + (i - 2.5) * 74, h * 0.49, h * 0.24), somebody(seed), "hold")
    flower_row(sheet, w * 0.1, h * 0.5, w * 0.8, 12, seed)
    sheet.shade(0, h * 0.52, w, h * 0.48, (rgb("5a2f2e"), rgb("2c2226")))
    for row, (base, size) in enumerate(((0.64, 0.28), (0.74, 0.36))):
        step = 236 * size
        for i in range(int(w / step) + 2):
            from_behind(sheet, i * step + row * step / 2, h * base, size, somebody(seed))
    sheet.fill(box(0, h * 0.74, w, h * 0.26), rgb("2f2529"))
    for i, x in enumerate((0.14, 0.47, 0.8)):
        standing(
            sheet,
            place(w * (x + 0.075), h * 1.16, h * 0.68),
            somebody(seed, dress=("shirt", "jacket", "suit")[i], woman=i == 1),
            "gesture",
            "down",
            back=True,
        )
        camera(sheet, w * x, h * seed.between(0.6, 0.64), 86, h * 1.04)


def meeting(stage: Stage) -> None:
    """A meeting at a long table, a display on the wall."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    room(stage, h * 0.6)
    screen(sheet, w * 0.36, h * 0.06, w * 0.28, h * 0.25, seed)
    window(stage, w * 0.05, h * 0.07, w * 0.21, h * 0.4)
    window(stage, w * 0.74, h * 0.07, w * 0.21, h * 0.4)
    plant(sheet, w * 0.31, h * 0.64, 150, seed)
    plant(sheet, w * 0.69, h * 0.64, 150, seed.branch("2"))
    count = 5
    for i in range(count):
        x = w / 2 + (i - 2) * w * 0.145
        sheet.fill(rounded(x - 56, h * 0.38, 112, 170, 20), rgb("4c4640"))
        standing(
            sheet,
            place(x, h * 0.93, h * 0.59),
            somebody(seed, woman=i % 2 == 1),
            seed.pick(("hold", "hold", "gesture")),
            "hold",
        )
    top = mix(WOOD, STRAW, 0.18)
    sheet.fill([(w * 0.13, h * 0.6), (w * 0.87, h * 0.6), (w * 0.98, h * 0.8), (w * 0.02, h * 0.8)], top)
    sheet.fill([(w * 0.3, h * 0.6), (w * 0.42, h * 0.6), (w * 0.34, h * 0.8), (w * 0.18, h * 0.8)], rgb("ffffff"), 0.1)
    sheet.fill([(w * 0.02, h * 0.8), (w * 0.98, h * 0.8), (w * 0.93, h), (w * 0.07, h)], darker(WOOD, 0.3))
    flower_row(sheet, w * 0.44, h * 0.66, w * 0.12, 20, seed)
    for i in range(count):
        x = w / 2 + (i - 2) * w * 0.15
        sheet.fill([(x - 30, h * 0.625), (x + 26, h * 0.625), (x + 30, h * 0.652), (x - 36, h * 0.652)], rgb("faf5e9"))
        sheet.fill([(x + 44, h * 0.612), (x + 58, h * 0.612), (x + 56, h * 0.644), (x + 46, h * 0.644)], rgb("e3e9ea"))
    for i in range(4):
        x = w / 2 + (i - 1.5) * w * 0.22
        sheet.fill([(x - 44, h * 0.72), (x + 40, h * 0.72), (x + 48, h * 0.765), (x - 54, h * 0.765)], rgb("faf5e9"))
        from_behind(sheet, x, h * 1.0, 0.86, somebody(seed, woman=i % 2 == 0))
        sheet.fill(rounded(x - 92, h * 0.93, 184, 120, 24), rgb("4c4640"))


def wreath(stage: Stage) -> None:
    """A delegation walks to a memorial with a wreath, under old trees."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    stage.sky(DAY, h * 0.62)
    cloud(sheet, w * 0.24, h * 0.16, 190, rgb("fbf7ee"))
    cloud(sheet, w * 0.78, h * 0.1, 150, rgb("fbf7ee"))
    for i in range(9):
        tree(sheet, w * (i + 0.3) / 8.4, h * 0.6, h * seed.between(0.3, 0.44), (SAGE, MOSS, PINE)[i % 3], seed)
    stone = rgb("d9cfbe")
    for i in range(4):
        sheet.fill(
            box(w * (0.3 - i * 0.05), h * (0.56 + i * 0.028), w * (0.4 + i * 0.1), h * 0.03), darker(stone, 0.05 * i)
        )
        sheet.fill(box(w * (0.3 - i * 0.05), h * (0.56 + i * 0.028), w * (0.4 + i * 0.1), 4), lighter(stone, 0.5))
    sheet.fill(
        [
            (w * 0.455, h * 0.56),
            (w * 0.475, h * 0.12),
            (w * 0.5, h * 0.07),
            (w * 0.525, h * 0.12),
            (w * 0.545, h * 0.56),
        ],
        stone,
    )
    sheet.fill(
        [(w * 0.5, h * 0.07), (w * 0.525, h * 0.12), (w * 0.545, h * 0.56), (w * 0.505, h * 0.56)], darker(stone, 0.16)
    )
    sheet.fill(box(w * 0.43, h * 0.5, w * 0.14, h * 0.06), darker(stone, 0.08))
    flower_row(sheet, w * 0.36, h * 0.56, w * 0.28, 13, seed)
    sheet.shade(0, h * 0.67, w, h * 0.33, (rgb("cbbfa9"), rgb("e3d9c6")))
    sheet.fill([(w * 0.4, h * 0.67), (w * 0.6, h * 0.67), (w * 0.78, h), (w * 0.22, h)], rgb("b9574c"), 0.5)
    x, y = w / 2, h * 0.66
    for side in (-1, 1):
        standing(
            sheet,
            place(x + side * 108, h * 0.86, h * 0.4),
            somebody(seed, woman=False, dress="uniform"),
            "hold",
            back=True,
        )
    for i in range(24):
        leaf(sheet, x, y, 78, i * 15, (PINE, MOSS)[i % 2])
    for i in range(16):
        at = ellipse(x, y, 52, 52)[int(i * 4.5)]
        bloom(sheet, at[0], at[1], 14, (rgb("c8443f"), rgb("f3dfa8"), rgb("d9a441"))[i % 3])
    sheet.oval(x, y, 34, 34, mix(RED, WINE, 0.2))
    sheet.oval(x, y, 28, 28, RED)
    for foot, tall, count in ((0.88, 0.42, 6), (0.98, 0.48, 7)):
        for i in range(count):
            x = w / 2 + (i - (count - 1) / 2) * w * 0.112
            if abs(x - w / 2) < w * 0.15:
                continue  # the way to the memorial stays open
            standing(sheet, place(x, h * foot, h * tall), somebody(seed), "down", back=True)
