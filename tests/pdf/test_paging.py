"""A page is the same, box for box, whether its flow is laid out from the beginning or from the piece that begins it.

Compared are all boxes of a page but its margin boxes, with what they are, where they stand, how large they are, what
they say; this is what the layout in segments rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from assembly_room import CSS, FACE, document
from PIL import Image
from sample_setting import Ready, ready
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from yearbook.context import asset_root
from yearbook.pages.edition import INTERIOR
from yearbook.pages.flow import CUT, HELD, Flow
from yearbook.pages.theme import available
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.paging import Paging, Sheet
from yearbook.pdf.runs import Entry
from yearbook.workers import uncollected


@dataclass(frozen=True)
class Seen:
    """A box as it is compared; places and sizes in thousandths of a CSS pixel."""

    kind: str
    tag: str
    at: tuple[Any, ...]
    text: str


def _number(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float | int) else value


def seen(page: Any) -> list[Seen]:
    """All boxes of a page in drawing order but the margin boxes, and empty areas for notes."""
    found = []
    waiting = [child for child in reversed(page._page_box.children) if not isinstance(child, boxes.MarginBox)]
    while waiting:
        box = waiting.pop()
        box = getattr(box, "_box", box)  # what is positioned stands behind a placeholder
        aside = isinstance(box, boxes.FootnoteAreaBox) or box.element_tag == "@note-area"
        if (aside and not box.children) or (box.element is not None and box.element.get(HELD) is not None):
            continue
        at = tuple(map(_number, (box.position_x, box.position_y, box.width, box.height)))
        found.append(Seen(type(box).__name__, box.element_tag or "", at, getattr(box, "text", "")))
        waiting += reversed(getattr(box, "children", ()))
    return found


FORESEEN = {True: 0, False: 0}


def sheets(engine: Engine, flow: Flow, *, recto: bool = True) -> list[Sheet]:
    """All pages of a flow; what is foreseen of the next one comes true."""
    found: list[Sheet] = []
    with uncollected():
        paging, foreseen = Paging(engine, flow.stretch(0, len(flow.pieces)), Entry(recto=recto)), None
        for sheet in paging:
            found.append(sheet)
            if sheet.blank and not sheet.pieces:
                continue
            assert foreseen in (None, sheet.first), (flow.name, len(found))
            foreseen = paging.foreseen()
            FORESEEN[foreseen is not None] += 1
    assert foreseen is None, flow.name
    return found


def again(engine: Engine, flow: Flow, whole: list[Sheet], place: int) -> Iterator[Sheet]:
    """The pages from one that begins with a piece of its own on; what is far behind is left out."""
    sheet = whole[place]
    assert sheet.first is not None
    end = next((later.first for later in whole[place + 4 :] if later.first is not None), len(flow.pieces))
    entry = replace(whole[place - 1].after, recto=sheet.recto)
    return iter(Paging(engine, flow.stretch(sheet.first, end), entry, whole=False, ends=end == len(flow.pieces)))


def assert_the_same_from_every_piece(engine: Engine, flow: Flow, *, recto: bool = True, step: int = 1) -> list[Sheet]:
    """Lay out a flow once whole, and from every piece that begins a page (or one of `step`) the next two pages."""
    whole = sheets(engine, flow, recto=recto)
    told = [seen(sheet.page) for sheet in whole]
    for place in range(1, len(whole), step if len(whole) > 9 else 1):
        if whole[place].first is None or whole[place - 1].blank:
            continue
        pages = again(engine, flow, whole, place)
        with uncollected():
            for number, sheet in zip(range(place, min(place + 2, len(whole))), pages, strict=False):
                assert seen(sheet.page) == told[number], (flow.name, place, number)
                wanted = whole[number]
                assert (sheet.blank, sheet.name, sheet.recto, sheet.strings, sheet.pieces, sheet.after) == (
                    wanted.blank, wanted.name, wanted.recto, wanted.strings, wanted.pieces, wanted.after,
                )  # fmt: skip
    return whole


# --- made up ---------------------------------------------------------------------------------------------


def engine_of(css: str = "", images: Mapping[str, Path] | None = None) -> Engine:
    files = {f"font/{FACE}": (asset_root() / "fonts" / FACE, MIME[".ttf"])}
    files |= {f"image/{name}": (path, MIME[".jpg"]) for name, path in (images or {}).items()}
    return Engine(CSS + css, Resources(files))


def words(count: int, seed: int = 0) -> str:
    some = ("thi", "đua", "là", "yêu", "nước", "phong", "trào", "đoàn", "kết", "sáng", "tạo", "Bưu", "chính")
    return " ".join(some[(seed + number * 7 + number // 5) % len(some)] for number in range(count))


def paragraphs(count: int, least: int = 10, name: str = "p") -> str:
    return CUT.join(f'<p id="{name}{n}">{n} {words(least + n * 13 % 70, n)}</p>' for n in range(count))


ROWS = CUT.join(f'<tr id="r{n}"><td>{n}</td><td>{words(4 + n * 11 % 30, n)}</td></tr>' for n in range(60))
MADE: dict[str, tuple[str, str]] = {
    "paragraphs": ("", paragraphs(40)),
    "widows and orphans": ("p { widows: 3; orphans: 3; margin-bottom: 2mm }", paragraphs(40, 30)),
    "table with a head": (
        "tr { break-inside: avoid } td, th { border: .5pt solid #000; padding: 1mm } "
        "table { border-collapse: collapse }",
        "<table><colgroup><col style='width: 12mm'><col></colgroup><thead><tr><th>TT</th><th>Tên</th></tr></thead>"
        f"<tbody>{ROWS}</tbody></table>{CUT}<p>sau bảng</p>",
    ),
    "table with separate borders": (
        "td { border: .5pt solid #000 } table { border-spacing: 1mm; border-collapse: separate; width: 100% }",
        f"<table><thead><tr><th>TT</th><th>Tên</th></tr></thead><tbody>{ROWS}</tbody></table>",
    ),
    "rows that may break": (
        "td { vertical-align: top }",
        "<table style='width: 80mm; table-layout: fixed'><thead><tr><th>TT</th><th>Tên</th></tr></thead><tbody>"
        + CUT.join(f"<tr><td>{n}</td><td>{words(20 + n * 37 % 150, n)}</td></tr>" for n in range(25))
        + "</tbody></table>",
    ),
    "heading row stays with the next": (
        "tr.h { break-after: avoid } td { padding: .7mm }",
        "<table style='width: 100%'><tbody>"
        + CUT.join(f"<tr{' class=h' * (n % 6 == 0)}><td>{n} {words(6, n)}</td></tr>" for n in range(90))
        + "</tbody></table>",
    ),
    "two columns within pieces": (
        ".c { columns: 2; column-gap: 4mm; margin-bottom: 3mm }",
        CUT.join(f"<div class=c><p>{words(60 + n * 31 % 160, n)}</p></div><p>{n}</p>" for n in range(14)),
    ),
    "two columns around pieces": (
        ".c { columns: 2; column-gap: 4mm }",
        f"<p>{words(30)}</p><div class=c>{paragraphs(40)}</div>",
    ),
    "long lines of words in columns that are balanced": (
        ".c { columns: 3; column-gap: 3mm; text-align: justify; margin-bottom: 4mm } .c p { text-indent: 4mm }"
        " i { font-size: 13pt; padding: 0 1mm } .w { orphans: 4; widows: 5 } .h { text-indent: -3mm; margin-left: 3mm }"
        " .l { float: left; width: 5mm; height: 7mm } .b { display: inline-block; width: 6mm; height: 4mm }"
        " q::after { content: leader('.') '9' } .u::first-letter { font-size: 15pt } .u::first-line { color: #333 }",
        CUT.join(
            f"<div class=c><p class={'wuh'[n % 3]}>{words(30, n)} <i>{words(9, n + 1)}</i> "
            f"{words(40 + n * 29 % 90, n)}</p><p>{words(12, n)}"
            f"{('<span class=l></span>', '<span class=b></span>', '<q></q>', '')[n % 4]} {words(21, n)}"
            f"<br>{words(25, n)}</p><p class=w>{words(50, n)}</p></div>"
            for n in range(12)
        ),
    ),
    "columns that are not balanced": (
        ".c { columns: 2; column-gap: 4mm; column-fill: auto; margin-bottom: 5mm } p { break-inside: avoid }",
        f"<p>{words(30)}</p><div class=c>{paragraphs(40)}</div>{CUT}"
        f"<div class=c>{paragraphs(3, name='q')}</div><p>x</p>",
    ),
    "columns with floats, notes and a heading across": (
        ".c { columns: 2; column-gap: 4mm; column-fill: auto } .l { float: left; width: 9mm; height: 12mm }"
        ".s { column-span: all } .f { float: footnote } .d { columns: 2; column-fill: auto }",
        f"<div class=c><div class=l>1</div>{paragraphs(20, name='a')}</div>{CUT}"
        f"<div class=c>{paragraphs(9, name='b')}{CUT}<p class=s>{words(9)}</p>{CUT}"
        f"{paragraphs(12, name='d')}</div>{CUT}"
        f"<div class=c><p>{words(30)}<span class=f>{words(9)}</span></p>{CUT}{paragraphs(12, name='e')}</div>{CUT}"
        f"<div class=c><div class=d>{paragraphs(9, name='f')}</div>{CUT}{paragraphs(12, name='g')}</div>",
    ),
    "footnotes": (
        ".f { float: footnote } @page { @footnote { border-top: .5pt solid #000 } }.t { counter-reset: footnote }",
        CUT.join(
            f"<div class=t><p>{words(20 + n * 17 % 60, n)}<span class=f>{words(6 + n % 20, n)}</span> x</p></div>"
            for n in range(36)
        ),
    ),
    "long footnotes": (
        ".f { float: footnote } .t { counter-reset: footnote }",
        CUT.join(
            f"<div class=t><p>{words(30, n)}<span class=f>{words(30 + n * 41 % 120, n)}</span></p></div>"
            for n in range(20)
        ),
    ),
    "floats": (
        ".l { float: left; width: 20mm; height: 33mm } .r { float: right; width: 25mm; height: 21mm }",
        CUT.join(f"<div class={'lr'[n % 2]}></div><p>{words(20 + n * 13 % 70, n)}</p>" for n in range(30)),
    ),
    "contained floats": (
        ".b { display: flow-root; break-inside: avoid } .l { float: left; width: 20mm; height: 33mm }",
        CUT.join(f"<div class=b><div class=l>{n}</div><p>{words(10 + n * 13 % 70, n)}</p></div>" for n in range(30)),
    ),
    "forced breaks": (
        ".p { break-before: page } .a { break-after: page }",
        CUT.join(f"<p class={'xpxxa'[n % 5]}>{words(20 + n * 13 % 200, n)}</p>" for n in range(30)),
    ),
    "named pages": (
        "@page wide { margin: 25mm 5mm } .w { page: wide }",
        CUT.join(f"<p class={'wxx'[n // 3 % 3]}>{words(40 + n * 13 % 70, n)}</p>" for n in range(30)),
    ),
    "sides": (
        ".r { break-before: recto } .v { break-before: verso } .ar { break-after: recto } .av { break-after: verso }",
        CUT.join(
            f"<p class={('x', 'r', 'x', 'v', 'ar', 'x', 'av')[n % 7]}>{words(20 + n * 29 % 90, n)}</p>"
            for n in range(28)
        ),
    ),
    "other margins on each side": (
        "@page :left { margin-left: 22mm } @page :right { margin-right: 17mm; margin-top: 15mm }",
        paragraphs(40),
    ),
    "positioned": (
        ".b { position: relative; padding-left: 20mm } .d { position: absolute; left: 2mm; top: 1mm; width: 9mm } "
        ".e { position: absolute; right: 0; bottom: 0; width: 5mm; height: 5mm }",
        "<div class=e></div>"
        + CUT.join(f"<div class=b><div class=d>{n}</div><p>{words(9 + n * 13 % 90, n)}</p></div>" for n in range(30)),
    ),
    "margins that collapse": (
        ".s { margin: 6mm 0 } .s p { margin: 4mm 0 8mm } h1 { margin: 9mm 0 3mm; break-after: avoid }",
        CUT.join(f"<div class=s><h1>{n}</h1><p>{words(9 + n * 13 % 90, n)}</p></div>" for n in range(30)),
    ),
    "wrapped deeply": (
        ".a { padding: 3mm; border: 1pt solid #000 } .b { margin-left: 8mm; background: #eee }",
        f"<div class=a><h1>x</h1><div class=b>{paragraphs(20)}</div>{CUT}<p>y</p></div>{CUT}<ul><li>a{CUT}<li>b</ul>",
    ),
    "flex and pictures": (
        ".x { display: flex; gap: 2mm; break-inside: avoid } .x div { flex: 1; height: 17mm }",
        CUT.join(f"<div class=x><div>{n}</div><div>{words(8, n)}</div></div><p>{words(12, n)}</p>" for n in range(30)),
    ),
    "avoided breaks": (
        "h2 { break-after: avoid; margin: 3mm 0 1mm } .k { break-inside: avoid } .z { break-before: avoid }",
        CUT.join(
            f"<div class=k><h2>{n}</h2><p>{words(9 + n * 13 % 60, n)}</p></div><p class=z>{words(9)}</p>"
            for n in range(30)
        ),
    ),
    "neighbours": (
        ".a + .b, .c + .a { border-top: 2mm solid } p + p { text-indent: 9mm; padding-top: 1mm } .c { float: left }",
        CUT.join(f"<p class={'abac'[n % 4]}>{words(9 + n * 13 % 60, n)}</p>" for n in range(40)),
    ),
    "floats alone": (
        ".l { float: left; width: 20mm; height: 33mm }",
        CUT.join(f"<div class=l>{n}</div>{CUT}<p>{words(20 + n * 13 % 70, n)}</p>" for n in range(25)),
    ),
    "lists": (
        "ul { padding-left: 6mm } li { margin: 1mm 0 }",
        "<ul>" + CUT.join(f"<li>{words(9 + n * 13 % 60, n)}</li>" for n in range(40)) + "</ul>",
    ),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("recto", [True, False])
def test_a_page_of_a_made_up_flow_is_the_same_from_its_first_piece_on(name: str, recto: bool) -> None:
    css, body = MADE[name]
    engine = engine_of(css)
    whole = assert_the_same_from_every_piece(engine, Flow.of(name, document(body)), recto=recto)
    assert len(whole) > 3
    assert engine.findings == []


@pytest.mark.parametrize("name", MADE)
def test_the_pages_are_those_that_weasyprint_makes_in_one_go(name: str) -> None:
    css, body = MADE[name]
    engine = engine_of(css)
    flow = Flow.of(name, document(body))
    one = HTML(string=flow.html, url_fetcher=engine.fetcher).render(
        font_config=engine.fonts, stylesheets=[engine.sheet]
    )
    ours = [seen(sheet.page) for sheet in sheets(engine, flow)]
    assert ours == [seen(page) for page in one.pages]


# --- the sample book -------------------------------------------------------------------------------------


@cache
def _book(theme: str) -> tuple[Ready, Engine]:
    with TemporaryDirectory() as folder:
        book = ready("print", Path(folder), theme, pictures=False)
    setting = book.setting
    faces = {f"font/{face.file.name}": (face.file, MIME[".ttf"]) for face in setting.theme.faces}
    return book, Engine(book.asked.css, Resources(faces))


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small picture for all photos: where they stand the style sheet says."""
    path = tmp_path_factory.mktemp("anh") / "anh.jpg"
    Image.new("CMYK", (40, 30), (9, 60, 90, 10)).save(path)
    return path


PARTS = ("exemplars", "awards", "contents", "index_persons", "index_units", "congress", "delegates", "gallery",
         "documents", "committees", "foreword", "abbreviations", "slogans")  # fmt: skip


@pytest.mark.parametrize("kind", PARTS)
def test_a_page_of_the_sample_book_is_the_same_from_its_first_piece_on(kind: str, stand_in: Path) -> None:
    _hold("trang-trong", kind, stand_in, step=5)


@pytest.mark.slow
@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("theme", available(asset_root() / "templates"))
def test_every_page_of_the_sample_book_in_every_theme(theme: str, kind: str, stand_in: Path) -> None:
    _hold(theme, kind, stand_in, step=1)


def _hold(theme: str, kind: str, stand_in: Path, step: int) -> None:
    book, engine = _book(theme)
    setter = book.setting.setter(INTERIOR)
    flow = next(setter.flow(part) for part in setter.book.parts if part.kind == kind)
    pictures = {f"image/{name}": (stand_in, MIME[".jpg"]) for name in book.asked.photos(book.edition)}
    engine.fetcher.resources = Resources({**engine.fetcher.resources.files, **pictures})
    assert_the_same_from_every_piece(engine, flow, step=step)
    assert engine.findings == []


def test_most_pages_that_begin_with_a_piece_are_foreseen() -> None:
    """In rows, lines and paragraphs; only where things float or go on is the next page looked at."""
    before = dict(FORESEEN)
    css, body = MADE["table with a head"]
    whole = sheets(engine_of(css), Flow.of("bảng", document(body)))
    begun = sum(sheet.first is not None for sheet in whole[1:])
    assert FORESEEN[True] - before[True] == begun > 3
