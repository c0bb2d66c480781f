"""A sheet that is drawn large and reduced once, so that every edge is smooth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw, ImageFilter

from .colour import RGB
from .geometry import Outline, Point, ellipse, smooth

RIM = 178  # the value of Pillow's radial gradient at the middle of a side (255 is in the corners)


def _ease(share: float) -> float:
    t = min(max(share, 0.0), 1.0)
    return t * t * (3 - 2 * t)


class Canvas:
    """A sheet of `width` × `height` drawing units, drawn at `density` pixels per unit from `origin` (pixels)."""

    def __init__(self, image: Image.Image, density: float, origin: tuple[int, int] = (0, 0)) -> None:
        self.image = image
        self.density = density
        self.origin = origin
        self._pen = ImageDraw.Draw(image, "RGBA")  # this mode blends fills that are not opaque

    @classmethod
    def blank(cls, width: int, height: int, density: float, colour: RGB) -> Canvas:
        """An empty sheet in one colour."""
        return cls(Image.new("RGB", (round(width * density), round(height * density)), colour), density)

    def _pixels(self, points: Sequence[Point]) -> list[Point]:
        ox, oy = self.origin
        return [(x * self.density - ox, y * self.density - oy) for x, y in points]

    def fill(self, outline: Sequence[Point], colour: RGB, opacity: float = 1.0) -> None:
        """Fill an outline."""
        self._pen.polygon(self._pixels(outline), fill=(*colour, round(255 * opacity)))

    def blob(self, points: Sequence[Point], colour: RGB, opacity: float = 1.0) -> None:
        """Fill the smooth closed curve through `points`."""
        self.fill(smooth(points), colour, opacity)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: RGB, opacity: float = 1.0) -> None:
        """Fill an ellipse."""
        self.fill(ellipse(x, y, rx, ry), colour, opacity)

    def line(self, points: Sequence[Point], width: float, colour: RGB, opacity: float = 1.0) -> None:
        """A line of even width with round joints (ends are cut straight)."""
        self._pen.line(
            self._pixels(points),
            fill=(*colour, round(255 * opacity)),
            width=max(round(width * self.density), 1),
            joint="curve",
        )

    def limb(self, points: Sequence[Point], width: float, colour: RGB) -> None:
        """An even line with round ends."""
        self.line(points, width, colour)
        for x, y in (points[0], points[-1]):
            self.oval(x, y, width / 2, width / 2, colour)

    def glow(self, x: float, y: float, rx: float, ry: float, colour: RGB, strength: float) -> None:
        """A soft round light (or shadow) that fades to nothing at its rim."""
        size = (max(round(2 * rx * self.density), 1), max(round(2 * ry * self.density), 1))
        fade = Image.radial_gradient("L").point([round(255 * strength * _ease(1 - v / RIM)) for v in range(256)])
        corner = self._pixels([(x - rx, y - ry)])[0]
        self.image.paste(colour, (round(corner[0]), round(corner[1])), fade.resize(size, Image.Resampling.BILINEAR))

    def shade(self, x: float, y: float, width: float, height: float, stops: Sequence[RGB]) -> None:
        """A box that runs evenly through `stops` from top to bottom."""
        size = (max(round(width * self.density), 1), max(round(height * self.density), 1))
        strip = Image.new("RGB", (1, len(stops)))
        strip.putdata(list(stops))
        # resampled between the centres of the stops, so that the first and last colour stand at the edges
        column = strip.resize((1, size[1]), Image.Resampling.BILINEAR, box=(0, 0.5, 1, len(stops) - 0.5))
        corner = self._pixels([(x, y)])[0]
        self.image.paste(column.resize(size, Image.Resampling.NEAREST), (round(corner[0]), round(corner[1])))

    def soft(self, outline: Sequence[Point], colour: RGB, opacity: float, radius: float) -> None:
        """Fill an outline with a blurred rim of `radius` units (shadows); worked at a quarter of the size."""
        small = self.density / 4
        xs, ys = [p[0] for p in outline], [p[1] for p in outline]
        left, top, pad = min(xs) - 2 * radius, min(ys) - 2 * radius, 4 * radius
        size = (max(round((max(xs) - min(xs) + pad) * small), 1), max(round((max(ys) - min(ys) + pad) * small), 1))
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon(
            [((x - left) * small, (y - top) * small) for x, y in outline], fill=round(255 * opacity)
        )
        mask = mask.filter(ImageFilter.GaussianBlur(radius * small))
        corner = self._pixels([(left, top)])[0]
        full = mask.resize((size[0] * 4, size[1] * 4), Image.Resampling.BILINEAR)
        self.image.paste(colour, (round(corner[0]), round(corner[1])), full)

    @contextmanager
    def inside(self, outline: Outline) -> Iterator[Canvas]:
        """A sheet over the same place whose drawing appears only inside `outline`."""
        points = self._pixels(outline)
        left = max(int(min(p[0] for p in points)), 0)
        top = max(int(min(p[1] for p in points)), 0)
        right = min(int(max(p[0] for p in points)) + 2, self.image.width)
        bottom = min(int(max(p[1] for p in points)) + 2, self.image.height)
        if right <= left or bottom <= top:  # wholly off the sheet: drawn and dropped
            yield Canvas(Image.new("RGB", (1, 1)), self.density, self.origin)
            return
        part = Canvas(
            self.image.crop((left, top, right, bottom)), self.density, (self.origin[0] + left, self.origin[1] + top)
        )
        yield part
        mask = Image.new("L", part.image.size, 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in points], fill=255)
        self.image.paste(part.image, (left, top), mask)

    def reduced(self, width: int, height: int) -> Image.Image:
        """The finished picture in `width` × `height` pixels."""
        return self.image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=None)


def _profile() -> bytes:
    """The sRGB profile, with its creation date (bytes 24 … 35 of the ICC header) fixed so that no clock gets in."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = bytes([0x07, 0xE4, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])  # 2020-01-01 00:00:00
    return bytes(data)


SRGB = _profile()


def save(image: Image.Image, target: Path, quality: int) -> int:
    """Write a JPEG (4:2:0, 300 dpi, sRGB) beside its place, then move it there; returns its size in bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    image.save(draft, "JPEG", quality=quality, optimize=True, subsampling=2, dpi=(300, 300), icc_profile=SRGB)
    draft.replace(target)
    return target.stat().st_size
