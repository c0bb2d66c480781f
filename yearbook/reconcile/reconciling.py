"""The way through: list files and a book → everything that they do not agree on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.reconcile.columns import KNOWN_NAMES
from yearbook.reconcile.compare import differences
from yearbook.reconcile.lookup import Awards, Units
from yearbook.reconcile.match import Matching, match, name_key
from yearbook.reconcile.model import Difference, Holding, Kind, Reconciliation, Row
from yearbook.reconcile.reading import read_list
from yearbook.reconcile.resolve import Resolver, unknown_words
from yearbook.reconcile.table import RawRow, read_table
from yearbook.reconcile.text import loose
from yearbook.records import Collective, Decision, Individual, RecipientKind, Yearbook

_ORDER = list(Kind)


def reconcile(lists: Sequence[Path], book: Yearbook, decision: Decision) -> Reconciliation:
    """Compare the list files of a decision with the records that carry it. Changes nothing.

    Faults of the files are findings (family C); what was read of them is compared all the same.
    """
    units, awards = Units(book), Awards(book, decision)
    raws, findings = _read(lists, units, awards)
    resolver = Resolver(book, units, awards, raws)
    rows = tuple(resolver.row(raw) for raw in raws)
    findings += unknown_words(rows, units, awards)
    holdings = tuple(_holdings(book, decision, units))
    found = match(rows, holdings, units)
    told = [difference for pair in (*found.pairs, *found.near) for difference in differences(*pair)]
    told += _left_rows(found, book, decision.id, units)
    told += _left_holdings(found)
    disagreeing = {id(d.holding) for d in told}
    matched = sum(id(holding) not in disagreeing for _, holding in (*found.pairs, *found.near))
    names = tuple(path.as_posix() for path in lists)
    return Reconciliation(decision, names, rows, holdings, matched, _sorted(told), tuple(findings))


def _read(lists: Sequence[Path], units: Units, awards: Awards) -> tuple[list[RawRow], list[Diagnostic]]:
    raws: list[RawRow] = []
    findings: list[Diagnostic] = []
    for path in lists:
        shown = path.as_posix()
        outcome = read_list(path, shown)
        findings += outcome.diagnostics
        headless = []
        headed = False
        for sheet in outcome.value:
            rows, found, has_header = read_table(sheet, units, awards)
            raws += rows
            findings += found
            headed = headed or has_header
            headless += [] if has_header else [sheet]
        if not headed and not any(finding.code in {"C101", "C102", "C103"} for finding in outcome.diagnostics):
            findings.append(diagnose("C104", Span(shown), known=KNOWN_NAMES))
        findings += [diagnose("C113", Span(shown), sheet=sheet.title) for sheet in headless if headed]
    return raws, findings


def _holdings(book: Yearbook, decision: Decision, units: Units) -> Iterable[Holding]:
    for record in book.honoured:
        for position, grant in enumerate(record.awards):
            if grant.decision == decision.id:
                yield Holding(record, position, record_key(record, units)[1])


def record_key(record: Individual | Collective, units: Units) -> tuple[RecipientKind, str]:
    """The key of a record's name, as rows have one."""
    kind = RecipientKind.INDIVIDUAL if isinstance(record, Individual) else RecipientKind.COLLECTIVE
    return name_key(kind, record.name, record.unit, units)


def records_by_key(book: Yearbook, units: Units) -> dict[tuple[RecipientKind, str], list[Individual | Collective]]:
    """All who are honoured in the book, by the key of their names."""
    known: dict[tuple[RecipientKind, str], list[Individual | Collective]] = {}
    for record in book.honoured:
        known.setdefault(record_key(record, units), []).append(record)
    return known


# --- what is left over ----------------------------------------------------------------------------------------


def _left_rows(found: Matching, book: Yearbook, decision: str, units: Units) -> list[Difference]:
    """Rows without a record: repeated ones, and those whom the book lacks."""
    seen: dict[object, dict[str, Row]] = {}
    for row, _ in (*found.pairs, *found.near):
        seen.setdefault(_said(row, units), {}).setdefault(loose(row.office or ""), row)
    known = records_by_key(book, units)
    told = []
    for row in sorted(found.rows, key=lambda row: (row.place.file, row.place.sheet, row.place.line)):
        titles = seen.setdefault(_said(row, units), {})
        if first := _repeated(titles, loose(row.office or "")):
            told.append(Difference(Kind.TWICE_IN_LIST, row, None, f"đã có ở {first.place.words}"))
            continue
        titles[loose(row.office or "")] = row  # the next one that says the same is told as its double
        key = name_key(row.kind, row.name, row.unit, units)
        told.append(Difference(Kind.MISSING, row, None, _remark(row, known.get(key, []), decision)))
    return told


def _said(row: Row, units: Units) -> object:
    """What a row says but for the title."""
    return name_key(row.kind, row.name, row.unit, units), row.unit, row.award, loose(row.class_)


T = TypeVar("T")


def _repeated(titles: dict[str, T], title: str) -> T | None:
    """Of those who are the same but for the title, one who has this title too; another title makes a namesake."""
    if title:
        return titles.get(title) or titles.get("")
    return next(iter(titles.values()), None)


def _remark(row: Row, records: list[Individual | Collective], decision: str) -> str:
    record = existing(row, records, decision)
    if record is None:
        return ""
    return f"đã có bản ghi «{record.id}» ({record.span('name')}) nhưng bản ghi ấy thiếu khen thưởng của quyết định này"


def existing(row: Row, records: Iterable[Individual | Collective], decision: str) -> Individual | Collective | None:
    """The record of the book that an unanswered row most likely speaks of: same name (by key), same unit.

    A record that has this very award of the decision answers to another row: this one is then a namesake's.
    """
    same = [
        record
        for record in records
        if row.unit in (None, record.unit)
        and not any(grant.decision == decision and row.award in (None, grant.award) for grant in record.awards)
    ]
    office = [
        r for r in same if isinstance(r, Individual) and row.office and loose(r.office or "") == loose(row.office)
    ]
    return min(office or same, key=lambda record: record.id, default=None)


def _left_holdings(found: Matching) -> list[Difference]:
    """Awards without a row: repeated ones, and those that the decision does not give."""
    seen: dict[object, dict[str, Holding]] = {}
    for _, holding in (*found.pairs, *found.near):
        seen.setdefault(_held(holding), {}).setdefault(loose(holding.office), holding)
    told = []
    for holding in sorted(found.holdings, key=lambda item: item.identity):
        titles = seen.setdefault(_held(holding), {})
        if first := _repeated(titles, loose(holding.office)):
            note = f"đã có ở {first.record.span('name')}"
            told.append(Difference(Kind.TWICE_IN_RECORDS, None, holding, note))
        else:
            titles[loose(holding.office)] = holding
            told.append(Difference(Kind.EXTRA, None, holding))
    return told


def _held(holding: Holding) -> object:
    """What a record says of an award but for the title."""
    return holding.kind, holding.key, holding.record.unit, holding.grant.award, holding.grant.class_


def _sorted(told: Iterable[Difference]) -> tuple[Difference, ...]:
    def order(difference: Difference) -> tuple[object, ...]:
        place = difference.row.place if difference.row else None
        where = (place.file, place.sheet, place.line) if place else ("", "", 0)
        return (_ORDER.index(difference.kind), where, difference.holding.identity if difference.holding else ("", 0))

    return tuple(sorted(told, key=order))
