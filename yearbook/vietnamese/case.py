"""Capitals that keep their marks."""

from __future__ import annotations

import re
from collections.abc import Collection

from yearbook.vietnamese.normalise import nfc
from yearbook.vietnamese.numbers import from_roman
from yearbook.vietnamese.syllables import is_syllable

_WORD = re.compile(r"[^\W_]+")


def upper(text: str) -> str:
    """«Đặng Thị Ngọc Ánh» → «ĐẶNG THỊ NGỌC ÁNH», composed."""
    return nfc(nfc(text).upper())


def upper_first(text: str) -> str:
    """Only the first character large: «ngày 03 tháng 6» → «Ngày 03 tháng 6»."""
    text = nfc(text)
    return nfc(text[:1].upper() + text[1:])


def heading_case(text: str, names: Collection[str] = ()) -> str:
    """A heading typed in capitals → sentence case, with proper names in their own case again.

    «THI ĐUA YÊU NƯỚC Ở BỘ THÔNG TIN VÀ TRUYỀN THÔNG LẦN THỨ IV» with the name «Bộ Thông tin và Truyền thông» →
    «Thi đua yêu nước ở Bộ Thông tin và Truyền thông lần thứ IV». Roman numerals and what is no syllable (VNPT,
    QĐ-BTTTT) stay; a text that is not all capitals only gets its first letter raised.
    """
    text = nfc(text)
    if not text.isupper():
        return upper_first(text)
    words = _WORD.sub(lambda match: match[0] if _keeps_capitals(match[0]) else match[0].lower(), text)
    small = words.lower()
    for name in sorted(map(nfc, names), key=len):  # the longer a name, the later: it has the last word
        start = small.find(name.lower())
        while start >= 0:
            words = words[:start] + name + words[start + len(name) :]
            start = small.find(name.lower(), start + len(name))
    return upper_first(words)


def _keeps_capitals(word: str) -> bool:
    if not is_syllable(word):
        return True
    try:
        from_roman(word)
    except ValueError:
        return False
    return word not in ("DI", "MI", "LI", "XI", "VI", "CI")  # syllables: «DI SẢN», «VI PHẠM»


def name_case(name: str) -> str:
    """A person's name with a capital on every syllable: «Nguyễn văn HẢI» → «Nguyễn Văn Hải», «H'Drăng Niê» as it is."""
    return " ".join(_name_syllable(syllable) for syllable in nfc(name).split())


def _name_syllable(syllable: str) -> str:
    rest = syllable[1:]
    shouted = rest.isupper() and rest.isalpha()
    return syllable[:1].upper() + (rest.lower() if shouted else rest)
