"""How far the letters of a font reach: from its outlines, not from what its tables say of them."""

from __future__ import annotations

import hashlib
import io
import logging

import pikepdf
from fontTools.ttLib import TTFont

from yearbook.geometry import Rect
from yearbook.preflight.content.streams import Damaged, unpacked
from yearbook.preflight.kept import kept_key, pack, unpack
from yearbook.storage import Cache

MAX_PROGRAM = 8 * 2**20
MAX_GLYPHS = 20_000


def letters_reach(pdf: pikepdf.Pdf, program: tuple[int, int], cache: Cache | None = None) -> Rect | None:
    """Around all glyphs of a TrueType program (its object number), in ems from the origin of a letter. The cache knows
    those of other files, and of other parts of this one.

    None when there is no such program or it cannot be read.
    """
    if program == (0, 0):
        return None
    try:
        data = unpacked(pdf.get_object(program), MAX_PROGRAM)
    except (Damaged, pikepdf.PdfError, RuntimeError):
        return None
    name = kept_key("reach", None, hashlib.sha256(data).hexdigest())
    if cache and (known := cache.get(name)):
        corners = unpack(known)
        return Rect(*corners) if corners else None
    found = _read(data)
    if cache:
        cache.put(name, pack([found.left, found.bottom, found.right, found.top] if found else []))
    return found


def _read(data: bytes) -> Rect | None:
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
