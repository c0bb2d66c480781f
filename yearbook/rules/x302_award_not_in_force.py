"""X302: an award that the law did not have when it was given: Luật 06/2022/QH15 is in force from 01/01/2024."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.rules.common import grants
from yearbook.vietnamese import format_date_short

NEW_LAW = dt.date(2024, 1, 1)
OLD_LAW_FROM = 2004
"""Luật 15/2003/QH11; of earlier times the catalogue says nothing."""


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for record, position, grant in grants(yearbook):
        award = yearbook.award_by_id.get(grant.award)
        if award is None or (award.in_force_2020 and award.in_force_2024):
            continue
        decision = yearbook.decision_by_id.get(grant.decision or "")
        year = decision.date.year if decision else grant.year
        new = year >= NEW_LAW.year
        if year < OLD_LAW_FROM or (award.in_force_2024 if new else award.in_force_2020):
            continue
        yield diagnose(
            "X302",
            record.span("awards", position, "award"),
            record=record.id,
            unit=record.unit,
            award=award.name,
            when=f"ngày {format_date_short(decision.date)}" if decision else f"năm {year}",
            law="06/2022/QH15" if new else "15/2003/QH11",
            bounds="đến hết năm 2023" if new else "từ 01/01/2024",
        )
