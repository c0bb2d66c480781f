"""A data folder of many records for the benchmarks, made of the sample book: `python -m tools.big_book FOLDER`.

The same seed gives the same folder.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from pathlib import Path

from PIL import Image, ImageEnhance

from yearbook.records import load
from yearbook.vietnamese import slugify

ROOT = Path(__file__).parent.parent
_FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
_MIDDLES = "Văn Thị Đức Hữu Ngọc Minh Quang Thanh Thu Xuân Hoài Khánh".split()
_GIVENS = "An Bình Châu Dung Dũng Giang Hà Hải Hạnh Hòa Hùng Hương Khoa Lan Linh Long Mai Nam Nga Phúc Sơn".split()
_AWARDS = ("cstd_cs", "cstd_bo", "bk_ttg")


def write_big_book(folder: Path, records: int = 3000, seed: int = 4, *, portraits: bool = False) -> int:
    """Write the folder: units and decisions of the sample, nine persons to one collective. Returns the syllables.

    portraits: every person has a picture of their own and a profile, not a line in a list.
    """
    book = load(ROOT / "data").value
    assert book is not None
    dice = random.Random(seed)
    sentences = [
        sentence
        for record in book.honoured
        for sentence in re.split(r"(?<=[.!?]) ", " ".join((record.narrative or "").split()))
        if 40 < len(sentence) < 400 and ":" not in sentence and "#" not in sentence
    ]
    for name in ("yearbook.yaml", "units.yaml", "decisions.yaml", "awards.yaml"):
        if (ROOT / "data" / name).exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "data" / name, folder / name)
    count = 0
    units = [unit.id for unit in book.units]
    faces = sorted({p.portrait.file for p in book.individuals if p.portrait})
    for number in range(records):
        kind = "collectives" if number % 10 == 0 else "individuals"
        (folder / kind).mkdir(parents=True, exist_ok=True)
        if kind == "individuals":
            name = f"{dice.choice(_FAMILIES)} {dice.choice(_MIDDLES)} {dice.choice(_MIDDLES)} {dice.choice(_GIVENS)}"
        else:
            name = f"Đội Kỹ thuật số {number}"
        text = " ".join(dice.sample(sentences, 6))
        count += len(text.split())
        lines = [f"id: {slugify(name)}-{number}", f"name: {name}", f"unit: {units[number % len(units)]}"]
        if kind == "individuals":
            lines += [f"office: Chuyên viên phòng số {number}", f"birth_year: {dice.randint(1958, 1995)}"]
        shown = portraits and kind == "individuals"
        if shown:
            _portrait(folder / "photos" / f"{number}.jpg", faces[number % len(faces)], number)
            lines += ["portrait:", f"  file: {number}.jpg", f"  alt: Chân dung {name}"]
        lines += [f"presentation: {'profile' if shown else 'entry'}", "status: checked", "narrative: |", f"  {text}"]
        if kind == "individuals":
            lines += ["awards:"] + [f"  - {{award: {a}, year: {dice.randint(2015, 2020)}}}" for a in _AWARDS]
        (folder / kind / f"{number:05}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return count


def _portrait(path: Path, face: str, number: int) -> None:
    """A sample portrait in a light of its own: no two files are alike."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(ROOT / "data" / "photos" / face) as picture:
        ImageEnhance.Brightness(picture.resize((480, 640))).enhance(0.7 + number % 997 / 2000).save(path, quality=80)


if __name__ == "__main__":
    print(f"{write_big_book(Path(sys.argv[1]))} syllables")
