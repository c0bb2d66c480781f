"""Pages of two layers: a known content under another folio is not read again, and nothing is missed because of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from ink_pages import Painter, composite
from pikepdf import Array, Dictionary, Page
from print_files import BLEED, FULL_BLEED, HEIGHT, SOUND, PrintFile, ink, picture, rectangle, words
from test_ink_bound import photo

from yearbook.preflight.content import Reader
from yearbook.preflight.layers import Layering
from yearbook.preflight.profile import default_profile
from yearbook.preflight.prove import prove
from yearbook.storage import Cache

DARK = ink(0.9, 0.8, 0.7, 0.1)  # 250 %: sound, until black lies over it
FOLIO = b"q /OP gs 0 0 0 1 k BT /F2 10 Tf %d 20 Td <00250026> Tj ET Q\n"


def layered(file: PrintFile, under: bytes, over: bytes, **resources: Any) -> Any:
    """A page as books are bound: its content, and a form over it."""
    fonts = {"/F0": file.font, "/F2": file.pdf.make_indirect(composite(file))}
    page = file.page(under, Font=fonts, **resources)
    own = Dictionary({key: value for key, value in page.Resources.items() if key != "/XObject"})
    page.Resources.XObject = Dictionary(
        {**dict(page.Resources.get("/XObject", {})), "/Over": file.form(over, Resources=own)}
    )
    page.Contents = Array([file.stream(b"q"), page.Contents, file.stream(b"Q q /Over Do Q")])
    return page


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, bytes | None]]]:
    """What is read: page numbers and, for a layer, its content."""
    seen: list[tuple[int, bytes | None]] = []
    real = Reader.read

    def spy(reader: Reader, page: Page, number: int, media: Any, data: bytes | None = None) -> Any:
        seen.append((number, data))
        return real(reader, page, number, media, data)

    monkeypatch.setattr(Reader, "read", spy)
    yield seen


def saved(path: Path, *pages: tuple[bytes, bytes]) -> Path:
    file = PrintFile()
    for under, over in pages:
        layered(file, under, over)
    return file.save(path)


def told(path: Path, cache: Cache | None) -> list[tuple[str, int]]:
    """Codes and pages; the same without a cache."""
    report = prove(path, default_profile(), cache=cache).report
    if cache:
        assert list(report) == list(prove(path, default_profile()).report)
    return [(each.code, each.spot.page) for each in report if each.spot and each.spot.page]


def test_of_a_page_that_moved_only_the_folio_is_read(tmp_path: Path, read: list[tuple[int, bytes | None]]) -> None:
    cache, texts = Cache(tmp_path / "cache"), [SOUND + words(60, 100 + 9 * number) for number in range(4)]
    first = saved(tmp_path / "a.pdf", *((text, FOLIO % (9 * at)) for at, text in enumerate(texts)))
    moved = saved(tmp_path / "b.pdf", *((text, FOLIO % (9 * at + 4)) for at, text in enumerate([texts[3], *texts[:3]])))
    for path, expected in ((first, 8), (first, 0), (moved, 4), (moved, 0)):
        read.clear()
        assert not prove(path, default_profile(), cache=cache).report
        assert len(read) == expected
        assert path == first or {data for _, data in read} <= {b"/Over Do"}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("bold", [False, True], ids=["plain", "bold"])
def test_what_is_told_of_layers_drawn_at_random_is_told_of_the_pages(tmp_path: Path, seed: int, bold: bool) -> None:
    """Twelve contents under three forms, and then in another order: as if nothing had been known."""
    chance, cache = random.Random(seed), Cache(tmp_path / "cache")
    for round_ in range(2):
        file = PrintFile()
        painter = Painter(file, random.Random(seed), bold=bold)
        painter.images, painter.forms = {}, {}
        contents = [b"".join(painter.thing(0) for _ in range(1 + number % 3)) for number in range(12)]
        overs = [painter.thing(0) for _ in range(3)]
        for number in range(12):
            under = contents[number] if round_ == 0 else contents[11 - number]
            resources = {key: value for key, value in painter.resources().items() if key != "Font"}
            page = layered(file, under, overs[number % 3], **resources)
            if "/Group" in page and chance.random() < 0.5:
                del page["/Group"]
        told(file.save(tmp_path / f"{round_}.pdf"), cache)


def test_black_over_what_is_dark_enough_is_found(tmp_path: Path) -> None:
    """Each layer alone is sound and known; together they have too much ink."""
    cache = Cache(tmp_path / "cache")
    field, bar = (
        rectangle(60, 60, 200, 200, ink(0.9, 0.8, 0.9, 0)),
        b"/OP gs " + rectangle(100, 100, 90, 90, ink(0, 0, 0, 1)),
    )
    beside = b"/OP gs " + rectangle(300, 300, 60, 60, ink(0, 0, 0, 1))
    apart = saved(tmp_path / "apart.pdf", (SOUND + field, beside), (SOUND, bar), (SOUND, beside), (SOUND, bar))
    assert "P260" not in dict(told(apart, cache))
    together = saved(tmp_path / "together.pdf", (SOUND + field, bar), (SOUND, beside), (SOUND, bar), (SOUND, beside))
    assert ("P260", 1) in told(together, cache)


def test_black_over_a_dark_photo_is_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")

    def book(path: Path, x: int) -> Path:
        file = PrintFile()
        data, keys = photo(296)
        image = file.stream(b"", **{key[1:]: value for key, value in keys.items()})
        image.write(data, filter=pikepdf.Name.DCTDecode)
        black = b"/OP gs " + rectangle(x, 70, 50, 50, ink(0, 0, 0, 1))
        for over in (black, FOLIO % 9, FOLIO % 18, FOLIO % 27):
            layered(file, SOUND + picture(b"Im", 60, 60, 72, 72), over, XObject={"/Im": image})
        return file.save(path)

    assert "P260" not in dict(told(book(tmp_path / "a.pdf", 300), cache))
    assert ("P260", 1) in told(book(tmp_path / "b.pdf", 70), cache)


def test_a_fault_of_either_layer_is_told_with_its_place(tmp_path: Path) -> None:
    cache, screen = Cache(tmp_path / "cache"), b"1 0 0 rg 60 60 9 9 re f "
    path = saved(
        tmp_path / "a.pdf",
        (SOUND, FOLIO % 9),
        (SOUND + screen, FOLIO % 9),
        (SOUND, FOLIO % 9 + screen),
        (b"", FOLIO % 9),
    )
    assert [told(path, cache) for _ in range(2)] == [[("P216", 2), ("P216", 3)]] * 2
    empty = saved(tmp_path / "b.pdf", (SOUND, FOLIO % 9), (b"", b""), (SOUND, b""), (SOUND, b""))
    assert ("P235", 2) in told(empty, cache)


@pytest.mark.parametrize(
    ("before", "under", "behind"),
    [
        (b"q", SOUND + b" q 0.5 0 0 0.5 0 0 cm", b"Q q /Over Do Q"),  # the form stands in what the content left open
        (b"q", SOUND + b" Q 9 0 0 9 0 0 cm q", b"Q q /Over Do Q"),
        (b"q 2 0 0 2 0 0 cm", SOUND, b"Q q /Over Do Q"),
        (b"q", SOUND, b"Q /Over Do"),
        (b"q", SOUND, b"q /Over Do Q"),
        (b"q", SOUND, b"Q q /Missing Do Q"),
        (b"q", SOUND + b" BX", b"Q q /Over Do Q"),
    ],
)
def test_layers_that_are_none_are_read_as_a_page(tmp_path: Path, before: bytes, under: bytes, behind: bytes) -> None:
    """What reaches the edge of the paper only in the state that is left over is judged in that state."""
    file = PrintFile()
    over = rectangle(-BLEED, HEIGHT / 2 - 4, 60, 9, ink(0, 0.9, 0.8, 0)) + b"0 0 0 1 k BT /F2 9 Tf 9 9 Td <0025> Tj ET"
    for number in range(4):
        page = layered(file, SOUND, over)
        if number == 1:
            page.Contents = Array([file.stream(part) for part in (before, under, behind)])
    path = file.save(tmp_path / "a.pdf")
    cache = Cache(tmp_path / "cache")
    assert told(path, cache) == told(path, cache) == told(path, None)


def test_a_page_is_known_by_its_layers(tmp_path: Path) -> None:
    file = PrintFile()
    layered(file, FULL_BLEED, FOLIO % 9)
    file.page(FULL_BLEED)
    with pikepdf.open(file.save(tmp_path / "a.pdf")) as pdf:
        found = Layering().of(pdf.pages[0])
        assert found
        assert found.under.read_bytes() == FULL_BLEED
        assert found.over.read_bytes() == FOLIO % 9
        assert Layering().of(pdf.pages[1]) is None
