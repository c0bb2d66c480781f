"""The cover as a small picture for catalogues."""

from __future__ import annotations

import io

from PIL import Image

PART = 4  # how many times smaller than the cover
QUALITY = 82


def thumbnail(cover: bytes) -> bytes:
    """In: the JPEG of the cover. Out: a JPEG a quarter as wide and as high, without metadata; same in, same out."""
    with Image.open(io.BytesIO(cover)) as image:
        small = image.convert("RGB").resize((image.width // PART, image.height // PART), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    small.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()
