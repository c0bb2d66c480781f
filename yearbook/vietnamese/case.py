"""Capitals that keep their marks."""

from __future__ import annotations

from yearbook.vietnamese.normalise import nfc


def upper(text: str) -> str:
    """«Đặng Thị Ngọc Ánh» → «ĐẶNG THỊ NGỌC ÁNH», composed."""
    return nfc(nfc(text).upper())


def upper_first(text: str) -> str:
    """Only the first character large: «ngày 03 tháng 6» → «Ngày 03 tháng 6»."""
    text = nfc(text)
    return nfc(text[:1].upper() + text[1:])
