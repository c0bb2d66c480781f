"""X308: words of a proposal («đề nghị tặng», «trình … khen thưởng») where the book speaks of an award as given.

In running text only words that say it of somebody («được đề nghị tặng»): who works in this field also writes of files
and councils («hồ sơ đề nghị khen thưởng», «Hội đồng xét tặng»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.records.values import Record
from yearbook.rules.common import grants
from yearbook.rules.running_words import Passage

_GIVE = r"(?:tặng|xét tặng|phong tặng|truy tặng|tặng thưởng|khen thưởng|khen tặng|xét khen)\b"
_FEW = r"(?: [\w,]+){0,8}?"
_OF_WORK = (
    r"(?<!hồ sơ )(?<!thủ tục )(?<!công tác )(?<!quy trình )(?<!quy chế )(?<!quy định )(?<!tiêu chuẩn )"
    r"(?<!thẩm định )(?<!hội đồng )(?<!hướng dẫn )(?<!danh sách )(?<!phần mềm )"
)
_PROPOSED = re.compile(
    rf"\b{_OF_WORK}(?:(?:đề nghị|đề xuất|dự kiến){_FEW} {_GIVE}|trình (?:cấp|lên|cơ quan|lãnh đạo|hội đồng|thủ tướng|"
    rf"chủ tịch|bộ|chính phủ)\b{_FEW} {_GIVE}|xét tặng\b|chờ (?:xét|quyết định)\b)",
    re.IGNORECASE,
)
_SIGNS = ("đề nghị", "đề xuất", "dự kiến", "trình ", "xét tặng", "xét khen", "chờ xét", "chờ quyết")
_OF_SOMEBODY = re.compile(
    rf"\b(?:được|đang|đã|vừa|chờ)(?: [\w,]+){{0,5}}? (?:(?:đề nghị|đề xuất){_FEW} {_GIVE}|"
    rf"trình (?:cấp|lên|cơ quan|lãnh đạo|hội đồng|thủ tướng|chủ tịch|bộ|chính phủ)\b{_FEW} {_GIVE})|"
    r"\b(?:đang|chờ|chưa)(?: được)? xét (?:tặng|khen)\b",
    re.IGNORECASE,
)
_ABOUT_WORK = re.compile(
    r"hồ sơ|thủ tục|quy trình|quy chế|tiêu chuẩn|thẩm định|hướng dẫn|danh sách|phần mềm|trường hợp", re.IGNORECASE
)


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    used: set[str] = set()
    for record, position, grant in grants(yearbook):
        used.add(grant.decision or "")
        if grant.reason:
            yield from _search(_PROPOSED, record, Passage(record, ("awards", position, "reason"), grant.reason))
    for decision in yearbook.decisions:
        if decision.subject and (decision.awards or decision.id in used):
            yield from _search(_PROPOSED, decision, Passage(decision, ("subject",), decision.subject))
    for honoured in yearbook.honoured:
        for field in ("summary", "narrative"):
            if text := getattr(honoured, field):
                yield from _search(_OF_SOMEBODY, honoured, Passage(honoured, (field,), text))


def _search(pattern: re.Pattern[str], record: Record, passage: Passage) -> Iterator[Diagnostic]:
    small = passage.text.casefold()
    if not any(word in small for word in _SIGNS):
        return
    for match in pattern.finditer(passage.text):
        if pattern is _OF_SOMEBODY and _ABOUT_WORK.search(match[0]):
            continue
        span = passage.span(*match.span())
        yield diagnose("X308", span, record=record.id, unit=passage.unit, words=" ".join(match[0].split()))
