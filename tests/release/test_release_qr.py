"""QR codes are read by a reader as they are drawn; the thumbnail is the cover, four times smaller."""

import io
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from lxml import etree
from PIL import Image, ImageChops
from release_values import EVIL, URL

from yearbook.pdf.engine import Engine, Resources
from yearbook.release.qr import QUIET, qr_svg
from yearbook.release.thumbnail import thumbnail

LONG = f"{URL}2020-11-20-0123456789/don-vi/{'truong-dao-tao-boi-duong-' * 4}/ky-yeu.epub"
CSS = "@page { size: 60mm 60mm; margin: 5mm; background: #221b18 } .qr { width: 50mm; height: 50mm; display: block }"


def drawn(text: str, folder: Path) -> np.ndarray:
    """The symbol on a dark page, as a reader's camera sees it."""
    engine = Engine(CSS, Resources({}))
    document = engine.lay_out(f"<body style='margin: 0'>{qr_svg(text, 'Mã QR')}</body>")
    (folder / "qr.pdf").write_bytes(engine.write(document, list(document.pages), tagged=False, identifier=b"qr"))
    command = ["pdftoppm", "-r", "200", "-gray", "-singlefile", str(folder / "qr.pdf"), str(folder / "qr")]
    subprocess.run(command, check=True, timeout=60)
    assert engine.findings == []
    with Image.open(folder / "qr.pgm") as image:
        return np.asarray(image)


@pytest.mark.parametrize("text", [URL, LONG, "Vụ Bưu chính"])
def test_a_reader_reads_what_was_written(text: str, tmp_path: Path) -> None:
    [found] = zxingcpp.read_barcodes(drawn(text, tmp_path))
    assert (found.text, found.ec_level) == (text, "M")


def test_four_modules_stay_white_on_every_side() -> None:
    """ISO/IEC 18004, 5.3.8; the symbol brings its own white ground, for pages may be dark."""
    svg = etree.fromstring(qr_svg(URL, "Mã QR"))
    ground, bars = svg
    side = int(svg.get("viewBox").split()[2])
    assert (ground.get("fill"), ground.get("d")) == ("#fff", f"M0 0h{side}v{side}H0z")
    rows = re.findall(r"M4 (\d+)\.5([^M]+)", bars.get("d"))
    assert [int(y) for y, _ in rows] == list(range(QUIET, side - QUIET))
    for _, row in rows:
        assert QUIET + sum(map(int, re.findall(r"[hm](\d+)", row))) <= side - QUIET
    assert len(rows) == side - 2 * QUIET


def test_the_label_is_words_and_nothing_else() -> None:
    svg = etree.fromstring(qr_svg(URL, EVIL))
    assert svg.get("aria-label") == EVIL
    assert [child.tag for child in svg.iter()] == ["svg", "path", "path"]


def test_the_same_text_gives_the_same_drawing() -> None:
    assert qr_svg(URL, "a") == qr_svg(URL, "a")


def test_the_thumbnail_is_the_cover_four_times_smaller() -> None:
    cover = Image.linear_gradient("L").resize((1600, 2560)).convert("RGB")
    stream = io.BytesIO()
    cover.save(stream, "JPEG", quality=88, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0")
    made = thumbnail(stream.getvalue())
    with Image.open(io.BytesIO(made)) as small:
        assert (small.format, small.size, small.mode) == ("JPEG", (400, 640), "RGB")
        assert "exif" not in small.info
        difference = ImageChops.difference(small.convert("L"), cover.convert("L").resize((400, 640)))
    assert max(extreme for extreme in difference.getextrema()) < 12
    assert made == thumbnail(stream.getvalue())
