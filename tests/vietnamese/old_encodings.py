"""Writes correct text in the old encodings, for the tests of restoring it."""

import unicodedata
from collections.abc import Callable

from yearbook.vietnamese.legacy_tables import TCVN3, VIQR, VNI


def _by_table(table: dict[str, str]) -> Callable[[str], str]:
    codes: dict[str, str] = {}
    for code, letter in table.items():
        codes.setdefault(letter, code)
    return lambda text: "".join(codes.get(letter, letter) for letter in text)


def to_tcvn3(text: str) -> str:
    """As a font .Vn…H has it: an accented capital is the code of the small letter."""
    codes = {letter: code for code, letter in TCVN3.items()}
    return "".join(codes.get(c) or codes.get(c.lower()) or c for c in text)


def to_cp1258(text: str) -> str:
    """The bytes of Windows-1258 as a reader of Windows-1252 shows them."""
    data = bytearray()
    for letter in text:
        try:
            data += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in parts if mark in "\u0300\u0309\u0303\u0301\u0323")
            data += unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return data.decode("latin-1")


def to_mojibake(text: str) -> str:
    return text.encode("utf-8").decode("latin-1")


ENCODERS: dict[str, Callable[[str], str]] = {
    "tcvn3": to_tcvn3,
    "vni": _by_table(VNI),
    "cp1258": to_cp1258,
    "viqr": _by_table(VIQR),
    "mojibake": to_mojibake,
}
