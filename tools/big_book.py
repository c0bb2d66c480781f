"""A data folder of many records for the benchmarks, made of the sample book:
`python -m tools.big_book FOLDER [RECORDS] [--portraits]`.

The same seed gives the same folder (photos: with the same Pillow and NumPy).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageEnhance

from yearbook.records import Yearbook, load
from yearbook.vietnamese import slugify

ROOT = Path(__file__).parent.parent
WORDS = (120, 250)  # of a narrative
_FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
_MIDDLES = "Văn Thị Đức Hữu Ngọc Minh Quang Thanh Thu Xuân Hoài Khánh".split()
_GIVENS = "An Bình Châu Dung Dũng Giang Hà Hải Hạnh Hòa Hùng Hương Khoa Lan Linh Long Mai Nam Nga Phúc Sơn".split()
_YEARS = range(2015, 2021)
_OF_THE_MINISTER = "qd-mau-btttt"  # decisions of the sample book are named by authority and year
_OF_THE_PREMIER = "qd-mau-ttg"
_PERSONAL = {"cstd_cs": "", "cstd_bo": _OF_THE_MINISTER, "bk_bt": _OF_THE_MINISTER, "bk_ttg": _OF_THE_PREMIER}
_COLLECTIVE = {"ttld_xs": _OF_THE_MINISTER, "co_bo": _OF_THE_MINISTER, "bk_bt": _OF_THE_MINISTER}
_GRAIN = 2048  # pixels: side of a field of noise
_WORTH_A_POOL = 100  # photos


@dataclass(frozen=True)
class _Photo:
    path: Path
    face: Path
    number: int


def write_big_book(folder: Path, records: int = 3000, seed: int = 4, *, portraits: bool = False) -> int:
    """Write the folder: units and decisions of the sample, nine persons to one collective. Returns the syllables.

    portraits: every record is a profile, and every person has a photo of their own, not a line in a list.
    """
    book = load(ROOT / "data").value
    assert book is not None
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("yearbook.yaml", "units.yaml", "decisions.yaml", "awards.yaml"):
        if (ROOT / "data" / name).exists():
            shutil.copy(ROOT / "data" / name, folder / name)
    dice = random.Random(seed)
    sentences, units = sentences_of(book), [unit.id for unit in book.units]
    faces = sorted({p.portrait.file for p in book.individuals if p.portrait})
    names: set[str] = set()
    photos: list[_Photo] = []
    count = 0
    for number in range(records):
        person = number % 10 != 0
        name = _new_name(dice, names) if person else f"Đội Kỹ thuật số {number}"
        text = narrative(dice, sentences)
        count += len(text.split())
        lines = [f"id: {slugify(name)}-{number}", f"name: {name}", f"unit: {units[number % len(units)]}"]
        if person:
            lines += [f"office: Chuyên viên phòng số {number}", f"birth_year: {dice.randint(1958, 1995)}"]
        if person and portraits:
            photo = _Photo(
                folder / "photos" / f"{number}.jpg", ROOT / "data/photos" / faces[number % len(faces)], number
            )
            photos.append(photo)
            lines += ["portrait:", f"  file: {photo.path.name}", f"  alt: Chân dung {name}"]
        lines += [f"presentation: {'profile' if portraits else 'entry'}", "status: checked"]
        lines += ["narrative: |", f"  {text}", "awards:", *_awards(dice, _PERSONAL if person else _COLLECTIVE)]
        file = folder / ("individuals" if person else "collectives") / f"{number:05}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(lines) + "\n", "utf-8")
    _take_all(photos)
    return count


def sentences_of(book: Yearbook) -> list[str]:
    """Every sentence of the narratives of a book that can stand in any other."""
    found = [
        sentence
        for record in book.honoured
        for sentence in re.split(r"(?<=[.!?]) ", " ".join((record.narrative or "").split()))
        if 40 < len(sentence) < 400 and ":" not in sentence and "#" not in sentence
    ]
    return list(dict.fromkeys(found))


def narrative(dice: random.Random, sentences: Sequence[str], least: int = WORDS[0], most: int = WORDS[1]) -> str:
    """Sentences of a book in a new order: between `least` and `most` words, none of them twice."""
    wanted = dice.randint(least, most - 20)
    chosen: list[str] = []
    words = 0
    for sentence in dice.sample(sentences, len(sentences)):
        length = len(sentence.split())
        if words + length <= most:
            chosen.append(sentence)
            words += length
        if words >= wanted:
            break
    return " ".join(chosen)


def _new_name(dice: random.Random, taken: set[str]) -> str:
    while True:
        name = f"{dice.choice(_FAMILIES)} {dice.choice(_MIDDLES)} {dice.choice(_MIDDLES)} {dice.choice(_GIVENS)}"
        if name not in taken:
            taken.add(name)
            return name


def _awards(dice: random.Random, forms: dict[str, str]) -> list[str]:
    """Three to six awards, none of a form twice in a year."""
    grants = [(form, year) for form in forms for year in _YEARS]
    lines = []
    for form, year in sorted(dice.sample(grants, dice.randint(3, 6)), key=lambda grant: grant[1]):
        decision = f", decision: {forms[form]}-{year}" if forms[form] else ""
        lines.append(f"  - {{award: {form}, year: {year}{decision}}}")
    return lines


# --- photos with the detail of photographs -----------------------------------------------------------------------


def _take_all(photos: Sequence[_Photo]) -> None:
    for photo in photos[:1]:
        photo.path.parent.mkdir(exist_ok=True)
    if len(photos) < _WORTH_A_POOL:
        for photo in photos:
            _take(photo)
        return
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        for _ in pool.map(_take, photos, chunksize=16):
            pass


def _take(photo: _Photo) -> None:
    """A sample portrait, which is a flat drawing, as a camera would see it: about 2 megapixels in a light and with a
    grain of its own, a third of a megabyte; no two files are alike, neither in size."""
    dice = random.Random(photo.number)
    width = 1140 + photo.number * 37 % 121
    size = (width, width * 4 // 3)
    with Image.open(photo.face) as drawn:
        picture = drawn.convert("RGB").resize(size, Image.Resampling.BICUBIC)
    picture = ImageEnhance.Brightness(picture).enhance(0.8 + photo.number % 997 / 2500)
    left, top = dice.randrange(_GRAIN - size[0]), dice.randrange(_GRAIN - size[1])
    grain = [field.crop((left, top, left + size[0], top + size[1])) for field in _fields()]
    if dice.random() < 0.5:
        grain = [field.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for field in grain]
    ImageChops.add(picture, Image.merge("RGB", grain), 1, -128).save(photo.path, quality=85)


@lru_cache(maxsize=1)
def _fields() -> tuple[Image.Image, ...]:
    """Noise for each channel: energy falls with frequency as in photographs (1/f), the channels vary alike."""
    chance = np.random.default_rng(0)
    frequency = np.hypot(np.fft.fftfreq(_GRAIN)[:, None], np.fft.rfftfreq(_GRAIN)[None, :])
    frequency[0, 0] = 1 / _GRAIN

    def field() -> np.ndarray:
        spectrum = np.fft.rfft2(chance.standard_normal((_GRAIN, _GRAIN))) / frequency
        plane = np.fft.irfft2(spectrum)
        return np.asarray(plane / plane.std())

    light = field()
    planes = [128 + 12 * light + 3 * field() + 2 * chance.standard_normal(light.shape) for _ in range(3)]
    return tuple(Image.fromarray(plane.clip(0, 255).astype(np.uint8)) for plane in planes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("records", type=int, nargs="?", default=3000)
    parser.add_argument("--portraits", action="store_true", help="profiles with photos")
    arguments = parser.parse_args()
    print(f"{write_big_book(arguments.folder, arguments.records, portraits=arguments.portraits)} syllables")


if __name__ == "__main__":
    main()
