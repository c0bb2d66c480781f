"""Draws the pictures of the guides in docs/ from a built sample book: `python -m tools.guide_pictures [dist]`.

Needs pdftoppm (poppler). The pictures of report.html and preflight.html are a browser's screenshots, made by hand.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "anh"
SLUG = "ky-yeu-thi-dua-btttt-lan-iv"
GROUND = (128, 128, 128)


def page(pdf: Path, number: int, dpi: int) -> Image.Image:
    """One page as a picture, cut to its crop box."""
    command = ["pdftoppm", "-r", str(dpi), "-f", str(number), "-l", str(number), "-cropbox", "-png", str(pdf)]
    return Image.open(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout)).convert("RGB")


def side_by_side(pictures: list[Image.Image], gap: int) -> Image.Image:
    width = sum(picture.width for picture in pictures) + gap * (len(pictures) + 1)
    sheet = Image.new("RGB", (width, pictures[0].height + 2 * gap), GROUND)
    left = gap
    for picture in pictures:
        sheet.paste(picture, (left, gap))
        left += picture.width + gap
    return sheet


def save(picture: Image.Image, name: str) -> None:
    """A small PNG: 256 colours are plenty at this size."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture.quantize(256, kmeans=4, dither=Image.Dither.NONE).save(PICTURES / name, optimize=True)


def anchor_page(pdf: Path, anchor: str) -> int:
    """The page on which a record begins."""
    import pikepdf

    from yearbook.preflight.pdf import destinations

    with pikepdf.open(pdf) as opened:
        return destinations(opened)[anchor].page


def main() -> None:
    dist = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"
    screen, proof = dist / f"{SLUG}-screen.pdf", dist / f"{SLUG}-proof.pdf"
    feature = anchor_page(screen, "trinh-hai-dang")
    feature -= feature % 2
    save(side_by_side([page(screen, feature, 60), page(screen, feature + 1, 60)], 0), "mo-sach.png")
    portraits = anchor_page(screen, "pham-thanh-binh-nghe-an")
    portraits -= portraits % 2
    save(side_by_side([page(screen, portraits, 60), page(screen, portraits + 1, 60)], 0), "ca-nhan.png")
    save(page(proof, portraits, 60), "doc-soat.png")
    save(page(dist / f"{SLUG}-cover.pdf", 1, 45), "bia.png")


if __name__ == "__main__":
    main()
