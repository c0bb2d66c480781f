"""Who is who: pairs the rows of the list with the awards of the records, whatever the order of either.

Within one name every possible pair is weighed and the best are taken first; what is left over is tried with names
that are nearly the same. Ties are broken by content, never by the order of lines or files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from yearbook.reconcile.compare import same_office, weigh
from yearbook.reconcile.lookup import Units
from yearbook.reconcile.model import Holding, Row
from yearbook.reconcile.names import nearness, nearness_of_collectives
from yearbook.reconcile.text import loose, signs
from yearbook.records import RecipientKind
from yearbook.values import dataclass

MAX_COMPARED = 3_000_000  # pairs of names; a real list needs a few thousand
Pair = tuple[Row, Holding]
Key = tuple[RecipientKind, str]


@dataclass(frozen=True)
class Matching:
    """Pairs of one name, pairs of nearly one name, and what is left on either side."""

    pairs: tuple[Pair, ...]
    near: tuple[Pair, ...]
    rows: tuple[Row, ...]
    holdings: tuple[Holding, ...]


def name_key(kind: RecipientKind, name: str, unit: str | None, units: Units) -> Key:
    """What one name is, however it is written; a unit that is honoured as a whole goes by its id."""
    if kind is RecipientKind.COLLECTIVE and (whole := units.exact(name)) and whole == unit:
        return kind, f"@{whole}"
    return kind, loose(name)


def match(rows: Sequence[Row], holdings: Sequence[Holding], units: Units) -> Matching:
    """Every row and every award in at most one pair."""
    by_name: dict[Key, tuple[list[Row], list[Holding]]] = defaultdict(lambda: ([], []))
    for row in rows:
        by_name[name_key(row.kind, row.name, row.unit, units)][0].append(row)
    for holding in holdings:
        by_name[(holding.kind, holding.key)][1].append(holding)
    pairs: list[Pair] = []
    free_rows: list[Row] = []
    free_holdings: list[Holding] = []
    for key in sorted(by_name):
        found, left, over = _one_name(*by_name[key])
        pairs += found
        free_rows += left
        free_holdings += over
    near = _nearly(free_rows, free_holdings, units, _settled(pairs))
    used_rows, used = {id(row) for row, _ in near}, {id(holding) for _, holding in near}
    return Matching(
        tuple(pairs),
        tuple(near),
        tuple(row for row in free_rows if id(row) not in used_rows),
        tuple(holding for holding in free_holdings if id(holding) not in used),
    )


def row_order(row: Row) -> tuple[str, ...]:
    """Order of rows by what they say; the line comes last, so that only like rows are told apart by it."""
    said = (row.name, row.unit or row.unit_text, row.office or "", row.award or row.award_text, row.class_)
    return (*map(signs, said), row.place.file, row.place.sheet, f"{row.place.line:08}")


def _one_name(rows: list[Row], holdings: list[Holding]) -> tuple[list[Pair], list[Row], list[Holding]]:
    people = {holding.record.id for holding in holdings}
    sole = len({(row.unit, loose(row.office or "")) for row in rows}) == 1 and len(people) == 1
    rows, holdings = sorted(rows, key=row_order), sorted(holdings, key=lambda item: item.identity)
    # only what differs is weighed: a hostile list may hold one name 20,000 times
    weighed = sorted(
        (weigh(row, holding), r, h)
        for r, row in _distinct(rows, len(holdings))
        for h, holding in enumerate(holdings)
        if sole or _may_be(row, holding)
    )
    pairs: list[Pair] = []
    done_rows: set[int] = set()
    done: set[int] = set()
    for _, r, h in weighed:
        if r not in done_rows and h not in done:
            pairs.append((rows[r], holdings[h]))
            done_rows.add(r)
            done.add(h)
    left = [row for r, row in enumerate(rows) if r not in done_rows]
    return pairs, left, [holding for h, holding in enumerate(holdings) if h not in done]


def _distinct(rows: list[Row], needed: int) -> Iterator[tuple[int, Row]]:
    """Of rows that say the same, no more than there are records for."""
    seen: Counter[tuple[str, ...]] = Counter()
    for number, row in enumerate(rows):
        said = row_order(row)[:5]
        seen[said] += 1
        if seen[said] <= needed:
            yield number, row


def _may_be(row: Row, holding: Holding) -> bool:
    """Namesakes are kept apart by unit, then by title: without either in common they are two people."""
    return row.unit in (None, holding.record.unit) or same_office(row, holding)


def _settled(pairs: Iterable[Pair]) -> set[tuple[RecipientKind, str]]:
    """Records that already answer to a row: what else they hold is not somebody else's."""
    return {(holding.kind, holding.record.id) for _, holding in pairs}


def _nearly(
    rows: list[Row], holdings: list[Holding], units: Units, settled: set[tuple[RecipientKind, str]]
) -> list[Pair]:
    """«Có phải …?»: the likeliest pairs of what is left, each side once."""
    free = [holding for holding in holdings if (holding.kind, holding.record.id) not in settled]
    beside = _neighbours(free)
    candidates = []
    budget = MAX_COMPARED
    for r, row in enumerate(rows):
        key = loose(row.name)
        for h in _beside(row, beside, len(free)):
            budget -= 1
            if budget > 0 and free[h].kind is row.kind and (score := _score(row, key, free[h])):
                candidates.append((-score, weigh(row, free[h]), row_order(row), free[h].identity, r, h))
    pairs: list[Pair] = []
    used_rows: set[int] = set()
    used: set[int] = set()
    for *_, r, h in sorted(candidates):
        if r not in used_rows and h not in used:
            used_rows.add(r)
            used.add(h)
            pairs.append((rows[r], free[h]))
    return pairs


def _neighbours(holdings: Sequence[Holding]) -> dict[tuple[str, str], list[int]]:
    """Positions by unit and by title: a slip is looked for only where one of the two is the same."""
    beside: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, holding in enumerate(holdings):
        beside["unit", holding.record.unit].append(position)
        beside["office", loose(holding.office)].append(position)
    return beside


def _beside(row: Row, beside: dict[tuple[str, str], list[int]], count: int) -> Iterable[int]:
    if row.unit is None:
        return range(count)
    offices = {loose(row.office), loose(row.full_office)} - {""} if row.office else set()
    found = set(beside.get(("unit", row.unit), ()))
    return sorted(found.union(*(beside.get(("office", office), ()) for office in offices)))


def _score(row: Row, key: str, holding: Holding) -> float:
    unit = row.unit in (None, holding.record.unit)
    if row.kind is RecipientKind.COLLECTIVE:
        return nearness_of_collectives(key, loose(holding.record.name)) if unit else 0.0
    score = nearness(key, holding.key, close=unit)  # cheap; titles are compared for the few that it lets through
    if not score:
        return 0.0
    office = same_office(row, holding)
    return nearness(key, holding.key, close=unit and office) if unit or office else 0.0
