"""T216: the name of the State and its motto, letter for letter (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_MOTTO = re.compile(r"độc lập\s*[-–—,]?\s*tự do\s*[-–—,]?\s*hạnh phúc", re.IGNORECASE)
_STATE = re.compile(r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam", re.IGNORECASE)
_RIGHT_MOTTO = "Độc lập - Tự do - Hạnh phúc"


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for match in _MOTTO.finditer(manuscript.text):
        written = match[0]
        # in running text people speak of «độc lập, tự do, hạnh phúc»: only what is set as the motto is judged
        is_motto = written[0] == "Đ" and ("-" in written or "–" in written or "—" in written)
        if is_motto and written != _RIGHT_MOTTO and written != _RIGHT_MOTTO.upper():
            yield Slip("T216", match.start(), match.end(), words={"right": _RIGHT_MOTTO})
    for match in _STATE.finditer(manuscript.text):
        written = match[0]
        right = "Cộng hòa xã hội chủ nghĩa Việt Nam"
        if not written.isupper() and written.replace("oà", "òa") != right:
            yield Slip("T216", match.start(), match.end(), words={"right": right})
