"""X324: two units or two forms of award at one place of the protocol order: which comes first is left to chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.load import catalogue_awards
from yearbook.records.model import Award, Unit, Yearbook


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    yield from _same(yearbook.units, "đơn vị")
    shipped = {award.id for award in catalogue_awards() if yearbook.award_by_id.get(award.id) is award}
    awards = sorted(yearbook.awards, key=lambda award: award.id not in shipped)  # told at what the editors wrote
    yield from _same(awards, "hình thức khen thưởng")


def _same(records: Sequence[Unit | Award], noun: str) -> Iterator[Diagnostic]:
    first: dict[int, Unit | Award] = {}
    for record in records:
        other = first.setdefault(record.order, record)
        if other is not record:
            yield diagnose(
                "X324",
                record.span("order"),
                record=record.id,
                related=(Related(other.span("order"), "nơi dùng số này trước"),),
                noun=noun,
                name=record.name,
                other=other.name,
                order=record.order,
            )
