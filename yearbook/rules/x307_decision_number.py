"""X307, X326: a number that is not of the form of Nghị định 30/2020/NĐ-CP or not that of its authority; and a paper
that gives no award (tờ trình, công văn …) named as the decision of one."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.model import Decision, Yearbook
from yearbook.rules.authorities import GIVING, of_issuer, of_words
from yearbook.rules.common import grants
from yearbook.vietnamese import DocumentNumber, parse_document_number

FORM = "viết số/loại-cơ quan, không có dấu cách, số nhỏ hơn 10 thêm 0, ví dụ 937/QĐ-BTTTT"


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    signs = {decision.id: parse_document_number(decision.number) for decision in yearbook.decisions}
    for decision in yearbook.decisions:
        sign = signs[decision.id]
        if not decision.sample and (fault := _fault(decision, sign)):
            detail, hint = fault
            yield diagnose(
                "X307", decision.span("number"), record=decision.id, hint=hint, number=decision.number, detail=detail
            )
    for record, position, grant in grants(yearbook):
        given = yearbook.decision_by_id.get(grant.decision or "")
        read = signs[given.id] if given else None
        if given and read and read.kind_name and read.kind_name not in GIVING:
            yield diagnose(
                "X326",
                record.span("awards", position, "decision"),
                record=record.id,
                unit=record.unit,
                related=(Related(given.span("number"), "văn bản ấy"),),
                number=given.number,
                kind=read.kind_name,
            )


def _fault(decision: Decision, sign: DocumentNumber | None) -> tuple[str, str | None] | None:
    """What is wrong, and a hint that fits better than the stock one."""
    if sign is None or not sign.issuer:
        return "không có dạng số/loại-cơ quan", FORM
    by_number, by_words = of_issuer(sign.issuer), of_words(decision.authority)
    if by_number and by_words and not by_number.agrees(by_words):
        return f"không phải ký hiệu văn bản của «{decision.authority}»", None
    return None if sign.proper else ("viết không đúng thể thức", FORM)
