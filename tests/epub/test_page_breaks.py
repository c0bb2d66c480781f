"""The pages of the printed book: each marker at the very text that begins the page, none lost, no word moved."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from small_book import Built

from yearbook.diagnostics import DataProblem
from yearbook.epub import with_pages
from yearbook.epub.pagebreaks import Document, mark_pages
from yearbook.epub.xhtml import parsed, written
from yearbook.pages.starts import WINDOW, PageStart, signs

XHTML = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
COMPARED = "[not(ancestor::*[@epub:type='noteref'] or ancestor::*[local-name()='svg'])]"
PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title></head>
<body id="_part-a">{}</body></html>"""


def document(body: str) -> Document:
    return Document("a.xhtml", parsed(PAGE.format(body), "a.xhtml"))


def start(
    page: int, words: str = "", *, opening: tuple[str, ...] = (), since: int = 0, part: str = "_part-a"
) -> PageStart:
    return PageStart(page, part, opening, (), signs(words)[:WINDOW], since)


def body_of(document: Document) -> str:
    """The body as written, without the namespaces."""
    text = written(document.tree).split("<body", 1)[1].split(">", 1)[1].split("</body>")[0]
    return text.replace(' xmlns:epub="http://www.idpf.org/2007/ops"', "")


def marker(page: int, tag: str = "span") -> str:
    kind, held = (' class="pb"', "") if tag == "div" else ("", "\u2060")
    return (
        f'<{tag} epub:type="pagebreak" role="doc-pagebreak" id="_page-{page}" aria-label="{page}"{kind}>{held}</{tag}>'
    )


def after(document: Document, page: int) -> str:
    """What a reader finds after a marker, as signs."""
    wanted = f"//*[@id='_page-{page}']/following::text()[not(ancestor::*[@epub:type='noteref'])]"
    return signs("".join(document.tree.xpath(wanted, namespaces=XHTML)))


# --- where a marker stands ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words", "marked"),
    [
        ("<p>Một hai ba bốn năm.</p>", "ba bốn năm.", f"<p>Một hai {marker(2)}ba bốn năm.</p>"),
        ("<p>Một <b>hai ba</b> bốn.</p>", "ba bốn.", f"<p>Một <b>hai {marker(2)}ba</b> bốn.</p>"),
        ("<p>Một <b>hai ba</b> bốn.</p>", "hai ba bốn.", f"<p>Một {marker(2)}<b>hai ba</b> bốn.</p>"),
        ("<p>Một.</p><p>Hai ba bốn.</p>", "Hai ba bốn.", f"<p>Một.</p>{marker(2, 'div')}<p>Hai ba bốn.</p>"),
        (
            '<p>Một.</p><figure><img src="a" alt="x"/><figcaption>Ảnh hai ba</figcaption></figure>',
            "Ảnh hai ba",
            f'<p>Một.</p>{marker(2, "div")}<figure><img src="a" alt="x"/><figcaption>Ảnh hai ba</figcaption></figure>',
        ),
        ("<ul><li>Một</li><li>Hai ba bốn</li></ul>", "Hai ba", f"<ul><li>Một</li><li>{marker(2)}Hai ba bốn</li></ul>"),
        (
            "<table><tr><th>Tên</th></tr><tr><td>Hai</td><td>Ba bốn</td></tr></table>",
            "Hai Ba bốn",
            f"<table><tr><th>Tên</th></tr><tr><td>{marker(2)}Hai</td><td>Ba bốn</td></tr></table>",
        ),
        ("<dl><dt>BC</dt><dd>Báo cáo</dd><dt>KH</dt><dd>Kế hoạch</dd></dl>", "KH Kế hoạch", None),
        # what the printed page sets in capitals, in other spaces, without the calls of notes
        (
            '<p>Một.</p><h2>Lời  mở<a epub:type="noteref" href="#n">1</a> đầu</h2>',
            "LỜI MỞ\u00a0ĐẦU",
            f'<p>Một.</p>{marker(2, "div")}<h2>Lời  mở<a epub:type="noteref" href="#n">1</a> đầu</h2>',
        ),
    ],
)
def test_a_marker_stands_before_the_words(body: str, words: str, marked: str | None) -> None:
    page = document(body)
    points = mark_pages([page], [start(1, opening=("_part-a",)), start(2, words)])
    assert [(point.number, point.href) for point in points] == [(1, "a.xhtml#_page-1"), (2, "a.xhtml#_page-2")]
    shown = body_of(page).removeprefix(marker(1, "div"))
    if marked is None:
        assert shown == f"<dl><dt>BC</dt><dd>Báo cáo</dd><dt>{marker(2)}KH</dt><dd>Kế hoạch</dd></dl>"
    else:
        assert shown == marked
    assert after(page, 2).startswith(signs(words))


def test_a_page_begins_with_an_id_where_it_has_one() -> None:
    page = document('<article id="a"><h2>Tên</h2></article><article id="b"><h2>Tên</h2></article>')
    mark_pages([page], [start(1, "Tên", opening=("_part-a", "a")), start(2, "Tên", opening=("b",))])
    second = f'{marker(2, "div")}<article id="b"><h2>Tên</h2></article>'
    assert body_of(page) == f'{marker(1, "div")}<article id="a"><h2>Tên</h2></article>{second}'


def test_of_equal_words_those_as_far_from_the_last_id_as_in_print() -> None:
    page = document("<p>Nghỉ giải lao.</p><p>Một việc khác.</p><p>Nghỉ giải lao.</p>")
    mark_pages([page], [start(1, opening=("_part-a",)), start(2, "Nghỉ giải lao.", since=24)])
    assert body_of(page).endswith(f"<p>Một việc khác.</p>{marker(2, 'div')}<p>Nghỉ giải lao.</p>")


def test_blank_pages_and_parts_left_out_stand_where_the_next_page_begins() -> None:
    page = document("<p>Một.</p><p>Hai ba bốn.</p>")
    starts = [
        start(1, "Bìa lót", opening=("_part-x",), part="_part-x"),
        start(2, opening=("_part-a",)),
        start(3),
        start(4, "Hai ba"),
        start(5),
    ]
    points = mark_pages([page], starts)
    assert [point.number for point in points] == [1, 2, 3, 4, 5]
    assert body_of(page) == (
        f"{marker(1, 'div')}{marker(2, 'div')}<p>Một.</p>{marker(3, 'div')}{marker(4, 'div')}<p>Hai ba bốn.</p>"
        f"{marker(5, 'div')}"
    )


def test_a_page_whose_words_are_not_there_is_a_finding() -> None:
    with pytest.raises(DataProblem) as caught:
        mark_pages([document("<p>Một hai.</p>")], [start(1, opening=("_part-a",)), start(2, "Không có chữ này")])
    assert caught.value.diagnostic.code == "E104"
    assert caught.value.diagnostic.message == (
        "không thấy trong EPUB chỗ trang in 2 bắt đầu («khôngcóchữnày…», phần _part-a)"
    )


# --- a whole book ---------------------------------------------------------------------------------------------------


def test_wherever_a_page_is_cut_its_marker_is_there_and_no_word_moves(built: Built) -> None:
    """A book cut anywhere: the text stays the same, every page is listed in order, and begins with its words."""

    @given(cuts=st.lists(st.integers(1, 10**6), min_size=1, max_size=12))
    @settings(max_examples=40, deadline=None)
    def cut(cuts: list[int]) -> None:
        cut_anywhere(built, cuts)

    cut()


def cut_anywhere(built: Built, cuts: list[int]) -> None:
    texts = [signs(_said(document.xhtml)) for document in built.pages.documents]
    whole = "".join(texts)
    places = sorted({1 + cut % (len(whole) - 1) for cut in cuts})
    starts = [PageStart(1, "_part-title_page", ("_part-title_page",), (), whole[:WINDOW], 0)]
    starts += [
        PageStart(number, "_part-title_page", (), (), whole[place : place + WINDOW], place)
        for number, place in enumerate(places, 2)
    ]
    made = with_pages(built.pages, starts)
    assert [signs(_said(document.xhtml)) for document in made.documents] == texts
    nav = etree.fromstring(made.nav.xhtml.encode())
    listed = nav.xpath("//h:nav[@epub:type='page-list']//h:a", namespaces=XHTML)
    assert [a.text for a in listed] == [str(start.page) for start in starts]
    trees = {document.href: etree.fromstring(document.xhtml.encode()) for document in made.documents}
    order = list(trees)
    for a, begun in zip(listed, starts, strict=True):
        href, _, anchor = a.get("href").partition("#")
        wanted = f"//*[@id='{anchor}']/following::text(){COMPARED}"
        rest = "".join(trees[href].xpath(wanted, namespaces=XHTML))
        rest += "".join(_said(made.documents[n].xhtml) for n in range(order.index(href) + 1, len(order)))
        assert signs(rest).startswith(begun.words)


def _said(xhtml: str) -> str:
    """The words of a page's body that are compared: no call of a note, no word of a drawing."""
    body = etree.fromstring(xhtml.encode()).find("{*}body")
    return "".join(body.xpath(f".//text(){COMPARED}", namespaces=XHTML))


def test_a_book_without_printed_pages_has_no_list(built: Built) -> None:
    assert with_pages(built.pages, ()) is built.pages
    assert "page-list" not in built.page("nav.xhtml")
