"""The download page: what a unit finds on it, that it stands alone, and that no word of the book is markup."""

import re
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from lxml import html
from release_values import EVIL, UNITS, books, release, unit_offer

from yearbook import records as r
from yearbook.records.settings import Distribution, Ebook
from yearbook.release.model import COVER_IMAGE, PUBLIC_KEY, SIGNATURE, SUMS
from yearbook.release.opds import ATOM_ROOT, JSON_ROOT
from yearbook.release.site import render_site, unit_groups

KEY = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
NOWHERE = Distribution()


def page(public_key: str = "", **more: Any) -> Any:
    return html.document_fromstring(render_site(release(**more), public_key))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def section(tree: Any, anchor: str) -> Any:
    return tree.get_element_by_id(anchor)


# --- what is on it ------------------------------------------------------------------------------------------------


def test_the_front_says_which_book_it_is_and_whose() -> None:
    tree = page()
    assert tree.get("lang") == "vi"
    assert words(tree.find(".//h1")) == "Kỷ yếu Đại hội Thi đua yêu nước Bộ Thử lần thứ IV (2020 – 2025)"
    assert words(tree.find(".//header")) == (
        "Bộ Thử Kỷ yếu Đại hội Thi đua yêu nước Bộ Thử lần thứ IV (2020 – 2025) Những người giữ cho thư và sóng đến "
        "mọi nơi. Nhà xuất bản ThửPhát hành ngày 20 tháng 11 năm 2020"
    )
    assert [(image.get("src"), image.get("alt")) for image in tree.iter("img")] == [(COVER_IMAGE, "Bìa sách")]


def test_each_file_says_what_it_is_for_and_how_large() -> None:
    told = [words(article) for article in section(page(distribution=NOWHERE), "tai-sach").iter("article")]
    digests = [" ".join(["SHA-256", offer.sha256]) for offer in books()]
    assert told == [
        "EPUB Bản chuẩn, ảnh rõ. Chữ phóng to, thu nhỏ được, có mục lục và bảng tra; đọc trên điện thoại, máy tính "
        f"bảng, máy tính và máy đọc sách. Tải về EPUB 48,2 MB ky-yeu-thu.epub {digests[0]}",
        "EPUB bản nhẹ Cùng nội dung với bản chuẩn, ảnh thu nhỏ. Dùng để gửi qua thư điện tử hoặc tải khi mạng chậm. "
        f"Tải về EPUB bản nhẹ 9,4 MB ky-yeu-thu-nhe.epub {digests[1]}",
        "PDF đọc trên màn hình Giữ nguyên từng trang như sách in. Dùng để đọc trên màn hình lớn và dẫn số trang. "
        f"Tải về PDF đọc trên màn hình 31,0 MB, 188 trang ky-yeu-thu-screen.pdf {digests[2]}",
        "PDF lưu trữ (PDF/A-3u) Bản PDF/A giữ được lâu dài, cho văn thư, lưu trữ và thư viện. "
        f"Tải về PDF lưu trữ (PDF/A-3u) 32,5 MB, 188 trang ky-yeu-thu-archive.pdf {digests[3]}",
    ]


def test_a_sha256_is_whole_where_it_is_copied_and_cut_where_it_is_read() -> None:
    first = next(section(page(), "tai-sach").iter("code"))
    assert first.text_content() == books()[0].sha256
    assert [len(span.text) for span in first] == [8] * 8


def test_a_unit_finds_its_own_edition_at_its_anchor() -> None:
    tree = page()
    own = tree.get_element_by_id("don-vi-cuc-vien-thong")
    links = [(link.get("href"), words(link)) for link in own.iter("a")]
    assert links == [
        ("don-vi/cuc-vien-thong/ky-yeu-thu-cuc-vien-thong.epub", "Tải EPUB của Cục Viễn thông"),
        ("don-vi/cuc-vien-thong/cong-van-cuc-vien-thong.pdf", "Công văn gửi Cục Viễn thông"),
    ]
    assert unit_offer(UNITS[1]).epub.sha256 in own.text_content()
    for unit in UNITS:
        assert words(tree.get_element_by_id(f"don-vi-{unit.id}").find("p")) == unit.name


def test_units_are_found_by_their_group() -> None:
    tree = page()
    groups = tree.find_class("groups")[0]
    assert words(groups) == "Các vụ 1 Các cục 2 Các đơn vị khác 1"
    for link in groups.iter("a"):
        assert words(tree.get_element_by_id(link.get("href")[1:])) == words(link)


def test_groups_keep_the_order_of_the_units_and_the_rest_comes_last() -> None:
    units = [
        r.Unit(id=f"u-{i}", order=i, name=f"Đơn vị {i}", group=group)
        for i, group in enumerate(("B", None, "A", "B", None))
    ]
    told = [(g.name, [own.unit.id for own in g.units]) for g in unit_groups(unit_offer(unit) for unit in units)]
    assert told == [("B", ["u-0", "u-3"]), ("A", ["u-2"]), ("Các đơn vị khác", ["u-1", "u-4"])]


def test_a_qr_code_stands_beside_each_file_when_the_site_has_an_address() -> None:
    labels = [drawing.get("aria-label") for drawing in page().iter("svg")]
    offers = (*books(), *(unit_offer(unit).epub for unit in UNITS))
    assert labels == [f"Mã QR dẫn tới tệp {offer.name}" for offer in offers]
    assert list(page(distribution=NOWHERE).iter("svg")) == []


@pytest.mark.parametrize("device", ["Android", "iPhone, iPad", "Windows", "Mac và Linux", "Máy đọc sách"])
def test_opening_is_told_for_each_kind_of_machine(device: str) -> None:
    names = [words(term) for term in section(page(), "mo-sach").iter("dt")]
    assert [name for name in names if device in name] != []


def test_checking_is_told_with_a_file_of_this_release() -> None:
    commands = [block.text_content() for block in section(page(), "kiem-tra").iter("pre")]
    assert commands == [
        'certutil -hashfile "ky-yeu-thu.epub" SHA256',
        'shasum -a 256 "ky-yeu-thu.epub"',
        'sha256sum "ky-yeu-thu.epub"',
        "sha256sum --check SHA256SUMS",
    ]


def test_a_signed_release_shows_its_key_and_how_to_check_with_it() -> None:
    signed = section(page(KEY), "kiem-tra")
    assert f"minisign -Vm SHA256SUMS -P {KEY}" in [block.text_content() for block in signed.iter("pre")]
    assert {link.get("href") for link in signed.iter("a")} == {SUMS, SIGNATURE, PUBLIC_KEY}
    unsigned = section(page(), "kiem-tra")
    assert "minisign" not in words(unsigned)


def test_the_catalogues_are_shown_with_the_address_that_an_app_needs() -> None:
    where = "https://example.gov.vn/ky-yeu/2020-11-20-0123456789/"
    links = [(link.get("href"), link.text) for link in section(page(), "danh-muc").iter("a")]
    assert links == [(ATOM_ROOT, where + ATOM_ROOT), (JSON_ROOT, where + JSON_ROOT)]
    local = section(page(distribution=NOWHERE), "danh-muc")
    assert [link.text for link in local.iter("a")] == [ATOM_ROOT, JSON_ROOT]
    assert "Danh mục chỉ dùng được khi thư mục phát hành nằm trên máy chủ web" in words(local)


def test_what_a_release_lacks_is_not_spoken_of() -> None:
    tree = page(units=(), ebook=Ebook())
    assert [words(heading) for heading in tree.iter("h2")] == [
        "Tải sách",
        "Cách mở sách",
        "Kiểm tra tệp nhận được",
        "Danh mục OPDS cho ứng dụng đọc sách",
    ]
    assert [words(link) for link in tree.find(".//nav").iter("a")][:2] == ["Tải sách", "Cách mở sách"]


def test_a_sample_says_that_it_is_one() -> None:
    note = "Đây là sách mẫu, dựng từ dữ liệu thử; không phải ấn phẩm thật."
    assert [words(element) for element in page(sample=True).find_class("note")] == [note]
    assert page().find_class("note") == []


# --- it stands alone ----------------------------------------------------------------------------------------------


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs() -> None:
    text = render_site(release(), KEY)
    tree = html.document_fromstring(text)
    assert list(tree.iter("script", "iframe", "object", "embed", "form")) == []
    assert [e for e in tree.iter() if isinstance(e.tag, str) and any(a.startswith("on") for a in e.attrib)] == []
    for element in tree.iter("a", "link", "img"):
        target = element.get("href") or element.get("src")
        assert target.startswith("#") or target == "data:," or not re.match(r"[a-z]+:|/", target), target
    assert "url(" not in text and "@import" not in text
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file: data:"]


def test_every_link_leads_somewhere() -> None:
    values = release()
    tree = html.document_fromstring(render_site(values, KEY))
    own = {element.get("id") for element in tree.iter() if element.get("id")}
    offers = (*values.books, *(unit.epub for unit in values.units))
    known = {offer.path for offer in offers} | {unit.letter for unit in values.units}
    known |= {ATOM_ROOT, JSON_ROOT, SUMS, SIGNATURE, PUBLIC_KEY, "data:,"}
    for element in tree.iter("a", "link"):
        target = element.get("href")
        assert (target[1:] in own) if target.startswith("#") else (target in known), target
    assert {offer.path for offer in offers} <= {link.get("href") for link in tree.iter("a")}


def test_the_same_release_gives_the_same_page() -> None:
    assert render_site(release(), KEY) == render_site(release(), KEY)


# --- no word of the book is markup --------------------------------------------------------------------------------


def test_words_of_the_book_stay_words() -> None:
    values = release(
        units=(r.Unit(id="vu-a", order=1, name="Vụ" + EVIL, group="Các vụ" + EVIL),),
        title="Kỷ yếu" + EVIL,
        title_lines=(),
        short_title=EVIL,
        authority=(EVIL,),
        publisher=r.Publisher(name=EVIL),
        ebook=Ebook(description=EVIL, rights=EVIL),
        distribution=Distribution(url="https://example.vn/", contact=EVIL),
    )
    values = replace(values, books=tuple(replace(offer, label=EVIL) for offer in values.books))
    tree = html.document_fromstring(render_site(values, KEY))
    assert list(tree.iter("script")) == []
    assert [e for e in tree.iter() if isinstance(e.tag, str) and any(a.startswith("on") for a in e.attrib)] == []
    assert tree.text_content().count(EVIL) > 12
    assert EVIL in tree.xpath("//meta[@name='description']/@content")[0]


# --- it can be read by everyone -----------------------------------------------------------------------------------


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(e.tag[1]) for e in page(KEY).iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_keyboard_gets_past_the_front_and_links_are_told_apart() -> None:
    tree = page(KEY)
    first = next(tree.iter("a"))
    assert (words(first), first.get("href")) == ("Đến nội dung chính", "#noi-dung")
    targets: dict[str, set[str]] = {}
    for link in tree.iter("a"):
        targets.setdefault(words(link), set()).add(link.get("href"))
    assert {name: found for name, found in targets.items() if len(found) > 1} == {}
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1; 1.4.11: 3 to 1 for the ring around what has the focus."""
    sheet = (files("yearbook.release") / "page" / "site.css").read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))

    def contrast(one: str, other: str) -> float:
        lower, higher = sorted(luminance(colours[name]) for name in (one, other))
        return (higher + 0.05) / (lower + 0.05)

    texts = [(text, ground) for text in ("ink", "soft", "accent") for ground in ("paper", "card", "tint")]
    texts += [("front-ink", "front"), ("front-gold", "front"), ("button-ink", "button")]
    assert {pair: contrast(*pair) for pair in texts if contrast(*pair) < 4.5} == {}
    assert {ground for ground in ("paper", "card", "front") if contrast("gold", ground) < 3} == set()
