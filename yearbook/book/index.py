"""Indexes of persons and units, and the table of contents."""

from __future__ import annotations

from itertools import groupby

from yearbook.book.awards import row_anchors
from yearbook.book.model import (
    AwardLists,
    CongressPart,
    Delegates,
    Documents,
    Exemplars,
    Honoured,
    Index,
    IndexEntry,
    IndexGroup,
    IndexRef,
    LongText,
    Part,
    Texts,
    TocLine,
)
from yearbook.records.model import Presentation, Yearbook
from yearbook.vietnamese import collate, person_letter

Refs = dict[str, list[IndexRef]]


def _content(parts: tuple[Part, ...], kind: str) -> object:
    return next((part.content for part in parts if part.kind == kind), None)


def references(yearbook: Yearbook, parts: tuple[Part, ...]) -> tuple[Refs, Refs]:
    """By individual id and by unit id: the record first, then events, award rows, delegates."""
    people: Refs = {}
    units: Refs = {}
    exemplars, congress = _content(parts, "exemplars"), _content(parts, "congress")
    lists, delegates = _content(parts, "awards"), _content(parts, "delegates")
    recipients = {record.id: record for record in yearbook.honoured}
    if isinstance(exemplars, Exemplars):
        for item in exemplars.collectives.all:
            units.setdefault(item.unit.id, []).append(IndexRef(item.anchor, main=item.is_whole_unit))
        for item in exemplars.individuals.all:
            people.setdefault(item.record.id, []).append(IndexRef(item.anchor, main=True))
            units.setdefault(item.unit.id, []).append(IndexRef(item.anchor))
    if isinstance(congress, CongressPart):
        for phase in congress.phases:
            for event in phase.events:
                for person in event.people:
                    people.setdefault(person.id, []).append(IndexRef(event.anchor))
                for unit in event.units:
                    units.setdefault(unit.id, []).append(IndexRef(event.anchor))
    if isinstance(lists, AwardLists):
        for record_id, anchor in row_anchors(lists):
            if record_id in yearbook.individual_by_id:
                people.setdefault(record_id, []).append(IndexRef(anchor))
            units.setdefault(recipients[record_id].unit, []).append(IndexRef(anchor))
    if isinstance(delegates, Delegates):
        for delegate in yearbook.delegates:
            if delegate.person in yearbook.individual_by_id:
                people.setdefault(delegate.person or "", []).append(IndexRef(f"_delegate-{delegate.id}"))
    return people, units


def _groups(entries: list[tuple[str, IndexEntry]]) -> Index:
    return Index(
        tuple(
            IndexGroup(letter, tuple(entry for _, entry in members))
            for letter, members in groupby(entries, key=lambda pair: pair[0])
        )
    )


def persons_index(yearbook: Yearbook, people: Refs) -> Index:
    """Persons by given name (or family name: a setting), each with the unit, so that namesakes stay apart."""
    by = yearbook.settings.index.order
    entries = []
    for person_id, refs in people.items():
        person = yearbook.individual_by_id[person_id]
        unit = yearbook.unit_by_id[person.unit]
        entry = IndexEntry(person.name, unit.short_name or unit.name, tuple(refs))
        entries.append((collate.person_key(person.name, by), collate.sort_key(unit.name), person_id, entry))
    entries.sort(key=lambda item: item[:3])
    return _groups([(person_letter(entry.name, by), entry) for *_, entry in entries])


def units_index(yearbook: Yearbook, units: Refs) -> Index:
    """Units in dictionary order of their names."""
    entries = [IndexEntry(yearbook.unit_by_id[unit_id].name, "", tuple(refs)) for unit_id, refs in units.items()]
    entries.sort(key=lambda entry: collate.sort_key(entry.name))
    return _groups([(collate.index_letter(entry.name), entry) for entry in entries])


def _texts(texts: tuple[LongText, ...], level: int = 2) -> list[TocLine]:
    return [TocLine(level, text.record.title, text.anchor, detail=text.record.author or "") for text in texts]


def _record(item: Honoured) -> TocLine:
    return TocLine(3, item.record.name, item.anchor, detail="" if item.is_whole_unit else item.unit.name)


def _sections(part: Part) -> list[TocLine]:
    content = part.content
    lines: list[TocLine] = []
    if isinstance(content, Texts) and len(content.texts) > 1:
        lines += _texts(content.texts)
    elif isinstance(content, CongressPart):
        if content.phases:
            lines.append(TocLine(2, "Biên niên Đại hội", "_chronicle"))
            lines += [TocLine(3, phase.title, phase.anchor) for phase in content.phases]
        if content.sessions:
            lines.append(TocLine(2, "Chương trình Đại hội", "_programme"))
        lines += _texts(content.texts)
    elif isinstance(content, Exemplars):
        for section in (content.collectives, content.individuals):
            if not section:
                continue
            lines.append(TocLine(2, section.title, section.anchor))
            lines += [_record(item) for item in section.all if item.presentation is not Presentation.ENTRY]
            if section.entries:
                lines.append(TocLine(3, section.entries_title, section.entries_anchor))
    elif isinstance(content, AwardLists):
        if content.charts:
            lines.append(TocLine(2, "Khen thưởng qua những con số", "_figures"))
        lines += [TocLine(2, table.title, table.anchor) for table in content.tables]
    elif isinstance(content, Documents):
        lines += [
            TocLine(2, f"{view.record.kind.capitalize()} số {view.record.number}", view.anchor)
            for view in content.documents
        ]
    return lines


UNLISTED = {"half_title", "title_page", "picture_page", "contents", "filler", "imprint"}


def toc_lines(parts: tuple[Part, ...], levels: int) -> tuple[TocLine, ...]:
    """The contents down to `levels`; title pages, the contents themselves and the imprint are not listed."""
    lines: list[TocLine] = []
    for part in parts:
        if part.kind in UNLISTED:
            continue
        lines.append(TocLine(1, part.title, part.anchor, number=part.number))
        lines += [line for line in _sections(part) if line.level <= levels]
    return tuple(lines)
