"""The light weight of the EPUB: the same book with smaller pictures; an EPUB made alone knows no printed pages."""

import io
import zipfile
from pathlib import Path

from built import build_small
from PIL import Image
from small_folder import SLUG


def test_only_the_pictures_differ_and_are_smaller(tmp_path: Path) -> None:
    dist = build_small(tmp_path, editions=("epub", "epub-light"))
    with (
        zipfile.ZipFile(dist.out / f"{SLUG}.epub") as standard,
        zipfile.ZipFile(dist.out / f"{SLUG}-light.epub") as light,
    ):
        assert standard.namelist() == light.namelist()
        differ = [name for name in standard.namelist() if standard.read(name) != light.read(name)]
        pictures = [name for name in standard.namelist() if "/images/" in name and "cover" not in name]
        assert differ == pictures
        assert len(pictures) == 2
        for name in pictures:
            one, other = (Image.open(io.BytesIO(book.read(name))) for book in (standard, light))
            assert other.width == round(one.width * 5 / 8)
            assert abs(one.width / one.height - other.width / other.height) < 0.02
            assert len(light.read(name)) < len(standard.read(name))
    told = [finding.message for finding in dist.result.report if finding.code == "E121"]
    assert told == ["EPUB chưa có danh sách trang của sách in, vì lần này không dàn ruột sách"]
    with zipfile.ZipFile(dist.out / f"{SLUG}.epub") as standard:
        assert "page-list" not in standard.read("EPUB/nav.xhtml").decode()
