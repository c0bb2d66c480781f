"""Text in one form: NFC, search keys without marks, slugs."""

from __future__ import annotations

import re
import unicodedata

from yearbook.vietnamese.letters import FOLDED

NBSP = "\u00a0"
_FOLD = str.maketrans(
    {"đ": "d", "Đ": "D", "Ð": "D", "Ɖ": "D"}
    | {small: "d" if to == "đ" else to for small, to in FOLDED.items()}
    | {"Ø": "O", "Ł": "L", "Æ": "AE", "Œ": "OE", "Þ": "TH", "Ħ": "H"}
)


def nfc(text: str) -> str:
    """The composed form, in which all text of the book is kept (Unicode UAX #15)."""
    return unicodedata.normalize("NFC", text)


def strip_marks(text: str) -> str:
    """The same letters without marks: «Đặng Thị Ngọc Ánh» → «Dang Thi Ngoc Anh». Case and spaces stay."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return nfc(bare.translate(_FOLD))


def search_key(text: str) -> str:
    """What two spellings of one name have in common: no marks, no case, single spaces."""
    return " ".join(strip_marks(text).casefold().split())


def slugify(text: str) -> str:
    """A record id or file name: «Cục Viễn thông (2020)» → `cuc-vien-thong-2020`.

    Only a–z, 0–9 and single inner hyphens; empty when the text has no Latin letter or digit.
    """
    plain = strip_marks(unicodedata.normalize("NFKD", text)).lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def long_words(text: str, limit: int = 60) -> tuple[str, ...]:
    """Unbroken runs of more than `limit` letters or digits: no line can hold them, and no word is so long."""
    return tuple(re.findall(rf"\w{{{limit + 1},}}", nfc(text)))
