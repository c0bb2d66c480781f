"""T403: words that Nghị định 30/2020/NĐ-CP (Phụ lục II) sets in capitals out of respect: Tổ quốc, Thủ đô Hà Nội."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# As written wrongly, and rightly; and what has to follow.
_WORDS = (
    ("tổ quốc", "Tổ quốc", ""),
    ("thủ đô", "Thủ đô", " Hà Nội"),
    ("thành phố", "Thành phố", " Hồ Chí Minh"),
    ("bác Hồ", "Bác Hồ", ""),
    ("chủ tịch", "Chủ tịch", " Hồ Chí Minh"),
    ("Chủ Tịch", "Chủ tịch", " Hồ Chí Minh"),
    ("Đảng và nhà nước", "Đảng và Nhà nước", ""),
    ("Đảng, nhà nước", "Đảng, Nhà nước", ""),
    ("Đảng cộng sản Việt Nam", "Đảng Cộng sản Việt Nam", ""),
    ("đảng Cộng sản Việt Nam", "Đảng Cộng sản Việt Nam", ""),
)
_NOT_COUNTRY = (" tế", " phòng", " hội", " gia", " ngữ")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for wrong, right, after in _WORDS:
        for start in manuscript.find_exact(wrong + after):
            end = start + len(wrong + after)
            if wrong == "tổ quốc" and manuscript.text.startswith(_NOT_COUNTRY, end):
                continue  # «tổ quốc tế»: a group
            yield Slip("T403", start, start + len(wrong), right)
