"""Who decides: the issuer in a document's number («937/QĐ-BTTTT») and the words for an authority («Bộ trưởng Bộ …»).

What is not surely known is None: rules that ask here stay silent then.
"""

from __future__ import annotations

import re
from enum import Enum

from yearbook.records.model import Decision
from yearbook.values import dataclass
from yearbook.vietnamese import nfc, parse_document_number

GIVING = {"quyết định", "sắc lệnh", "lệnh", "nghị quyết"}
"""The kinds that can give an award."""


class Level(Enum):
    PRESIDENT = "Chủ tịch nước"
    PRIME_MINISTER = "Thủ tướng Chính phủ"
    MINISTRY = "Bộ trưởng"
    PEOPLES_COMMITTEE = "Chủ tịch Ủy ban nhân dân"
    UNIT = "thủ trưởng đơn vị"


@dataclass(frozen=True)
class Authority:
    """Who decides; `body` is the sign of a ministry (BTTTT) where it is known, `field` its words after «Bộ»."""

    level: Level
    body: str = ""
    field: str = ""

    def agrees(self, other: Authority) -> bool:
        """The same level and, where both ministries are known, the same ministry (BNN is BNNPTNT)."""
        return self.level is other.level and self._same_body(other)

    def _same_body(self, other: Authority) -> bool:
        mine, theirs = self.body, other.body
        return not mine or not theirs or mine.startswith(theirs) or theirs.startswith(mine)


_NO_MINISTRY = {"BCH", "BCĐ", "BTĐKT", "BQL", "BBT", "BTC", "BCT", "BTV", "BTT", "BBC"}
_UNIT = re.compile(r"(?:cục trưởng|cục|giám đốc sở|sở|giám đốc trung tâm|hiệu trưởng|thủ trưởng) ")
_MINISTRY = re.compile(
    r"(?:kt\. |q\. |quyền )?(?:bộ trưởng\b|thứ trưởng bộ\b|bộ (?!chính trị|tư lệnh|tổng|chỉ huy|đội|phận|môn))"
)
_FIELD = re.compile(r"\b[Bb]ộ (?!trưởng)(?P<field>[^\W\d_][^(;]*)")


def of_issuer(issuer: str) -> Authority | None:
    """CTN, TTg, a ministry, UBND or a Sở; None for what is not known."""
    sign = issuer.upper().replace("&", "")
    if sign == "CTN":
        return Authority(Level.PRESIDENT)
    if sign in {"TTG", "CP"}:
        return Authority(Level.PRIME_MINISTER)
    if sign == "UBND":
        return Authority(Level.PEOPLES_COMMITTEE)
    if re.fullmatch(r"B[^\W\d_]{2,}", sign) and sign not in _NO_MINISTRY:
        return Authority(Level.MINISTRY, sign)
    if re.fullmatch(r"S(?:TTTT|NV|KHCN|VHTTDL|YT|TC|TP|GDĐT|CT|XD|GTVT)", sign):
        return Authority(Level.UNIT)
    return None


def of_words(text: str) -> Authority | None:
    """«Bộ trưởng Bộ Thông tin và Truyền thông» → a ministry, BTTTT; None for what is not known."""
    words = nfc(text).strip()
    small = words.casefold()
    if "chủ tịch nước" in small:
        return Authority(Level.PRESIDENT)
    if re.match(r"(?:phó )?thủ tướng|chính phủ", small):
        return Authority(Level.PRIME_MINISTER)
    if re.match(r"(?:chủ tịch )?(?:ủy|uỷ) ban nhân dân|(?:chủ tịch )?ubnd", small):
        return Authority(Level.PEOPLES_COMMITTEE)
    if _MINISTRY.match(small):
        match = _FIELD.search(words)
        field = match["field"].strip() if match else ""
        return Authority(Level.MINISTRY, _initials(field), field)
    return Authority(Level.UNIT) if _UNIT.match(small) else None


def _initials(field: str) -> str:
    """«Thông tin và Truyền thông» → BTTTT, «TT&TT» → BTTTT; nothing for nothing."""
    words = [word for word in re.findall(r"[^\W\d_]+", field) if word not in {"và", "của"}]
    letters = "".join(word if len(word) > 1 and word.isupper() else word[0].upper() for word in words)
    return f"B{letters}" if letters else ""


def decider(decision: Decision) -> Authority | None:
    """Who took a decision, by its number and its authority; None where unknown or where the two differ (X307)."""
    sign = parse_document_number(decision.number)
    by_number, by_words = of_issuer(sign.issuer) if sign else None, of_words(decision.authority)
    if by_number and by_words and not by_number.agrees(by_words):
        return None
    return by_number or by_words
