"""Names in a list: what stands before them, and which of two are nearly the same."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import NamedTuple

from yearbook.reconcile.text import tidy

_SALUTATION = re.compile(r"(?:(ông|bà)|đồng chí|đ/c)(?:[.:]\s*|\s+)(?=\S)", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:(?:PGS|GS|TSKH|TS|T[hH]\.?[sS]|NCS|BSCK\s?I{1,2}|BS|DS|KS|KTS|CN|NGND|NGƯT|NSND|NSƯT|TTND|TTƯT)(?:\.\s*|\s+)"
    r"|(?:Phó [Gg]iáo sư|Giáo sư|Tiến s[ĩỹ]|Thạc s[ĩỹ]|Bác s[ĩỹ]|Kỹ sư|Cử nhân)[,.]?\s+"
    r"|(?:Thiếu|Trung|Thượng|Đại) (?:tướng|tá|úy|uý) )(?=\S)"
)
_ALIKE = 0.6  # two syllables of one slip: «Hoàn / Hoàng», «Minh / Linh»


class Titled(NamedTuple):
    """A name and what stood before it."""

    name: str
    salutation: str = ""
    degree: str = ""


def without_titles(text: str) -> Titled:
    """«Ông PGS. TS. Lê An» → Lê An, Ông, PGS. TS.; a family name «Ông» is for the caller to know."""
    rest, salutation, degrees = tidy(text), "", []
    while True:
        if match := _SALUTATION.match(rest):
            salutation = (match[1] or "").capitalize() or salutation
        elif match := _DEGREE.match(rest):
            degrees.append(match[0].strip(" ,"))
        else:
            return Titled(rest, salutation, " ".join(degrees))
        rest = rest[match.end() :]


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> float:
    first, second = sorted((one, other))  # SequenceMatcher does not answer the same both ways round
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def nearness(one: str, other: str, *, close: bool) -> float:
    """How likely two keys (`text.loose`) are slips of one name: 0 for no, else up to 1.

    `close`: the two already share unit and title, so a middle name may differ altogether.
    """
    a, b = one.split(), other.split()
    if not a or not b or abs(len(a) - len(b)) > 1:
        return 0.0
    if sorted(a) == sorted(b) or "".join(a) == "".join(b):
        return 0.95
    if len(a) == len(b):
        pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        allowed = 1 if len(a) < 4 else 2
        slips = len(pairs) <= allowed and all(_alike(x, y) >= _ALIKE for x, y in pairs)
        middle = close and len(pairs) == 1 and a[0] == b[0] and a[-1] == b[-1] and len(a) > 2
        return _alike(one, other) if slips or middle else 0.0
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    dropped = any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    return _alike(one, other) if len(shorter) >= 2 and dropped else 0.0


def nearness_of_collectives(one: str, other: str) -> float:
    """The same for names of collectives, which share most of their words with their neighbours."""
    if not one or not other or abs(len(one) - len(other)) > max(len(one), len(other)) * 0.3:
        return 0.0
    whole = _alike(one, other)
    return whole if whole >= 0.88 else 0.0
