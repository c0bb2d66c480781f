"""Templates: their faults are findings, they reach nothing but the book, and no word of a record is markup."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from page_room import page_setter, whole_html
from PIL import Image
from pydantic import BaseModel, ValidationError
from small_book import records

from yearbook.context import asset_root
from yearbook.diagnostics import DataProblem, Diagnostic
from yearbook.epub import render_pages
from yearbook.images import PhotoInfo, inspect
from yearbook.pages.ean13 import Ean13
from yearbook.pages.render import PageSetter
from yearbook.pdf.cover import Fit
from yearbook.pdf.letter import Letter
from yearbook.pdf.proof import ProofSheet, ProofSide, placement
from yearbook.pdf.sheet import Sheet
from yearbook.records import GalleryPage, PartSpec, Photo, Yearbook
from yearbook.records.settings import PART_KINDS

NewTheme = Callable[[str, Mapping[str, str]], Path]
THEMES = ["base", "gian-di", "trang-trong"]
HALF_TITLE = "parts/half_title.html.j2"


@pytest.fixture
def fault(new_theme: NewTheme) -> Callable[..., Diagnostic]:
    """Set the book in a theme whose template (the half-title) is this text; the finding that comes of it."""

    def set_book(body: str, template: str = HALF_TITLE) -> Diagnostic:
        assets = new_theme("thu", {"theme.yaml": "extends: base\n", template: body})
        setter = page_setter("thu", assets=assets)
        with pytest.raises(DataProblem) as caught:
            setter.css() if "css/" in template else whole_html(setter)
        return caught.value.diagnostic

    return set_book


HINT = "sửa mẫu trong thư mục templates/; tên không khai báo bị coi là lỗi"


def test_a_fault_of_grammar_is_named_with_template_and_line(fault: Callable[..., Diagnostic]) -> None:
    found = fault("<p>\n{% if %}</p>")
    assert (found.code, found.hint) == ("L103", HINT)
    assert found.message == (
        "mẫu trang thu/parts/half_title.html.j2, dòng 2: Expected an expression, got 'end of statement block'"
    )


def test_an_undefined_name_is_a_finding_with_its_line(fault: Callable[..., Diagnostic]) -> None:
    found = fault("<p>\n\n{{ tac_gia }}</p>")
    assert (found.code, found.hint) == ("L103", HINT)
    assert found.message.endswith(", dòng 3: 'tac_gia' is undefined")


def test_a_missing_attribute_is_a_finding(fault: Callable[..., Diagnostic]) -> None:
    assert fault("{{ settings.titel }}").message.endswith("Settings object' has no attribute 'titel'")


def test_an_undefined_name_in_a_style_sheet(fault: Callable[..., Diagnostic]) -> None:
    found = fault("p { }\np { color: {{ colours.khong_co }} }", "css/book.css.j2")
    assert found.message == "mẫu trang thu/css/book.css.j2, dòng 2: 'dict object' has no attribute 'khong_co'"


def test_a_fault_in_an_included_template_names_that_template(fault: Callable[..., Diagnostic]) -> None:
    assert fault("<p>\n\n{{ tac_gia }}</p>").message == (
        "mẫu trang thu/parts/half_title.html.j2, dòng 3: 'tac_gia' is undefined"
    )


@pytest.mark.parametrize("body", ["{{ 1 / 0 }}", "{{ settings.year | date_long }}", "{{ range(10 ** 9) | list }}"])
def test_a_fault_in_what_a_template_does_is_a_finding(body: str, fault: Callable[..., Diagnostic]) -> None:
    assert fault(body).code == "L103"


# --- the sandbox --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ settings.__class__.__init__.__globals__ }}",
        "{{ settings._origin }}",
        "{{ picture_url.__self__ }}",
        "{{ prose.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ (''|attr('__class__')).__mro__ }}",
        "{{ '{0.__class__}'.format(settings) }}",
        "{{ theme.values.update({'grid': 1}) }}",
        "{{ [].append(1) }}",
        "{% include '../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
        "{% include 'base/../../fonts/fonts.yaml' %}",
        "{% include 'theme.yaml/../../../pyproject.toml' %}",
        "{% extends 'file:///etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ self._TemplateReference__context }}",
    ],
)
def test_a_template_reaches_nothing_but_the_book(body: str, fault: Callable[..., Diagnostic]) -> None:
    assert fault(body).code == "L103"


@pytest.mark.parametrize(
    "body",
    [
        "{{ (theme.folders[0] / 'theme.yaml').read_text() }}",
        "{{ (theme.folders[0] / 'moi.txt').write_text('x') }}",
        "{% for file in theme.faces[0].file.parent.iterdir() %}{{ file }}{% endfor %}",
        "{{ edition.images.icc.read_bytes() }}",
    ],
)
def test_a_template_cannot_use_the_paths_it_is_given(body: str, fault: Callable[..., Diagnostic]) -> None:
    assert fault(body).code == "L103"


# --- no word of a record is markup ----------------------------------------------------------------------------------

EVIL = '<script>alert(1)</script><img src=x onerror=alert(2)>\'"><b onclick="x">&amp;{{ 7 * 7 }}{% raw %}'
WITHOUT_TEXT = {"id", "file", "theme", "unit", "award", "decision", "person"}


def poisoned(value: Any) -> Any:
    """The same records with something nasty at the end of every text that takes it."""
    if isinstance(value, tuple):
        return tuple(poisoned(item) for item in value)
    if not isinstance(value, BaseModel):
        return value
    for name in type(value).model_fields:
        old = getattr(value, name)
        if type(old) is str and name not in WITHOUT_TEXT:
            new: Any = old + EVIL
        else:
            new = poisoned(old)
        try:
            type(value).model_validate({**dict(value), name: new})
        except ValidationError:
            continue  # a word of a fixed list
        value = value.model_copy(update={name: new})
    return value


def evil_book() -> Yearbook:
    good = records(
        gallery=(
            GalleryPage(id="g-1", layout="full", photos=(Photo(file="canh.jpg", caption="Toàn cảnh"),)),
            GalleryPage(
                id="g-2", layout="grid", photos=tuple(Photo(file="a.jpg", alt="Tả", credit="Ai") for _ in "1234")
            ),
        )
    )
    portrait = Photo(file="canh.jpg", caption="Bác", alt="Bác Hồ")
    specs = tuple(PartSpec(kind=kind, title="Tên phần" + EVIL, opener=kind == "congress") for kind in PART_KINDS)
    feature = good.individuals[0].model_copy(update={"id": "bai", "presentation": "feature", "degree": "TS."})
    good = replace(
        good,
        settings=good.settings.model_copy(update={"portrait": portrait, "compiler": "Vụ"}),
        individuals=(*good.individuals, feature),
    )
    evil = Yearbook(**{field.name: poisoned(getattr(good, field.name)) for field in fields(good)})
    return replace(evil, settings=evil.settings.model_copy(update={"parts": specs}))


@pytest.fixture(scope="module")
def infos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PhotoInfo]:
    folder = tmp_path_factory.mktemp("photos")
    for name in ("a.jpg", "canh.jpg"):
        Image.new("RGB", (60, 80), (150, 60, 40)).save(folder / name)
    return {name: info for name in ("a.jpg", "canh.jpg") if (info := inspect(folder, name).value)}


def all_pages(setter: PageSetter) -> list[str]:
    """Every HTML of the PDF editions: interior, cover, proof, slug lines; the covering letter."""
    page = setter.theme.geometry
    cover, code = Sheet(page.width, page.height, 12.0, 80.0), Ean13("9786048000004")
    side = ProofSide(True, placement(page, True), (1, 5))
    sheet = ProofSheet(1, True, placement(page, True), ((5, 20.0),), (("nguyen-van-a", 30.0),))
    return [
        setter.whole(setter.book.parts, count=1),
        *(setter.render("cover.html.j2", sheet=cover, fit=Fit(1.0, 12.0), barcode=code) for code in (None, code)),
        setter.render("slug.html.j2", places=("trang 1/2", "trang 2/2")),
        setter.render("proof.html.j2", sides=(side,), sheets=(sheet,)),
        setter.render("letter.html.j2", letter=Letter("vu-a", "Vụ" + EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL)),
    ]


def harmless(tree: Any) -> None:
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert element.tag.rpartition("}")[2] not in {"script", "iframe", "object", "form"}
            assert not [name for name in element.attrib if name.startswith("on")]
            assert not element.get("href", "").lower().startswith(("javascript:", "data:", "file:"))
            assert element.get("src") != "x"


@pytest.mark.parametrize("theme", THEMES)
def test_words_of_records_stay_words_in_every_template(theme: str, infos: dict[str, PhotoInfo]) -> None:
    setter = page_setter(theme, yearbook=evil_book(), infos=infos)
    pages = all_pages(setter)
    for page in pages:
        assert "<script" not in page
        assert "{{ 7 * 7 }}" in page  # set as text, not run
        harmless(html.fromstring(page))
    said = "".join("".join(html.fromstring(page).itertext()) for page in pages)
    assert said.count("<script>alert(1)</script>") > 100
    rendered = {name for _, name in setter.env.cache or {}}
    folders = setter.theme.folders
    wanted = {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html.j2")}
    assert {name for name in wanted if name not in rendered} == set()


def test_words_of_records_stay_words_in_attributes(infos: dict[str, PhotoInfo]) -> None:
    setter = page_setter("base", yearbook=evil_book(), infos=infos)
    tree = html.fromstring("".join(all_pages(setter)))
    alts = [image.get("alt") for image in tree.iter("img")]
    assert "Bác Hồ" + EVIL in alts
    assert len(alts) >= 8
    assert {e.get("data-book") for e in tree.iter("div") if e.get("data-book")} == {"Kỷ yếu thử" + EVIL}
    assert "Tên phần" + EVIL in {e.get("data-running") for e in tree.iter("h1")}


def test_words_of_records_stay_words_in_the_epub(infos: dict[str, PhotoInfo]) -> None:
    setter = page_setter("base", "epub", yearbook=evil_book(), infos=infos)
    pages = render_pages(setter)
    texts = [document.xhtml for document in (*pages.documents, pages.nav, pages.cover_page)] + [pages.ncx]
    for text in texts:
        assert "<script" not in text
        harmless(etree.fromstring(text.encode()))
    said = "".join("".join(etree.fromstring(text.encode()).itertext()) for text in texts)
    assert said.count("<script>alert(1)</script>") > 100
    rendered = {name for _, name in setter.env.cache or {}}
    base = asset_root() / "templates" / "base"
    wanted = {path.relative_to(base).as_posix() for path in (base / "epub").iterdir()}
    assert wanted - rendered == {"epub/presentation.xhtml.j2"}  # of the units: tests/epub/test_unit_editions.py


def test_style_sheets_carry_no_word_of_a_record(infos: dict[str, PhotoInfo]) -> None:
    css = page_setter("trang-trong", yearbook=evil_book(), infos=infos).css()
    assert "script" not in css
    assert "7 * 7" not in css


# --- one set of templates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
def test_editions_share_their_pages(theme: str) -> None:
    """Print, screen and proof have the same HTML, so the same lines and pages; only colours differ."""
    ink, screen, proof = (whole_html(page_setter(theme, name)) for name in ("print", "screen", "proof"))
    assert screen == proof
    assert re.sub(r"device-cmyk\([^)]*\)|#[0-9a-f]{6}\b", "COLOUR", ink) == re.sub(r"#[0-9a-f]{6}\b", "COLOUR", screen)


def test_every_record_has_its_place_in_the_pages() -> None:
    setter = page_setter()
    tree = html.fromstring(whole_html(setter))
    ids = [element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(set(ids)) == len(ids)
    assert set(setter.book.record_anchors) <= set(ids)
    targets = {a.get("href") for a in tree.iter("a") if a.get("href", "").startswith("#")}
    assert {target[1:] for target in targets} <= set(ids)


def test_the_same_book_gives_the_same_pages() -> None:
    assert whole_html(page_setter()) == whole_html(page_setter())


def test_pages_of_contents_and_indexes_are_pending_until_they_are_known() -> None:
    setter = page_setter()
    index = setter.book.part("index_persons")
    assert index is not None
    assert ">888</a>" in setter.flow(index).html
    known = {ref.anchor: 7 for g in index.content.groups for e in g.entries for ref in e.refs}  # type: ignore[union-attr]
    settled = setter.whole((index,), known)
    assert "888" not in settled
    assert re.search(r'class="main" data-refs="[^"]+">7</a>', settled)


def test_a_number_that_is_put_in_later_has_its_room() -> None:
    """Digits of the same width stand for it, so the page is the same for every number of as many digits."""
    setter = page_setter()
    index = setter.book.part("index_persons")
    assert index is not None
    refs = [ref.anchor for g in index.content.groups for e in g.entries for ref in e.refs]  # type: ignore[union-attr]
    one, other, longer = (setter.flow(index, dict.fromkeys(refs, page)) for page in (17, 23, 117))
    assert one == other
    assert ">88</a>" in one.html
    assert one != longer
