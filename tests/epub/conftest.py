"""The small book, built once for all tests that only read it."""

from pathlib import Path

import pytest
from PIL import Image
from small_book import Built, build, records


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    Image.new("RGB", (600, 800), (150, 60, 40)).save(folder / "a.jpg")
    Image.new("RGB", (900, 600), (40, 90, 120)).save(folder / "canh.jpg")
    Image.new("RGB", (1600, 2560), (150, 20, 30)).save(folder / "bia.jpg")
    return folder


@pytest.fixture(scope="session")
def built(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The whole small book, with a cover; built once, read by many tests."""
    cover = (photos / "bia.jpg").read_bytes()
    return build(records(), photos, tmp_path_factory.mktemp("epub") / "ky-yeu.epub", cover)
