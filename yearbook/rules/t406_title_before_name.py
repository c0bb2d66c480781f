"""T406: an office that goes with a person's name begins with a capital (Nghị định 30/2020/NĐ-CP, Phụ lục II)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.lexicon import FAMILY_NAMES
from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_OFFICES = (
    "phó thủ tướng|thủ tướng|tổng bí thư|phó chủ tịch nước|chủ tịch nước|phó chủ tịch|chủ tịch|thứ trưởng|bộ trưởng|"
    "phó cục trưởng|cục trưởng|phó vụ trưởng|vụ trưởng|phó tổng giám đốc|tổng giám đốc|phó giám đốc|giám đốc|"
    "phó chánh văn phòng|chánh văn phòng|chánh thanh tra|tổng biên tập|phó viện trưởng|viện trưởng|hiệu trưởng|"
    "phó trưởng phòng|trưởng phòng|phó bí thư|bí thư|đại tướng|trung tướng|thiếu tướng|đại tá|trung tá"
)
_NAME = re.compile(rf"(?<!\w)({_OFFICES}) (?=([^\W\d_]+) ([^\W\d_]+))")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for match in _NAME.finditer(manuscript.text):
        if match[2] in FAMILY_NAMES and match[3] != "Chí" and match[3][0].isupper():
            office = match[1][0].upper() + match[1][1:]
            # «phó chủ tịch»: both parts are titles – «Phó Chủ tịch»
            if office.startswith("Phó ") and office != "Phó ":
                office = "Phó " + office[4].upper() + office[5:]
            yield Slip("T406", match.start(1), match.end(1), office, {"name": f"{match[2]} {match[3]}"})
