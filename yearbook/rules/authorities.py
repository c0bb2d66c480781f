"""Who decides: the sign of a document («937/QĐ-BTTTT») and the words for an authority («Bộ trưởng Bộ …») taken apart.

The kinds of documents are those of Nghị định 30/2020/NĐ-CP, Phụ lục III. What is not surely known is None: rules
that ask here stay silent then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from yearbook.records.model import Decision
from yearbook.vietnamese import nfc, search_key

KINDS = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "CT": "chỉ thị", "QC": "quy chế", "QyĐ": "quy định", "TC": "thông cáo",
    "TB": "thông báo", "HD": "hướng dẫn", "CTr": "chương trình", "KH": "kế hoạch", "PA": "phương án", "ĐA": "đề án",
    "DA": "dự án", "BC": "báo cáo", "BB": "biên bản", "TTr": "tờ trình", "HĐ": "hợp đồng", "CĐ": "công điện",
    "BGN": "bản ghi nhớ", "BTT": "bản thỏa thuận", "GUQ": "giấy ủy quyền", "GM": "giấy mời",
    "GGT": "giấy giới thiệu", "GNP": "giấy nghỉ phép", "PG": "phiếu gửi", "PC": "phiếu chuyển",
    "PB": "phiếu báo", "L": "lệnh", "SL": "sắc lệnh", "PL": "pháp lệnh", "NĐ": "nghị định",
    "TT": "thông tư", "TTLT": "thông tư liên tịch", "NQLT": "nghị quyết liên tịch", "CV": "công văn",
}  # fmt: skip
LETTER = "công văn"  # carries no kind in its number: «1234/BTTTT-TĐKT»
GIVING = {"quyết định", "sắc lệnh", "lệnh", "nghị quyết"}
"""The kinds that can give an award."""

_FOLDED_KINDS = {search_key(kind): kind for kind in KINDS if kind not in {"CT", "DA", "TT"}} | {
    "ct": "CT",
    "da": "ĐA",
    "tt": "TT",
}
_SIGN = re.compile(
    r"(?P<number>\d+[a-zA-Z]?)\s*/?\s*(?:(?P<year>\d{4})\s*/\s*)?(?P<signs>[^\W\d_][\w&]*(?:\s*[-/–]\s*[^\W\d_][\w&]*)*)"
)
_STRICT = re.compile(r"\d{2,}[a-z]?/(?:\d{4}/)?[^\W\d_]+-[^\W\d_][\w&]*(?:-[\w&]+)*")
_PARTY = re.compile(r"\d{2,}-[^\W\d_]{2,3}/[^\W\d_]+")


@dataclass(frozen=True)
class Sign:
    """A document's number taken apart; `kind` is the Vietnamese word, `issuer` the letters of who issued it."""

    number: str
    kind: str
    issuer: str
    strict: bool
    """Written as Nghị định 30/2020/NĐ-CP or the Party wants it."""


def read_sign(text: str) -> Sign | None:
    """«937/QĐ-BTTTT» → 937, quyết định, BTTTT; «1670 QĐ/CTN» likewise but not strict; None for other forms."""
    text = nfc(text).strip().replace("Ð", "Đ")
    strict = bool(_STRICT.fullmatch(text) or _PARTY.fullmatch(text))
    text = re.sub(r"^(?:số|Số|SỐ)\s*:?\s*", "", text)
    match = _SIGN.fullmatch(re.sub(r"^(\d+[a-z]?)\s*-\s*", r"\1/", text))
    if not match:
        return None
    first, *others = re.split(r"\s*[-/–]\s*", match["signs"])
    number = match["number"].lstrip("0") or "0"
    if first in KINDS or search_key(first) in _FOLDED_KINDS:
        kind = first if first in KINDS else _FOLDED_KINDS[search_key(first)]
        return Sign(number, KINDS[kind], others[0] if others else "", strict and first == kind)
    return Sign(number, LETTER, first, strict) if others else None


def same_number(text: str) -> str:
    """What two ways of writing one number have in common: «05 / QĐ-BTTTT» and «5/QĐ - BTTTT»."""
    bare = re.sub(r"^so ?:? ?(?=\d)", "", search_key(text))
    return re.sub(r"^0+(?=\d)", "", re.sub(r"[^a-z0-9&]+", "/", bare))


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
    sign = read_sign(decision.number)
    by_number, by_words = of_issuer(sign.issuer) if sign else None, of_words(decision.authority)
    if by_number and by_words and not by_number.agrees(by_words):
        return None
    return by_number or by_words
