"""Draw the illustrations of the sample book that the records in `data/` name.

    python tools/draw_photos.py [--data data] [--only GLOB] [--missing]

Portraits, scenes, event and gallery pictures under data/photos/ are flat drawings, not photographs: no real person
is shown. The same records give the same bytes on every run (chance comes from the file's name; no clock).
Exit code: 0 all drawn; 1 a record could not be read, or the folder grew too large.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.drawing.canvas import save
from tools.drawing.choice import Kind, plan
from tools.drawing.portrait import draw_portrait
from tools.drawing.references import Reference, read_references
from tools.drawing.sitter import Sitter
from tools.drawing.stage import render

LIMIT = 25_000_000  # bytes of the whole photos folder, so that the repository stays light
CEILINGS = {"portrait": 90_000, "scene": 450_000}  # bytes of one file
QUALITIES = {"portrait": (88, 84, 80, 76), "scene": (85, 80, 75, 70)}


def draw(reference: Reference, kind: Kind | None, photos: Path) -> int:
    """Draw one picture (a portrait if `kind` is None) into `photos`; returns its size in bytes."""
    sort = "portrait" if kind is None else "scene"
    if kind is None:
        key = Path(reference.file).stem
        image = draw_portrait(Sitter(key, reference.name, reference.salutation, reference.birth_year))
    else:
        image = render(kind.draw, reference.file, reference.tall, kind.may_mirror)
    size = 0
    for quality in QUALITIES[sort]:  # the first quality that keeps within the ceiling
        size = save(image, photos / reference.file, quality)
        if size <= CEILINGS[sort]:
            break
    return size


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Vẽ ảnh minh họa cho sách mẫu theo các bản ghi trong thư mục dữ liệu.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="thư mục dữ liệu (mặc định: data)")
    parser.add_argument("--only", default="*", metavar="MẪU", help="chỉ vẽ những tệp khớp mẫu, ví dụ 'portraits/*'")
    parser.add_argument("--missing", action="store_true", help="chỉ vẽ những tệp chưa có")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Draw what is asked for and tell what was drawn; returns the exit code."""
    options = _arguments(argv)
    if not options.data.is_dir():
        print(f"Không thấy thư mục dữ liệu «{options.data}».")
        return 1
    photos = options.data / "photos"
    references = read_references(options.data)
    kinds = plan(references.found)
    drawn = 0
    for reference in references.found:
        present = (photos / reference.file).exists()
        if not fnmatchcase(reference.file, options.only) or (options.missing and present):
            continue
        kind = kinds.get(reference.file)
        size = draw(reference, kind, photos)
        drawn += 1
        print(f"{reference.file}  {kind.name if kind else 'portrait'}  {size // 1000} kB")
    total = sum(path.stat().st_size for path in photos.rglob("*.jpg")) if photos.is_dir() else 0
    for trouble in references.troubles:
        print(trouble)
    weight = f"{total / 1e6:.1f}".replace(".", ",")
    print(f"Đã vẽ {drawn} trong {len(references.found)} ảnh được nhắc tới; thư mục ảnh nặng {weight} MB.")
    if total > LIMIT:
        print(f"Thư mục ảnh vượt mức {LIMIT // 1_000_000} MB.")
    return 1 if references.troubles or total > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
