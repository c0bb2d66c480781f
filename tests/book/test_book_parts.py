"""The parts of a book: in order, only when they have something to say, numbered, each with its slogan."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from making import (
    book_of,
    compose,
    contents,
    exemplars,
    given,
    in_order,
    kinds,
    lists,
    person,
    records,
    settings,
    team,
    with_settings,
)
from support import lay_over

from yearbook.book import KINDS, Book, is_empty
from yearbook.book.model import CongressPart, Credits, Delegates, Slogans, Texts
from yearbook.records import (
    Contents,
    Delegate,
    Event,
    IndexSettings,
    Phase,
    ProgrammeItem,
    Slogan,
    Text,
    TextKind,
    load,
)
from yearbook.records.settings import PART_KINDS

TESTS = Path(__file__).resolve().parents[1]
ALWAYS = ["half_title", "title_page", "filler", "imprint"]


def test_the_recipe_knows_every_kind_that_settings_may_name() -> None:
    assert tuple(KINDS) == PART_KINDS


def test_a_full_book_has_all_its_parts_in_the_usual_order() -> None:
    assert kinds(compose(records())) == list(PART_KINDS)


def test_a_book_of_settings_alone_is_empty() -> None:
    book = compose(book_of())
    assert kinds(book) == ALWAYS
    assert is_empty(book)
    assert [part.number for part in book.parts] == [""] * 4


@pytest.mark.parametrize(
    ("field", "part", "gone_too"),
    [
        ("committees", "committees", set()),
        ("gallery", "gallery", set()),
        ("delegates", "delegates", set()),
        ("slogans", "slogans", set()),
        ("documents", "documents", set()),
        ("abbreviations", "abbreviations", set()),
        ("texts", "foreword", set()),
    ],
)
def test_a_part_without_records_vanishes_and_nothing_else(field: str, part: str, gone_too: set[str]) -> None:
    assert kinds(compose(replace(records(), **{field: ()}))) == [k for k in PART_KINDS if k not in {part} | gone_too]


def test_parts_made_of_several_kinds_of_records_stay_while_one_is_there() -> None:
    full = records()
    assert compose(replace(full, texts=(), programme=())).part("congress") is not None
    assert compose(replace(full, texts=(), programme=(), events=())).part("congress") is None
    assert compose(replace(full, individuals=(), delegates=(), events=())).part("exemplars") is not None
    nobody = compose(replace(full, individuals=(), collectives=(), delegates=(), events=()))
    assert [nobody.part(kind) for kind in ("exemplars", "awards", "index_persons", "index_units")] == [None] * 4


def test_indexes_can_be_left_out_and_the_contents_know_it() -> None:
    book = compose(with_settings(records(), index=IndexSettings(persons=False, units=True)))
    assert book.part("index_persons") is None
    assert book.part("index_units") is not None
    assert "Bảng tra tên người" not in [line.title for line in contents(book).lines]


def test_order_of_the_parts_is_data() -> None:
    wanted = ["imprint", "awards", "contents", "exemplars", "title_page"]
    book = compose(with_settings(records(), parts=in_order(*wanted)))
    assert kinds(book) == [*wanted, "filler"]
    assert [(part.kind, part.number) for part in book.parts if part.number] == [
        ("awards", "Phần thứ nhất"),
        ("exemplars", "Phần thứ hai"),
    ]
    assert [line.title for line in contents(book).lines if line.level == 1] == [
        "Danh sách khen thưởng",
        "Điển hình tiên tiến",
    ]


def test_title_and_opener_of_a_part_are_data() -> None:
    parts = in_order({"kind": "congress", "title": "Đại hội IV", "opener": False}, {"kind": "gallery", "opener": True})
    book = compose(with_settings(records(), parts=parts))
    assert [(part.title, part.opener, part.number) for part in book.parts] == [
        ("Đại hội IV", False, ""),
        ("Một số hình ảnh Đại hội", True, "Phần thứ nhất"),
        ("Ghi chép", False, ""),
    ]


def test_contents_stand_at_the_end_or_in_front() -> None:
    end = kinds(compose(records()))
    assert end[-3:] == ["contents", "filler", "imprint"]
    front = kinds(compose(with_settings(records(), contents=Contents(position="front"))))
    assert front[:3] == ["half_title", "title_page", "contents"]
    assert [kind for kind in front if kind != "contents"] == [kind for kind in end if kind != "contents"]


def test_an_order_of_the_editors_outweighs_the_place_of_the_contents() -> None:
    parts = in_order("title_page", "exemplars", "contents")
    book = compose(with_settings(records(), parts=parts, contents=Contents(position="front")))
    assert kinds(book) == ["title_page", "exemplars", "contents", "filler"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (("exemplars", "imprint"), ["exemplars", "filler", "imprint"]),
        (("imprint", "exemplars"), ["imprint", "exemplars", "filler"]),
        (("exemplars", "imprint", "filler"), ["exemplars", "imprint", "filler"]),
    ],
)
def test_pages_that_fill_the_last_sheet_stand_at_the_end(wanted: tuple[str, ...], found: list[str]) -> None:
    """Before the imprint when that ends the book, unless the editors want them elsewhere."""
    book = compose(with_settings(records(), parts=in_order(*wanted)))
    assert kinds(book) == found
    assert [part.kind for part in book.parts if part.fills] == ["filler"]
    assert not any(line.title == "Ghi chép" for line in contents(compose(records())).lines)


def test_a_draft_of_some_records_is_not_filled() -> None:
    some = frozenset({records().individuals[0].id})
    assert "filler" not in kinds(compose(records(), some))


def numbers(book: Book) -> list[tuple[str, int, str]]:
    return [(part.number, part.ordinal, part.slogan) for part in book.parts if part.opener]


def test_parts_that_open_are_numbered_in_words_and_take_the_slogans_in_turn() -> None:
    slogans = tuple(Slogan(id=f"kh-{n}", text=f"Khẩu hiệu {n}") for n in (1, 2, 3))
    assert numbers(compose(replace(records(), slogans=slogans))) == [
        ("Phần thứ nhất", 1, "Khẩu hiệu 1"),
        ("Phần thứ hai", 2, "Khẩu hiệu 2"),
        ("Phần thứ ba", 3, "Khẩu hiệu 3"),
        ("Phần thứ tư", 4, "Khẩu hiệu 1"),
    ]
    assert [slogan for _, _, slogan in numbers(compose(replace(records(), slogans=())))] == [""] * 4


def test_numbers_have_no_gap_where_a_part_is_absent() -> None:
    without = replace(records(), events=(), texts=(), programme=())
    book = compose(without)
    assert [(part.kind, part.number) for part in book.parts if part.opener] == [
        ("exemplars", "Phần thứ nhất"),
        ("awards", "Phần thứ hai"),
        ("delegates", "Phần thứ ba"),
    ]


def test_numbers_have_no_gap_where_an_index_that_opens_is_absent() -> None:
    parts = in_order({"kind": "index_units", "opener": True}, "exemplars")
    book = compose(with_settings(records(), parts=parts, index=IndexSettings(units=False)))
    assert [(part.kind, part.number) for part in book.parts if part.number] == [("exemplars", "Phần thứ nhất")]


def test_parts_that_list_pages_are_known_to_the_layout() -> None:
    book = compose(records())
    assert [part.kind for part in book.parts if part.needs_pages] == ["index_persons", "index_units", "contents"]


# --- what is in them ----------------------------------------------------------------------------------------


def event(key: str, phase: Phase, day: int, **more: Any) -> Event:
    return Event(id=key, title=key, phase=phase, date=dt.date(2020, 10, day), **more)


def congress(book: Book) -> CongressPart:
    part = book.part("congress")
    assert part is not None and isinstance(part.content, CongressPart)
    return part.content


def test_chronicle_runs_by_phase_and_day() -> None:
    events = (
        event("sau", Phase.AFTER, 1),
        event("b", Phase.DURING, 12),
        event("truoc", Phase.BEFORE, 20, end=dt.date(2020, 10, 22)),
        event("a", Phase.DURING, 12),
        event("sang", Phase.DURING, 11),
    )
    phases = congress(compose(book_of(events=events))).phases
    assert [(phase.title, [view.anchor for view in phase.events]) for phase in phases] == [
        ("Trước Đại hội", ["truoc"]),
        ("Trong Đại hội", ["sang", "a", "b"]),
        ("Sau Đại hội", ["sau"]),
    ]
    assert [view.date for view in phases[0].events] == ["20\u00a0–\u00a022/10/2020"]


def test_programme_is_cut_into_sittings_as_listed() -> None:
    items = tuple(
        ProgrammeItem(id=f"ct-{n}", time=f"{n} giờ", title=f"Việc {n}", session=session)
        for n, session in enumerate(["Phiên trù bị", "Phiên trù bị", "Phiên chính thức", None], 7)
    )
    sessions = congress(compose(book_of(programme=items))).sessions
    assert [(session.title, [item.id for item in session.items]) for session in sessions] == [
        ("Phiên trù bị", ["ct-7", "ct-8"]),
        ("Phiên chính thức", ["ct-9"]),
        ("", ["ct-10"]),
    ]


def text(key: str, kind: TextKind, order: int = 0, title: str = "Bài") -> Text:
    return Text(id=key, kind=kind, title=title, order=order, body="Nội dung.")


def test_long_texts_stand_by_kind_then_by_number_then_by_title() -> None:
    texts = (
        text("be-mac", TextKind.CLOSING),
        text("tl-2", TextKind.PAPER, 2),
        text("tl-b", TextKind.PAPER, 1, "Đưa sóng lên bản"),
        text("tl-a", TextKind.PAPER, 1, "Đọc sách ở xã"),
        text("khai-mac", TextKind.OPENING, 9),
        text("loi-2", TextKind.FOREWORD, 2),
        text("loi-1", TextKind.FOREWORD, 1),
    )
    book = compose(book_of(texts=texts))
    assert [view.anchor for view in congress(book).texts] == ["khai-mac", "tl-a", "tl-b", "tl-2", "be-mac"]
    foreword = book.part("foreword")
    assert foreword is not None and isinstance(foreword.content, Texts)
    assert [view.anchor for view in foreword.content.texts] == ["loi-1", "loi-2"]


def test_delegates_keep_their_order_and_take_their_words_from_the_record() -> None:
    rows = (
        Delegate(id="db-1", name="Vũ E", office="Nhà báo"),
        Delegate(id="db-2", person="an", office="điều ghi ở đây không in"),
        Delegate(id="db-3", name="Lê G", unit="cuc-c"),
    )
    part = compose(book_of(individuals=(person("an", "Lê An", office="Kỹ sư"),), delegates=rows)).part("delegates")
    assert part is not None and isinstance(part.content, Delegates)
    assert [(row.number, row.name, row.office, row.unit) for row in part.content.rows] == [
        (1, "Vũ E", "Nhà báo", ""),
        (2, "Lê An", "Kỹ sư", "Vụ Bưu chính"),
        (3, "Lê G", "", "Cục Viễn thông"),
    ]


def test_photographers_are_named_once_in_dictionary_order() -> None:
    def shot(name: str) -> dict[str, str]:
        return {"file": "a.jpg", "credit": name}

    people = (
        person("a", "Lê A", portrait=shot("Đỗ Ảnh")),
        person("b", "Lê B", portrait=shot("Dương Ảnh"), photos=(shot("Đỗ Ảnh"), {"file": "b.jpg"})),
    )
    part = compose(book_of(individuals=people)).part("credits")
    assert part is not None and isinstance(part.content, Credits)
    assert part.content.photographers == ("Dương Ảnh", "Đỗ Ảnh")


# --- contents -------------------------------------------------------------------------------------------------


def test_contents_name_parts_sections_and_presented_records() -> None:
    lines = contents(compose(records())).lines
    assert [(line.level, line.number, line.title, line.detail) for line in lines] == [
        (1, "", "Ban Tổ chức và Ban Biên tập", ""),
        (1, "", "Lời giới thiệu", ""),
        (1, "", "Một số hình ảnh Đại hội", ""),
        (1, "Phần thứ nhất", "Đại hội IV", ""),
        (2, "", "Biên niên Đại hội", ""),
        (3, "", "Trong Đại hội", ""),
        (2, "", "Chương trình Đại hội", ""),
        (2, "", 'Báo cáo "tổng kết"', "Ban Tổ chức"),
        (1, "Phần thứ hai", "Điển hình tiên tiến", ""),
        (2, "", "Tập thể tiêu biểu", ""),
        (3, "", "Vụ Bưu chính", ""),
        (3, "", "Đội Đo kiểm", "Cục Viễn thông"),
        (2, "", "Cá nhân tiêu biểu", ""),
        (3, "", "Nguyễn Văn A", "Vụ Bưu chính"),
        (3, "", "Trần Thị <script>alert(1)</script> & Bé", "Cục Viễn thông"),
        (3, "", "Cá nhân được biểu dương", ""),
        (1, "Phần thứ ba", "Danh sách khen thưởng", ""),
        (2, "", "Khen thưởng qua những con số", ""),
        (2, "", "Bằng khen của Bộ trưởng", ""),
        (1, "Phần thứ tư", "Đại biểu dự Đại hội", ""),
        (1, "", "Khẩu hiệu tuyên truyền", ""),
        (1, "", "Phụ lục: Văn bản", ""),
        (2, "", "Kế hoạch số 3793/KH-BTTTT", ""),
        (1, "", "Bảng tra tên người", ""),
        (1, "", "Bảng tra đơn vị", ""),
        (1, "", "Bảng chữ viết tắt", ""),
        (1, "", "Những người thực hiện", ""),
    ]


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_contents_go_as_deep_as_the_setting_says(levels: int) -> None:
    full = contents(compose(records())).lines
    lines = contents(compose(with_settings(records(), contents=Contents(levels=levels)))).lines
    assert lines == tuple(line for line in full if line.level <= levels)


# --- a few records only ---------------------------------------------------------------------------------------


def test_only_the_chosen_records_are_composed() -> None:
    full = records()
    book = compose(full, frozenset({"nguyen-van-a", "sk-khai-mac"}))
    assert book.restricted
    assert book.record_anchors == ("nguyen-van-a", "sk-khai-mac")
    assert kinds(book) == [
        "half_title",
        "title_page",
        "picture_page",
        "congress",
        "exemplars",
        "awards",
        "index_persons",
        "index_units",
        "credits",
        "contents",
        "imprint",
    ]
    assert [row.record_id for table in lists(book).tables for row in table.rows] == ["nguyen-van-a"]


def test_a_person_who_was_not_chosen_is_not_named_by_a_chosen_event() -> None:
    book = compose(records(), frozenset({"sk-khai-mac"}))
    assert [view.people for phase in congress(book).phases for view in phase.events] == [()]
    assert book.part("exemplars") is None


def test_only_can_choose_texts_documents_and_gallery_pages() -> None:
    book = compose(records(), frozenset({"bao-cao", "ke-hoach", "trang-1"}))
    assert [k for k in kinds(book) if k in {"foreword", "gallery", "congress", "exemplars", "documents"}] == [
        "gallery",
        "congress",
        "documents",
    ]


def test_ids_that_nobody_has_leave_an_empty_book() -> None:
    assert is_empty(compose(records(), frozenset({"khong-co-ai"})))


def test_no_choice_is_the_whole_book() -> None:
    assert compose(records(), frozenset()) == compose(records())
    assert not compose(records()).restricted


# --- the book as a whole --------------------------------------------------------------------------------------


def test_weights_of_presentation_stay_apart() -> None:
    people = (
        person("a", "Lê An", presentation="entry"),
        person("b", "Lê Bình", presentation="feature"),
        person("c", "Lê Chi", presentation="profile"),
    )
    section = exemplars(compose(book_of(individuals=people))).individuals
    assert [item.anchor for group in section.groups for item in group.items] == ["b", "c"]
    assert [item.anchor for item in section.entries] == ["a"]
    assert not exemplars(compose(book_of(individuals=people))).collectives


def test_a_book_of_entries_alone_has_no_empty_group() -> None:
    people = (person("a", "Lê An", presentation="entry"),)
    section = exemplars(compose(book_of(individuals=people))).individuals
    assert section.groups == ()
    assert section


def test_awards_of_a_record_stand_with_the_most_solemn_first() -> None:
    granted = (
        given("bk_bt", 2018),
        given("hc_lao_dong", 2019, "Ba"),
        given("bk_bt", 2016),
        given("hc_lao_dong", 2016, "Nhất"),
    )
    ((item,), *_) = [
        group.items
        for group in exemplars(
            compose(book_of(individuals=(person("a", "Lê An", "vu-b", *granted),)))
        ).individuals.groups
    ]
    assert [(line.title, line.year) for line in item.awards] == [
        ("Huân chương Lao động hạng Nhất", 2016),
        ("Huân chương Lao động hạng Ba", 2019),
        ("Bằng khen của Bộ trưởng", 2016),
        ("Bằng khen của Bộ trưởng", 2018),
    ]


def test_a_collective_that_is_its_unit_does_not_repeat_its_name() -> None:
    teams = (team("vu", "Vụ Bưu chính"), team("doi", "Đội Một"))
    items = exemplars(compose(book_of(collectives=teams))).collectives.all
    assert [(item.record.name, item.is_whole_unit) for item in items] == [("Vụ Bưu chính", True), ("Đội Một", False)]


def test_slogans_keep_the_order_of_their_file(sample_book: Book) -> None:
    part = sample_book.part("slogans")
    assert part is not None and isinstance(part.content, Slogans)
    assert [slogan.id for slogan in part.content.slogans] == [f"khau-hieu-{n}" for n in range(1, 7)]


def test_settings_travel_with_the_book() -> None:
    assert compose(records()).settings == settings()


def test_no_two_printed_records_of_a_loaded_book_share_an_id(tmp_path: Path) -> None:
    layer = tmp_path / "layer" / "texts"
    layer.mkdir(parents=True)
    (layer / "bai.md").write_text("---\nid: nguyen-van-an\nkind: opening\ntitle: Diễn văn\n---\nXin chào.\n", "utf-8")
    data = lay_over(tmp_path / "data", TESTS / "rules" / "_base", tmp_path / "layer")
    assert [finding.code for finding in load(data).diagnostics] == ["R101"]
