"""Two spellings of one thing: tidied text, comparison keys, and how two texts differ."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache

from yearbook.vietnamese import nfc, search_key

LONGEST = 2_000  # of a cell; what is longer is no name, title or unit
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# the same sign drawn in another way: office programs change them while one types
_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("‘’ʼ´`", "'")
    | dict.fromkeys("“”„″«»", '"')
    | {"Ð": "Đ", "ð": "đ", "…": "..."}
)


@lru_cache(maxsize=50_000)
def tidy(text: str) -> str:
    """One line in NFC with single spaces; invisible and control characters are dropped."""
    text = nfc(text[:LONGEST])
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).replace("Ð", "Đ").replace("ð", "đ").split())


@lru_cache(maxsize=50_000)
def signs(text: str) -> str:
    """Tidied, with one form of hyphens and quotation marks: what differs beyond this is a difference."""
    return re.sub(r"\s*([,;/])\s*", r"\1 ", tidy(text).translate(_SIGNS)).strip(" .;,")


@lru_cache(maxsize=50_000)
def loose(text: str) -> str:
    """Words without marks, case and punctuation: «Vụ Thi đua - Khen thưởng» → «vu thi dua khen thuong»."""
    plain = search_key(signs(text).replace("&", " va "))
    return " ".join(re.findall(r"[^\W_]+", plain))


def tones_last(text: str) -> str:
    """The tone of a syllable put behind it, so that «hòa» and «hoà» become one."""
    done = []
    for word in signs(text).split(" "):
        apart = unicodedata.normalize("NFD", word)
        tones = "".join(c for c in apart if c in _TONES)
        done.append(nfc("".join(c for c in apart if c not in _TONES)) + tones)
    return " ".join(done)


class Likeness(Enum):
    """How near two texts are; the value is shown to readers."""

    SAME = ""
    TONE = "chỉ khác chỗ đặt dấu thanh"
    CASE = "chỉ khác chữ hoa, chữ thường"
    MARKS = "khác dấu chữ hoặc dấu câu, đọc lại xem có phải lỗi gõ"
    OTHER = "khác"

    @property
    def spelling(self) -> bool:
        """The same words, written in another way."""
        return self in (Likeness.TONE, Likeness.CASE, Likeness.MARKS)


def likeness(one: str, other: str) -> Likeness:
    """How two texts differ. A text in capitals says nothing of case: lists are often set that way."""
    a, b = signs(one), signs(other)
    if a.isupper() or b.isupper():
        a, b = a.casefold(), b.casefold()
    if a == b:
        return Likeness.SAME
    if tones_last(a) == tones_last(b):
        return Likeness.TONE
    if a.casefold() == b.casefold():
        return Likeness.CASE
    return Likeness.MARKS if loose(a) == loose(b) else Likeness.OTHER
