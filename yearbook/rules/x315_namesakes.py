"""X315, X325: a delegate or member of a committee whom a reader cannot tell from a namesake; a delegate named twice."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.model import Yearbook
from yearbook.rules.people import Named, guests, individuals, sound
from yearbook.vietnamese import search_key


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    honoured: dict[str, Named] = {}
    for person in individuals(yearbook):
        honoured.setdefault(sound(person.name), person)
    for guest in guests(yearbook):
        namesake = honoured.get(sound(guest.name))
        if namesake and not guest.unit and not guest.office:
            yield diagnose(
                "X315",
                guest.span,
                record=guest.record.id,
                related=(Related(namesake.span, "cá nhân cùng tên"),),
                hint=None if guest.role == "đại biểu" else "ghi `office:` (chức vụ, đơn vị) của thành viên ấy",
                role=guest.role,
                name=guest.name,
            )
    yield from _delegates(yearbook)


def _delegates(yearbook: Yearbook) -> Iterator[Diagnostic]:
    first: dict[tuple[str, ...], int] = {}
    people = yearbook.individual_by_id
    for number, delegate in enumerate(yearbook.delegates):
        known = people.get(delegate.person or "")
        name = known.name if known else delegate.name
        if delegate.person:
            key: tuple[str, ...] = (delegate.person,)
        elif delegate.name:
            key = (sound(delegate.name), delegate.unit or "", search_key(delegate.office or ""))
        else:
            continue
        other = yearbook.delegates[first.setdefault(key, number)]
        if other is not delegate:
            yield diagnose(
                "X325",
                delegate.span("person" if delegate.person else "name"),
                record=delegate.id,
                related=(Related(other.span(), "lần ghi thứ nhất"),),
                name=name or delegate.person,
                other=other.id,
            )
