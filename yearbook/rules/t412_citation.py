"""T412: citing a law: Phần, Chương, Mục, Điều with a capital, khoản and điểm without (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_ARTICLE = re.compile(r"điều(?= \d{1,3}[a-zđ]? (?:Luật|Nghị định|Thông tư|Bộ luật|Hiến pháp|của (?:Luật|Nghị định)))")
_CLAUSE = re.compile(
    r"(?:Khoản|Điểm)(?= (?:\d{1,2}|[a-zđ])(?:,| và| khoản| Khoản)? ?(?:Điều|khoản|Khoản|\d|[a-zđ](?!\w)))"
)


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _ARTICLE.finditer(text):
        if not text[match.start() - 1 : match.start()].isalnum():
            yield Slip("T412", match.start(), match.end(), "Điều")
    for match in _CLAUSE.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()]
        if before[-1:] == " " and (before[0].islower() or before[0] == ","):  # not at the head of a sentence
            yield Slip("T412", match.start(), match.end(), match[0].lower())
