"""T413: abbreviations that a book writes out: TP. HCM, TT&TT, QĐ for «Quyết định» in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# The sign by which each is found fast, the whole form, and the full words.
_SHORT = (
    ("TP", re.compile(r"(?<!\w)TP\.? ?(?:HCM|Hồ Chí Minh)(?!\w)"), "Thành phố Hồ Chí Minh"),
    ("Tp", re.compile(r"(?<!\w)Tp\.? ?(?:HCM|Hồ Chí Minh)(?!\w)"), "Thành phố Hồ Chí Minh"),
    ("TP. ", re.compile(r"(?<!\w)TP\. (?!Hồ Chí Minh)(?=[^\W\d_])"), "thành phố"),
    ("TT&TT", re.compile(r"(?<!\w)(Bộ|Sở) TT&TT(?!\w)"), r"\1 Thông tin và Truyền thông"),
    ("CNTT", re.compile(r"(?<![\w-])CNTT(?![\w-])"), "công nghệ thông tin"),
    ("CBCNV", re.compile(r"(?<!\w)CBCNV(?!\w)"), "cán bộ, công nhân viên"),
    ("CBCCVC", re.compile(r"(?<!\w)CBCCVC(?!\w)"), "cán bộ, công chức, viên chức"),
    ("TĐKT", re.compile(r"(?<!\w)TĐKT(?!\w)"), "thi đua, khen thưởng"),
)


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for sign, pattern, right in _SHORT:
        if sign in manuscript.text:
            for match in pattern.finditer(manuscript.text):
                yield Slip("T413", match.start(), match.end(), words={"right": match.expand(right)}, style=True)
