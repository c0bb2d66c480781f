"""Part III: tables in protocol order, totals that agree with their rows, charts that agree with the totals."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from making import AWARDS, award, book_of, compose, given, lists, person, records, team
from making import given as granted

from yearbook.book import Book
from yearbook.book.model import AwardLists, AwardTable
from yearbook.records import AwardGrant, Collective, Individual, RecipientKind, Yearbook

PEOPLE = (
    person("an", "Lê An", "cuc-c", given("bk_bt", 2019), given("hc_lao_dong", 2018, "Ba"), given("gk", 2017)),
    person("binh", "Lê Bình", "vu-b", given("bk_bt", 2017), given("bk_bt", 2019), given("cstd_tq", 2020)),
    person("chi", "Bùi An", "vu-b", given("hc_lao_dong", 2016, "Nhất"), given("bk_bt", 2019), office="Kỹ sư"),
)
TEAMS = (
    team("doi", "Đội Đo kiểm", "cuc-c", given("bk_bt", 2019), given("hc_lao_dong", 2018, "Ba")),
    team("vu", "Vụ Bưu chính", "vu-b", given("bk_bt", 2019)),
)


def sheet(table: AwardTable) -> list[tuple[int, list[tuple[int, str]]]]:
    return [(year.year, [(row.number, row.name) for row in year.rows]) for year in table.years]


@pytest.fixture
def tables() -> tuple[AwardTable, ...]:
    return lists(compose(book_of(individuals=PEOPLE, collectives=TEAMS))).tables


def test_tables_by_form_and_class_in_protocol_order(tables: tuple[AwardTable, ...]) -> None:
    assert [(table.title, table.anchor) for table in tables] == [
        ("Huân chương Lao động hạng Nhất", "_awards-hc_lao_dong-1"),
        ("Huân chương Lao động hạng Ba", "_awards-hc_lao_dong-3"),
        ("Chiến sĩ thi đua toàn quốc", "_awards-cstd_tq"),
        ("Bằng khen của Bộ trưởng", "_awards-bk_bt"),
        ("Giấy khen của Cục trưởng", "_awards-gk"),
    ]


def test_rows_by_year_then_collectives_by_protocol_then_people_by_given_name(tables: tuple[AwardTable, ...]) -> None:
    assert sheet(tables[3]) == [
        (2017, [(1, "Lê Bình")]),
        (2019, [(2, "Vụ Bưu chính"), (3, "Đội Đo kiểm"), (4, "Bùi An"), (5, "Lê An"), (6, "Lê Bình")]),
    ]
    assert sheet(tables[1]) == [(2018, [(1, "Đội Đo kiểm"), (2, "Lê An")])]


def test_details_and_decisions_of_rows() -> None:
    small = records()
    table = lists(compose(small)).tables[0]
    assert [(row.name, row.detail, row.decision) for row in table.rows][:2] == [
        ("Vụ Bưu chính", "", "937/QĐ-BTTTT, 03/6/2020"),
        ("Nguyễn Văn A", "Chuyên viên, Vụ Bưu chính", "937/QĐ-BTTTT, 03/6/2020"),
    ]
    assert table.has_details
    assert table.has_decisions
    bare = lists(compose(book_of(collectives=(team("vu", "Vụ Bưu chính", "vu-b", given("bk_bt", 2019)),)))).tables[0]
    assert not bare.has_details
    assert not bare.has_decisions


def agrees(found: AwardLists, yearbook: Yearbook) -> None:
    """Totals, rows, charts and records all say the same numbers."""
    rows = [row for table in found.tables for row in table.rows]
    expected = Counter(f"_award-{r.id}-{n}" for r in yearbook.honoured for n in range(len(r.awards)))
    assert Counter(row.anchor for row in rows) == expected
    assert all(count == 1 for count in expected.values())
    for table in found.tables:
        kinds = Counter(row.kind for row in table.rows)
        assert kinds[RecipientKind.COLLECTIVE] == table.collectives
        assert kinds[RecipientKind.INDIVIDUAL] == table.individuals
        assert table.total == len(table.rows)
        assert [row.number for row in table.rows] == list(range(1, table.total + 1))
        years = [year.year for year in table.years]
        assert years == sorted(set(years))
    assert found.collectives + found.individuals == len(rows)
    assert len({table.anchor for table in found.tables}) == len(found.tables)
    charts = {chart.anchor: chart for chart in found.charts}
    for anchor in ("_chart-form", "_chart-year", "_chart-level"):
        bars = charts[anchor].bars
        assert sum(bar.values[0] for bar in bars) == found.collectives
        assert sum(bar.values[1] for bar in bars) == found.individuals
    classed = sum(table.total for table in found.tables if " hạng " in table.title)
    assert sum(bar.total for bar in charts["_chart-class"].bars) == classed if classed else "_chart-class" not in charts
    for chart in found.charts:
        assert chart.highest == max(bar.total for bar in chart.bars)
        assert len(chart.series) == 2
        assert len({bar.label for bar in chart.bars}) == len(chart.bars)


def test_the_tables_of_this_book_agree() -> None:
    yearbook = book_of(individuals=PEOPLE, collectives=TEAMS)
    agrees(lists(compose(yearbook)), yearbook)


def test_the_tables_of_the_sample_book_agree(sample: Yearbook, sample_book: Book) -> None:
    agrees(lists(sample_book), sample)


GRANTS = st.lists(
    st.builds(
        lambda form, year, class_: granted(form, year, class_ if form == "hc_lao_dong" else None),
        st.sampled_from([form.id for form in AWARDS]),
        st.integers(2015, 2020),
        st.sampled_from(["Nhất", "Nhì", "Ba"]),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@drawn(st.lists(st.tuples(st.booleans(), GRANTS, st.sampled_from(["vu-b", "cuc-c", "bo-a"])), min_size=1, max_size=6))
def test_any_tables_agree(honours: list[tuple[bool, list[AwardGrant], str]]) -> None:
    people: list[Individual] = []
    teams: list[Collective] = []
    for number, (is_person, grants, unit) in enumerate(honours):
        if is_person:
            people.append(person(f"r{number}", f"Lê An {number % 2}", unit, *grants))
        else:
            teams.append(team(f"r{number}", "Tổ Một", unit, *grants))
    yearbook = book_of(individuals=tuple(people), collectives=tuple(teams))
    book = compose(yearbook)
    if any(record.awards for record in yearbook.honoured):
        agrees(lists(book), yearbook)
    else:
        assert book.part("awards") is None


def test_forms_of_the_law_and_the_tables_of_the_sample_book_have_one_order(sample: Yearbook, sample_book: Book) -> None:
    orders = [table.award.order for table in lists(sample_book).tables]
    assert orders == sorted(orders)
    assert len(orders) > 10


def test_two_forms_of_one_rank_have_one_table_each() -> None:
    """`data/awards.yaml` may give a new form the rank of one of the catalogue."""
    forms = (award("gk_a", 40, "Giấy khen A"), award("gk_b", 40, "Giấy khen B"))
    people = (
        person("an", "Lê An", "vu-b", given("gk_a", 2018), given("gk_b", 2018), given("gk_a", 2019)),
        person("binh", "Lê Bình", "vu-b", given("gk_b", 2018), given("gk_a", 2018)),
    )
    tables = lists(compose(book_of(awards=forms, individuals=people))).tables
    assert [table.anchor for table in tables] == ["_awards-gk_a", "_awards-gk_b"]


def test_charts_keep_collectives_and_people_apart() -> None:
    charts = lists(compose(book_of(individuals=PEOPLE, collectives=TEAMS))).charts
    assert [(chart.title, chart.kind) for chart in charts] == [
        ("Theo hình thức khen thưởng", "rows"),
        ("Theo năm", "columns"),
        ("Huân chương, huy chương theo hạng", "rows"),
        ("Theo cấp quyết định", "rows"),
    ]
    assert charts[0].series == ("Tập thể", "Cá nhân")
    assert [(bar.label, bar.values) for bar in charts[1].bars] == [
        ("2016", (0, 1)),
        ("2017", (0, 2)),
        ("2018", (1, 1)),
        ("2019", (2, 3)),
        ("2020", (0, 1)),
    ]
    assert [(bar.label, bar.values) for bar in charts[3].bars] == [
        ("Khen thưởng cấp Nhà nước", (1, 3)),
        ("Khen thưởng cấp Bộ", (2, 4)),
        ("Khen thưởng của đơn vị", (0, 1)),
    ]


def test_a_record_without_awards_is_in_no_table() -> None:
    quiet = replace(records(), individuals=(person("a", "Lê An", "vu-a"),), collectives=(), delegates=(), events=())
    assert compose(quiet).part("awards") is None
