"""Who stands before whom: units and awards by protocol, names as in a dictionary, whatever the order of the files."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import UNITS, book_of, compose, exemplars, index, person, records, team, with_settings

from yearbook.book import Book
from yearbook.book.model import Honoured
from yearbook.records import IndexSettings, Unit, Yearbook
from yearbook.vietnamese import collate

# Names in dictionary order of the given name, then family name, then middle names; tones after letters.
BY_GIVEN_NAME = [
    "Lê An",
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Lê Án",
    "Lê Ăn",
    "Lê Ân",
    "Bùi Dung",
    "Đỗ Dung",
    "Bùi Dũng",
    "Bùi Đan",
    "Y Thảo",
    "Lê Thạo",
    "Lê Xuân",
]
BY_FAMILY_NAME = [
    "Bùi Dung",
    "Bùi Dũng",
    "Bùi Đan",
    "Đỗ Dung",
    "Lê An",
    "Lê Án",
    "Lê Ăn",
    "Lê Ân",
    "Lê Thạo",
    "Lê Xuân",
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Y Thảo",
]


def shuffled(items: Sequence[Any], seed: int = 4) -> tuple[Any, ...]:
    mixed = list(items)
    random.Random(seed).shuffle(mixed)
    return tuple(mixed)


def names(items: Sequence[Honoured]) -> list[str]:
    return [item.record.name for item in items]


def crowd() -> tuple[Any, ...]:
    return shuffled([person(f"p{n}", name) for n, name in enumerate(BY_GIVEN_NAME)])


@pytest.mark.parametrize(("order", "expected"), [("given_name", BY_GIVEN_NAME), ("family_name", BY_FAMILY_NAME)])
def test_persons_by_given_or_family_name(order: str, expected: list[str]) -> None:
    book = compose(with_settings(book_of(individuals=crowd()), individuals_order=order))
    assert names(exemplars(book).individuals.all) == expected


def test_persons_by_unit_stand_in_protocol_order_then_by_given_name() -> None:
    people = (
        person("a", "Lê An", "cuc-c"),
        person("b", "Lê Xuân", "bo-a"),
        person("c", "Lê Bình", "vu-b"),
        person("d", "Lê Chi", "bo-a"),
        person("e", "Đỗ An", "cuc-c"),
    )
    book = compose(with_settings(book_of(individuals=people), individuals_order="unit"))
    assert [(item.unit.id, item.record.name) for item in exemplars(book).individuals.all] == [
        ("bo-a", "Lê Chi"),
        ("bo-a", "Lê Xuân"),
        ("vu-b", "Lê Bình"),
        ("cuc-c", "Đỗ An"),
        ("cuc-c", "Lê An"),
    ]


def test_namesakes_stand_by_unit_then_by_id() -> None:
    people = (
        person("z", "Lê An", "bo-a"),
        person("y", "Lê An", "cuc-c"),
        person("x", "Lê An", "vu-b"),
        person("w", "Lê An", "vu-b"),
    )
    book = compose(book_of(individuals=people))
    assert [item.anchor for item in exemplars(book).individuals.all] == ["z", "w", "x", "y"]


def test_collectives_in_protocol_order_the_unit_itself_before_its_teams() -> None:
    teams = (
        team("t1", "Tổ Ánh sáng", "vu-b"),
        team("t2", "Vụ Bưu chính", "vu-b"),
        team("t3", "Đội Đo kiểm", "cuc-c"),
        team("t4", "Đội Ảnh", "vu-b"),
        team("t5", "Phòng 10", "bo-a"),
        team("t6", "Phòng 2", "bo-a"),
    )
    section = exemplars(compose(book_of(collectives=teams))).collectives
    assert [(group.title, [item.anchor for item in group.items]) for group in section.groups] == [
        ("Các vụ", ["t6", "t5", "t2", "t4", "t1"]),
        ("Các cục", ["t3"]),
    ]


def test_units_of_one_rank_stand_by_name() -> None:
    units = tuple(
        Unit(id=f"u{n}", order=10, name=name) for n, name in enumerate(["Sở Đà Nẵng", "Sở An Giang", "Sở Cà Mau"])
    )
    teams = tuple(team(f"t{n}", unit.name, unit.id) for n, unit in enumerate(units))
    book = compose(book_of(units=units, collectives=teams))
    assert names(exemplars(book).collectives.all) == ["Sở An Giang", "Sở Cà Mau", "Sở Đà Nẵng"]


# --- indexes --------------------------------------------------------------------------------------------------


def entries(book: Book, kind: str = "index_persons") -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (group.letter, [(entry.name, entry.qualifier) for entry in group.entries]) for group in index(book, kind).groups
    ]


def test_index_of_persons_by_given_name_with_a_letter_for_each_run() -> None:
    book = compose(book_of(individuals=crowd()))
    assert [(letter, [name for name, _ in run]) for letter, run in entries(book)] == [
        ("A", BY_GIVEN_NAME[:4]),
        ("Ă", ["Lê Ăn"]),
        ("Â", ["Lê Ân"]),
        ("D", ["Bùi Dung", "Đỗ Dung", "Bùi Dũng"]),
        ("Đ", ["Bùi Đan"]),
        ("T", ["Y Thảo", "Lê Thạo"]),
        ("X", ["Lê Xuân"]),
    ]


def test_index_of_persons_by_family_name() -> None:
    yearbook = with_settings(book_of(individuals=crowd()), index=IndexSettings(order="family_name"))
    assert [(letter, [name for name, _ in run]) for letter, run in entries(compose(yearbook))] == [
        ("B", BY_FAMILY_NAME[:3]),
        ("Đ", ["Đỗ Dung"]),
        ("L", BY_FAMILY_NAME[4:10]),
        ("N", BY_FAMILY_NAME[10:12]),
        ("Y", ["Y Thảo"]),
    ]


def test_namesakes_are_told_apart_by_their_unit() -> None:
    people = (person("b", "Lê An", "vu-b"), person("a", "Lê An", "cuc-c"), person("c", "Lê An", "bo-a"))
    assert entries(compose(book_of(individuals=people))) == [
        ("A", [("Lê An", "Cục Viễn thông"), ("Lê An", "Văn phòng Bộ"), ("Lê An", "Vụ BC")])
    ]


def test_a_persons_own_record_is_the_first_and_main_reference() -> None:
    book = compose(records())
    refs = {entry.name: entry.refs for group in index(book).groups for entry in group.entries}
    assert [(ref.anchor, ref.main) for ref in refs["Nguyễn Văn A"]] == [
        ("nguyen-van-a", True),
        ("sk-khai-mac", False),
        ("_award-nguyen-van-a-0", False),
        ("_delegate-db-1", False),
    ]
    for found in refs.values():
        assert [ref.main for ref in found] == [True] + [False] * (len(found) - 1)


def test_a_unit_is_found_at_its_collective_its_people_and_its_events() -> None:
    refs = {
        entry.name: [(ref.anchor, ref.main) for ref in entry.refs]
        for group in index(compose(records()), "index_units").groups
        for entry in group.entries
    }
    assert refs["Vụ Bưu chính"][0] == ("tt-vu-a", True)
    assert refs["Cục Viễn thông"] == [
        ("tt-doi", False),
        ("7-tran-thi-b", False),
        ("sk-khai-mac", False),
        ("_award-7-tran-thi-b-0", False),
    ]


def test_units_that_nothing_mentions_are_not_in_the_index() -> None:
    book = compose(book_of(individuals=(person("a", "Lê An", "cuc-c"),)))
    assert entries(book, "index_units") == [("C", [("Cục Viễn thông", "")])]


def anchors(book: Book) -> list[str]:
    """Ids of elements that the parts of the book have, as far as composition names them."""
    found = [part.anchor for part in book.parts]
    found += [item.anchor for item in book.honoured]
    found += [row.anchor for table in book.part("awards").content.tables for row in table.rows]  # type: ignore[union-attr]
    found += [table.anchor for table in book.part("awards").content.tables]  # type: ignore[union-attr]
    return found


def test_the_index_of_the_sample_book_has_no_inversion(sample_book: Book) -> None:
    keys = [collate.person_key(entry.name) for group in index(sample_book).groups for entry in group.entries]
    assert len(keys) > 50
    assert [pair for pair in pairwise(keys) if pair[0] > pair[1]] == []
    units = [collate.sort_key(e.name) for g in index(sample_book, "index_units").groups for e in g.entries]
    assert len(units) > 50
    assert units == sorted(units)


@pytest.mark.parametrize("kind", ["index_persons", "index_units"])
def test_letters_of_the_sample_book_come_once_and_in_order(kind: str, sample_book: Book) -> None:
    letters = [group.letter for group in index(sample_book, kind).groups]
    assert len(set(letters)) == len(letters)
    assert letters == sorted(letters, key=collate.sort_key)


def test_every_person_of_the_sample_book_is_in_its_index(sample: Yearbook, sample_book: Book) -> None:
    mains = [
        ref.anchor for group in index(sample_book).groups for entry in group.entries for ref in entry.refs if ref.main
    ]
    assert sorted(mains) == sorted(record.id for record in sample.individuals)


def test_every_reference_of_the_sample_book_leads_somewhere_and_no_anchor_is_given_twice(sample_book: Book) -> None:
    known = anchors(sample_book)
    assert len(set(known)) == len(known)
    congress: Any = sample_book.part("congress").content  # type: ignore[union-attr]
    delegates: Any = sample_book.part("delegates").content  # type: ignore[union-attr]
    there = {*known, *(view.anchor for phase in congress.phases for view in phase.events)}
    there |= {row.anchor for row in delegates.rows}
    for kind in ("index_persons", "index_units"):
        for group in index(sample_book, kind).groups:
            assert {ref.anchor for entry in group.entries for ref in entry.refs} <= there


# --- the order is total -----------------------------------------------------------------------------------------

# Kinds of records whose order in the files says nothing; programme, delegates, slogans, committees and gallery
# are lists of one file, printed as listed.
FREE = ("individuals", "collectives", "events", "texts", "documents", "units", "decisions", "awards", "abbreviations")
Mix = Callable[[Sequence[Any]], tuple[Any, ...]]


def mixed_up(yearbook: Yearbook, mix: Mix) -> Yearbook:
    return replace(yearbook, **{field: mix(getattr(yearbook, field)) for field in FREE})


def crowded() -> Yearbook:
    """Namesakes, equal ranks, equal days, equal titles: whatever could leave an order open."""
    small = records()
    people = [
        person(f"p{n}", name, unit)
        for n, (name, unit) in enumerate(
            [
                ("Lê An", "vu-b"),
                ("Lê An", "vu-b"),
                ("lê an", "vu-b"),
                ("Lê An", "cuc-c"),
                ("Lê Án", "bo-a"),
                ("Lê", "bo-a"),
            ]
        )
    ]
    teams = [
        team(f"t{n}", name, unit)
        for n, (name, unit) in enumerate(
            [
                ("Đội Một", "vu-b"),
                ("Đội Một", "vu-b"),
                ("Vụ Bưu chính", "vu-b"),
                ("Vụ Bưu chính", "vu-b"),
                ("Tổ", "vu-a"),
            ]
        )
    ]
    return replace(
        small,
        units=(*small.units, *UNITS, Unit(id="cuc-d", order=3, name="Cục Viễn thông")),
        individuals=(*small.individuals, *people),
        collectives=(*small.collectives, *teams),
        events=(*small.events, *(e.model_copy(update={"id": f"sk-{n}"}) for n, e in enumerate(small.events * 3))),
        texts=(*small.texts, *(t.model_copy(update={"id": f"bai-{n}"}) for n, t in enumerate(small.texts * 2))),
        documents=(
            *small.documents,
            *(d.model_copy(update={"id": f"vb-{n}"}) for n, d in enumerate(small.documents * 2)),
        ),
        abbreviations=(*small.abbreviations, *(a.model_copy(update={"id": f"{a.id}-2"}) for a in small.abbreviations)),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_changes_the_book(chance: random.Random) -> None:
    def mix(items: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(chance.sample(list(items), len(items)))

    yearbook = crowded()
    assert compose(mixed_up(yearbook, mix)) == compose(yearbook)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_files_never_changes_the_sample_book(seed: int, sample: Yearbook, sample_book: Book) -> None:
    assert compose(mixed_up(sample, lambda items: shuffled(items, seed))) == sample_book
