"""One row beside one award of a record: how much they differ, and in what."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.reconcile.model import Difference, Holding, Kind, Row
from yearbook.reconcile.text import Likeness, likeness, loose
from yearbook.records import RecipientKind


def office_likeness(row: Row, holding: Holding) -> Likeness:
    """How the titles agree; «Chánh Văn phòng» in a column of title and unit may be the title as a whole."""
    if row.office is None or row.kind is not RecipientKind.INDIVIDUAL:
        return Likeness.SAME
    own = likeness(row.office, holding.office)
    whole = likeness(row.full_office, holding.office) if row.full_office else Likeness.OTHER
    return whole if own is Likeness.OTHER else own


def same_office(row: Row, holding: Holding) -> bool:
    """Both have a title, and it is the same."""
    return bool(row.office and holding.office) and office_likeness(row, holding) is not Likeness.OTHER


def weigh(row: Row, holding: Holding) -> int:
    """How unlikely it is that a row and an award of the same name belong together; 0 is certain."""
    name = {Likeness.SAME: 0, Likeness.TONE: 1, Likeness.CASE: 1}.get(likeness(row.name, holding.record.name), 3)
    unit = 0 if row.unit == holding.record.unit else 4 if row.unit is None else 9
    like = office_likeness(row, holding)
    office = 0 if like is Likeness.SAME else 1 if like.spelling else 2 if not (row.office and holding.office) else 5
    award = 0 if row.award == holding.grant.award else 1 if row.award is None else 6
    class_ = 2 if award == 0 and row.class_ != (holding.grant.class_ or "") else 0
    return name + unit + office + award + class_


def differences(row: Row, holding: Holding) -> Iterator[Difference]:
    """What a pair does not agree on, field by field."""
    name = likeness(row.name, holding.record.name)
    if name.spelling:
        yield Difference(Kind.NAME_SPELLING, row, holding, name.value)
    elif name is Likeness.OTHER and row.kind is RecipientKind.COLLECTIVE and holding.key.startswith("@"):
        yield Difference(Kind.NAME_SPELLING, row, holding, "hai tên của cùng một đơn vị")
    elif name is Likeness.OTHER:
        yield Difference(Kind.NAME, row, holding, f"có phải «{holding.record.name}»?")
    office = office_likeness(row, holding)
    if office.spelling:
        yield Difference(Kind.OFFICE_SPELLING, row, holding, office.value)
    elif office is Likeness.OTHER:
        yield Difference(Kind.OFFICE, row, holding)
    if row.unit_text and row.unit != holding.record.unit:
        note = "" if row.unit else "sách không biết tên đơn vị này"
        yield Difference(Kind.UNIT, row, holding, note)
    if row.award_text and row.award != holding.grant.award:
        yield Difference(Kind.AWARD, row, holding, "" if row.award else "danh mục không có hình thức này")
    elif row.tells_class and loose(row.class_) != loose(holding.grant.class_ or ""):
        yield Difference(Kind.CLASS, row, holding)
