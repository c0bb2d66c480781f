"""X306: one number of one year at two decisions: either the same paper twice, or one of the numbers is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.model import Decision, Yearbook
from yearbook.vietnamese import format_date_short, parse_document_number, same_document_number, search_key


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    first: dict[tuple[str, int, str], Decision] = {}
    for decision in yearbook.decisions:
        sign = parse_document_number(decision.number)
        issuer = "" if sign and sign.issuer else search_key(decision.authority)
        other = first.setdefault((same_document_number(decision.number), decision.date.year, issuer), decision)
        if other is not decision:
            yield diagnose(
                "X306",
                decision.span("number"),
                record=decision.id,
                related=(Related(other.span("number"), "bản ghi thứ nhất"),),
                hint=None if _same(decision, other) else "đối chiếu với bản gốc: một trong hai bản ghi chép nhầm số",
                number=decision.number,
                year=decision.date.year,
                other=other.id,
                how=_difference(decision, other),
            )


def _same(decision: Decision, other: Decision) -> bool:
    return not _difference(decision, other)


def _difference(decision: Decision, other: Decision) -> str:
    found = []
    if decision.date != other.date:
        found.append(f"khác ngày ký ({format_date_short(other.date)})")
    if decision.signed_by and other.signed_by and decision.signed_by != other.signed_by:
        found.append(f"khác người ký ({other.signed_by})")
    return f", nhưng {', '.join(found)}" if found else ""
