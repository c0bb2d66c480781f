"""Numbers of official documents: «937/QĐ-BTTTT», «19/2012/QH13», «34-CT/TW» read, checked, set right.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (số, ký hiệu) and Phụ lục III (abbreviations of the kinds).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.values import dataclass
from yearbook.vietnamese.normalise import nfc, search_key

KIND_NAMES = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "CT": "chỉ thị", "QC": "quy chế", "QyĐ": "quy định", "TC": "thông cáo",
    "TB": "thông báo", "HD": "hướng dẫn", "CTr": "chương trình", "KH": "kế hoạch", "PA": "phương án", "ĐA": "đề án",
    "DA": "dự án", "BC": "báo cáo", "BB": "biên bản", "TTr": "tờ trình", "HĐ": "hợp đồng", "CĐ": "công điện",
    "BGN": "bản ghi nhớ", "BTT": "bản thỏa thuận", "GUQ": "giấy ủy quyền", "GM": "giấy mời",
    "GGT": "giấy giới thiệu", "GNP": "giấy nghỉ phép", "PG": "phiếu gửi", "PC": "phiếu chuyển",
    "PB": "phiếu báo", "L": "lệnh", "SL": "sắc lệnh", "PL": "pháp lệnh", "NĐ": "nghị định",
    "TT": "thông tư", "TTLT": "thông tư liên tịch", "NQLT": "nghị quyết liên tịch", "CV": "công văn",
}  # fmt: skip
"""The kinds of documents by their signs."""

_FOLDED_KINDS = {search_key(kind): kind for kind in KIND_NAMES if kind not in {"CT", "DA", "TT"}} | {
    "ct": "CT",
    "da": "ĐA",
    "tt": "TT",
}
_WORD = r"[^\W\d_][\w&]*"
# A publisher's sign has a space: «NXB TTTT».
_SIGN = re.compile(
    rf"(?P<number>\d{{1,9}})[a-zA-Z]?\s*/?\s*(?:(?P<year>\d{{4}})\s*/\s*)?"
    rf"(?P<signs>{_WORD}(?:\s*[-/–]\s*{_WORD})*(?:(?<=NXB) [A-ZĐ&]{{2,10}})?)"
)
_PROPER = re.compile(r"\d{2,}[a-z]?/(?:\d{4}/)?[^\W\d_]+-[^\W\d_][\w&]*(?:-[\w&]+)*")
_PARTY = re.compile(r"\d{2,}-[^\W\d_]{2,3}/[^\W\d_]+")
_ASSEMBLY = re.compile(r"(\d{1,5})/((?:19|20)\d\d)/((?:NQ-)?(?:QH|UBTVQH)\d{1,2})")
_KIND = "QĐ|QD|NĐ|ND|KH|CT|TTLT|TTr|TT|NQ|TB|BC|HD|QC|CV|KL|qđ|qd"
_TYPED = re.compile(
    rf"(\d{{1,5}})( ?)/( ?)(?:((?:19|20)\d\d)( ?)/( ?))?({_KIND})( ?)([-–])( ?)([A-ZĐƯ][A-Za-zĐđƯư&]{{1,11}})(?!\w)"
)
_MEANT = {"QD": "QĐ", "ND": "NĐ", "qđ": "QĐ", "qd": "QĐ"}
_MEANT_ISSUER = {"HDND": "HĐND", "BGDDT": "BGDĐT", "LDTBXH": "LĐTBXH", "BLDTBXH": "BLĐTBXH"}


@dataclass(frozen=True)
class DocumentNumber:
    """A number taken apart: 937, no year, «QĐ», «BTTTT».

    `kind` is «CV» for letters, which carry none («1234/BTTTT-TĐKT»), and empty for laws («19/2012/QH13»).
    `proper`: written as Nghị định 30/2020/NĐ-CP, the Party or the National Assembly has it.
    """

    number: int
    year: int | None
    kind: str
    issuer: str
    text: str
    proper: bool

    @property
    def kind_name(self) -> str:
        """«quyết định»; empty for laws."""
        return KIND_NAMES.get(self.kind, "")


def parse_document_number(text: str) -> DocumentNumber | None:
    """«937/QĐ-BTTTT» → 937, QĐ, BTTTT; «1670 QĐ/CTN» likewise but not proper; None for what is no such number."""
    text = nfc(text).strip().replace("Ð", "Đ")
    if match := _ASSEMBLY.fullmatch(text):
        return DocumentNumber(int(match[1]), int(match[2]), "", match[3], text, True)
    proper = bool(_PROPER.fullmatch(text) or _PARTY.fullmatch(text))
    bare = re.sub(r"^(?:số|Số|SỐ)\s*:?\s*", "", text)
    match = _SIGN.fullmatch(re.sub(r"^(\d+[a-z]?)\s*-\s*", r"\1/", bare))
    if not match:
        return None
    first, *others = re.split(r"\s*[-/–]\s*", match["signs"])
    kind = first if first in KIND_NAMES else _FOLDED_KINDS.get(search_key(first), "")
    if not kind and not others:
        return None
    issuer = (others[0] if others else "") if kind else first
    year = int(match["year"]) if match["year"] else None
    return DocumentNumber(int(match["number"]), year, kind or "CV", issuer, text, proper and kind in ("", first))


def same_document_number(text: str) -> str:
    """What two ways of writing one number have in common: «05 / QĐ-BTTTT» and «5/QĐ - BTTTT»."""
    bare = re.sub(r"^so ?:? ?(?=\d)", "", search_key(text))
    return re.sub(r"^0+(?=\d)", "", re.sub(r"[^a-z0-9&]+", "/", bare))


def format_document_number(number: int, kind: str, issuer: str, year: int | None = None) -> str:
    """«05/2016/TT-BTTTT»: numbers under 10 take a leading zero, no spaces anywhere."""
    return f"{number:02}/" + (f"{year}/" if year else "") + f"{kind}-{issuer}"


@dataclass(frozen=True)
class TypedNumber:
    """A document number as somebody typed it, and as it is officially written."""

    start: int
    end: int
    written: str
    proper: str


def find_document_numbers(text: str) -> Iterator[TypedNumber]:
    """Numbers of the form «số/loại-cơ quan» with whatever spaces, D for Đ or missing zero they were typed."""
    for match in _TYPED.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before.isalnum() or (before and before in "/.-"):
            continue  # the tail of a longer number
        number, year, kind, issuer = match[1], match[4], match[7], match[11]
        if issuer.startswith("NXB"):  # «14/QĐ - NXB TTTT»: publishers write it with spaces
            continue
        kind, issuer = _MEANT.get(kind, kind), _MEANT_ISSUER.get(issuer, issuer)
        proper = format_document_number(int(number), kind, issuer, int(year) if year else None)
        if number.startswith("0") and len(number) > 2:  # «0937»: not ours to shorten
            proper = proper.replace(f"{int(number):02}", number, 1)
        yield TypedNumber(*match.span(), match[0], proper)
