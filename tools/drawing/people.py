# ruff: noqa: E501 -- outlines are tables of points; one to a line reads best
"""Small stylised people for scenes. Local units: 660 from crown (0) to sole (660), middle line x = 0."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .canvas import Canvas
from .colour import GOLD, INK, RED, RGB, SAGE, TERRACOTTA, darker, lighter, mix, rgb
from .geometry import Frame, Point, both_sides, curve_stroke, ellipse, smooth
from .seeds import Seed

TALL = 660.0
SKINS = (rgb("ecc8a2"), rgb("e2b78d"), rgb("d7a77c"))
HAIRS = (rgb("2c2321"), rgb("372a26"), rgb("28262b"), rgb("8c867f"))
SUITS = (INK, rgb("3b3b42"), rgb("28374a"), rgb("4c443c"))
SILKS = (
    RED,
    rgb("a8504a"),
    rgb("6f8a7c"),
    rgb("41627a"),
    rgb("c9a35c"),
    rgb("eee2ca"),
    rgb("8a5565"),
    SAGE,
    TERRACOTTA,
)
WHITE = rgb("f8f4ea")

ARMS: dict[str, list[Point]] = {
    "down": [(72, 150), (94, 244), (86, 332)],
    "hold": [(72, 150), (98, 236), (34, 262)],
    "clap": [(72, 150), (102, 232), (12, 214)],
    "raise": [(70, 150), (112, 88), (92, -4)],
    "reach": [(72, 150), (122, 226), (186, 232)],
    "gesture": [(72, 150), (112, 222), (148, 176)],
    "salute": [(72, 150), (92, 244), (84, 330)],
    "open": [(70, 150), (132, 152), (182, 92)],
}


@dataclass(frozen=True)
class Person:
    """How one small person looks. `dress`: suit, shirt, aodai, jacket (woman's), uniform."""

    woman: bool
    skin: RGB
    hair: RGB
    dress: str
    cloth: RGB
    accent: RGB
    hair_style: str


def somebody(seed: Seed, woman: bool | None = None, dress: str | None = None) -> Person:
    """A person by chance."""
    female = seed.chance(0.45) if woman is None else woman
    kind = dress or (
        seed.pick(("aodai", "aodai", "jacket")) if female else seed.pick(("suit", "suit", "suit", "shirt"))
    )
    cloth = seed.pick(SILKS) if kind == "aodai" else seed.pick(SUITS)
    if kind == "uniform":
        cloth = rgb("5b7a94")
    hair = seed.pick(HAIRS[:3]) if female else seed.pick(HAIRS)
    style = seed.pick(("bob", "long", "bun")) if female else seed.pick(("short", "short", "thin"))
    return Person(
        female, seed.pick(SKINS), hair, kind, cloth, seed.pick((RED, GOLD, rgb("5f7159"), rgb("41586b"))), style
    )


def dressed(person: Person, dress: str, cloth: RGB) -> Person:
    """The same person in other clothes."""
    return replace(person, dress=dress, cloth=cloth)


def place(x: float, foot: float, height: float, flip: bool = False) -> Frame:
    """A frame for a person standing at (x, foot)."""
    return Frame(x, foot - height, height / TALL, flip=flip)


def _shade(person: Person) -> RGB:
    return mix(person.skin, rgb("a8604a"), 0.35)


def hair_behind(sheet: Canvas, at: Frame, person: Person) -> None:
    """The hair that hangs behind neck and shoulders; to be drawn before the body."""
    if person.hair_style == "long":
        sheet.fill(
            at(smooth([(-44, 40), (-46, 110), (-40, 170), (40, 170), (46, 110), (44, 40), (0, 0)])),
            darker(person.hair, 0.25),
        )
    elif person.hair_style == "bob":
        sheet.fill(
            at(smooth([(-48, 40), (-52, 90), (-40, 112), (40, 112), (52, 90), (48, 40), (0, -4)])),
            darker(person.hair, 0.25),
        )
    elif person.hair_style == "bun":
        sheet.fill(at(ellipse(0, -6, 20, 16)), person.hair)


def head_front(sheet: Canvas, at: Frame, person: Person, features: bool = True) -> None:
    """A head seen from the front: face, hair, and the least of features."""
    sheet.fill(at([(-17, 80), (17, 80), (21, 128), (-21, 128)]), _shade(person))
    for side in (-1, 1):
        sheet.fill(at(ellipse(side * 40, 56, 7, 12)), _shade(person))
    face = at(smooth(both_sides([(0, 4), (28, 12), (40, 42), (37, 70), (22, 95), (0, 103)])))
    sheet.fill(face, person.skin)
    with sheet.inside(face) as skin:
        skin.fill(at(smooth([(22, 0), (28, 50), (22, 80), (4, 106), (60, 100), (60, 0)])), _shade(person), 0.45)
    top = 1.0 if person.hair_style != "thin" else 0.55
    cap: list[Point] = [(-41, 56), (-46, 30), (-36, 2), (0, -12), (36, 2), (46, 30), (41, 56), (35, 34)]
    brow: list[Point] = [(22, 12 + 14 * top), (-8, 14 + 8 * top), (-28, 18 + 10 * top), (-36, 36)]
    sheet.fill(at(smooth([*cap, *brow])), person.hair)
    if person.hair_style in {"long", "bob"}:
        end = 128 if person.hair_style == "long" else 104
        for side in (-1, 1):
            lock: list[Point] = [(40, 20), (49, 60), (50, end - 14), (40, end), (34, 84), (38, 50)]
            sheet.fill(at(smooth([(side * x, y) for x, y in lock])), person.hair)
    if features:
        ink = darker(person.hair if sum(person.hair) < 300 else rgb("3a2d28"), 0.1)
        for side in (-1, 1):
            sheet.fill(at(curve_stroke([(side * 9, 45), (side * 17, 42), (side * 25, 45)], 2, 3.4, 1.4)), ink, 0.85)
            sheet.fill(at(ellipse(side * 16.5, 56, 3.8, 4.2)), ink)
            sheet.fill(at(ellipse(side * 24, 70, 9, 6)), rgb("d07a62"), 0.25)
        sheet.fill(at(curve_stroke([(2, 58), (5, 70), (-2, 73)], 1, 2.6, 1.4)), _shade(person))
        lips = rgb("a9433c") if person.woman else rgb("8f4c3c")
        sheet.fill(at(curve_stroke([(-12, 82), (0, 87), (12, 82)], 1.6, 4.6 if person.woman else 3.4, 1.6)), lips)


def head_back(sheet: Canvas, at: Frame, person: Person) -> None:
    """A head seen from behind."""
    sheet.fill(at([(-17, 80), (17, 80), (22, 130), (-22, 130)]), _shade(person))
    for side in (-1, 1):
        sheet.fill(at(ellipse(side * 41, 58, 7, 12)), person.skin)
    sheet.fill(at(smooth(both_sides([(0, -10), (32, 0), (45, 34), (42, 70), (24, 96), (0, 100)]))), person.hair)
    if person.hair_style == "thin":
        sheet.fill(at(ellipse(0, 24, 24, 20)), person.skin, 0.8)
    elif person.hair_style == "long":
        sheet.fill(
            at(smooth([(-44, 30), (-47, 110), (-36, 188), (0, 196), (36, 188), (47, 110), (44, 30), (0, -8)])),
            person.hair,
        )
        sheet.fill(at(curve_stroke([(10, 10), (22, 90), (16, 176)], 1, 5, 1)), lighter(person.hair, 0.25), 0.6)
    elif person.hair_style == "bob":
        sheet.fill(at(smooth([(-47, 30), (-52, 90), (-40, 114), (40, 114), (52, 90), (47, 30), (0, -8)])), person.hair)
    elif person.hair_style == "bun":
        sheet.fill(at(ellipse(0, 66, 24, 20)), darker(person.hair, 0.3))
        sheet.fill(at(ellipse(0, 63, 21, 17)), lighter(person.hair, 0.08))


def _arm(sheet: Canvas, at: Frame, person: Person, pose: str, side: int, cloth: RGB) -> Point:
    width = 0.84 if person.woman else 1.0
    points = [(side * x * (width if i == 0 else 0.95), y) for i, (x, y) in enumerate(ARMS[pose])]
    hand = points[-1]
    sheet.fill(at(ellipse(hand[0], hand[1] + (6 if pose in {"down", "salute"} else 0), 12, 14)), person.skin)
    sheet.fill(at(curve_stroke(points, 40 * width, 34 * width, 26 * width)), cloth)
    sheet.fill(at(ellipse(points[0][0], points[0][1], 20 * width, 20 * width)), cloth)
    return at.at(*hand)


def _legs(sheet: Canvas, at: Frame, colour: RGB) -> None:
    for side, tone in ((-1, colour), (1, darker(colour, 0.14))):
        leg: list[Point] = [(0, 320), (72, 320), (66, 470), (58, 642), (18, 642), (10, 470), (0, 370)]
        sheet.fill(at([(side * x, y) for x, y in leg]), tone)
        sheet.fill(at(ellipse(side * 40, 648, 26, 11)), rgb("241d1c"))


def _tunic(sheet: Canvas, at: Frame, person: Person, back: bool) -> None:
    for side in (-1, 1):
        sheet.fill(
            at([(side * 4, 330), (side * 60, 330), (side * 66, 640), (side * 12, 640)]),
            WHITE if side < 0 else darker(WHITE, 0.1),
        )
        sheet.fill(at(ellipse(side * 36, 648, 20, 9)), darker(person.cloth, 0.4))
    right: list[Point] = [
        (0, 112),
        (22, 116),
        (56, 132),
        (61, 176),
        (49, 255),
        (62, 330),
        (66, 450),
        (72, 592),
        (0, 600),
    ]
    shape = at(both_sides(right))
    sheet.fill(shape, person.cloth)
    with sheet.inside(shape) as silk:
        silk.fill(
            at([(28, 100), (24, 255), (40, 420), (34, 610), (90, 610), (90, 100)]), darker(person.cloth, 0.4), 0.25
        )
        if not back:
            silk.line(at([(0, 118), (-26, 140), (-58, 176)]), 2.4 * at.scale, darker(person.cloth, 0.35))
            pale = lighter(person.cloth, 0.6)
            for x, y, r in (
                (20, 470, 9),
                (-4, 510, 12),
                (26, 540, 7),
                (-24, 556, 8),
                (8, 578, 6),
                (-22, 196, 6),
                (-34, 222, 4),
            ):
                for dx, dy in ((0, -0.8), (0.8, 0), (0, 0.8), (-0.8, 0)):
                    silk.fill(at(ellipse(x + dx * r, y + dy * r, r * 0.62, r * 0.62)), pale, 0.85)
    sheet.fill(at([(-20, 100), (20, 100), (24, 120), (-24, 120)]), lighter(person.cloth, 0.1))


def _jacket(sheet: Canvas, at: Frame, person: Person, back: bool) -> None:
    width = 0.86 if person.woman else 1.0
    cloth = WHITE if person.dress == "shirt" else person.cloth
    _legs(sheet, at, rgb("38414b") if person.dress in {"shirt", "uniform"} else person.cloth)
    right: list[Point] = [
        (0, 116),
        (26 * width, 118),
        (70 * width, 132),
        (84 * width, 160),
        (78 * width, 240),
        (80 * width, 345),
        (0, 352),
    ]
    shape = at(both_sides(right))
    sheet.fill(shape, cloth)
    with sheet.inside(shape) as coat:
        coat.fill(at([(40, 100), (36, 260), (44, 360), (120, 360), (120, 100)]), darker(cloth, 0.5), 0.22)
        if back:
            coat.line(at([(0, 150), (0, 352)]), 2.2 * at.scale, darker(cloth, 0.3))
        elif person.dress in {"suit", "jacket"}:
            coat.fill(at([(-24, 112), (24, 112), (0, 214)]), WHITE)
            for side in (-1, 1):
                coat.fill(at([(side * 24, 112), (side * 42, 160), (0, 226), (0, 206)]), lighter(cloth, 0.12))
            coat.line(at([(0, 214), (0, 352)]), 2.2 * at.scale, darker(cloth, 0.4))
        if not back and person.dress in {"suit", "shirt"}:
            coat.fill(at([(-7, 124), (7, 124), (10, 190), (0, 208), (-10, 190)]), person.accent)
        if not back and person.dress == "uniform":
            coat.line(at([(0, 122), (0, 352)]), 2.2 * at.scale, darker(cloth, 0.3))
            coat.fill(at([(18, 178), (52, 178), (52, 216), (18, 216)]), darker(cloth, 0.12))
    if not back and person.dress in {"suit", "shirt", "uniform"}:
        for side in (-1, 1):
            sheet.fill(
                at([(side * 2, 122), (side * 22, 108), (side * 26, 120), (side * 13, 138)]),
                lighter(cloth, 0.9 if person.dress == "suit" else 0.25),
            )


def standing(
    sheet: Canvas, at: Frame, person: Person, pose: str = "down", other: str = "", back: bool = False
) -> list[Point]:
    """A standing person from the front or from `back`; arms in `pose` (the one on the right in `other`; "none" leaves them out). Returns the hands."""
    cloth = WHITE if person.dress == "shirt" else person.cloth
    deep = darker(cloth, 0.1)
    poses = (pose, other or pose)
    hands: list[Point] = []
    if not back:
        hair_behind(sheet, at, person)
    behind = [p for p in poses if p in {"raise", "open"} or back]
    for side, each in zip((-1, 1), poses, strict=True):
        if each in behind and each != "none":
            hands.append(_arm(sheet, at, person, each, side, deep))
    (_tunic if person.dress == "aodai" else _jacket)(sheet, at, person, back)
    for side, each in zip((-1, 1), poses, strict=True):
        if each not in behind and each != "none":
            hands.append(_arm(sheet, at, person, each, side, cloth if side < 0 else deep))
    if back:
        head_back(sheet, at, person)
    else:
        head_front(sheet, at, person)
    return hands


def from_behind(sheet: Canvas, x: float, base: float, size: float, person: Person) -> None:
    """Head and shoulders of somebody seated, seen from behind; `base` is where the seat back hides the rest."""
    at = Frame(x, base - 230 * size, size)
    cloth = WHITE if person.dress == "shirt" else person.cloth
    width = 0.88 if person.woman else 1.0
    right: list[Point] = [(0, 116), (24, 114), (66 * width, 128), (92 * width, 158), (100 * width, 240), (0, 242)]
    shape = at(both_sides(right))
    sheet.fill(shape, cloth)
    with sheet.inside(shape) as coat:
        coat.fill(at([(30, 110), (44, 245), (120, 245), (120, 110)]), darker(cloth, 0.5), 0.2)
    collar = lighter(cloth, 0.12) if person.dress in {"aodai", "jacket"} else WHITE
    sheet.fill(at([(-24, 108), (24, 108), (28, 124), (-28, 124)]), collar)
    head_back(sheet, at, person)


def seated(sheet: Canvas, at: Frame, person: Person, pose: str = "hold", other: str = "") -> list[Point]:
    """Somebody on a seat, seen from the front; soles at 560 of the local units."""
    legs = rgb("38414b") if person.dress == "shirt" else (WHITE if person.dress == "aodai" else person.cloth)
    body = replace(person)
    cut: list[Point] = [(-150, -60), (150, -60), (150, 352), (-150, 352)]
    for side in (-1, 1):
        shin: list[Point] = [(side * 18, 390), (side * 62, 390), (side * 58, 548), (side * 28, 548)]
        sheet.fill(at(shin), darker(legs, 0.16))
        sheet.fill(at(ellipse(side * 44, 552, 26, 11)), rgb("241d1c"))
    with sheet.inside(at(cut)) as part:
        standing(part, at, body, "none" if pose == "hold" else pose, other or ("none" if pose == "hold" else "down"))
    lap = legs if person.dress != "aodai" else person.cloth
    for side in (-1, 1):
        thigh: list[Point] = [
            (side * 2, 322),
            (side * 70, 322),
            (side * 76, 372),
            (side * 66, 414),
            (side * 20, 416),
            (side * 4, 380),
        ]
        sheet.fill(at(smooth(thigh)), lap if side < 0 else darker(lap, 0.1))
    if person.dress == "aodai":
        sheet.fill(at([(-50, 360), (50, 360), (40, 520), (-40, 520)]), darker(lap, 0.06))
    hands: list[Point] = []
    if pose == "hold":
        for side in (-1, 1):
            points: list[Point] = [(side * (54 if person.woman else 64), 152), (side * 92, 250), (side * 26, 318)]
            cloth = WHITE if person.dress == "shirt" else person.cloth
            sheet.fill(at(ellipse(points[-1][0], 320, 13, 12)), person.skin)
            sheet.fill(at(curve_stroke(points, 36, 32, 25)), darker(cloth, 0.06))
            sheet.fill(at(ellipse(points[0][0], points[0][1], 18, 18)), darker(cloth, 0.06))
            hands.append(at.at(side * 26, 318))
    return hands
