# ruff: noqa: E501 -- outlines are tables of points; one to a line reads best
"""Neck, shoulders and clothes of a portrait. Units: the sheet of 900 × 1200, measured from the middle line x = 450."""

from __future__ import annotations

from .canvas import Canvas
from .colour import GOLD, RGB, darker, lighter, mix, rgb
from .geometry import Frame, Outline, Point, both_sides, curve_stroke, ellipse, smooth
from .seeds import Seed
from .sitter import Look

WHITE = rgb("f8f5ee")
BOTTOM = 1230.0


def _mirror(points: list[Point]) -> list[Point]:
    return [(-x, y) for x, y in points]


def _body(look: Look) -> Outline:
    wide = 1.02 if look.woman else 1.04
    neck = 62 if look.woman else 84
    right: list[Point] = [
        *(((0, 800), (neck * 0.6, 790)) if look.clothes == "aodai" else ((0, 862), (neck * 0.6, 832))), (neck + 2, 784), (neck + 26, 796), (176 * wide, 832), (262 * wide, 858), (322 * wide, 892),
        (358 * wide, 950), (378 * wide, 1040), (398 * wide, 1140), (404 * wide, BOTTOM), (0, BOTTOM + 8),
    ]  # fmt: skip
    return smooth(both_sides(right))


def _neck(sheet: Canvas, middle: Frame, look: Look, chin: float) -> None:
    half = 60 if look.woman else 80
    right: list[Point] = [(half, 560), (half - 2, 680), (half + 3, 750), (half + 30, 800), (half + 44, 850), (0, 1010)]
    shape = middle(smooth([*right, *_mirror(right[:-1])[::-1]], steps=8))
    sheet.fill(shape, look.skin)
    with sheet.inside(shape) as neck:
        depth = chin + 44
        under: list[Point] = [
            (-150, 600),
            (150, 600),
            (128, depth - 62),
            (74, depth - 14),
            (0, depth),
            (-74, depth - 14),
            (-128, depth - 62),
        ]
        neck.fill(middle(smooth(under)), look.shadow, 0.62)
    if look.clothes == "blouse" or look.clothes == "blazer":
        for side in (-1, 1):
            bone = [(side * 22, 842), (side * 52, 832), (side * 92, 822)]
            sheet.fill(middle(curve_stroke(bone, 1, 4, 1)), look.shadow, 0.5)


def _folds(sheet: Canvas, middle: Frame, cloth: RGB) -> None:
    dark = darker(cloth, 0.4)
    for side in (-1, 1):
        sheet.fill(
            middle(curve_stroke([(side * 268, 1215), (side * 272, 1110), (side * 254, 1030)], 7, 5, 1)), dark, 0.6
        )
        sheet.fill(middle(curve_stroke([(side * 228, 880), (side * 288, 912), (side * 322, 970)], 1, 4, 1)), dark, 0.3)


def _light(sheet: Canvas, middle: Frame, look: Look, body: Outline) -> None:
    """The side away from the light is a shade deeper."""
    side = 1 if look.light_left else -1
    edge: list[Point] = [(150, 780), (232, 890), (262, 1000), (268, 1240), (540, 1240), (540, 780)]
    with sheet.inside(body) as part:
        part.fill(middle(smooth([(side * x, y) for x, y in edge])), darker(look.cloth, 0.5), 0.32)


def _collar(sheet: Canvas, middle: Frame, look: Look, spread: float, colour: RGB) -> None:
    neck = 62 if look.woman else 82
    for side in (-1, 1):
        flap: list[Point] = [(neck + 2, 752), (neck + 22, 800), (spread, 888), (2, 828), (neck - 10, 782)]
        points = [(side * x, y) for x, y in flap]
        sheet.fill(middle([(x + side * 3, y + 7) for x, y in points]), darker(colour, 0.55), 0.35)
        sheet.fill(middle(points), colour if side == -1 else darker(colour, 0.05))


def _tie(sheet: Canvas, middle: Frame, look: Look, seed: Seed) -> None:
    blade: list[Point] = [(-16, 874), (16, 874), (44, 1110), (50, BOTTOM), (-50, BOTTOM), (-44, 1110)]
    shape = middle(blade)
    sheet.fill(shape, look.accent)
    pattern = seed.pick(("plain", "stripe", "dot"))
    with sheet.inside(shape) as tie:
        if pattern == "stripe":
            for y in range(880, 1300, 46):
                tie.fill(middle([(-70, y), (70, y - 56), (70, y - 44), (-70, y + 12)]), lighter(look.accent, 0.4), 0.8)
        elif pattern == "dot":
            for row, y in enumerate(range(896, 1220, 28)):
                for x in range(-60 + 15 * (row % 2), 70, 30):
                    tie.fill(middle(ellipse(x, y, 3.2, 3.2)), lighter(look.accent, 0.55), 0.9)
        tie.fill(middle([(16, 874), (60, 874), (60, BOTTOM), (22, BOTTOM)]), darker(look.accent, 0.6), 0.28)
        tie.fill(middle(curve_stroke([(-18, 880), (0, 890), (18, 880)], 6, 10, 6)), darker(look.accent, 0.6), 0.4)
    knot: list[Point] = [(-29, 824), (29, 824), (24, 852), (16, 879), (-16, 879), (-24, 852)]
    sheet.fill(middle(knot), lighter(look.accent, 0.06))
    sheet.fill(middle([(6, 824), (29, 824), (24, 852), (16, 879), (8, 879)]), darker(look.accent, 0.5), 0.35)


def _lapels(sheet: Canvas, middle: Frame, look: Look, depth: float) -> None:
    tone = lighter(look.cloth, 0.09)
    for side in (-1, 1):
        neck = 68 if look.woman else 90
        lapel: list[Point] = [
            (neck, 786), (neck + 24, 800), (neck + 56, 868), (neck + 80, 922), (neck + 46, 942), (neck + 92, 962), (56, depth - 40), (0, depth),
        ]  # fmt: skip
        shade = [(side * (x + 7), y + 9) for x, y in lapel]
        sheet.fill(middle(shade), darker(look.cloth, 0.6), 0.45)
        lapel_points = [(side * x, y) for x, y in lapel]
        sheet.fill(middle(lapel_points), tone if side == -1 else lighter(look.cloth, 0.04))
        seam: list[Point] = [(side * (neck + 46), 942), (side * (neck + 4), 924)]
        sheet.line(middle(seam), 3, darker(look.cloth, 0.5))


def _suit(sheet: Canvas, middle: Frame, look: Look, seed: Seed, body: Outline) -> None:
    shirt: list[Point] = [(-84, 752), (0, 838), (84, 752), (116, 800), (30, 1215), (-30, 1215), (-116, 800)]
    sheet.fill(body, look.cloth)
    _light(sheet, middle, look, body)
    _folds(sheet, middle, look.cloth)
    opening: list[Point] = [(-84, 752), (84, 752), (112, 800), (0, 1190), (-112, 800)]
    colour = seed.pick((WHITE, WHITE, rgb("e3e9ec")))
    with sheet.inside(middle(opening)) as front:
        front.fill(middle(shirt), colour)
        if look.clothes == "suit":
            front.soft(middle([(10, 860), (46, 870), (70, 1200), (10, 1200)]), darker(colour, 0.6), 0.25, 8)
            _tie(front, middle, look, seed)
        else:
            front.line(middle([(0, 830), (0, 1200)]), 2.5, darker(colour, 0.25))
            for y in (900, 980, 1060):
                front.fill(middle(ellipse(6, y, 4.5, 4.5)), darker(colour, 0.22))
    if look.clothes == "suit":
        _tie_knot_over(sheet, middle, look, colour)
    else:
        sheet.fill(middle([(-34, 800), (34, 800), (0, 872)]), look.skin)
        sheet.fill(middle([(-34, 800), (34, 800), (0, 872)]), look.shadow, 0.4)
        _collar(sheet, middle, look, 60, colour)
    _lapels(sheet, middle, look, 1196)
    sheet.fill(middle(ellipse(0, 1196, 9, 9)), darker(look.cloth, 0.5))
    if seed.chance(0.4):
        square: list[Point] = [(178, 1052), (200, 1022), (212, 1040), (234, 1018), (246, 1046)]
        sheet.fill(middle(square), mix(look.accent, WHITE, 0.75))
        sheet.fill(middle([(172, 1052), (252, 1044), (252, 1053), (172, 1061)]), darker(look.cloth, 0.4))


def _tie_knot_over(sheet: Canvas, middle: Frame, look: Look, colour: RGB) -> None:
    knot: list[Point] = [(-29, 824), (29, 824), (24, 852), (16, 879), (-16, 879), (-24, 852)]
    sheet.fill(middle(knot), lighter(look.accent, 0.06))
    sheet.fill(middle([(8, 824), (29, 824), (24, 852), (16, 879), (8, 879)]), darker(look.accent, 0.5), 0.35)
    _collar(sheet, middle, look, 62, colour)


def _shirt(sheet: Canvas, middle: Frame, look: Look, seed: Seed, body: Outline) -> None:
    sheet.fill(body, look.cloth)
    _light(sheet, middle, look, body)
    _folds(sheet, middle, darker(look.cloth, 0.12))
    sheet.soft(middle([(10, 880), (40, 880), (78, 1230), (10, 1230)]), darker(look.cloth, 0.6), 0.28, 9)
    _tie(sheet, middle, look, seed)
    _collar(sheet, middle, look, 64, lighter(look.cloth, 0.5))
    pocket: list[Point] = [(122, 1046), (222, 1042), (224, 1230), (122, 1230)]
    sheet.line(middle([*pocket, pocket[0]]), 2.4, darker(look.cloth, 0.22))


def _flower(sheet: Canvas, place: Frame, colour: RGB, heart: RGB) -> None:
    for i in range(5):
        petal = Frame(*place.at(0, 0), place.scale, place.turn + 72 * i)
        sheet.fill(petal(ellipse(0, -17, 11, 17)), colour, 0.92)
    sheet.fill(place(ellipse(0, 0, 6, 6)), heart)


def _ao_dai(sheet: Canvas, middle: Frame, look: Look, seed: Seed, body: Outline) -> None:
    sheet.fill(body, look.cloth)
    _light(sheet, middle, look, body)
    _folds(sheet, middle, look.cloth)
    deep = darker(look.cloth, 0.42)
    # the flap of the tunic closes on the wearer's right, the left of the picture
    seam: list[Point] = [(-4, 806), (-60, 862), (-140, 912), (-214, 985), (-258, 1080)]
    sheet.fill(middle(curve_stroke(seam, 3, 4, 3)), deep, 0.8)
    for x, y in seam[1:4]:
        sheet.fill(middle(ellipse(x, y, 6, 6)), lighter(look.cloth, 0.45))
    pattern = seed.pick(("branch", "branch", "scatter", "plain"))
    if pattern == "branch":
        for points in (
            [(210, 1215), (176, 1110), (120, 1010)],
            [(176, 1110), (110, 1112), (76, 1090)],
            [(184, 1130), (214, 1090)],
        ):
            sheet.fill(middle(curve_stroke([(x, y) for x, y in points], 4, 3, 2)), mix(look.accent, GOLD, 0.5), 0.9)
        for dx, dy, size, turn in (
            (118, 1000, 1.4, 10),
            (216, 1070, 1.1, 40),
            (74, 1084, 1.15, -20),
            (150, 1150, 0.9, 5),
        ):
            _flower(sheet, Frame(*middle.at(dx, dy), size * middle.scale, turn), look.accent, GOLD)
    elif pattern == "scatter":
        with sheet.inside(body) as silk:
            for row in range(5):
                for column in range(-5, 6):
                    x, y = column * 76 + 38 * (row % 2), 880 + row * 78
                    if y > 930 or abs(x) > 110:
                        _flower(silk, Frame(*middle.at(x, y), 0.42 * middle.scale, 20 * column), look.accent, GOLD)
    band: list[Point] = [(-66, 742), (0, 762), (66, 742), (78, 792), (44, 818), (0, 826), (-44, 818), (-78, 792)]
    sheet.fill(middle(smooth(band)), lighter(look.cloth, 0.08))
    sheet.fill(middle(curve_stroke([(-66, 743), (0, 764), (66, 743)], 4, 5, 4)), mix(look.accent, GOLD, 0.6))
    sheet.line(middle([(0, 764), (3, 828)]), 3, deep)


def _blazer(sheet: Canvas, middle: Frame, look: Look, body: Outline, neck_skin: RGB) -> None:
    sheet.fill(body, look.cloth)
    _light(sheet, middle, look, body)
    _folds(sheet, middle, look.cloth)
    opening: list[Point] = [(-66, 780), (66, 780), (98, 800), (0, 1180), (-98, 800)]
    with sheet.inside(middle(opening)) as front:
        front.fill(middle(opening), look.accent)
        scoop: list[Point] = [(-120, 740), (120, 740), (84, 850), (0, 902), (-84, 850)]
        front.fill(middle(smooth(scoop)), neck_skin)
        front.fill(middle(curve_stroke([(-84, 850), (0, 902), (84, 850)], 3, 4, 3)), darker(look.accent, 0.2))
        for i in range(-6, 7):
            front.fill(middle(ellipse(i * 11.5, 850 - i * i * 1.45, 6, 6)), rgb("f8f1e2"))
    _lapels(sheet, middle, look, 1180)


def _blouse(sheet: Canvas, middle: Frame, look: Look, body: Outline) -> None:
    sheet.fill(body, look.cloth)
    _light(sheet, middle, look, body)
    _folds(sheet, middle, look.cloth)
    sheet.fill(middle([(-70, 792), (0, 800), (70, 792), (84, 816), (0, 940), (-84, 816)]), look.skin)
    tone = lighter(look.cloth, 0.12)
    for side in (-1, 1):
        flap: list[Point] = [(72, 786), (92, 798), (142, 856), (100, 924), (0, 958), (0, 934), (50, 860)]
        points = [(side * x, y) for x, y in flap]
        sheet.fill(middle([(x + side * 3, y + 8) for x, y in points]), darker(look.cloth, 0.5), 0.4)
        sheet.fill(middle(points), tone)
    sheet.line(middle([(0, 950), (0, BOTTOM)]), 3, darker(look.cloth, 0.3))
    for y in (1000, 1080, 1160):
        sheet.fill(middle(ellipse(9, y, 6, 6)), lighter(look.cloth, 0.6))


def draw_clothes(sheet: Canvas, middle: Frame, look: Look, seed: Seed, chin: float) -> None:
    """Neck and clothes; `middle` stands at the top of the middle line, `chin` is measured in its units."""
    body = middle(_body(look))
    _neck(sheet, middle, look, chin)
    if look.clothes == "aodai":
        _ao_dai(sheet, middle, look, seed, body)
    elif look.clothes == "blazer":
        _blazer(sheet, middle, look, body, look.skin)
    elif look.clothes == "blouse":
        _blouse(sheet, middle, look, body)
    elif look.clothes == "shirt_tie":
        _shirt(sheet, middle, look, seed, body)
    else:
        _suit(sheet, middle, look, seed, body)
