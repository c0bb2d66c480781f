"""Names of persons: family name first, given name last, what stands between is the middle."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from yearbook.vietnamese.letters import letter
from yearbook.vietnamese.normalise import nfc

FAMILY_NAMES = frozenset(
    "An Âu Bạch Bành Bế Bùi Cao Cấn Châu Chu Chử Công Cù Cung Cát Dư Dương Đàm Đan Đào Đặng Đậu Điền Điêu Đinh Đoàn Đỗ "
    "Đồng Đường Giáp Giang Hà Hàn Hầu Hoa Hoàng Hồ Hồng Hứa Huỳnh Kha Khổng Khúc Khuất Kiều Kim La Lã Lại Lâm Lê Liêu "
    "Lò Lỗ Lư Lục Lương Lường Lưu Lý Lỳ Ma Mã Mạc Mai Mẫn Nghiêm Ngô Ngụy Nguyễn Nhan Nhâm Nhữ Ninh Nông Ông Phạm Phan "
    "Phí Phó Phù Phùng Phương Quách Quản Quan Sầm Sùng Tạ Tăng Thạch Thái Thân Thẩm Thiều Thi Tiêu Tô Tôn Tống Tòng "
    "Trà Trần Trang Triệu Trịnh Trương Từ Ung Văn Vàng Vi Võ Vũ Vương Xa Yên".split()
)
"""The usual family names of Kinh and other peoples who put the family name first."""

NameOrder = Literal["given_name", "family_name"]
"""How persons are put in order: by given name (the custom), or by the name as written."""


class NameParts(NamedTuple):
    """A name taken apart; `family` and `middle` may be empty («Bác Hồ» has no middle, «Thành» only a given name)."""

    family: str
    middle: str
    given: str


def split_name(name: str) -> NameParts:
    """«Nguyễn Thị Minh Khai» → Nguyễn · Thị Minh · Khai.

    The last syllable is taken as the given name and the first as the family name. Peoples who put the clan
    last (Ê Đê «Y Bru Niê») are not told apart: no list of names could do it surely.
    """
    syllables = name.split()
    if len(syllables) < 2:
        return NameParts("", "", "".join(syllables))
    return NameParts(syllables[0], " ".join(syllables[1:-1]), syllables[-1])


def initials(name: str) -> str:
    """Family and given initial for the tile of a missing portrait: «Nguyễn Văn An» → NA; tones are dropped."""
    parts = split_name(name)
    return _initial(parts.family) + _initial(parts.given)


def _initial(word: str) -> str:
    first = next((c for c in nfc(word) if c.isalnum()), "")
    return letter(first).bases[0].upper() if first else ""


def file_as(name: str, by: NameOrder = "given_name") -> str:
    """The form for catalogues and EPUB `file-as`: «An, Nguyễn Văn»; by family name the name as written."""
    parts = split_name(name)
    if by == "family_name" or not parts.family:
        return " ".join(name.split())
    return f"{parts.given}, {parts.family} {parts.middle}".rstrip()


class Titled(NamedTuple):
    """What stands before a name, and the name itself."""

    title: str
    name: str


_TITLE = re.compile(
    r"(?:(?:các (?:ông|bà|anh|chị|đồng chí)|anh|chị|đồng chí|đ/c|cô|thầy|bác sĩ|kỹ sư|luật sư|nhà báo|tiến sĩ|thạc sĩ|"
    r"phó giáo sư|giáo sư|đại tướng|thượng tướng|trung tướng|thiếu tướng|đại tá|thượng tá|trung tá|thiếu tá)(?!\w)|"
    r"(?:GS|PGS|TSKH|TS|ThS|BS|KS|CN|NSND|NSƯT|NGND|NGƯT)(?!\w)\.?)[ .,]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:ông|bà) +(?=(\w+))", re.IGNORECASE)
# Family names before which «Ông», «Bà» is a title: not «Văn», «Thị», for there Ông is a family name («Ông Văn Tiến»).
_AFTER_ADDRESS = FAMILY_NAMES - {"Văn", "Thị"}


def strip_title(name: str) -> Titled:
    """«PGS. TS. Nguyễn Văn An» → «PGS. TS.» · «Nguyễn Văn An»; «Ông Văn Tiến» is a name as a whole."""
    rest = name
    while True:
        match = _TITLE.match(rest) or _ADDRESS.match(rest)
        if not match or match.end() == len(rest) or (match.groups() and match[1] not in _AFTER_ADDRESS):
            return Titled(name[: len(name) - len(rest)].rstrip(" ,"), rest)
        rest = rest[match.end() :]
