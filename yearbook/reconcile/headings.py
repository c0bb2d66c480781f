"""Lines of a table that are no row: what groups the rows below, totals, signatures."""

from __future__ import annotations

import re
from enum import Enum

from yearbook.reconcile.lookup import Awards, Units
from yearbook.reconcile.text import loose, tidy
from yearbook.records import RecipientKind
from yearbook.values import dataclass

_ENUMERATOR = re.compile(r"^(?:[IVXLC]{1,6}|[A-Z]|[a-zđ]|\d+(?:\.\d+)*)\s*[.)/:-]\s*(?=\S)")
_COUNT = re.compile(r"\s*[:(–-]\s*(?:gồm\s+)?\d+\s*(?:người|cá nhân|tập thể|đơn vị|hộ gia đình)?\s*\)?\s*$", re.I)
_KINDS = (
    (RecipientKind.COLLECTIVE, re.compile(r"\btap the\b")),
    (RecipientKind.INDIVIDUAL, re.compile(r"\bca nhan\b")),
    (RecipientKind.HOUSEHOLD, re.compile(r"\bho gia dinh\b")),
)
_END = re.compile(r"(?:an dinh )?(?:danh sach|bang)(?: nay)? (?:gom|co|bao gom)\b.*")
_TOTAL = re.compile(r"(?:tong cong|tong so|tong)\b.*|cong(?: \d.*)?")
_NUMBERS = re.compile(r"(\d+) (?:tap the|ca nhan|ho gia dinh|nguoi|don vi|truong hop)\b")
_SIGNATURE = re.compile(
    r"(?:(?:kt|tl|tm|tuq|q) )?(?:bo truong|thu truong|chu tich|pho chu tich|chu tich nuoc|thu tuong(?: chinh phu)?"
    r"|pho thu tuong|chanh van phong|vu truong|tong giam doc|giam doc|thu truong don vi|hoi dong.*)"
    r"|noi nhan.*|nguoi lap.*|da ky|ky ten.*|xac nhan.*|(?:.* )?ngay (?:\d+ )?thang (?:\d+ )?nam(?: \d+)?"
)
# with their accents: «Vũ …», «Trương …» and «Tô …» are families
_UNIT_WORDS = re.compile(
    r"(?:đơn vị|vụ|cục|chi cục|sở|phòng|ban|trung tâm|viện|học viện|trường|báo|tạp chí|tổng công ty|tập đoàn|công ty"
    r"|nhà xuất bản|văn phòng|thanh tra|quỹ|đài|bưu điện|nhà máy|xí nghiệp|doanh nghiệp|ủy ban|uỷ ban|hội)\b"
)
_TEAM_WORDS = re.compile(
    r"(?:tổ|đội|nhóm|khoa|bộ phận|đoàn thanh niên|công đoàn|đảng bộ|đảng ủy|đảng uỷ|chi bộ|cán bộ|tập thể"
    r"|cụm|trạm|chi nhánh|kho|lớp|bộ môn|xưởng|hộ|gia đình)\b"
)


class Sense(Enum):
    """What a line without a recipient means."""

    GROUP = "group"
    TOTAL = "total"
    END = "end"
    SIGNATURE = "signature"
    NOTHING = "nothing"  # understood, and of no consequence: «Khối các vụ»
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Heading:
    """A line between the rows. Facets that are None say nothing."""

    sense: Sense
    kind: RecipientKind | None = None
    award: str | None = None  # the words, as they stand
    unit: str | None = None
    count: int = 0  # of a total


def read_heading(text: str, units: Units, awards: Awards) -> Heading:
    """What a line that holds one text means for the rows below it."""
    key = loose(text)
    if _END.fullmatch(key) or _TOTAL.fullmatch(key):
        count = sum(int(number) for number in _NUMBERS.findall(key))
        return Heading(Sense.END if _END.fullmatch(key) else Sense.TOTAL, count=count)
    if _SIGNATURE.fullmatch(key):
        return Heading(Sense.SIGNATURE)
    words = tidy(_COUNT.sub("", _ENUMERATOR.sub("", text)).strip(" :"))
    if units.exact(_without_label(words)):
        return Heading(Sense.GROUP, unit=_without_label(words))
    found = awards.parse(words)
    kind = kind_in(found.rest)
    if found.award or kind:
        return Heading(Sense.GROUP, kind=kind, award=words if found.award else None)
    if loose(words) in units.groups or loose(words).startswith("khoi ") or not key:
        return Heading(Sense.NOTHING)
    if sounds_like_unit(words):
        return Heading(Sense.GROUP, unit=_without_label(words))
    return Heading(Sense.UNKNOWN)


def kind_in(key: str) -> RecipientKind | None:
    """The one kind of recipient that a text speaks of."""
    kinds = [kind for kind, pattern in _KINDS if pattern.search(key)]
    return kinds[0] if len(kinds) == 1 else None


def sounds_collective(name: str) -> bool:
    """Does a name begin like that of a unit or a team («Phòng …», «Tổ …»)?"""
    return sounds_like_unit(name) or bool(_TEAM_WORDS.match(tidy(name).lower()))


def sounds_like_unit(text: str) -> bool:
    """Does a text begin like the name of a unit («Vụ …», «Trung tâm …»)?"""
    return bool(_UNIT_WORDS.match(tidy(text).lower()))


def is_ordinal(text: str) -> bool:
    """The mark of a group in the number column: «I», «II.», «A», «1.2»."""
    return bool(re.fullmatch(r"(?:[IVXLC]{1,6}|[A-Z]|[a-zđ]|\d+\.\d+)[.)]?", text))


def is_number(text: str) -> bool:
    """The number of a row: «17», «17.», «017»."""
    return bool(re.fullmatch(r"\d{1,6}[.)]?", text))


def _without_label(words: str) -> str:
    return re.sub(r"^(?:tên )?đơn vị\s*:\s*", "", words, flags=re.I)
