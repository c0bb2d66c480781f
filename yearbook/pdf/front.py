"""The front of the cover as a picture for the shelves of reading apps: the theme's own cover, laid out for a screen."""

from __future__ import annotations

import io

from PIL import Image

from yearbook.pages.render import PageSetter
from yearbook.pdf.cover import fitted
from yearbook.pdf.engine import Engine
from yearbook.pdf.sheet import FrontSheet

SIZE = (1600, 2560)  # px: what shops and libraries ask for
NARROWER = 0.9  # of the book's width: a thumbnail on a phone wants larger type than a cover in the hand


def front_sheet(setter: PageSetter) -> FrontSheet:
    """A sheet somewhat narrower than the book and as high as the picture wants it (mm)."""
    width = setter.theme.geometry.width * NARROWER
    return FrontSheet(width, round(width * SIZE[1] / SIZE[0], 2), 0.0)


def make_front(setter: PageSetter, engine: Engine) -> bytes:
    """A baseline JPEG of `SIZE`, sRGB.

    In: the page setter of an edition in sRGB, an engine with the cover's style sheet for `front_sheet`.
    """
    import pypdfium2  # only EPUBs have such a picture

    sheet = front_sheet(setter)
    document, _ = fitted(setter, engine, sheet)
    data = engine.write(document, list(document.pages), tagged=False, identifier=b"front")
    bleed = setter.theme.geometry.bleed * SIZE[0] / sheet.width
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0]
        whole = page.render(scale=(SIZE[0] + 2 * bleed) / page.get_width()).to_pil().convert("RGB")
    corner = (round(bleed), round(bleed), whole.width - round(bleed), whole.height - round(bleed))
    picture = whole.crop(corner).resize(SIZE, Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=88, subsampling=0)
    return stream.getvalue()
