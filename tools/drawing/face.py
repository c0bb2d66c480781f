"""A calm face. Local units: origin between the eyes on the eye line, half a face about 150 units wide."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import Canvas
from .colour import RED, RGB, WINE, mix, rgb
from .geometry import Frame, Outline, Point, both_sides, curve_stroke, ellipse, rounded, smooth
from .seeds import Seed
from .sitter import Look

WHITE = rgb("faf4ea")
IRIS = rgb("33221c")


@dataclass(frozen=True)
class Build:
    """Measures of one face."""

    width: float
    jaw: float
    chin: float
    eye_gap: float
    eye_open: float
    brow: float
    nose: float
    mouth: float
    smile: float


def build_of(look: Look, seed: Seed) -> Build:
    """Measures within a narrow natural range."""
    woman = look.woman
    return Build(
        width=seed.between(0.93, 0.99) if woman else seed.between(0.97, 1.05),
        jaw=seed.between(0.86, 0.95) if woman else seed.between(0.91, 1.02),
        chin=seed.between(194, 204) if woman else seed.between(202, 216),
        eye_gap=seed.between(62, 67),
        eye_open=seed.between(0.95, 1.15) if woman else seed.between(0.8, 1.0),
        brow=seed.between(6.0, 7.5) if woman else seed.between(9.5, 13),
        nose=seed.between(0.82, 0.94) if woman else seed.between(0.95, 1.12),
        mouth=seed.between(0.88, 1.0) if woman else seed.between(0.95, 1.08),
        smile=seed.between(6, 11) if woman else seed.between(4, 9),
    )


def outline(build: Build) -> Outline:
    """The contour of the face, crown to chin."""
    w, j, c = build.width, build.jaw, build.chin
    right: list[Point] = [
        (0, -212), (78 * w, -198), (132 * w, -140), (151 * w, -60), (152 * w, 10), (146 * w, 72),
        (130 * w * j, 128), (96 * w * j, 172), (50 * j, c - 5), (0, c),
    ]  # fmt: skip
    return smooth(both_sides(right))


def _ears(sheet: Canvas, frame: Frame, look: Look, build: Build) -> None:
    for side in (-1, 1):
        x = side * 152 * build.width
        sheet.fill(frame(ellipse(x + side * 8, 20, 19, 40, side * 8)), mix(look.skin, look.shadow, 0.35))
        sheet.fill(
            frame(curve_stroke([(x + side * 14, -6), (x + side * 18, 16), (x + side * 8, 36)], 2, 5, 2)), look.shadow
        )


def _shadows(sheet: Canvas, frame: Frame, look: Look, build: Build) -> None:
    side = 1 if look.light_left else -1
    edge: list[Point] = [
        (118, -230), (112, -120), (126, -60), (112, 0), (116, 60), (98, 118), (60, 168), (22, build.chin - 4),
        (40, build.chin + 40), (220, build.chin), (220, -230),
    ]  # fmt: skip
    sheet.fill(frame(smooth([(side * x, y) for x, y in edge])), look.shadow, 0.42)
    cheek = 0.3 if look.woman else 0.2
    for s in (-1, 1):
        x, y = frame.at(s * 84, 66)
        sheet.glow(x, y, 74 * frame.scale, 56 * frame.scale, rgb("cf6f5a"), cheek)
    x, y = frame.at(-side * 40, -120)
    sheet.glow(x, y, 150 * frame.scale, 120 * frame.scale, rgb("fff3df"), 0.3)


def _eye(sheet: Canvas, frame: Frame, look: Look, build: Build, side: int) -> None:
    o = build.eye_open
    ex = side * build.eye_gap

    def place(points: list[Point]) -> list[Point]:
        return [(ex + side * x, y) for x, y in points]

    upper: list[Point] = [(-27, 6), (-16, -6 * o), (2, -11.5 * o), (19, -7 * o), (30, 1)]
    lower: list[Point] = [(18, 7.5 * o), (0, 9.5 * o), (-16, 8 * o)]
    almond = frame(smooth(place([*upper, *lower])))
    sheet.fill(almond, WHITE)
    with sheet.inside(almond) as eye:
        eye.fill(frame(ellipse(ex, -1.5, 13, 13)), IRIS)
        eye.fill(frame(ellipse(ex, -1.5, 8.5, 8.5)), mix(IRIS, (0, 0, 0), 0.5))
        eye.fill(frame(curve_stroke(place([(-27, 2), (2, -10 * o), (30, -2)]), 5, 9, 5)), (60, 36, 30), 0.35)
    light = -4.5 if look.light_left else 4.5
    sheet.fill(frame(ellipse(ex + light, -5, 2.8, 2.8)), WHITE, 0.95)
    lash = (2.0, 6.0, 7.2, 2.4) if look.woman else (1.6, 4.4, 5.2, 2.0)
    tail: list[Point] = [(34, -2)] if look.woman else [(31, 1)]
    sheet.fill(frame(curve_stroke(place([*upper[:-1], *tail]), *lash)), IRIS)
    sheet.fill(frame(curve_stroke(place([(-18, 9 * o), (0, 11.5 * o), (20, 8.5 * o)]), 0.8, 2.2, 0.8)), look.line, 0.5)
    sheet.fill(
        frame(curve_stroke(place([(-22, -9), (0, -20 * o), (22, -15 * o), (33, -5)]), 0.8, 2.6, 0.8)), look.line, 0.75
    )
    if look.age > 52:
        sheet.fill(frame(curve_stroke(place([(-22, 20), (-2, 25), (20, 21)]), 0.6, 2.6, 0.6)), look.line, 0.45)
        for dy in (-2, 8):
            sheet.fill(frame(curve_stroke(place([(42, dy), (52, dy - 3)]), 2.2, 0.6)), look.line, 0.45)


def _brow(sheet: Canvas, frame: Frame, look: Look, build: Build, side: int) -> None:
    colour = mix(look.hair_colour, look.skin, 0.12 if look.age < 60 else 0.2)
    lift = -3 if look.woman else 0
    path = [(-30, -38), (-8, -46 + lift), (16, -48 + lift), (42, -36)]
    placed = [(side * (build.eye_gap + x), y) for x, y in path]
    sheet.fill(frame(curve_stroke(placed, build.brow * 0.75, build.brow, build.brow * 0.8, 1.5)), colour, 0.92)


def _nose(sheet: Canvas, frame: Frame, look: Look, build: Build) -> None:
    side = 1 if look.light_left else -1
    n = build.nose
    bridge = [
        (side * 13, -14),
        (side * 10, 16),
        (side * 15, 48),
        (side * 27 * n, 66),
        (side * 24 * n, 80),
        (side * 4, 86),
    ]
    sheet.fill(frame(smooth([*bridge, (side * 2, 60), (side * 4, 20)])), look.shadow, 0.45)
    base: list[Point] = [(-27 * n, 70), (-25 * n, 80), (-13 * n, 80), (0, 87), (13 * n, 80), (25 * n, 80), (27 * n, 70)]
    sheet.fill(frame(curve_stroke(base, 1.2, 3.6, 3.4, 3.6, 1.2)), look.line, 0.9)
    x, y = frame.at(-side * 3, 58)
    sheet.glow(x, y, 13 * frame.scale, 17 * frame.scale, rgb("fff6e6"), 0.5)


def _lips(look: Look) -> tuple[RGB, RGB]:
    tone = mix(look.skin, rgb("b5483f"), 0.62) if look.woman else mix(look.skin, rgb("a85a48"), 0.48)
    if look.woman and look.clothes == "aodai":
        tone = mix(tone, RED, 0.25)
    return tone, mix(tone, WINE, 0.55)


def _mouth(sheet: Canvas, frame: Frame, look: Look, build: Build) -> None:
    tone, dark = _lips(look)
    m, s = build.mouth, build.smile
    full = 1.12 if look.woman else 0.88
    y = 126.0
    seam: list[Point] = [(-45 * m, y - s), (-22 * m, y + 1), (0, y + 2), (22 * m, y + 1), (45 * m, y - s)]
    upper: list[Point] = [
        (20 * m, y - 9 * full),
        (8 * m, y - 11 * full),
        (0, y - 8 * full),
        (-8 * m, y - 11 * full),
        (-20 * m, y - 9 * full),
    ]
    curve = smooth(seam, closed=False)
    sheet.fill(frame([*curve, *smooth([seam[-1], *upper, seam[0]], closed=False)]), mix(tone, dark, 0.18))
    lower: list[Point] = [(27 * m, y + 13 * full), (0, y + 19 * full), (-27 * m, y + 13 * full)]
    sheet.fill(frame([*curve, *smooth([seam[-1], *lower, seam[0]], closed=False)]), tone)
    gleam = curve_stroke([(-14, y + 10), (0, y + 12), (14, y + 10)], 1, 4, 1)
    sheet.fill(frame(gleam), rgb("fff0e4"), 0.3 if look.woman else 0.14)
    ends: list[Point] = [(-48 * m, y - s - 3), *seam[1:-1], (48 * m, y - s - 3)]
    sheet.fill(frame(curve_stroke(ends, 2.0, 3.4, 3.8, 3.4, 2.0)), dark)
    sheet.fill(frame(curve_stroke([(-18, y + 30), (0, y + 33), (18, y + 30)], 1, 5, 1)), look.shadow, 0.7)
    if look.age > 45:
        for side in (-1, 1):
            fold = [(side * 34, 82), (side * 51, 98), (side * 60, y - 4)]
            sheet.fill(frame(curve_stroke(fold, 0.8, 3.0, 0.8)), look.line, 0.5 if look.age > 55 else 0.3)


def draw_face(sheet: Canvas, frame: Frame, look: Look, build: Build, turn: float) -> None:
    """Head, ears and features; `turn` moves the features a little to one side."""
    _ears(sheet, frame, look, build)
    contour = frame(outline(build))
    sheet.fill(contour, look.skin)
    moved = Frame(*frame.at(turn, 0), frame.scale, frame.turn, frame.flip)
    with sheet.inside(contour) as skin:
        _shadows(skin, frame, look, build)
    for side in (-1, 1):
        _eye(sheet, moved, look, build, side)
        _brow(sheet, moved, look, build, side)
    _nose(sheet, moved, look, build)
    _mouth(sheet, moved, look, build)


def draw_glasses(sheet: Canvas, frame: Frame, look: Look, build: Build, turn: float) -> None:
    """Spectacles: a dark frame, a thin metal one, or one with an upper rim only."""
    moved = Frame(*frame.at(turn, 0), frame.scale, frame.turn, frame.flip)
    metal = look.glasses == "thin"
    colour = rgb("8d6f3a") if metal else rgb("2b2422")
    width = 3.4 if metal else 5.6
    for side in (-1, 1):
        lens = rounded(side * build.eye_gap - 47, -31, 94, 66, 30 if metal else 24)
        sheet.fill(moved(lens), rgb("ffffff"), 0.10)
        glint = [(side * build.eye_gap + x, y) for x, y in ((-30, 22), (-8, -22), (4, -22), (-18, 22))]
        sheet.fill(moved(glint), rgb("ffffff"), 0.13)
        rim = [*lens, lens[0]]
        if look.glasses == "half":
            sheet.line(moved(rim), 2.0 * frame.scale, rgb("6b5a4c"))
            top = [p for p in lens if p[1] < -8]
            top = sorted(top)
            sheet.fill(moved(curve_stroke(top[:: max(len(top) // 6, 1)], 5, 7, 5)), colour)
        else:
            sheet.line(moved(rim), width * frame.scale, colour)
        arm = [(side * (build.eye_gap + 46), -12), (side * 156 * build.width - turn, -14)]
        sheet.line(moved(arm), width * frame.scale, colour)
    bridge = [(-build.eye_gap + 47, -8), (0, -17), (build.eye_gap - 47, -8)]
    sheet.fill(moved(curve_stroke(bridge, width, width, width)), colour)
