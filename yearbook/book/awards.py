"""Part III: who received what, by form and class in protocol order, then year, then collective before individual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from yearbook.book.model import AwardLine, AwardLists, AwardRow, AwardTable, AwardYear, Bar, Chart
from yearbook.book.order import CLASSES, KIND_ORDER, SortKey, collective_order, grant_order, person_order
from yearbook.records.model import Award, AwardGrant, Collective, Individual, RecipientKind, Yearbook
from yearbook.records.settings import HouseStyle
from yearbook.values import dataclass
from yearbook.vietnamese import format_date_short

KIND_LABELS = {
    RecipientKind.COLLECTIVE: "Tập thể",
    RecipientKind.INDIVIDUAL: "Cá nhân",
    RecipientKind.HOUSEHOLD: "Hộ gia đình",
}


@dataclass(frozen=True)
class Given:
    """One award given to one recipient."""

    grant: AwardGrant
    award: Award
    recipient: Individual | Collective
    position: int  # its place in the record

    @property
    def kind(self) -> RecipientKind:
        return RecipientKind.INDIVIDUAL if isinstance(self.recipient, Individual) else RecipientKind.COLLECTIVE

    @property
    def anchor(self) -> str:
        """Id of the table row; an underscore cannot begin a record's id, so the two never meet."""
        return f"_award-{self.recipient.id}-{self.position}"


def award_title(award: Award, class_: str | None, style: HouseStyle) -> str:
    """«Huân chương Lao động hạng Ba», the class as the house writes it."""
    return f"{award.name} {style.class_text(class_)}" if class_ else award.name


def decision_text(yearbook: Yearbook, decision_id: str | None) -> str:
    """«Quyết định số 937/QĐ-BTTTT ngày 03/6/2020», or nothing."""
    decision = yearbook.decision_by_id.get(decision_id or "")
    return f"Quyết định số {decision.number} ngày {format_date_short(decision.date)}" if decision else ""


def award_lines(yearbook: Yearbook, record: Individual | Collective) -> tuple[AwardLine, ...]:
    """The awards of one record, the most solemn first."""
    ranked = grant_order(yearbook)
    return tuple(
        AwardLine(
            award_title(yearbook.award_by_id[grant.award], grant.class_, yearbook.settings.style),
            grant.year,
            decision_text(yearbook, grant.decision),
            grant.reason or "",
            position,
        )
        for position, grant in sorted(enumerate(record.awards), key=lambda pair: ranked(pair[1]))
    )


def all_given(yearbook: Yearbook) -> tuple[Given, ...]:
    """Every award of every record, in the order of the lists."""
    person, collective = person_order(yearbook, "given_name"), collective_order(yearbook)
    ranked = grant_order(yearbook)

    def key(item: Given) -> SortKey:
        who = person(item.recipient) if isinstance(item.recipient, Individual) else collective(item.recipient)
        return (ranked(item.grant), KIND_ORDER.index(item.kind), who, item.position)

    given = (
        Given(grant, yearbook.award_by_id[grant.award], record, position)
        for record in yearbook.honoured
        for position, grant in enumerate(record.awards)
    )
    return tuple(sorted(given, key=key))


def _row(yearbook: Yearbook, number: int, item: Given) -> AwardRow:
    unit = yearbook.unit_by_id[item.recipient.unit]
    if isinstance(item.recipient, Individual):
        detail = ", ".join(text for text in (item.recipient.office, unit.name) if text)
    else:
        detail = "" if item.recipient.name == unit.name else unit.name
    decision = yearbook.decision_by_id.get(item.grant.decision or "")
    reference = f"{decision.number}, {format_date_short(decision.date)}" if decision else ""
    who = item.recipient
    return AwardRow(number, who.name, detail, item.kind, reference, who.id, item.anchor, item.position)


def award_tables(yearbook: Yearbook, given: tuple[Given, ...]) -> tuple[AwardTable, ...]:
    """One table for each form and class; numbers run through the table, totals are counted from its rows."""
    tables = []
    same_table: Callable[[Given], tuple[str, str]] = lambda item: (item.award.id, item.grant.class_ or "")  # noqa: E731
    for (award_id, class_), items in groupby(given, key=same_table):
        rows = [(item, _row(yearbook, number, item)) for number, item in enumerate(items, 1)]
        years = tuple(
            AwardYear(year, tuple(row for _, row in members))
            for year, members in groupby(rows, key=lambda pair: pair[0].grant.year)
        )
        award = rows[0][0].award
        people = sum(row.kind is RecipientKind.INDIVIDUAL for _, row in rows)
        anchor = f"_awards-{award_id}" + (f"-{CLASSES.index(class_) + 1}" if class_ else "")
        title = award_title(award, class_ or None, yearbook.settings.style)
        tables.append(AwardTable(award, title, anchor, years, len(rows) - people, people))
    return tuple(tables)


def _split(items: Iterable[Given]) -> tuple[int, int]:
    kinds = Counter(item.kind for item in items)
    return kinds[RecipientKind.COLLECTIVE], kinds[RecipientKind.INDIVIDUAL]


def charts(yearbook: Yearbook, given: tuple[Given, ...]) -> tuple[Chart, ...]:
    """The spread of figures: by form, by year, by class, by level of decision; collectives and individuals apart."""
    series = (KIND_LABELS[RecipientKind.COLLECTIVE], KIND_LABELS[RecipientKind.INDIVIDUAL])
    levels = {
        "nha_nuoc": "Khen thưởng cấp Nhà nước",
        "bo": "Khen thưởng cấp Bộ",
        "don_vi": "Khen thưởng của đơn vị",
        "dia_phuong": "Khen thưởng của địa phương",
    }
    by_form: dict[str, list[Given]] = {}
    by_year: dict[int, list[Given]] = {}
    by_class: dict[str, list[Given]] = {}
    by_level: dict[str, list[Given]] = {}
    for item in given:
        by_form.setdefault(item.award.name, []).append(item)
        by_year.setdefault(item.grant.year, []).append(item)
        by_level.setdefault(item.award.level, []).append(item)
        if item.grant.class_:
            title = award_title(item.award, item.grant.class_, yearbook.settings.style)
            by_class.setdefault(title, []).append(item)

    def bars(groups: Iterable[tuple[str, list[Given]]]) -> tuple[Bar, ...]:
        return tuple(Bar(label, _split(items)) for label, items in groups)

    drawn = (
        Chart("_chart-form", "Theo hình thức khen thưởng", "rows", series, bars(by_form.items())),
        Chart(
            "_chart-year", "Theo năm", "columns", series, bars((str(year), by_year[year]) for year in sorted(by_year))
        ),
        Chart("_chart-class", "Huân chương, huy chương theo hạng", "rows", series, bars(by_class.items())),
        Chart(
            "_chart-level",
            "Theo cấp quyết định",
            "rows",
            series,
            bars((label, by_level[level]) for level, label in levels.items() if level in by_level),
        ),
    )
    return tuple(chart for chart in drawn if chart.bars)


@dataclass(frozen=True)
class _Known:
    """The lists of the last book, and what they were made of."""

    of: tuple[object, ...]
    lists: AwardLists


_known: _Known | None = None


def award_lists(yearbook: Yearbook) -> AwardLists:
    """Tables and figures; the same object as long as nothing that they show has changed."""
    global _known
    of = (yearbook.settings.style, yearbook.awards, yearbook.decisions, yearbook.units, _recipients(yearbook))
    if _known is None or _known.of != of:
        given = all_given(yearbook)
        _known = _Known(of, AwardLists(charts(yearbook, given), award_tables(yearbook, given)))
    return _known.lists


def _recipients(yearbook: Yearbook) -> tuple[object, ...]:
    """What the lists show of those who are honoured."""
    people = tuple((r.id, r.name, r.office, r.unit, r.awards) for r in yearbook.individuals)
    return people, tuple((r.id, r.name, r.unit, r.awards) for r in yearbook.collectives)


def row_anchors(lists: AwardLists) -> Iterator[tuple[str, str]]:
    """(record id, row anchor) of every row, for the indexes."""
    for table in lists.tables:
        for row in table.rows:
            yield row.record_id, row.anchor
