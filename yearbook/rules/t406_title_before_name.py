"""T406: an office that goes with a person's name begins with a capital (Nghị định 30/2020/NĐ-CP, Phụ lục II)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import FAMILY_NAMES

_OFFICES = (
    "phó thủ tướng|thủ tướng|tổng bí thư|phó chủ tịch nước|chủ tịch nước|phó chủ tịch|chủ tịch|thứ trưởng|bộ trưởng|"
    "phó cục trưởng|cục trưởng|phó vụ trưởng|vụ trưởng|phó tổng giám đốc|tổng giám đốc|phó giám đốc|giám đốc|"
    "phó chánh văn phòng|chánh văn phòng|chánh thanh tra|tổng biên tập|phó viện trưởng|viện trưởng|hiệu trưởng|"
    "phó trưởng phòng|trưởng phòng|phó bí thư|bí thư|đại tướng|trung tướng|thiếu tướng|đại tá|trung tá"
).split("|")
_NAME = re.compile(r" ([^\W\d_]+) ([^\W\d_]+)")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    taken: set[int] = set()  # ends of the longer ones, which come first: «phó chủ tịch» before «chủ tịch»
    for office in _OFFICES:
        for start in manuscript.find_exact(office):
            end = start + len(office)
            name = _NAME.match(manuscript.text, end)
            if end in taken or not name or name[1] not in FAMILY_NAMES or not name[2][0].isupper() or name[2] == "Chí":
                continue
            taken.add(end)
            right = office[0].upper() + office[1:]
            if right.startswith("Phó "):  # both parts are titles: «Phó Chủ tịch»
                right = "Phó " + right[4].upper() + right[5:]
            yield Slip("T406", start, end, right, {"name": f"{name[1]} {name[2]}"})
