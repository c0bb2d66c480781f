"""What a reader meets on the pages of the EPUB."""

import re
from pathlib import Path

import pytest
from lxml import etree
from small_book import Built, build, person, records, setter_of, settings

from yearbook import records as r
from yearbook.diagnostics import DataProblem
from yearbook.epub import render_pages
from yearbook.epub.colours import contrast, on_both
from yearbook.epub.metadata import day, isbn_digits

XHTML = {"h": "http://www.w3.org/1999/xhtml"}
OPS = {"epub": "http://www.idpf.org/2007/ops"}


def tree(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def words(text: str) -> str:
    return " ".join("".join(tree(text).itertext()).split())


def test_parts_stand_in_printing_order(built: Built) -> None:
    assert [document.href for document in built.pages.documents] == [
        "title-page.xhtml",
        "picture-page.xhtml",
        "committees.xhtml",
        "text-loi-gioi-thieu.xhtml",
        "gallery.xhtml",
        "congress-opener.xhtml",
        "chronicle-during.xhtml",
        "programme.xhtml",
        "text-bao-cao.xhtml",
        "exemplars-opener.xhtml",
        "collectives-1.xhtml",
        "collectives-2.xhtml",
        "individuals-1.xhtml",
        "individuals-2.xhtml",
        "awards-opener.xhtml",
        "figures.xhtml",
        "awards-bk_bt.xhtml",
        "delegates-opener.xhtml",
        "delegates.xhtml",
        "slogans.xhtml",
        "document-ke-hoach.xhtml",
        "index-persons.xhtml",
        "index-units.xhtml",
        "abbreviations.xhtml",
        "credits.xhtml",
        "contents.xhtml",
        "imprint.xhtml",
        "lists.xhtml",
    ]


def test_every_record_is_an_id_in_exactly_one_page(built: Built) -> None:
    anchors = built.setter.book.record_anchors
    assert set(anchors) == {"nguyen-van-a", "7-tran-thi-b", "le-c", "tt-vu-a", "tt-doi", "sk-khai-mac"}
    for anchor in anchors:
        assert sum(document.xhtml.count(f' id="{anchor}"') for document in built.pages.documents) == 1


def test_a_script_in_a_name_is_text(built: Built) -> None:
    page = built.page("individuals-1.xhtml")
    assert "Trần Thị <script>alert(1)</script> & Bé" in words(page)
    for document in built.pages.documents:
        assert not tree(document.xhtml).xpath("//h:script", namespaces=XHTML)


def test_a_javascript_link_is_dropped_and_its_words_stay(built: Built) -> None:
    page = built.page("text-bao-cao.xhtml")
    assert "chỗ lạ" in words(page)
    links = tree(page).xpath("//h:a[not(starts-with(@href, '#'))]/@href", namespaces=XHTML)
    assert links == ["https://mic.gov.vn/"]


def test_footnotes_follow_the_text_and_lead_back(built: Built) -> None:
    page = built.page("text-bao-cao.xhtml")
    calls = tree(page).xpath("//h:a[@role='doc-noteref']", namespaces=XHTML)
    assert [(call.text, call.get("href"), call.get("id")) for call in calls] == [
        ("1", "#_n-bao-cao-note1", "_n-bao-cao-ref1"),
        ("1", "#_n-bao-cao-note1", None),
        ("2", "#_n-bao-cao-note2", "_n-bao-cao-ref2"),
    ]
    notes = tree(page).xpath("//h:aside[@role='doc-footnote']", namespaces=XHTML)
    assert [(note.get("id"), " ".join("".join(note.itertext()).split())) for note in notes] == [
        ("_n-bao-cao-note1", "1. Số liệu đến 30/6/2020."),
        ("_n-bao-cao-note2", "2. Theo báo cáo của các đơn vị."),
    ]
    backs = tree(page).xpath("//h:a[@role='doc-backlink']/@href", namespaces=XHTML)
    assert backs == ["#_n-bao-cao-ref1", "#_n-bao-cao-ref2"]


def test_typography_is_that_of_the_printed_book(built: Built) -> None:
    assert "Báo cáo “tổng kết”" in words(built.page("text-bao-cao.xhtml"))
    assert "Báo cáo “tổng kết”" in words(built.page("nav.xhtml"))


def test_a_missing_portrait_is_a_tile_with_initials_and_the_other_a_picture_with_words(built: Built) -> None:
    page = tree(built.page("individuals-1.xhtml"))
    (tile,) = page.xpath("//*[@id='7-tran-thi-b']//h:div[@role='img']", namespaces=XHTML)
    assert tile.get("aria-label") == "Chưa có ảnh chân dung"
    assert "".join(tile.itertext()).strip()
    (image,) = page.xpath("//*[@id='nguyen-van-a']//h:img", namespaces=XHTML)
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("Chân dung Nguyễn Văn A", "480", "640")


def test_a_missing_picture_of_a_feature_is_said(built: Built) -> None:
    assert "Chưa có ảnh" in words(built.page("collectives-2.xhtml"))
    assert "Đội đo sóng ở bản xa Ảnh: Vụ A" in words(built.page("collectives-2.xhtml"))


def test_award_table_has_heads_caption_links_and_total(built: Built) -> None:
    page = tree(built.page("awards-bk_bt.xhtml"))
    assert page.xpath("string(//h:caption)", namespaces=XHTML) == "Bằng khen của Bộ trưởng"
    assert page.xpath("//h:thead//h:th[@scope='col']/text()", namespaces=XHTML) == [
        "TT",
        "Tập thể, cá nhân",
        "Chức vụ, đơn vị",
        "Quyết định",
    ]
    assert page.xpath("//h:th[@scope='rowgroup']/text()", namespaces=XHTML) == ["Năm 2019"]
    assert page.xpath("//h:th[@scope='row']/h:a/@href", namespaces=XHTML) == [
        "collectives-1.xhtml#tt-vu-a",
        "individuals-1.xhtml#nguyen-van-a",
        "individuals-1.xhtml#7-tran-thi-b",
        "individuals-2.xhtml#le-c",
    ]
    assert "Tổng cộng: 4 (tập thể: 1, cá nhân: 3)" in words(built.page("awards-bk_bt.xhtml"))


def test_charts_are_tables_with_their_numbers(built: Built) -> None:
    page = tree(built.page("figures.xhtml"))
    row = page.xpath("//*[@id='_chart-year']//h:tbody/h:tr", namespaces=XHTML)[0]
    assert ["".join(cell.itertext()).strip() for cell in row] == ["2019", "1", "3", "4"]
    figures = next(document for document in built.pages.documents if document.href == "figures.xhtml")
    assert figures.properties == ("svg",)


def test_index_leads_to_the_record_first_then_elsewhere(built: Built) -> None:
    page = tree(built.page("index-persons.xhtml"))
    (entry,) = [li for li in page.iter("{*}li") if "Nguyễn Văn A" in "".join(li.itertext())]
    links = [(" ".join("".join(a.itertext()).split()), a.get("href")) for a in entry.iter("{*}a")]
    assert links == [
        ("Nguyễn Văn A", "individuals-1.xhtml#nguyen-van-a"),
        ("1", "chronicle-during.xhtml#sk-khai-mac"),
        ("2", "awards-bk_bt.xhtml#_award-nguyen-van-a-0"),
        ("3", "delegates.xhtml#_delegate-db-1"),
    ]
    assert [a.get("aria-label") for a in entry.iter("{*}a")][1] == "1, Nguyễn Văn A: Khai mạc Đại hội"


def test_contents_are_nested_and_places_are_marked(built: Built) -> None:
    nav = tree(built.page("nav.xhtml"))
    first = nav.xpath("//h:nav[@role='doc-toc']/h:ol/h:li/h:a/text()", namespaces=XHTML)
    assert first[1:4] == [
        "Lời giới thiệu",
        "Một số hình ảnh Đại hội",
        "Phần thứ\u00a0nhất. Đại hội IV",
    ]
    below = nav.xpath("//h:li[h:a[starts-with(., 'Phần thứ\u00a0hai')]]/h:ol/h:li/h:a/text()", namespaces=XHTML)
    assert below == ["Tập thể tiêu biểu", "Cá nhân tiêu biểu"]
    kinds = nav.xpath("//h:nav[@epub:type='landmarks']//h:a/@epub:type", namespaces=XHTML | OPS)
    assert kinds == ["titlepage", "foreword", "bodymatter", "index", "toc", "copyright-page", "loi", "lot"]


def test_figures_and_tables_are_listed_and_led_to(built: Built) -> None:
    nav = tree(built.page("nav.xhtml"))
    for kind, words in (("loi", "Đội đo sóng ở bản xa"), ("lot", 'Bảng trong «Báo cáo "tổng kết"»')):
        lines = nav.xpath(f"//h:nav[@epub:type='{kind}']//h:a", namespaces=XHTML | OPS)
        assert words in [line.text for line in lines]
        shown = tree(built.page("lists.xhtml")).xpath(f"//h:section[@epub:type='{kind}']//h:a", namespaces=XHTML | OPS)
        assert [(a.text, a.get("href")) for a in shown] == [(a.text, a.get("href")) for a in lines]
        for line in lines:
            href, _, anchor = line.get("href").partition("#")
            assert tree(built.page(href)).xpath(f"//*[@id='{anchor}']"), line.get("href")


def test_ncx_says_the_same_as_the_nav(built: Built) -> None:
    ncx = tree(built.pages.ncx)
    nav = tree(built.page("nav.xhtml"))
    assert ncx.xpath("//*[local-name()='navMap']//*[local-name()='content']/@src") == nav.xpath(
        "//h:nav[@role='doc-toc']//h:a/@href", namespaces=XHTML
    )
    assert ncx.xpath("string(//*[@name='dtb:uid']/@content)") == built.pages.metadata.identifier


def test_missing_imprint_values_are_dots(built: Built) -> None:
    page = tree(built.page("imprint.xhtml"))
    assert page.xpath("//h:dt[.='Biên tập']/following-sibling::h:dd[1]/h:span/@aria-label", namespaces=XHTML) == [
        "chưa có"
    ]


def test_the_trim_is_said_as_a_printer_says_it(built: Built) -> None:
    assert "khổ 19 × 27 cm" in words(built.page("imprint.xhtml"))


def test_every_page_has_language_title_and_a_first_heading_or_label(built: Built) -> None:
    for document in built.pages.documents:
        page = tree(document.xhtml)
        assert (page.get("lang"), page.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("vi", "vi")
        assert page.xpath("string(//h:title)", namespaces=XHTML).strip()
        assert page.xpath("//h:h1 | //h:h2 | //h:h3 | //*[@aria-label]", namespaces=XHTML)


def test_long_runs_are_cut_into_files(photos: Path) -> None:
    people = tuple(person(f"nguoi-{n:02}", f"Nguyễn Văn {'ABCDEGHIKL'[n % 10]}", narrative="Chữ.") for n in range(45))
    setter = setter_of(records(individuals=people, delegates=(), events=()), photos)
    pages = render_pages(setter)
    counts = {
        document.href: len(re.findall(r'<article class="profile"', document.xhtml))
        for document in pages.documents
        if document.href.startswith("individuals-")
    }
    assert counts == {"individuals-1.xhtml": 20, "individuals-1-p2.xhtml": 20, "individuals-1-p3.xhtml": 5}


def test_a_book_without_records_still_has_a_title_and_contents(photos: Path) -> None:
    book = r.Yearbook(settings=settings(parts=(r.PartSpec(kind="title_page"),)))
    pages = render_pages(setter_of(book, photos))
    assert [document.href for document in pages.documents] == ["title-page.xhtml"]
    assert 'href="title-page.xhtml"' in pages.nav.xhtml


def test_control_characters_and_loose_marks_do_not_break_a_page(photos: Path, tmp_path: Path) -> None:
    people = (person("a-b", "Nguye\u0302\u0303n\x0b Va\u0306n\x00 B"),)
    made = build(records(individuals=people, delegates=(), events=()), photos, tmp_path / "a.epub")
    assert "Nguyễn Văn B" in words(made.page("individuals-1.xhtml"))


def test_an_id_in_two_places_is_named(photos: Path) -> None:
    people = (person("trung", "Nguyễn Văn A"),)
    teams = (r.Collective(id="trung", name="Đội A", unit="vu-a"),)
    with pytest.raises(DataProblem) as caught:
        render_pages(setter_of(records(individuals=people, collectives=teams, delegates=(), events=()), photos))
    assert caught.value.diagnostic.code == "E102"
    assert caught.value.diagnostic.message == (
        "mã «trung» đứng ở hai chỗ trong EPUB, lần thứ hai ở trang «individuals-1.xhtml»"
    )


@pytest.mark.parametrize("colour", ["#8f1d22", "#a8843a", "#7d5f1c", "#1f1a17"])
def test_colours_read_on_white_and_on_black(colour: str) -> None:
    assert contrast(on_both(colour), "#ffffff") >= 4.45
    assert contrast(on_both(colour), "#000000") >= 4.45


@pytest.mark.parametrize(
    ("isbn", "digits"),
    [
        ("978-604-80-1234-7", ""),
        ("978-604-80-0000-4", "9786048000004"),
        ("ISBN 978 604 80 0000 4", "9786048000004"),
        (None, ""),
        ("604-80-0000", ""),
    ],
)
def test_only_a_valid_isbn_becomes_the_identifier(isbn: str | None, digits: str) -> None:
    if digits:
        assert sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits)) % 10 == 0
    assert isbn_digits(isbn) == digits


def test_the_identifier_stays_when_a_record_is_mended(photos: Path) -> None:
    one = render_pages(setter_of(records(), photos)).metadata.identifier
    other = render_pages(setter_of(records(events=()), photos)).metadata.identifier
    numbered = settings(isbn=r.Isbns(epub="978-604-80-0000-4"))
    assert one == other
    assert one.startswith("urn:uuid:")
    assert render_pages(setter_of(records(settings=numbered), photos)).metadata.identifier == "urn:isbn:9786048000004"


def test_the_date_of_a_stamp_is_read_in_both_ways_of_writing() -> None:
    assert day("2020-11-20") == day("20/11/2020")


def test_numbers_and_spans_of_years_keep_together_on_a_phone(built: Built) -> None:
    """Every page marks them; the style sheet must know the mark."""
    marked = [document for document in built.pages.documents if '<span class="nw">' in document.xhtml]
    assert marked
    assert "\n.nw { white-space: nowrap }" in built.pages.css
