"""T410: names of congresses and movements as they are officially written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# Official names with the capitals of their own documents.
_NAMES = (
    "Đại hội Thi đua yêu nước",
    "Đại hội đại biểu toàn quốc",
    "Hội đồng Thi đua - Khen thưởng",
    "Hội nghị Điển hình tiên tiến toàn quốc",
)
_SHORT = re.compile(r"Đại hội [Tt]hi đua(?! yêu nước|\w)(?= toàn quốc| (?:của )?(?:Bộ|ngành|tỉnh|thành phố)(?!\w))")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for name in _NAMES:
        small = name.lower()
        for start in manuscript.find(small):
            end = start + len(small)
            written = manuscript.text[start:end]
            if written != name and not written.isupper() and not written.islower():
                yield Slip("T410", start, end, words={"right": name})
    for match in _SHORT.finditer(manuscript.text):
        yield Slip("T410", match.start(), match.end(), words={"right": "Đại hội Thi đua yêu nước"})
    for name in manuscript.lexicon.congress:
        small = name.lower()
        for start in manuscript.find(small):
            written = manuscript.text[start : start + len(small)]
            if written != name and not written.isupper() and "đại hội thi đua yêu nước" not in written.lower():
                yield Slip("T410", start, start + len(small), words={"right": name})
