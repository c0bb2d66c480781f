"""Who takes part: our commands, plain WeasyPrint, Typst; each a whole process on the same generated book."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from tools.bench.adapter import book_of
from tools.bench.edits import Edit, edits
from tools.bench.process import Said, Usage, measure
from tools.bench.results import EDITS, Sample
from tools.bench.typst_source import source, write_changes
from tools.big_book import ROOT, write_big_book

_PORTRAIT = (354, 472)  # pixels: 30 × 40 mm at 300 to the inch
_STEP = " …"  # how `--verbose` ends the name of a step


@dataclass(frozen=True)
class Arena:
    """The folders of one size of book, made once. `edits` belong to `data`, `typst` to them in the same order."""

    records: int
    folder: Path
    edits: tuple[Edit, ...]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def html(self) -> Path:
        """The book as plain WeasyPrint gets it."""
        return self.folder / "html.pickle"

    @property
    def one_shot_pdf(self) -> Path:
        return self.folder / "weasyprint.pdf"

    @property
    def out(self) -> Path:
        return self.folder / "dist"

    def typst(self, photos: str) -> Path:
        """Sources with `scaled` or `original` photos."""
        return self.folder / f"typst-{photos}"


def prepare(folder: Path, records: int) -> Arena:
    """Make everything that is not measured: the book, its HTML and derived photos, its Typst source, the edits."""
    data = folder / "data"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        write_big_book(data, records, portraits=True)
    arena = Arena(records, folder, tuple(edits(data)))
    if not (folder / "ready").exists():
        _run("tools.bench.oneshot", "prepare", data, folder / "cache-of-html", arena.html)
        _prepare_typst(arena)
        (folder / "ready").touch()
    return arena


def _run(module: str, *words: str | Path) -> Usage:
    return measure([sys.executable, "-m", module, *words], ROOT)


def _prepare_typst(arena: Arena) -> None:
    base = source(book_of(arena.data))
    for photos in ("scaled", "original"):
        write_changes(arena.typst(photos), {}, base)
        (arena.typst(photos) / "photos").mkdir()
    for photo in sorted((arena.data / "photos").iterdir()):
        (arena.typst("original") / "photos" / photo.name).hardlink_to(photo)
        with Image.open(photo) as picture:
            picture.resize(_PORTRAIT, Image.Resampling.LANCZOS, reducing_gap=3.0).save(
                arena.typst("scaled") / "photos" / photo.name, quality=90
            )
    changes = []
    for edit in arena.edits:
        with _applied(edit):
            after = source(book_of(arena.data))
        files = {name: text for name, text in after.items() if base.get(name) != text}
        changes.append({"kind": edit.kind, "files": files})
    (arena.folder / "edits.json").write_text(json.dumps(changes), "utf-8")


@contextmanager
def _applied(edit: Edit) -> Iterator[None]:
    """Inside, the data folder holds the edit."""
    before = edit.file.read_bytes()
    edit.file.write_text(edit.text, "utf-8")
    try:
        yield
    finally:
        edit.file.write_bytes(before)


# --- the contestants ------------------------------------------------------------------------------------------------


def _ours(data: Path, out: Path, cache: Path, *words: str) -> Usage:
    where = ("--data", str(data), "--out", str(out))
    command = [sys.executable, "build_yearbook.py", "build", "--verbose", *words, *where]
    return measure(command, ROOT, {"YEARBOOK_CACHE": str(cache)})


def _sample(name: str, records: int, run: int, usage: Usage, file: Path | None = None) -> Sample:
    return Sample(
        name,
        records,
        run,
        usage.wall,
        usage.processor,
        usage.peak,
        file.stat().st_size if file else 0,
        page_count(file) if file else 0,
        stages(usage.said, usage.wall),
    )


def stages(said: tuple[Said, ...], wall: float) -> Mapping[str, float]:
    """Seconds of each step that `--verbose` tells: from its line to that of the next; what runs beside counts in it."""
    told = [line for line in said if line.line.endswith(_STEP)]
    if not told:
        return {}
    ends = [line.second for line in told[1:]] + [wall]
    steps = {line.line.removesuffix(_STEP): end - line.second for line, end in zip(told, ends, strict=True)}
    return {"Khởi động": told[0].second, **steps}


def page_count(pdf: Path) -> int:
    """Pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def same_pages(left: Path, right: Path) -> int:
    """How many pages of two PDFs have the same signs in the same order at the same page number.

    Spaces do not count: PDFium guesses them from coordinates, which differ in the last digit.
    """
    texts = []
    for pdf in (left, right):
        document = pypdfium2.PdfDocument(pdf)
        pages = (document[number].get_textpage().get_text_range() for number in range(len(document)))
        texts.append(["".join(page.split()) for page in pages])
        document.close()
    return sum(a == b for a, b in zip(*texts, strict=False))


def yearbook(arena: Arena, run: int) -> Iterator[Sample]:
    """Our command: on an empty cache, then with nothing changed, then after each kind of edit."""
    cache = arena.folder / "cache"
    for leftover in (cache, arena.out):
        shutil.rmtree(leftover, ignore_errors=True)

    def build(name: str) -> Sample:
        usage = _ours(arena.data, arena.out, cache, "--edition", "print")
        return _sample(name, arena.records, run, usage, next(arena.out.glob("*-print.pdf")))

    yield build("cold")
    shutil.copy(next(arena.out.glob("*-print.pdf")), arena.folder / "cold.pdf")
    yield build("unchanged")
    with ExitStack() as stack:  # an edit stays while the next is made
        for kind in EDITS:
            variants = [edit for edit in arena.edits if edit.kind == kind]
            stack.enter_context(_applied(variants[run % len(variants)]))
            yield build(kind)


def one_shot(arena: Arena, run: int) -> Iterator[Sample]:
    """Plain WeasyPrint on the same HTML, fonts and derived photos."""
    usage = _run("tools.bench.oneshot", "render", arena.html, arena.one_shot_pdf)
    yield _sample("one_shot", arena.records, run, usage, arena.one_shot_pdf)


def typst_cold(arena: Arena, run: int) -> Iterator[Sample]:
    """Typst in a fresh process: with photos made small beforehand, and with those that we are given."""
    for photos, name in (("scaled", "typst"), ("original", "typst_original")):
        pdf = arena.folder / f"{name}.pdf"
        yield _sample(name, arena.records, run, _run("tools.bench.typesetting", "cold", arena.typst(photos), pdf), pdf)


def typst_resident(arena: Arena, run: int) -> Iterator[Sample]:
    """Typst kept in memory, small photos; the wall time of a kind of edit is the median of its variants."""
    folder = arena.folder / "typst-edited"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(arena.typst("scaled"), folder, copy_function=_link_photos)
    pdf = arena.folder / "typst-edited.pdf"
    usage = _run("tools.bench.typesetting", "resident", folder, pdf, arena.folder / "edits.json")
    for kind, seconds in json.loads(usage.output).items():
        yield Sample(f"resident_{kind}", arena.records, run, statistics.median(seconds), 0.0, usage.peak)


def preview(arena: Arena, run: int) -> Iterator[Sample]:
    """Our preview kept open, on a cache that knows no edit; the wall time of a kind is the median of its variants."""
    cache, out = arena.folder / "cache-of-preview", arena.folder / "previewed"
    for leftover in (cache, out):
        shutil.rmtree(leftover, ignore_errors=True)
    usage = _run("tools.bench.previewing", arena.data, cache, out)
    shutil.rmtree(out, ignore_errors=True)
    for kind, found in json.loads(usage.output).items():
        for what in ("pdf", "shown", "judged"):
            seconds = statistics.median(taken[what] for taken in found)
            yield Sample(f"preview_{kind}_{what}", arena.records, run, seconds, 0.0, usage.peak)


def _link_photos(old: str, new: str) -> None:
    if new.endswith(".jpg"):
        Path(new).hardlink_to(old)
    else:
        shutil.copy(old, new)


def sample_book(folder: Path, run: int) -> Iterator[Sample]:
    """The sample book on an empty cache: the print edition alone, and all editions."""
    for name, words in (("sample_print", ("--edition", "print")), ("sample_all", ())):
        cache, out = folder / "cache", folder / "dist"
        for leftover in (cache, out):
            shutil.rmtree(leftover, ignore_errors=True)
        usage = _ours(ROOT / "data", out, cache, *words)
        yield _sample(name, 0, run, usage, next(out.glob("*-print.pdf")))
