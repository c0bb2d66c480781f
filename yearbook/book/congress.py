"""Part I: chronicle, programme, texts of the Congress; and the long texts of other parts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from yearbook.book.model import CongressPart, DelegateRow, DocumentView, EventView, LongText, Session
from yearbook.book.model import Phase as PhaseView
from yearbook.records.model import Document, Event, Phase, Text, TextKind, Unit, Yearbook
from yearbook.vietnamese import collate, format_date_range_short

PHASE_TITLES = {
    Phase.BEFORE: "Trước Đại hội",
    Phase.DURING: "Trong Đại hội",
    Phase.AFTER: "Sau Đại hội",
}


def _event(yearbook: Yearbook, event: Event) -> EventView:
    date = format_date_range_short(event.date, event.end or event.date)
    known = yearbook.individual_by_id
    return EventView(
        event,
        date,
        tuple(known[person] for person in event.people if person in known),
        tuple(yearbook.unit_by_id[unit] for unit in event.units),
    )


def phases(yearbook: Yearbook) -> tuple[PhaseView, ...]:
    """The chronicle: phases in order, events by date, then by id."""
    views = []
    for phase, title in PHASE_TITLES.items():
        events = sorted(
            (event for event in yearbook.events if event.phase is phase),
            key=lambda event: (event.date, event.id),
        )
        if events:
            views.append(PhaseView(title, f"_phase-{phase.value}", tuple(_event(yearbook, event) for event in events)))
    return tuple(views)


def long_text(yearbook: Yearbook, text: Text) -> LongText:
    unit: Unit | None = yearbook.unit_by_id.get(text.unit or "")
    return LongText(text, unit)


def texts_of(yearbook: Yearbook, kinds: Iterable[TextKind]) -> tuple[LongText, ...]:
    """Long texts of these kinds, in printing order of the kinds, then as numbered by the editors."""
    order = list(kinds)
    chosen = [text for text in yearbook.texts if text.kind in order]
    chosen.sort(key=lambda text: (order.index(text.kind), text.order, collate.sort_key(text.title), text.id))
    return tuple(long_text(yearbook, text) for text in chosen)


def congress(yearbook: Yearbook) -> CongressPart:
    sessions = tuple(
        Session(title, tuple(items))
        for title, items in groupby(yearbook.programme, key=lambda item: item.session or "")
    )
    return CongressPart(
        phases(yearbook), sessions, texts_of(yearbook, [k for k in TextKind if k is not TextKind.FOREWORD])
    )


def documents(yearbook: Yearbook) -> tuple[DocumentView, ...]:
    """Official documents, verbatim, as numbered by the editors, then by date."""
    ordered: list[Document] = sorted(yearbook.documents, key=lambda d: (d.order, d.date, d.id))
    return tuple(DocumentView(d) for d in ordered)


def delegates(yearbook: Yearbook) -> tuple[DelegateRow, ...]:
    """The delegates as listed; a row that names a record takes its words from there."""
    rows = []
    for number, delegate in enumerate(yearbook.delegates, 1):
        person = yearbook.individual_by_id.get(delegate.person or "")
        unit = yearbook.unit_by_id.get((person.unit if person else delegate.unit) or "")
        name = person.name if person else delegate.name or ""
        office = (person.office if person else delegate.office) or ""
        source = person.id if person else f"delegates/{delegate.id}"
        unit_name = unit.name if unit else ""
        rows.append(DelegateRow(number, name, office, unit_name, f"_delegate-{delegate.id}", source))
    return tuple(rows)
