"""What every scene is given, and how a finished one comes off the sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from .canvas import Canvas
from .colour import PAPER, RGB, rgb
from .seeds import Seed

WIDTH = 1200  # drawing units; a landscape sheet is 800 high, a tall one 1680
LANDSCAPE = (2400, 1600)
TALL = (2400, 3360)
DENSITY = (5, 4)  # pixels per unit while drawing a landscape and a tall sheet; the finished picture has 2

Sky = tuple[RGB, ...]
DAWN: Sky = (rgb("8fa9b5"), rgb("c9cfc6"), rgb("f0dcb8"), rgb("efc39a"))
DAY: Sky = (rgb("a9c0c8"), rgb("cfdad6"), rgb("ece8d8"))
DUSK: Sky = (rgb("46566a"), rgb("8d8793"), rgb("d8a48c"), rgb("eec79c"))
SKIES = (DAWN, DAY, DUSK)
WALLS = (rgb("eadfc9"), rgb("dfe0d2"), rgb("d9dcd9"), rgb("eddccb"))


@dataclass(frozen=True)
class Stage:
    """A sheet to draw a scene on: `width` × `height` units, with the chance that belongs to it."""

    sheet: Canvas
    seed: Seed
    width: float
    height: float

    @property
    def tall(self) -> bool:
        return self.height > self.width

    def sky(self, stops: Sky, bottom: float) -> None:
        """Paint the sky from the top edge down to `bottom`."""
        self.sheet.shade(0, 0, self.width, bottom, stops)


Composition = Callable[[Stage], None]


def render(composition: Composition, key: str, tall: bool, may_mirror: bool = False) -> Image.Image:
    """Draw a composition; `key` alone decides everything that varies, also which way a mirrored one faces."""
    size = TALL if tall else LANDSCAPE
    height = WIDTH * size[1] / size[0]
    sheet = Canvas.blank(WIDTH, round(height), DENSITY[tall], PAPER)
    composition(Stage(sheet, Seed(f"scene:{key}"), WIDTH, height))
    image = sheet.reduced(*size)
    if may_mirror and Seed(f"mirror:{key}").chance(0.5):
        return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return image
