"""A head-and-shoulders portrait, 3 : 4."""

from __future__ import annotations

from PIL import Image

from .canvas import Canvas
from .clothes import draw_clothes
from .colour import darker
from .face import build_of, draw_face, draw_glasses
from .geometry import Frame
from .hair import draw_back, draw_front
from .seeds import Seed
from .sitter import Look, Sitter, look_of

WIDTH, HEIGHT = 900, 1200
EYE_LINE = 506.0


def _ground(sheet: Canvas, look: Look) -> None:
    light, deep = look.ground
    sheet.fill([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], deep)
    x = 380 if look.light_left else 520
    sheet.glow(x, 450, 1050, 1100, light, 1.0)
    sheet.soft([(30, 980), (200, 880), (700, 880), (870, 980), (900, 1200), (0, 1200)], darker(deep, 0.3), 0.25, 40)


def draw_portrait(sitter: Sitter, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """The picture of one person; the same sitter always gives the same pixels."""
    look = look_of(sitter)
    seed = Seed(f"portrait:{sitter.id}").branch("drawing")
    sheet = Canvas.blank(WIDTH, HEIGHT, 2, look.ground[1])
    _ground(sheet, look)
    build = build_of(look, seed.branch("face"))
    scale = 1.12 if look.woman else 1.13
    frame = Frame(450 + seed.between(-5, 5), EYE_LINE, scale, seed.between(-1.6, 1.6), flip=seed.chance(0.5))
    turn = seed.between(-7, 7)
    hair_seed = seed.branch("hair")
    draw_back(sheet, frame, look, hair_seed)
    draw_clothes(sheet, Frame(450, EYE_LINE - 512 * scale, scale), look, seed.branch("clothes"), 512 + build.chin)
    # light comes from a fixed side of the sheet: the face is never mirrored, only the hair is
    upright = Frame(frame.x, frame.y, scale, frame.turn)
    draw_face(sheet, upright, look, build, turn)
    draw_front(sheet, frame, look, hair_seed)
    if look.glasses:
        draw_glasses(sheet, upright, look, build, turn)
    return sheet.reduced(*size)
