# ruff: noqa: E501 -- outlines are tables of points; one to a line reads best
"""Hair, in the local units of the face. `back` is drawn before the neck, `front` after the face."""

from __future__ import annotations

from .canvas import Canvas
from .colour import RGB, darker, mix, rgb
from .geometry import Frame, Outline, Point, both_sides, curve_stroke, ellipse, smooth
from .seeds import Seed
from .sitter import Look

CAP: list[Point] = [
    (-151, 22), (-158, -20), (-162, -86), (-146, -162), (-98, -222), (-24, -248), (58, -243),
    (122, -204), (155, -140), (163, -80), (158, -20), (151, 22),
]  # fmt: skip

# the hairline, from the right temple to the left
MEN: dict[str, list[Point]] = {
    "side_part": [(147, -10), (142, -56), (126, -94), (70, -108), (0, -126), (-66, -156), (-102, -126), (-131, -92), (-142, -56), (-147, -10)],
    "swept": [(147, -10), (142, -60), (132, -92), (104, -128), (56, -142), (0, -150), (-56, -148), (-106, -132), (-133, -94), (-142, -60), (-147, -10)],
    "crew": [(147, -12), (141, -64), (130, -94), (98, -118), (74, -112), (40, -124), (6, -116), (-30, -126), (-64, -116), (-98, -120), (-130, -94), (-141, -64), (-147, -12)],
    "fringe_up": [(147, -10), (142, -58), (132, -88), (108, -98), (84, -90), (52, -104), (24, -94), (-14, -112), (-52, -108), (-88, -126), (-120, -104), (-134, -84), (-142, -56), (-147, -10)],
    "receding": [(147, -10), (143, -62), (130, -118), (96, -160), (48, -152), (0, -142), (-48, -152), (-96, -160), (-130, -118), (-143, -62), (-147, -10)],
}  # fmt: skip
LIFT = {"side_part": 1.0, "swept": 1.06, "crew": 0.965, "fringe_up": 1.04, "receding": 0.975}


def _sheen(look: Look) -> RGB:
    return mix(look.hair_colour, rgb("b59a86") if sum(look.hair_colour) < 240 else rgb("e9e3da"), 0.3)


def _cap(lift: float) -> list[Point]:
    return [(x, y if y > -100 else -100 + (y + 100) * (1 + (lift - 1) * 2.2)) for x, y in CAP]


def _strands(sheet: Canvas, frame: Frame, look: Look, lines: list[list[Point]]) -> None:
    for i, points in enumerate(lines):
        colour, strength = (_sheen(look), 0.75) if i % 2 == 0 else (darker(look.hair_colour, 0.45), 0.55)
        sheet.fill(frame(curve_stroke(points, 1, 7 if i % 2 == 0 else 4, 1)), colour, strength)


def _men_front(sheet: Canvas, frame: Frame, look: Look, seed: Seed) -> None:
    if look.hair == "bald_top":
        _bald(sheet, frame, look)
        return
    shape = frame(smooth([*_cap(LIFT[look.hair] + seed.between(-0.01, 0.015)), *MEN[look.hair]]))
    sheet.fill(shape, look.hair_colour)
    with sheet.inside(shape) as hair:
        if look.hair == "side_part":
            lines: list[list[Point]] = [
                [(-60, -164), (0, -206), (90, -198), (146, -120)], [(-62, -160), (0, -180), (84, -160), (140, -90)],
                [(-64, -170), (-20, -228), (60, -228), (120, -190)], [(-72, -162), (-110, -160), (-146, -110)],
            ]  # fmt: skip
        elif look.hair == "crew":
            lines = [[(x, -150), (x * 1.15, -186), (x * 1.25, -214)] for x in (-96, -60, -24, 12, 48, 84)]
        else:
            lines = [[(x, -152), (x * 1.2 + 8, -200), (x * 1.25 + 34, -238)] for x in (-100, -66, -30, 6, 42, 78, 106)]
        _strands(hair, frame, look, lines)
        if look.age > 46:  # temples turn grey first
            for side in (-1, 1):
                x, y = frame.at(side * 160, -26)
                hair.glow(x, y, 56 * frame.scale, 104 * frame.scale, rgb("b9b2aa"), 0.6)


def _bald(sheet: Canvas, frame: Frame, look: Look) -> None:
    for side in (-1, 1):
        tuft: list[Point] = [
            (150, 26),
            (166, -20),
            (170, -78),
            (158, -136),
            (132, -176),
            (126, -150),
            (138, -104),
            (144, -58),
            (147, -10),
        ]
        sheet.fill(frame(smooth([(side * x, y) for x, y in tuft])), look.hair_colour)
    thin: list[Point] = [
        (-134, -160),
        (-84, -206),
        (0, -222),
        (84, -206),
        (134, -160),
        (70, -184),
        (0, -194),
        (-70, -184),
    ]
    sheet.fill(frame(smooth(thin)), look.hair_colour, 0.5)


def _long_shape(length: float, wide: float) -> Outline:
    right: list[Point] = [
        (0, -258), (74, -250), (134, -212), (172, -140), (186, -40), (190 * wide, 80), (196 * wide, length * 0.55),
        (190 * wide, length * 0.85), (150 * wide, length), (60, length * 0.97), (0, length * 0.96),
    ]  # fmt: skip
    return smooth(both_sides(right))


def draw_back(sheet: Canvas, frame: Frame, look: Look, seed: Seed) -> None:
    """The part of the hair that is behind head and neck."""
    deep = darker(look.hair_colour, 0.3)
    if look.hair in {"bob", "bangs"}:
        sheet.fill(frame(_long_shape(232, 1.0)), deep)
    elif look.hair == "long":
        sheet.fill(frame(_long_shape(380, 1.0)), deep)
    elif look.hair == "tied":
        sheet.fill(frame(smooth([(50, 90), (118, 98), (150, 136), (142, 186), (100, 210), (50, 186)])), deep)
        _strands(sheet, frame, look, [[(112, 112), (134, 146), (120, 194)]])
    elif look.hair == "bun":
        sheet.fill(frame(ellipse(6, -262, 76, 62)), look.hair_colour)
        for dy in (0, 16, 30):
            arc: list[Point] = [(-52, -262 + dy), (6, -300 + dy * 1.4), (62, -262 + dy)]
            sheet.fill(frame(curve_stroke(arc, 1, 5, 1)), _sheen(look), 0.6)
    elif look.hair == "short":
        right: list[Point] = [(0, -262), (90, -244), (156, -186), (184, -96), (184, 0), (170, 80), (130, 118), (0, 100)]
        sheet.fill(frame(smooth(both_sides(right))), deep)


def _curtain(side: int, part: float, look: Look) -> list[Point]:
    """One half of parted hair, from the parting down one side of the face (right side if `side` is 1)."""
    end = 226.0
    if look.hair == "long":  # one side falls to the front, the other behind the shoulder
        end = 424.0 if side == 1 else 250.0
    px = part * side
    outer: list[Point] = [
        (px, -256),
        (px * 0.4 + 70, -250),
        (136, -210),
        (174, -138),
        (188, -40),
        (194, 80),
        (200, end * 0.6),
        (196, end * 0.88),
    ]
    if look.hair == "long":
        if side == 1:
            outer = [*outer[:6], (200, end * 0.45), (192, end * 0.66), (198, end * 0.86)]
            inner: list[Point] = [(176, end), (150, end * 0.93), (130, end * 0.74), (138, end * 0.5), (148, 90)]
        else:
            outer = [*outer[:6], (196, end * 0.6), (190, end * 0.9)]
            inner = [(170, end), (144, end * 0.96), (142, end * 0.7), (148, 90)]
    else:
        inner = [(160, end), (124, end - 12), (134, 150), (146, 90)]
    edge: list[Point] = [(149, 20), (141, -46), (116, -104), (px * 0.5 + 54, -150), (px + 8, -176)]
    return [(side * x, y) for x, y in [*outer, *inner, *edge]]


def _women_front(sheet: Canvas, frame: Frame, look: Look, seed: Seed) -> None:
    if look.hair in {"tied", "bun"}:
        part = seed.pick((-52.0, -34.0, 0.0))
        line: list[Point] = [
            (148, 6),
            (143, -48),
            (122, -102),
            (76, -142),
            (part, -172),
            (-80, -140),
            (-122, -102),
            (-143, -48),
            (-148, 6),
        ]
        shape = frame(smooth([*_cap(0.99), *line]))
        sheet.fill(shape, look.hair_colour)
        with sheet.inside(shape) as hair:
            lines: list[list[Point]] = [
                [(part, -186), (s * 84, -180), (s * 140, -110), (s * 160, -40)] for s in (-1, 1)
            ]
            lines += [[(part, -200), (s * 70, -214), (s * 132, -160), (s * 162, -80)] for s in (-1, 1)]
            _strands(hair, frame, look, [*lines, [(part, -180), (part + 4, -220), (part + 8, -252)]])
    elif look.hair == "short":
        _short(sheet, frame, look)
    else:
        _curtains(sheet, frame, look, seed.pick((-48.0, -30.0, 0.0)))


def _curtains(sheet: Canvas, frame: Frame, look: Look, part: float) -> None:
    for side in (-1, 1):
        shape = frame(smooth(_curtain(side, part, look)))
        sheet.fill(shape, look.hair_colour)
        with sheet.inside(shape) as hair:
            px = part
            lines: list[list[Point]] = [
                [(px, -206), (side * 96, -176), (side * 150, -80), (side * 166, 40), (side * 172, 190)],
                [(px, -222), (side * 104, -206), (side * 166, -90), (side * 180, 30), (side * 186, 180)],
                [(px, -240), (side * 110, -226), (side * 174, -110), (side * 188, 10)],
            ]  # fmt: skip
            _strands(hair, frame, look, lines)
    if look.hair == "bangs":
        fringe: list[Point] = [
            (-140, -70),
            (-122, -170),
            (-40, -226),
            (40, -226),
            (122, -170),
            (140, -70),
            (96, -78),
            (40, -84),
            (-40, -84),
            (-96, -78),
        ]
        sheet.fill(frame(smooth(fringe)), look.hair_colour)
        _strands(
            sheet, frame, look, [[(x * 0.45, -206), (x * 0.8, -150), (x, -94)] for x in (-96, -58, -20, 20, 58, 96)]
        )


def _short(sheet: Canvas, frame: Frame, look: Look) -> None:
    outer: list[Point] = [
        (-150, 70), (-176, 20), (-184, -80), (-160, -176), (-96, -244), (0, -268), (96, -246), (158, -180),
        (184, -84), (176, 20), (150, 70),
    ]  # fmt: skip
    inner: list[Point] = [
        (146, 10),
        (142, -46),
        (122, -92),
        (60, -112),
        (-10, -140),
        (-62, -166),
        (-110, -116),
        (-140, -56),
        (-146, 10),
    ]
    shape = frame(smooth([*outer, *inner]))
    sheet.fill(shape, look.hair_colour)
    with sheet.inside(shape) as hair:
        lines: list[list[Point]] = [
            [(-60, -172), (10, -190), (100, -160), (150, -70), (160, 40)], [(-62, -180), (20, -216), (120, -190), (170, -90)],
            [(-62, -190), (10, -240), (96, -226), (150, -160)], [(-66, -176), (-120, -160), (-158, -80), (-162, 30)],
            [(-70, -190), (-130, -190), (-172, -90)],
        ]  # fmt: skip
        _strands(hair, frame, look, lines)


def draw_front(sheet: Canvas, frame: Frame, look: Look, seed: Seed) -> None:
    """The part of the hair that lies over the face and shoulders."""
    (_women_front if look.woman else _men_front)(sheet, frame, look, seed)
