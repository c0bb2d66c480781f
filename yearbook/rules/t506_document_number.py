"""T506: the number of a document: «937/QĐ-BTTTT», no spaces, Đ and not D, two figures at least (NĐ 30/2020)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_KINDS = "QĐ|QD|NĐ|ND|KH|CT|TT|NQ|TB|BC|TTr|HD|TTLT|QC|CV|qđ|qd"
_NUMBER = re.compile(
    rf"(\d{{1,5}})( ?)/( ?)(?:((?:19|20)\d\d)( ?)/( ?))?({_KINDS})( ?)([-–])( ?)([A-ZĐƯ][A-Za-zĐđƯư&]{{1,11}})(?!\w)"
)
_D = {"QD": "QĐ", "ND": "NĐ", "qđ": "QĐ", "qd": "QĐ"}


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for match in _NUMBER.finditer(manuscript.text):
        left = manuscript.text[match.start() - 1 : match.start()]
        if left.isalnum() or (left and left in "/.-"):
            continue
        number, year, kind, issuer = match[1], match[4], match[7], match[11]
        if issuer == "NXB":  # «14/QĐ - NXB TTTT»: publishers write it so
            continue
        kind = _D.get(kind, kind)
        right = f"{number.zfill(2)}/" + (f"{year}/" if year else "") + f"{kind}-{_D_ISSUER.get(issuer, issuer)}"
        if match[0] != right:
            yield Slip("T506", match.start(), match.end(), right)


_D_ISSUER = {"HDND": "HĐND", "BGDDT": "BGDĐT", "BGD&DT": "BGDĐT", "LDTBXH": "LĐTBXH", "BLDTBXH": "BLĐTBXH"}
