"""The files for the printer, of whole books: read by other tools without a word, full signatures, both standards."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from built import Dist, build_small
from numpy.typing import NDArray
from PIL import Image
from small_folder import FILES, context, write_book

from yearbook.pipeline import build

PRINT_FILES = ("print", "cover")
COMPARED = (1, 9, 11, 17, 31, 60, 90, 120, 150, 180)  # pages of the sample: text, photos, openers, tables, indexes


def settings(**changes: str) -> Mapping[str, str]:
    """`yearbook.yaml` of the small book with these keys added."""
    return {"yearbook.yaml": FILES["yearbook.yaml"] + "".join(f"{key}: {value}\n" for key, value in changes.items())}


def silent(*command: str) -> None:
    """The command must end well and say nothing at all."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), command[0]


# --- the sample ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRINT_FILES)
def test_poppler_and_qpdf_read_the_files_without_a_word(sample: Dist, name: str, tmp_path: Path) -> None:
    path = str(sample.pdf(name).path)
    silent("pdftoppm", "-r", "12", "-gray", path, str(tmp_path / "p"))
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "No syntax or stream encoding errors found" in checked.stdout


@pytest.mark.parametrize("name", PRINT_FILES)
def test_ghostscript_reads_the_files_without_a_word(sample: Dist, name: str) -> None:
    silent("gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", str(sample.pdf(name).path))


def rendered(command: list[str], folder: Path) -> NDArray[np.int16]:
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    [file] = folder.iterdir()
    with Image.open(file) as image:
        found = np.asarray(image.convert("L").resize((120, 170), Image.Resampling.BOX), dtype=np.int16)
    file.unlink()
    return found


@pytest.mark.parametrize("page", COMPARED)
def test_poppler_and_ghostscript_show_the_same_page(sample: Dist, page: int, tmp_path: Path) -> None:
    """Both at 72 ppi, compared in cells of 1.6 mm: ink here and paper there would differ by 120 and more of 255.

    Their CMYK to RGB conversions differ, so that a solid may be some tones lighter in one of them.
    """
    path, where = str(sample.pdf("print").path), str(tmp_path / "p")
    pages = ["-f", str(page), "-l", str(page)]
    one = rendered(["pdftoppm", "-r", "72", "-png", *pages, path, where], tmp_path)
    gs = ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=png16m", "-r72", "-dTextAlphaBits=4"]
    gs += ["-dGraphicsAlphaBits=4", f"-dFirstPage={page}", f"-dLastPage={page}", f"-sOutputFile={where}.png", path]
    other = rendered(gs, tmp_path)
    difference = np.abs(one - other)
    assert difference.max() < 90
    assert difference.mean() < 12


def test_the_sample_fills_its_signatures(sample: Dist) -> None:
    pages = {name: len(sample.pdf(name).pages) for name in ("print", "proof", "screen")}
    assert len(set(pages.values())) == 1
    assert pages["print"] % sample.yearbook.settings.printing.signature == 0
    assert "nộp lưu chiểu" in sample.pdf("print").pages[-1]  # the imprint ends the book


# --- small books ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sixteen(tmp_path_factory: pytest.TempPathFactory) -> Dist:
    """Signatures of 16 pages, blank filling, marks, PDF/X-1a."""
    printing = "{signature: 16, filler: blank, marks: true, standard: x-1a}"
    return build_small(
        tmp_path_factory.mktemp("sixteen"), settings(printing=printing), ("print", "cover", "proof", "screen")
    )


def test_every_edition_has_the_same_full_signatures(sixteen: Dist) -> None:
    counts = {name: len(sixteen.pdf(name).pages) for name in ("print", "proof", "screen")}
    assert len(set(counts.values())) == 1
    assert counts["print"] % 16 == 0
    told = [d.message for d in sixteen.result.report if d.code == "L130"]
    assert len(told) == 1
    pages = counts["print"]
    assert told[0].startswith(f"ruột sách {pages} trang = {pages // 16} tay 16 trang; đã thêm ")
    added = int(told[0].split("đã thêm ")[1].split()[0])
    assert [sixteen.pdf("print").leaves_marks(n) for n in range(pages - added, pages)].count(True) == added  # the slug
    assert [sixteen.pdf("screen").pages[n - 1] for n in range(pages - added, pages)] == [""] * added


def test_x1a_has_nothing_that_came_after_pdf_1_4(sixteen: Dist) -> None:
    for name in PRINT_FILES:
        read = sixteen.pdf(name)
        assert read.path.read_bytes().startswith(b"%PDF-1.4")
        assert str(read.pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
        for page in read.pdf.pages:
            assert "/Group" not in page.obj
            states = page.resources.get("/ExtGState", {})
            assert not {key for _, state in states.items() for key in dict(state)} & {"/ca", "/CA", "/SMask", "/BM"}


def test_the_slug_tells_book_edition_build_page_and_date(sixteen: Dist) -> None:
    pages = len(sixteen.pdf("print").pages)
    build = sixteen.result.build_id
    slug = f"ky-yeu-nho · Ruột sách (bản in) bản dựng {build} · trang 3/{pages} · 20/11/2020"
    assert slug in sixteen.pdf("print").pages[2]
    assert f"ky-yeu-nho · Bìa (bản in) bản dựng {build} · trang 1/1 · 20/11/2020" in sixteen.pdf("cover").pages[0]


def test_the_slug_of_the_smallest_page_keeps_clear_of_the_marks(tmp_path: Path) -> None:
    """Even with a long name: what is longer than the room for it ends in an ellipsis."""
    name = "ky-yeu-" + "rat-dai-" * 11 + "het"
    small = FILES["yearbook.yaml"].replace("ky-yeu-nho", name).replace("trim: 19x27", "trim: 14.5x20.5")
    dist = build_small(tmp_path, {"yearbook.yaml": small + "printing: {marks: true}\n"})
    read = dist.pdf("print")
    slug = [word for word in read.words[2] if word.y > 205 + 3]
    text = " ".join(word.text for word in slug)
    assert text.startswith("ky-yeu-rat-dai-")
    assert f"bản dựng {dist.result.build_id} · trang 3/{len(read.pages)} · 20/11/2020" in text
    assert all(4 < word.x < 145 / 2 - 4 and 205 + 3 + 1 < word.y < 205 + 3 + 7 for word in slug)


def test_a_draft_of_some_records_is_not_filled(tmp_path: Path) -> None:
    """`--only` is for a quick look."""
    data = write_book(tmp_path / "data", settings(printing="{signature: 32}"))
    some = replace(context(data, tmp_path / "dist", tmp_path / "cache"), only=frozenset({"nguyen-van-an"}))
    result = build(some, ("print",))
    assert [d.code for d in result.report if d.severity == "error"] == []
    assert [d for d in result.report if d.code == "L130"] == []
    assert next(file.pages for file in result.files) < 32


def test_press_sheets_are_made_on_request(tmp_path: Path) -> None:
    data = write_book(tmp_path / "data")
    result = build(replace(context(data, tmp_path / "dist", tmp_path / "cache"), impose="8"), ("print",))
    dist = Dist(tmp_path / "dist", result)
    assert dist.files() == ["ky-yeu-nho-imposed.pdf", "ky-yeu-nho-print.pdf", "preflight.html", "report.html"]
    pages = {file.edition: file.pages for file in result.files}
    assert pages["imposed"] == -(-(pages["print"] or 0) // 8) * 4  # two sheets with two sides for eight pages
    path = dist.out / "ky-yeu-nho-imposed.pdf"
    silent("gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", str(path))
    assert path.stat().st_size < 1.2 * dist.pdf("print").path.stat().st_size
    assert f"Bản bình trang bản dựng {result.build_id} · tay 1, tờ 2, mặt sau · 20/11/2020" in " ".join(
        subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode().split()
    )
