"""X303: the decision named for an award gives other awards."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.model import Yearbook
from yearbook.rules.common import grants


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    def name(award: str) -> str:
        known = yearbook.award_by_id.get(award)
        return known.name if known else award

    for record, position, grant in grants(yearbook):
        decision = yearbook.decision_by_id.get(grant.decision or "")
        if decision is None or not decision.awards or grant.award in decision.awards:
            continue
        yield diagnose(
            "X303",
            record.span("awards", position, "decision"),
            record=record.id,
            unit=record.unit,
            related=(Related(decision.span("awards"), "các hình thức của quyết định ấy"),),
            number=decision.number,
            award=name(grant.award),
            given=", ".join(f"«{name(award)}»" for award in decision.awards[:3])
            + (" …" if len(decision.awards) > 3 else ""),
        )
