"""X301: a decision of an authority that cannot give this award (Luật 15/2003/QH11, 06/2022/QH15, Điều 77–80)."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.records.model import Award, Decision, Yearbook
from yearbook.rules.authorities import Authority, Level, decider, of_words
from yearbook.rules.common import grants


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    deciders = {decision.id: decider(decision) for decision in yearbook.decisions}
    for decision in yearbook.decisions:
        for position, award_id in enumerate(decision.awards):
            award = yearbook.award_by_id.get(award_id)
            if award and _cannot(award, deciders[decision.id]):
                yield _finding(award, decision, decision.span("awards", position), decision.id)
    for record, position, grant in grants(yearbook):
        given = yearbook.decision_by_id.get(grant.decision or "")
        award = yearbook.award_by_id.get(grant.award)
        # What a decision lists is told at the decision; what it does not list is X303.
        if given and award and not given.awards and _cannot(award, deciders[given.id]):
            span = record.span("awards", position, "decision")
            yield _finding(award, given, span, record.id, record.unit)


def _cannot(award: Award, given: Authority | None) -> bool:
    """Is it certain that this authority does not decide on this award?"""
    wanted = of_words(award.decided_by)
    if wanted is None or given is None:
        return False
    if wanted.level is Level.UNIT:  # a minister or chairman is also the head of an agency of his own
        return given.level in (Level.PRESIDENT, Level.PRIME_MINISTER)
    if wanted.level is Level.MINISTRY and given.level in (Level.MINISTRY, Level.PEOPLES_COMMITTEE):
        named = bool(wanted.field) and wanted.field in award.name  # «Bằng khen của Bộ trưởng Bộ …»: nobody else's
        return named and not given.agrees(wanted)
    return given.level is not wanted.level


def _finding(award: Award, decision: Decision, span: Span, record: str, unit: str = "") -> Diagnostic:
    return diagnose(
        "X301",
        span,
        record=record,
        unit=unit,
        award=award.name,
        number=decision.number,
        authority=decision.authority,
        wanted=award.decided_by,
    )
