"""Every test makes its own small pictures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from yearbook.context import asset_root
from yearbook.images import ImageProfile

Paint = Callable[..., Path]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


@pytest.fixture
def paint(photos: Path) -> Paint:
    """`paint("a.jpg", size, colour, mode="RGB", spots={(x, y): colour}, **save options)` → the file."""

    def make(
        name: str,
        size: tuple[int, int] = (60, 80),
        colour: Any = (180, 40, 30),
        *,
        mode: str = "RGB",
        spots: dict[tuple[int, int, int, int], Any] | None = None,
        **options: Any,
    ) -> Path:
        picture = Image.new(mode, size, colour)
        for box, fill in (spots or {}).items():
            ImageDraw.Draw(picture).rectangle(box, fill=fill)
        path = photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path, **options)
        return path

    return make


@pytest.fixture(scope="session")
def fogra39() -> Path:
    return asset_root() / "profiles" / "ISOcoated_v2_300_bas.icc"


@pytest.fixture(scope="session")
def print_profile(fogra39: Path) -> ImageProfile:
    return ImageProfile("print", "cmyk", ppi=300, quality=90, icc=fogra39)


@pytest.fixture(scope="session")
def screen_profile() -> ImageProfile:
    return ImageProfile("screen", "grey-keeping", ppi=150, quality=80)
