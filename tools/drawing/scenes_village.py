"""A highland village and a sorting hall."""

from __future__ import annotations

from .canvas import Canvas
from .colour import HONEY, INK, RED, darker, lighter, mix, rgb
from .geometry import Frame, Point, box, smooth, wave
from .people import place, somebody, standing
from .props import height_at, hills, screen, tree
from .scenes_lobby import room
from .scenes_town import draw_horn
from .scenes_water import heaven, villager
from .stage import SKIES, Stage


def _stilt_house(sheet: Canvas, x: float, base: float, size: float) -> None:
    at = Frame(x, base, size)
    for px in (-0.4, -0.14, 0.14, 0.4):
        sheet.fill(at(box(px - 0.02, -0.3, 0.04, 0.3)), rgb("5f4232"))
    sheet.fill(at(box(-0.46, -0.58, 0.92, 0.3)), rgb("a87b52"))
    for k in range(9):
        sheet.line(at([(-0.46 + 0.1 * k, -0.58), (-0.46 + 0.1 * k, -0.28)]), size * 0.006, darker(rgb("a87b52"), 0.3))
    sheet.fill(at(box(-0.1, -0.53, 0.18, 0.25)), rgb("4f3528"))
    for px in (-0.36, 0.2):
        sheet.fill(at(box(px, -0.5, 0.15, 0.12)), rgb("f0d08a"))
    sheet.fill(at([(-0.6, -0.54), (-0.4, -0.94), (0.4, -0.94), (0.6, -0.54)]), rgb("7d6547"))
    sheet.fill(at([(0.1, -0.94), (0.4, -0.94), (0.6, -0.54), (0.24, -0.54)]), darker(rgb("7d6547"), 0.2))
    for k in range(1, 5):
        y = -0.94 + 0.08 * k
        half = 0.4 + 0.04 * k
        sheet.line(at([(-half, y), (half, y)]), size * 0.006, darker(rgb("7d6547"), 0.35), 0.7)
    sheet.fill(at([(-0.06, -0.28), (0.04, -0.28), (-0.06, 0), (-0.18, 0)]), rgb("8f6848"))


def village(stage: Stage) -> None:
    """A highland village: stilt houses, a pole with loudspeakers, people on the path."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    sky = seed.pick(SKIES[:2])
    heaven(stage, sky, h * 0.7)
    near = seed.pick((rgb("6a8055"), rgb("5b7259"), rgb("7a8a55")))
    for i, high in enumerate((0.2, 0.3, 0.4)):
        hills(
            sheet,
            w,
            h * (high + 0.24),
            h * high,
            mix(mix(sky[-1], INK, 0.25), near, i / 3),
            seed.branch(f"range {i}"),
            h,
        )
        sheet.glow(w / 2, h * (high + 0.3), w * 0.8, h * 0.12, rgb("f3e6cc"), 0.5)
    ridge = hills(sheet, w, h * 0.66, h * 0.56, near, seed.branch("near"), h)
    for i in range(8):
        x = w * (i + seed.unit()) / 8
        tree(sheet, x, height_at(ridge, x) + 20, seed.between(70, 120), darker(near, 0.16), seed)
    for fx, size in ((0.12, 170), (0.36, 150), (0.9, 190)):
        _stilt_house(sheet, w * fx, height_at(ridge, w * fx) + 60, size)
    for i in range(5):
        y = h * (0.76 + 0.055 * i)
        tone = mix((rgb("8f9a5c"), rgb("b3a658"))[i % 2], near, 0.4)
        rim = wave(0, y, w, 8, 1.2 + 0.1 * i, i * 1.7 + seed.unit())
        sheet.fill([*rim, (w, h), (0, h)], tone)
        sheet.line(rim, 3.2, lighter(tone, 0.35), 0.8)
    _stilt_house(sheet, w * 0.26, h * 0.9, 300)
    path: list[Point] = [
        (w * 0.4, h),
        (w * 0.5, h * 0.86),
        (w * 0.56, h * 0.76),
        (w * 0.6, h * 0.76),
        (w * 0.62, h * 0.86),
        (w * 0.66, h),
    ]
    sheet.fill(smooth(path), rgb("d9c29a"))
    px = w * 0.72
    sheet.fill([(px - 7, h * 0.94), (px - 4, h * 0.2), (px + 4, h * 0.2), (px + 7, h * 0.94)], rgb("6f5a48"))
    for side in (-1, 1):
        draw_horn(sheet, px + side * 6, h * 0.25, 52, side)
    for i, (fx, foot, tall) in enumerate(
        ((0.47, 0.93, 0.28), (0.53, 0.95, 0.29), (0.6, 0.92, 0.27), (0.82, 0.96, 0.3), (0.88, 0.95, 0.22))
    ):
        person = villager(seed, woman=i % 2 == 0)
        standing(sheet, place(w * fx, h * foot, h * tall), person, "down", "reach" if i == 3 else "hold")


def sorting(stage: Stage) -> None:
    """A sorting hall: parcels on a belt, staff on both sides."""
    sheet, w, h, seed = stage.sheet, stage.width, stage.height, stage.seed
    room(stage, h * 0.52, rgb("dfe0d8"), rgb("bdb5a4"))
    for i in range(7):
        sheet.fill(
            [(w * i / 7 + 20, 0), (w * i / 7 + 34, 0), (w * i / 7 + 90, h * 0.12), (w * i / 7 + 76, h * 0.12)],
            rgb("b9bbb2"),
        )
        sheet.fill(box(w * i / 7 + 40, h * 0.13, 96, 7), rgb("fffaf0"))
    for i in range(6):
        x = w * (0.03 + 0.163 * i)
        sheet.fill(box(x, h * 0.24, w * 0.135, h * 0.3), rgb("8f6f52"))
        for row in range(3):
            for k in range(3):
                cell = box(x + 8 + k * 49, h * 0.25 + row * h * 0.095, 43, h * 0.085)
                sheet.fill(cell, rgb("5f4638"))
                for j in range(seed.whole(2, 5)):
                    sheet.fill(
                        box(cell[0][0] + 4, cell[2][1] - 7 - 8 * j, 35, 6),
                        seed.pick((rgb("f6f0e2"), rgb("e3d3b0"), rgb("d9a58a"), rgb("c9d3d6"))),
                    )
    screen(sheet, w * 0.41, h * 0.02, w * 0.18, h * 0.13, seed, "bars")
    for i in range(5):
        standing(
            sheet,
            place(w * (0.12 + 0.19 * i), h * 0.87, h * 0.46),
            somebody(seed, dress="uniform"),
            "hold",
            seed.pick(("hold", "gesture")),
        )
    sheet.fill([(0, h * 0.65), (w, h * 0.65), (w, h * 0.75), (0, h * 0.75)], rgb("43484c"))
    sheet.fill(box(0, h * 0.64, w, 9), HONEY)
    sheet.fill(box(0, h * 0.75, w, h * 0.055), rgb("a3342f"))
    sheet.fill(box(0, h * 0.8, w, h * 0.12), rgb("5f686d"))
    for i in range(13):
        sheet.fill(box(w * (0.02 + 0.08 * i), h * 0.81, 12, h * 0.14), rgb("43484c"))
    x = 20.0
    while x < w - 90:
        pw, ph = seed.between(70, 130), seed.between(46, 96)
        tone = seed.pick((rgb("c99a66"), rgb("d9b07c"), rgb("b98552"), rgb("e6d3ad")))
        base = h * 0.735
        sheet.fill(box(x, base - ph, pw, ph), tone)
        sheet.fill(
            [(x, base - ph), (x + 16, base - ph - 16), (x + pw + 16, base - ph - 16), (x + pw, base - ph)],
            lighter(tone, 0.25),
        )
        sheet.fill(
            [(x + pw, base - ph), (x + pw + 16, base - ph - 16), (x + pw + 16, base - 16), (x + pw, base)],
            darker(tone, 0.22),
        )
        sheet.fill(box(x + pw * 0.42, base - ph, pw * 0.16, ph), seed.pick((RED, rgb("f3e6c8"), rgb("41627a"))), 0.75)
        x += pw + seed.between(40, 96)
    for fx, foot in ((0.3, 1.08), (0.68, 1.1)):
        standing(sheet, place(w * fx, h * foot, h * 0.56), somebody(seed, dress="uniform"), "down", "reach", back=True)
