"""X107: the law does not open this form of award to this kind of recipient."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Individual, RecipientKind, Yearbook
from yearbook.rules.common import grants

LABELS = {
    RecipientKind.INDIVIDUAL: "cá nhân",
    RecipientKind.COLLECTIVE: "tập thể",
    RecipientKind.HOUSEHOLD: "hộ gia đình",
}


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for record, position, grant in grants(yearbook):
        award = yearbook.award_by_id.get(grant.award)
        kind = RecipientKind.INDIVIDUAL if isinstance(record, Individual) else RecipientKind.COLLECTIVE
        if award and kind not in award.recipients:
            yield diagnose(
                "X107",
                record.span("awards", position, "award"),
                record=record.id,
                unit=record.unit,
                award=award.name,
                kind=LABELS[kind],
                open_to=", ".join(LABELS[recipient] for recipient in award.recipients),
                source=award.source[0] if award.source else "danh mục khen thưởng",
            )
