"""Themes and page setters for the tests; a workshop where a test can build a theme of its own."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from yearbook.context import asset_root
from yearbook.pages.theme import available

TESTS = Path(__file__).resolve().parents[1]
sys.path.append(str(TESTS / "epub"))  # small_book: one small book for the tests of composition, pages and EPUB

THEMES = available(asset_root() / "templates")
NewTheme = Callable[[str, Mapping[str, str]], Path]


@pytest.fixture
def new_theme(tmp_path: Path) -> NewTheme:
    """`new_theme(name, {path: text})` → an assets folder that holds the bundled themes and fonts, and this theme."""
    real, assets = asset_root(), tmp_path / "assets"
    (assets / "templates").mkdir(parents=True)
    for name in THEMES:
        (assets / "templates" / name).symlink_to(real / "templates" / name)
    for name in ("fonts", "profiles"):
        (assets / name).symlink_to(real / name)

    def make(name: str, files: Mapping[str, str]) -> Path:
        for path, text in files.items():
            target = assets / "templates" / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        return assets

    return make
