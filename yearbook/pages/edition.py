"""Editions: what differs between the files of one book, as values. Nothing else asks for an edition's name."""

from __future__ import annotations

from pathlib import Path

from yearbook.images import CMYK_PROFILE, ImageProfile
from yearbook.records.settings import Printing, Settings
from yearbook.values import dataclass

LIGHTER = 5 / 8  # portraits of 300 × 400 pixels instead of 480 × 640 (epub.md)
MAIL = 15 * 1000**2  # bytes: what most mail servers take


@dataclass(frozen=True)
class Edition:
    """One file that comes out of a run of the recipe."""

    name: str
    label: str
    suffix: str
    colours: str  # "cmyk" | "srgb": which side of the theme's palette; "named": either
    images: ImageProfile
    standard: str = "plain"  # a key of `yearbook.pdf.finish.STANDARDS`
    shrink: float = 1.0  # sides of an EPUB's pictures, against those that its pages ask for
    most: int = 0  # bytes that the file should not exceed; 0: no matter

    @property
    def is_ebook(self) -> bool:
        return self.suffix.endswith(".epub")


# What all interiors are laid out as, once: with colours and pictures that each edition has in its own way.
INTERIOR = Edition("interior", "Ruột sách", "", "named", ImageProfile("placed", "srgb"))


def editions(
    assets: Path,
    printing: Printing | None = None,
    icc: Path | None = None,
    archive: str | None = None,
    *,
    imposed: bool = False,
) -> dict[str, Edition]:
    """All editions by name.

    assets holds the bundled colour profile; icc: the CMYK profile instead of it (see `output_profile`); printing and
    archive: what `yearbook.yaml` asks for; imposed: with the interior on press sheets, which this run asks for.
    """
    icc = icc or assets / "profiles" / CMYK_PROFILE
    standard = (printing or Printing()).standard
    lasting = archive or "3u"
    ink = ImageProfile("print", "cmyk", ppi=300, quality=90, icc=icc)
    screen = ImageProfile("screen", "srgb", ppi=150, quality=82, icc=icc)
    reader = ImageProfile("epub", "srgb", quality=75, icc=icc, fit=(1200, 1600))
    made = (
        Edition("print", "Ruột sách (bản in)", "-print.pdf", "cmyk", ink, standard),
        Edition("cover", "Bìa (bản in)", "-cover.pdf", "cmyk", ink, standard),
        Edition("proof", "Bản đọc soát", "-proof.pdf", "srgb", screen),
        Edition("screen", "Bản đọc trên màn hình", "-screen.pdf", "srgb", screen, "ua-1"),
        Edition("archive", f"Bản lưu trữ (PDF/A-{lasting})", "-archive.pdf", "srgb", screen, f"a-{lasting}"),
        Edition("epub", "EPUB", ".epub", "srgb", reader),
        Edition("epub-light", "EPUB nhẹ", "-light.epub", "srgb", reader, shrink=LIGHTER, most=MAIL),
    )
    sheets = Edition("imposed", "Bản bình trang", "-imposed.pdf", "cmyk", ink, standard)
    return {edition.name: edition for edition in (*made, *((sheets,) if imposed else ()))}


def usual(settings: Settings) -> tuple[str, ...]:
    """The editions that are made when none is named: all, the archive only if the book wants one."""
    names = ("print", "cover", "proof", "screen", "archive", "epub", "epub-light")
    return tuple(name for name in names if name != "archive" or settings.archive)
