"""An engine with the bundled faces, and a small cover."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from yearbook.context import asset_root
from yearbook.pages.theme import load_theme
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.records import Trim

FACE = "SourceSerif4_400Regular.ttf"
CSS = f"""
@font-face {{ font-family: "Source Serif 4"; font-weight: 400; src: url("yb:font/{FACE}") }}
@page {{ size: 100mm 120mm; margin: 10mm; @bottom-left {{ content: counter(page) }} }}
html {{ font: 400 10pt/5mm "Source Serif 4" }}
body, p, h1, table, td {{ margin: 0; padding: 0 }}
"""
MakeEngine = Callable[..., Engine]


@pytest.fixture(scope="session")
def faces() -> dict[str, tuple[Path, str]]:
    theme = load_theme(asset_root(), "trang-trong", Trim.T19X27)
    return {f"font/{face.file.name}": (face.file, MIME[".ttf"]) for face in theme.faces}


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    Image.effect_noise((300, 300), 60).convert("RGB").save(tmp_path / "anh.jpg")
    return tmp_path / "anh.jpg"


@pytest.fixture
def make_engine(faces: dict[str, tuple[Path, str]], picture: Path) -> MakeEngine:
    """`make_engine(css="")`: the engine of a page of 100 × 120 mm with 10 mm margins and lines of 5 mm."""

    def make(css: str = "", variant: str | None = None) -> Engine:
        return Engine(CSS + css, Resources({**faces, "image/anh": (picture, MIME[".jpg"])}), variant)

    return make
