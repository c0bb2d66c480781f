"""A book that is composed again is the same as one composed for the first time, whatever has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from making import UNITS, award, book_of, compose, exemplars, given, lists, person, team

from yearbook.book import Book, awards
from yearbook.book import exemplars as part
from yearbook.diagnostics import Span
from yearbook.records import Decision, Yearbook

DECISION = Decision.model_validate(
    {"id": "qd", "number": "937/QĐ-BTTTT", "date": "03/6/2020", "authority": "Bộ trưởng"}
)


def first() -> Yearbook:
    grant = given("hc_lao_dong", 2019, "Ba").model_copy(update={"decision": "qd"})
    an = person("an", "Lê An", "vu-b", grant, narrative="Lời kể.")
    return book_of(
        individuals=(an, person("binh", "Lê Bình")), collectives=(team("doi", "Đội"),), decisions=(DECISION,)
    )


def changed(yearbook: Yearbook, kind: str, place: int, **more: Any) -> Yearbook:
    records = list(getattr(yearbook, kind))
    records[place] = records[place].model_copy(update=more)
    return replace(yearbook, **{kind: tuple(records)})


class Moved:
    """An origin further down in its file."""

    file = "data/x.yaml"

    def span(self, *_path: str | int) -> Span:
        return Span(self.file, 77)


def moved(yearbook: Yearbook) -> Yearbook:
    book = changed(yearbook, "individuals", 0)
    book.individuals[0].located(Moved())  # type: ignore[arg-type]
    return book


CHANGES: dict[str, Callable[[Yearbook], Yearbook]] = {
    "name": lambda y: changed(y, "individuals", 0, name="Lê Ân"),
    "text": lambda y: changed(y, "individuals", 0, narrative="Lời khác."),
    "place of the text": moved,
    "office": lambda y: changed(y, "individuals", 1, office="Kỹ sư"),
    "awards": lambda y: changed(y, "collectives", 0, awards=(given("bk_bt", 2018),)),
    "unit": lambda y: replace(y, units=(UNITS[0].model_copy(update={"name": "Vụ Khác"}), *UNITS[1:])),
    "decision": lambda y: changed(y, "decisions", 0, number="1/QĐ"),
    "form of award": lambda y: replace(y, awards=(*y.awards[:1], award("hc_lao_dong", 5, "HCLĐ"), *y.awards[2:])),
    "fewer": lambda y: replace(y, individuals=y.individuals[:1]),
}


def anew(yearbook: Yearbook, monkeypatch: pytest.MonkeyPatch) -> Book:
    with monkeypatch.context() as patch:
        patch.setattr(part, "_known", part._Known())
        patch.setattr(awards, "_known", None)
        return compose(yearbook)


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_is_as_if_composed_for_the_first_time(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = compose(first())
    after = CHANGES[change](first())
    wanted = anew(after, monkeypatch)
    assert wanted != before
    assert compose(after) == wanted
    assert compose(first()) == before


def test_what_has_not_changed_is_the_same_object() -> None:
    yearbook = first()
    before = compose(yearbook)
    after = compose(changed(yearbook, "individuals", 1, narrative="Lời mới."))
    (an, _), (now, other) = (exemplars(book).individuals.all for book in (before, after))
    assert now is an
    assert other.prose is not None
    assert lists(after) is lists(before)
