"""How far the letters of a font reach: from its outlines, not from what its tables say of them."""

from __future__ import annotations

import io
import logging

import pikepdf
from fontTools.ttLib import TTFont

from yearbook.geometry import Rect
from yearbook.preflight.content.streams import Damaged, unpacked

MAX_PROGRAM = 8 * 2**20
MAX_GLYPHS = 20_000


def letters_reach(pdf: pikepdf.Pdf, program: tuple[int, int]) -> Rect | None:
    """Around all glyphs of a TrueType program (its object number), in ems from the origin of a letter.

    None when there is no such program or it cannot be read.
    """
    if program == (0, 0):
        return None
    try:
        data = unpacked(pdf.get_object(program), MAX_PROGRAM)
    except (Damaged, pikepdf.PdfError, RuntimeError):
        return None
    logger = logging.getLogger("fontTools")
    before, logger.disabled = logger.disabled, True
    try:
        return _around(data)
    except Exception:  # fontTools raises whatever a damaged table leads to
        return None
    finally:
        logger.disabled = before


def _around(data: bytes) -> Rect | None:
    with TTFont(io.BytesIO(data), lazy=True) as font:
        if "glyf" not in font or "gvar" in font or font["maxp"].numGlyphs > MAX_GLYPHS:
            return None
        glyphs, em = font["glyf"], font["head"].unitsPerEm
        left = bottom = right = top = 0
        for name in glyphs.keys():  # noqa: SIM118 - it is no mapping
            points, _, _ = glyphs[name].getCoordinates(glyphs)
            around = points.calcBounds()
            left, bottom = min(left, around[0]), min(bottom, around[1])
            right, top = max(right, around[2]), max(top, around[3])
        return Rect(left / em, bottom / em, right / em, top / em)
