"""T208: no space after a comma, semicolon, full stop or closing bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_SIGN = re.compile(r"[,;:.!?…](?=[\w“«(])")
_BEFORE = re.compile(r"[\w”»)%]+$")
_AFTER = re.compile(r"[“«(]?\w*")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _SIGN.finditer(text):
        left = text[match.start() - 1 : match.start()]
        if not (left.isalnum() or left in "”»)%") or left == "":
            continue
        before = _BEFORE.search(text[max(0, match.start() - 20) : match.start()])
        after = _AFTER.match(text, match.end())
        if before and after and _needs_space(before[0], match[0], after[0]):
            words = {"sign": match[0], "around": f"{before[0]}{match[0]}{after[0][:20]}"}
            yield Slip("T208", match.start(), match.end(), f"{match[0]} ", words)


def _needs_space(before: str, sign: str, after: str) -> bool:
    if after[0].isdigit():  # 1,5; 12:30; 3.041
        return sign in ",;" and not before[-1].isdigit()
    if sign in ",;":
        return not (before[-1].isdigit() and after[0] == "(")
    if sign == ":":
        return before[-1].islower() and after[0].isupper()
    # «xong.Tiếp»; but «TP.Hồ», «ThS.Lê», «VietnamNet.Vn» are abbreviations and names
    return (
        len(before) > 1
        and before[-2:].islower()
        and (after[0] in "“«(" or (after[0].isupper() and after[1:2].islower()))
        and not (before + after).isascii()
    )
