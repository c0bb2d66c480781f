"""From text and prose to HTML: glue, signs, every kind of block, footnotes, page references."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup

from yearbook.pages.markup import Renderer, page_links, text, verbatim
from yearbook.prose import parse
from yearbook.vietnamese import glue, typographic


def readable(markup: Markup) -> str:
    """The markup with no-break spaces as «~»."""
    return str(markup).replace("\u00a0", "~")


def shown(source: str, **options: object) -> str:
    return readable(Renderer(**options).blocks(parse(source).blocks))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Thi đua là yêu nước", "Thi đua là yêu nước"),
        ('Bác dạy: "Thi đua là yêu nước..."', "Bác dạy: “Thi đua là yêu nước…”"),
        ("giai đoạn 2015-2020", 'giai đoạn<span> </span><span class="nw">2015~–~2020</span>'),
        (
            "Quyết định số 937/QĐ-BTTTT ngày 03/6/2020 của Bộ",
            'Quyết định<span> </span><span class="nw">số~937/QĐ-BTTTT</span><span> </span>'
            '<span class="nw">ngày~03/6/2020</span> của Bộ',
        ),
        ("63 tỉnh, TP. Hồ Chí Minh", "63~tỉnh, TP.~Hồ~Chí~Minh"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("", ""),
        (2020, "2020"),
        (Markup("<b>đã xong</b>"), "<b>đã xong</b>"),
    ],
)
def test_text_as_it_is_printed(words: object, expected: str) -> None:
    assert readable(text(words)) == expected


def test_text_set_twice_is_set_once() -> None:
    once = text('"2015-2020" & số 937/QĐ-BTTTT')
    assert text(once) is once


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('Điều 1. "Thi đua"...', "Điều~1. &#34;Thi đua&#34;..."),
        ("2015-2020", '<span class="nw">2015-2020</span>'),
        ("số 3793/KH-BTTTT", '<span class="nw">số~3793/KH-BTTTT</span>'),
    ],
)
def test_an_official_document_keeps_every_sign(words: str, expected: str) -> None:
    assert readable(verbatim(words)) == expected


WORDS = st.text(st.sampled_from(list("aăđ ệ12/-–.\"<>&'()số937QĐBT:…“”")), max_size=60)


@given(WORDS)
def test_what_is_read_is_what_was_written_but_for_spaces(words: str) -> None:
    def read(markup: Markup) -> str:
        return html.fromstring(f"<div>{markup}</div>").text_content().replace("\u00a0", " ")

    assert read(verbatim(words)) == words.replace("\u00a0", " ")
    assert read(text(words)) == glue(typographic(words)).replace("\u00a0", " ")


# --- blocks of prose ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Một.\n\nHai.", "<p>Một.</p>\n<p>Hai.</p>"),
        (
            "## Một\n\n### Hai\n\n#### Ba",
            '<h4 class="sub sub-1">Một</h4>\n<h5 class="sub sub-2">Hai</h5>\n<h6 class="sub sub-3">Ba</h6>',
        ),
        ("# Một\n\n###### Sáu", '<h4 class="sub sub-1">Một</h4>\n<h6 class="sub sub-5">Sáu</h6>'),
        ("- một\n- **hai**", "<ul><li>một</li><li><strong>hai</strong></li></ul>"),
        ("1. một\n2. hai", "<ol><li>một</li><li>hai</li></ol>"),
        ("3) ba\n4) bốn", '<ol start="3"><li>ba</li><li>bốn</li></ol>'),
        ("- một\n\n  tiếp\n- hai", "<ul><li><p>một</p>\n<p>tiếp</p></li><li>hai</li></ul>"),
        ("- một\n  - con", "<ul><li><p>một</p>\n<ul><li>con</li></ul></li></ul>"),
        ("> Lời hay.\n>\n> Ý đẹp.", '<blockquote class="pull"><p>Lời~hay.</p>\n<p>Ý~đẹp.</p></blockquote>'),
        ("Một\n\n---\n\nHai", '<p>Một</p>\n<hr class="divider"/>\n<p>Hai</p>'),
        (
            "| Năm | Số | Ghi |\n|:--|--:|:-:|\n| 2019 | **12** | a |",
            '<table class="prose"><thead><tr><th scope="col" class="left">Năm</th><th scope="col" class="right">Số</th>'
            '<th scope="col" class="center">Ghi</th></tr></thead><tbody><tr><td class="left">2019</td>'
            '<td class="right"><strong>12</strong></td><td class="center">a</td></tr></tbody></table>',
        ),
        ("Một  \nhai", "<p>Một<br/>hai</p>"),
        ("chữ *nghiêng*", "<p>chữ<span> </span><em>nghiêng</em></p>"),
        (
            "xem [Bộ](https://mic.gov.vn/?a=1&b=2)",
            '<p>xem<span> </span><a class="ext" href="https://mic.gov.vn/?a=1&amp;b=2">Bộ</a></p>',
        ),
        ("xem [Bộ](javascript:alert(1))", "<p>xem~Bộ</p>"),
        ("<b>đậm</b> <script>x</script>", "<p>&lt;b&gt;đậm&lt;/b&gt; &lt;script&gt;x&lt;/script&gt;</p>"),
    ],
)
def test_blocks(source: str, expected: str) -> None:
    assert shown(source) == expected


def test_headings_begin_where_the_page_says_and_end_at_six() -> None:
    assert shown("## Một\n\n### Hai", heading=2) == '<h2 class="sub sub-1">Một</h2>\n<h3 class="sub sub-2">Hai</h3>'
    assert shown("#### Ba", heading=6) == '<h6 class="sub sub-3">Ba</h6>'


def test_prose_is_set_with_the_signs_of_print_or_verbatim() -> None:
    source = 'Nói "được"... giữa 2019-2020 và nay.'
    signs = '<p>Nói “được”… giữa<span> </span><span class="nw">2019~–~2020</span> và~nay.</p>'
    assert shown(source) == signs
    kept = '<p>Nói &#34;được&#34;... giữa<span> </span><span class="nw">2019-2020</span> và~nay.</p>'
    assert shown(source, verbatim=True) == kept


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Họ giữ sóng suốt mùa bão.", "<p>Họ giữ sóng suốt mùa~bão.</p>"),
        ("Họ ở doanh-nghiệp-xa.", "<p>Họ ở doanh-nghiệp-xa.</p>"),
        ("Họ giữ **sóng**", "<p>Họ giữ<span> </span><strong>sóng</strong></p>"),
        ("**Họ** ở lại.", "<p><strong>Họ</strong> ở~lại.</p>"),
        ("Xong.", "<p>Xong.</p>"),
    ],
)
def test_no_paragraph_ends_in_a_line_of_one_short_syllable(source: str, expected: str) -> None:
    assert shown(source) == expected


@pytest.mark.parametrize(
    "source", ['Danh hiệu "**Chiến sĩ thi đua**" năm ấy', '(báo "*Nhân dân*")', '"**A**, *b*" là c']
)
def test_quotes_pair_across_emphasis(source: str) -> None:
    read = html.fromstring(f"<div>{Renderer().blocks(parse(source).blocks)}</div>").text_content()
    assert (read.count("“"), read.count("”")) == (1, 1)


# --- footnotes ----------------------------------------------------------------------------------------------------

NOTED = "Tăng 12%[^1], giảm[^b].\n\n[^1]: Theo *báo cáo*.\n[^b]: <b>Hai</b>."


def test_footnotes_float_where_they_are_called() -> None:
    assert shown(NOTED) == (
        '<p>Tăng 12%<span class="footnote">Theo<span> </span><em>báo cáo</em>.</span>, '
        'giảm<span class="footnote">&lt;b&gt;Hai&lt;/b&gt;.</span>.</p>'
    )


def test_footnotes_at_the_end_are_called_by_number_and_collected() -> None:
    renderer = Renderer(notes="end", prefix="bai-")
    call = '<a class="noteref" epub:type="noteref" role="doc-noteref" id="bai-ref{0}" href="#bai-note{0}">{0}</a>'
    assert str(renderer.blocks(parse(NOTED).blocks)) == f"<p>Tăng 12%{call.format(1)}, giảm{call.format(2)}.</p>"
    assert renderer.collected == {
        1: Markup("Theo<span> </span><em>báo cáo</em>."),
        2: Markup("&lt;b&gt;Hai&lt;/b&gt;."),
    }


def test_a_note_mentioned_twice_is_printed_once() -> None:
    assert shown("Một[^1] và[^1].\n\n[^1]: Nguồn.").count("Nguồn.") == 1


# --- page references ----------------------------------------------------------------------------------------------


def pages(found: dict[str, int], main: Collection[str] = ()) -> list[tuple[str, str, bool]]:
    """(text, target, bold) of each link."""
    links = html.fromstring(f"<div>{page_links(found, main)}</div>").iter("a")
    return [(link.text or "", link.get("href", ""), link.get("class") == "main") for link in links]


def test_neighbouring_pages_become_a_range_linked_to_its_first() -> None:
    assert pages({"a": 12, "b": 13, "c": 14, "d": 20}) == [("12–14", "#a", False), ("20", "#d", False)]
    assert pages({"c": 14, "b": 13, "a": 12}) == [("12–14", "#a", False)]


def test_the_page_of_the_record_itself_stands_alone_and_bold() -> None:
    assert pages({"m": 13, "a": 12, "b": 14}, {"m"}) == [
        ("12", "#a", False),
        ("13", "#m", True),
        ("14", "#b", False),
    ]


def test_a_page_is_named_once_and_the_record_outweighs_what_else_stands_there() -> None:
    assert pages({"hang": 45, "toi": 45, "khac": 45, "z": 7}, {"toi"}) == [("7", "#z", False), ("45", "#toi", True)]


def test_two_main_pages_do_not_merge() -> None:
    assert pages({"a": 3, "b": 4}, {"a", "b"}) == [("3", "#a", True), ("4", "#b", True)]


def test_links_are_parted_by_commas() -> None:
    assert (
        str(page_links({"a": 1, "b": 3, "c": 4}, ()))
        == '<a href="#a" data-refs="a">1</a>, <a href="#b" data-refs="b c">3–4</a>'
    )
    assert str(page_links({}, ())) == ""


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 30), max_size=12), st.data())
def test_every_page_is_in_exactly_one_link(found: dict[str, int], data: st.DataObject) -> None:
    main = data.draw(st.sets(st.sampled_from(sorted(found)))) if found else set()
    named: list[int] = []
    for words, target, bold in pages(found, main):
        first, _, last = words.partition("–")
        named += range(int(first), int(last or first) + 1)
        assert found[target[1:]] == int(first)
        assert bold == (target[1:] in main)
    assert named == sorted(set(found.values()))
