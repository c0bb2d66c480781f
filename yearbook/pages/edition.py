"""Editions: what differs between the files of one book, as values. Nothing else asks for an edition's name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yearbook.images import ImageProfile

CMYK_PROFILE = "ISOcoated_v2_300_bas.icc"  # FOGRA39, total ink 300 %


@dataclass(frozen=True)
class Edition:
    """One file that comes out of a run of the recipe."""

    name: str
    label: str
    suffix: str
    colours: str  # "cmyk" | "srgb": which side of the theme's palette
    images: ImageProfile


def editions(assets: Path) -> dict[str, Edition]:
    """All editions by name. `assets` holds the colour profile that the print images are brought to."""
    icc = assets / "profiles" / CMYK_PROFILE
    ink = ImageProfile("print", "cmyk", ppi=300, quality=90, icc=icc)
    screen = ImageProfile("screen", "srgb", ppi=150, quality=82, icc=icc)
    reader = ImageProfile("epub", "srgb", quality=75, icc=icc, fit=(1200, 1600))
    made = (
        Edition("print", "Ruột sách (bản in)", "-print.pdf", "cmyk", ink),
        Edition("cover", "Bìa (bản in)", "-cover.pdf", "cmyk", ink),
        Edition("proof", "Bản đọc soát", "-proof.pdf", "srgb", screen),
        Edition("screen", "Bản đọc trên màn hình", "-screen.pdf", "srgb", screen),
        Edition("epub", "EPUB", ".epub", "srgb", reader),
    )
    return {edition.name: edition for edition in made}
