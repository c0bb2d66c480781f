"""What the pages of a PDF paint: content streams followed through forms, patterns and glyphs."""

from yearbook.preflight.content.colours import Colour, Space
from yearbook.preflight.content.painted import (
    Font,
    Look,
    PageContent,
    Painted,
    Picture,
    Raster,
    Shading,
    Shape,
    Text,
)
from yearbook.preflight.content.reader import Reader

__all__ = [
    "Colour", "Font", "Look", "PageContent", "Painted", "Picture", "Raster", "Reader", "Shading", "Shape", "Space",
    "Text",
]  # fmt: skip
