"""Records for the tests of composition, in as few words as they can be said."""

from dataclasses import replace
from typing import Any

from small_book import records, settings

from yearbook.book import Book, compose
from yearbook.book.model import AwardLists, Contents, Exemplars, Index
from yearbook.records import Award, AwardGrant, Collective, Individual, PartSpec, Unit, Yearbook

UNITS = (
    Unit(id="vu-b", order=2, name="Vụ Bưu chính", short_name="Vụ BC", group="Các vụ"),
    Unit(id="cuc-c", order=3, name="Cục Viễn thông", group="Các cục"),
    Unit(id="bo-a", order=1, name="Văn phòng Bộ", group="Các vụ"),
)


def award(key: str, order: int, name: str, level: str = "bo", classes: tuple[str, ...] = ()) -> Award:
    values = {"id": key, "order": order, "name": name, "level": level, "classes": classes}
    return Award.model_validate(
        values | {"group": "Nhóm", "recipients": ("ca_nhan", "tap_the"), "decided_by": "Bộ trưởng"}
    )


AWARDS = (
    award("bk_bt", 30, "Bằng khen của Bộ trưởng"),
    award("hc_lao_dong", 10, "Huân chương Lao động", "nha_nuoc", ("Nhất", "Nhì", "Ba")),
    award("cstd_tq", 20, "Chiến sĩ thi đua toàn quốc", "nha_nuoc"),
    award("gk", 40, "Giấy khen của Cục trưởng", "don_vi"),
)


def given(key: str, year: int, class_: str | None = None) -> AwardGrant:
    return AwardGrant.model_validate({"award": key, "year": year, "class": class_})


def person(key: str, name: str, unit: str = "vu-b", *awards: AwardGrant, **more: Any) -> Individual:
    return Individual(id=key, name=name, unit=unit, awards=awards, **more)


def team(key: str, name: str, unit: str = "vu-b", *awards: AwardGrant, **more: Any) -> Collective:
    return Collective(id=key, name=name, unit=unit, awards=awards, **more)


def book_of(**more: Any) -> Yearbook:
    """A book of nothing but its settings and these records."""
    return Yearbook(**({"settings": settings(quotation=None, credits=()), "units": UNITS, "awards": AWARDS} | more))


def with_settings(yearbook: Yearbook, **more: Any) -> Yearbook:
    return replace(yearbook, settings=yearbook.settings.model_copy(update=more))


def in_order(*kinds: str | dict[str, Any]) -> tuple[PartSpec, ...]:
    return tuple(PartSpec.model_validate({"kind": kind} if isinstance(kind, str) else kind) for kind in kinds)


def kinds(book: Book) -> list[str]:
    return [part.kind for part in book.parts]


def exemplars(book: Book) -> Exemplars:
    part = book.part("exemplars")
    assert part is not None and isinstance(part.content, Exemplars)
    return part.content


def lists(book: Book) -> AwardLists:
    part = book.part("awards")
    assert part is not None and isinstance(part.content, AwardLists)
    return part.content


def index(book: Book, kind: str = "index_persons") -> Index:
    part = book.part(kind)
    assert part is not None and isinstance(part.content, Index)
    return part.content


def contents(book: Book) -> Contents:
    part = book.part("contents")
    assert part is not None and isinstance(part.content, Contents)
    return part.content


__all__ = [
    "AWARDS",
    "UNITS",
    "award",
    "book_of",
    "compose",
    "contents",
    "exemplars",
    "given",
    "in_order",
    "index",
    "kinds",
    "lists",
    "person",
    "records",
    "settings",
    "team",
    "with_settings",
]
