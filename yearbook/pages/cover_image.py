"""The front of the cover as a picture, for readers' shelves (EPUB cover image)."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from yearbook.pages.theme import Face, Theme
from yearbook.records.settings import Settings
from yearbook.vietnamese import upper

SIZE = (1600, 2560)  # px, the shelf format most stores ask for
FRAME, GAP = 90, 18  # px


def _font(theme: Theme, role: str, size: int) -> ImageFont.FreeTypeFont:
    """The theme's semibold of a role, or the nearest weight."""
    family = theme.values["faces"][role]
    faces = [face for face in theme.faces if face.family == family and face.style == "normal"]
    face: Face = min(faces, key=lambda face: abs(face.weight - 600))
    return ImageFont.truetype(face.file, size)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Lines of whole words no wider than `width` px."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _fitting(theme: Theme, lines: Sequence[str], room: int) -> ImageFont.FreeTypeFont:
    """The title's size: the editor's own lines must fit the room."""
    for size in range(94, 60, -2):
        font = _font(theme, "serif", size)
        if all(font.getlength(line) <= room for line in lines):
            break
    return font


def _lines(
    draw: ImageDraw.ImageDraw, y: float, lines: Sequence[str], font: ImageFont.FreeTypeFont, fill: str, leading: float
) -> float:
    for line in lines:
        draw.text((SIZE[0] / 2, y), line, font=font, fill=fill, anchor="ma")
        y += font.size * leading
    return y


def _rule(draw: ImageDraw.ImageDraw, y: float, fill: str) -> None:
    draw.line([(SIZE[0] / 2 - 110, y), (SIZE[0] / 2 + 110, y)], fill=fill, width=6)


def cover_image(settings: Settings, theme: Theme) -> bytes:
    """A JPEG with what cover 1 says (Luật Xuất bản 19/2012/QH13, Điều 27.3): compiler, title, publisher."""
    colours = {name: colour.srgb for name, colour in theme.palette.items()}
    image = Image.new("RGB", SIZE, colours["deep"])
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    draw.rectangle((FRAME, FRAME, width - FRAME, height - FRAME), outline=colours["gold"], width=6)
    inner = FRAME + GAP
    draw.rectangle((inner, inner, width - inner, height - inner), outline=colours["gold"], width=2)
    room = width - 2 * (inner + 70)
    small = _font(theme, "sans", 44)
    title = settings.title_parts
    large = _fitting(theme, settings.title_lines and title.lines, room)
    if settings.compiler:
        _lines(draw, 240, _wrapped(upper(settings.compiler), small, room), small, colours["paper"], 1.6)
    y = 640.0
    if title.kind:
        y = _lines(draw, y, [upper(title.kind)], _font(theme, "serif", 210), colours["gold"], 1.5)
        _rule(draw, y, colours["gold"])
    lines = [line for name in title.lines for line in _wrapped(name, large, room)]
    y = _lines(draw, y + 70, lines, large, colours["white"], 1.45)
    if title.period:
        y = _lines(draw, y + 40, [title.period], _font(theme, "serif", 80), colours["gold"], 1.6)
    _rule(draw, y + 30, colours["gold"])
    publisher = _wrapped(upper(settings.publisher.name), small, room)
    _lines(draw, height - 230 - len(publisher) * 70, publisher, small, colours["paper"], 1.6)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=88, subsampling=0)
    return stream.getvalue()
