"""The linked file read back: sound, whole, findable, the same each time; and what WeasyPrint makes of the same HTML."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from assembly_room import Room, flow, press
from fontTools.ttLib import TTFont
from PIL import Image
from weasyprint import HTML

from yearbook.context import asset_root
from yearbook.pages.flow import CUT, Flow
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.runs import Press

OUTLINE = """
h1, h2, h3, h4 { font-size: 10pt; margin: 0; font-weight: 400 }
h1 { bookmark-level: 1 } h2 { bookmark-level: 2 } h3 { bookmark-level: 3 }
h4 { bookmark-level: 4; bookmark-state: closed }
"""


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Press:
    picture = tmp_path_factory.mktemp("anh") / "anh.jpg"
    Image.effect_noise((60, 40), 60).convert("RGB").save(picture)
    return press(OUTLINE + "img { width: 30mm }", {"anh": picture}, tagged=True)


def book(pages: int = 150) -> Flow:
    """A page for each piece: ids, links to others, headings of many levels, one picture shown often, a table."""
    levels = (1, 3, 2, 4, 4, 1, 2, 4, 3)
    made = [
        f'<div style="break-before: page"><h{levels[n % 9]} id="đoạn ({n})">Đề mục {n} (ấy)</h{levels[n % 9]}>'
        f'<p>Ông Nguyễn Văn Ưỡn số {n}, <a href="#đoạn ({(n * 7 + 3) % pages})">xem</a>, '
        f'<a href="https://vi.du/{n}">trang</a></p>'
        + ('<img src="yb:image/anh" alt="Ảnh (một) của «Bé»">' if n % 5 == 0 else "")
        + (
            '<table><thead><tr><th scope="col">Năm</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
            * (n % 7 == 0)
        )
        + "</div>"
        for n in range(pages)
    ]
    return flow(CUT.join(made))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, tagged: Press) -> Path:
    folder = tmp_path_factory.mktemp("sach")
    room = Room(folder / "cache", tagged)
    return room.bound(room.assemble(book()), folder / "sach.pdf")


def in_one_go(made: Press, html: str, **more: Any) -> Any:
    files = {f"font/{name}": (path, MIME[".ttf"]) for name, path in made.faces}
    files |= {f"image/{name}": (path, MIME[".jpg"]) for name, path in made.impressions[0].images.items()}
    engine = Engine(made.css, Resources(files))
    return HTML(string=html, url_fetcher=engine.fetcher).render(font_config=engine.fonts, stylesheets=[engine.sheet])


def test_qpdf_finds_nothing(file: Path) -> None:
    run = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "No syntax or stream encoding errors found" in run.stdout
    assert run.stderr == ""


def test_a_long_file_has_its_pages_in_a_tree(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        root = pdf.Root.Pages
        assert int(root.Count) == len(pdf.pages) == 150
        assert [int(node.Count) for node in root.Kids] == [64, 64, 22]
        assert all(len(node.Kids) == int(node.Count) and node.Parent.objgen == root.objgen for node in root.Kids)
        assert all(page.obj.Parent.objgen in {node.objgen for node in root.Kids} for page in pdf.pages)


def _tree(items: Any, pages: dict[tuple[int, int], int]) -> list[Any]:
    return [
        (
            item.title,
            pages[item.destination[0].objgen],
            item.is_closed and bool(item.children),
            _tree(item.children, pages),
        )
        for item in items
    ]


def _wanted(nodes: Any) -> list[Any]:
    return [
        (label, page, state == "closed" and bool(kids), _wanted(kids)) for label, (page, _, _), kids, state in nodes
    ]


def test_the_outline_is_the_one_of_weasyprint(file: Path, tagged: Press) -> None:
    """Levels are skipped on purpose."""
    document = in_one_go(tagged, book().html)
    with pikepdf.open(file) as pdf, pdf.open_outline(max_depth=20) as outline:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        made = _tree(outline.root, pages)
    assert made == _wanted(document.make_bookmark_tree())
    assert len(made) > 20


def _names(pdf: pikepdf.Pdf) -> Iterator[tuple[bytes, pikepdf.Object]]:
    names = list(pdf.Root.Names.Dests.Names)
    for key, value in zip(names[::2], names[1::2], strict=True):
        yield bytes(key), value


def test_named_places_are_sorted_and_can_be_found(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        keys = [key for key, _ in _names(pdf)]
        assert keys == sorted(keys)
        assert len(keys) == len(set(keys)) == 151  # and the document itself
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        places = {key: pages[value[0].objgen] for key, value in _names(pdf)}
        for number, page in enumerate(pdf.pages):
            inner = [link for link in page.obj.Annots if "/Dest" in link]
            assert [places[bytes(link.Dest)] for link in inner] == [(number * 7 + 3) % 150]
            assert str(inner[0].Dest) == f"đoạn ({(number * 7 + 3) % 150})"
            assert [str(link.A.URI) for link in page.obj.Annots if "/A" in link] == [f"https://vi.du/{number}"]


def test_the_same_bytes_each_time(file: Path, tmp_path: Path, tagged: Press) -> None:
    again = Room(tmp_path / "khac" / "cache", tagged)
    assert again.bound(again.assemble(book()), tmp_path / "khac.pdf").read_bytes() == file.read_bytes()


def test_all_text_can_be_read_out(file: Path) -> None:
    with pypdfium2.PdfDocument(file) as pdf:
        for number in range(len(pdf)):
            text = pdf[number].get_textpage().get_text_range()
            assert f"Đề mục {number} (ấy)" in text
            assert f"Ông Nguyễn Văn Ưỡn số {number}, xem, trang" in text
            assert text.split()[-1] == str(number + 1)
    with pikepdf.open(file) as pdf:
        fonts = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Subtype") == "/Type0"]
        assert len(fonts) == 1
        told = set(re.findall(rb"<([0-9a-f]{4})> <[0-9a-f]+>", bytes(fonts[0].ToUnicode.read_bytes())))
        shown = {glyph for page in pdf.pages for glyph in _glyphs(page)}
        assert shown and shown <= told


def _glyphs(page: pikepdf.Page) -> Iterator[bytes]:
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "TJ":
            for item in operands[0]:
                if isinstance(item, pikepdf.String):
                    text = bytes(item).hex().encode()
                    yield from (text[at : at + 4] for at in range(0, len(text), 4))


def test_a_picture_stands_in_the_file_once(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        pictures = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Image"]
        assert len(pictures) == 1


# --- structure -------------------------------------------------------------------------------------------


def _elements(node: Any, kind: str = "") -> Iterator[Any]:
    for kid in node.get("/K", []) if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kind in ("", str(kid.S)):
                yield kid
            yield from _elements(kid, kind)


def test_pictures_have_their_words_for_who_cannot_see(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        figures = list(_elements(pdf.Root.StructTreeRoot, "/Figure"))
        assert [str(figure.Alt) for figure in figures] == ["Ảnh (một) của «Bé»"] * 30


def test_every_marked_content_and_every_link_has_its_element(file: Path) -> None:
    """ISO 32000-1, 14.7.4.4: the parent tree leads from the content of a page back to its elements."""
    with pikepdf.open(file) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        keys = [int(key) for key in numbers[::2]]
        assert keys == sorted(keys)
        parents = dict(zip(keys, numbers[1::2], strict=True))
        known = {element.objgen for element in _elements(root)}
        for page in pdf.pages:
            owners = parents[int(page.obj.StructParents)]
            marks = {
                int(operands[1].MCID)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
            }
            assert marks and all(owners[mark].objgen in known for mark in marks)
            assert all(parents[int(link.StructParent)].objgen in known for link in page.obj.Annots)


def test_heads_of_tables_are_named_once_and_their_cells_name_them(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        heads = [bytes(head.ID) for head in _elements(pdf.Root.StructTreeRoot, "/TH")]
        assert len(heads) == len(set(heads)) == 22
        assert all(re.fullmatch(rb"\d+-0-0", name) for name in heads)
        cells = [bytes(name) for cell in _elements(pdf.Root.StructTreeRoot, "/TD") for name in cell.A.Headers]
        assert sorted(cells) == sorted(heads)


def test_the_structure_reads_as_that_of_weasyprint(file: Path, tagged: Press, tmp_path: Path) -> None:
    theirs = tmp_path / "mot-mach.pdf"
    theirs.write_bytes(in_one_go(tagged, book().html).write_pdf(pdf_tags=True))
    told = []
    for path in (file, theirs):
        run = subprocess.run(["pdfinfo", "-struct-text", path], check=True, capture_output=True, text=True)
        told.append(re.sub(r"Object \d+|([<(])\d+(-\d+-\d+[>)])", r"\1n\2", run.stdout))
    assert told[0] == told[1]


def test_an_empty_outline_and_no_names_are_left_out(tmp_path: Path) -> None:
    room = Room(tmp_path / "cache")
    bare = Flow.of("x", "<html><head><title>x</title></head><body><p>a</p></body></html>")
    data = room.bound(room.assemble(bare), tmp_path / "sach.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not {"/Outlines", "/Names", "/StructTreeRoot", "/MarkInfo"} & set(pdf.Root.keys())


FACE = 'style="font-family: Source Serif 4"'
GROUP = f'<svg width="99" height="20"><text x="50" y="9" text-anchor="middle" {FACE}>Chữ</text></svg>'


@pytest.mark.parametrize(("more", "kept"), [("", False), ('<p style="opacity: .5">mờ</p>', True)])
def test_groups_go_where_nothing_is_transparent(tmp_path: Path, more: str, *, kept: bool) -> None:
    """In the whole file: an opacity on another page keeps them (what stops overprint must stop it everywhere)."""
    room = Room(tmp_path / "cache")
    book = flow(CUT.join([f"<p>{GROUP}</p>", f'<div style="break-before: page">hai{more}</div>']))
    assembly = room.assemble(book)

    def groups(path: Path) -> int:
        with pikepdf.open(path) as pdf:
            return sum("/Group" in thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream))

    plain = groups(room.bound(assembly, tmp_path / "plain.pdf"))
    flat = groups(room.bound(assembly, tmp_path / "flat.pdf", flat=True))
    assert plain > 0
    assert flat == (plain if kept else 0)


def test_fonts_stand_under_the_names_that_they_are_to_have(tmp_path: Path) -> None:
    room = Room(tmp_path / "cache")
    path = room.bound(room.assemble(flow("<p>Chữ</p>")), tmp_path / "a.pdf", names=lambda name: f"Ten-{len(name)}")
    with pikepdf.open(path) as pdf:
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
        [name] = {str(font.FontName) for font in fonts}
        assert re.fullmatch(r"/[A-Z]{6}\+Ten-\d+", name)
        [base] = {
            str(thing.BaseFont)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }
        assert base == name


def test_a_font_that_only_a_drawing_uses_is_in_the_file(tmp_path: Path) -> None:
    room = Room(tmp_path / "cache")
    path = room.bound(room.assemble(flow(GROUP)), tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        assert "Chữ" in pdf[0].get_textpage().get_text_range()


def test_a_letter_that_is_new_to_a_font_leaves_the_font_as_it_was(tmp_path: Path) -> None:
    """So no page is judged anew that does not show it, and who prints can still mend a word."""

    def font(text: str) -> tuple[bytes, bytes, bytes]:
        room = Room(tmp_path / "cache")
        path = room.bound(room.assemble(flow(f"<p>{text}")), tmp_path / "sach.pdf")
        with pikepdf.open(path) as pdf:
            (font,) = pdf.pages[0].Resources.Font.values()
            (face,) = font.DescendantFonts
            assert path.read_bytes().count(b"/FontFile2") == 1
            return face.FontDescriptor.FontFile2.read_bytes(), face.W.unparse(), font.ToUnicode.read_bytes()

    before = font("Anh hung")
    assert font("Ánh hừng ₫ 2025") == before
    assert font("Anh\N{NO-BREAK SPACE}hung") == before  # of the sign that both spaces are, the text is a space
    with TTFont(io.BytesIO(before[0])) as face:
        letters = {name: face["glyf"][name].numberOfContours for name in face.getGlyphOrder()}
    with TTFont(asset_root() / "fonts" / "SourceSerif4_400Regular.ttf") as whole:
        there = [whole.getGlyphID(whole.getBestCmap()[ord(sign)]) for sign in "ạẬỵĐƯ–"]
        absent = whole.getGlyphID(whole.getBestCmap()[ord("Ж")])
    order = list(letters)
    assert all(letters[order[glyph]] for glyph in there)
    assert not letters[order[absent]]  # of other scripts only what is shown
    assert font("Anh hung Ж") != before
