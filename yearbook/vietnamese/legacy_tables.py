"""Code tables of the old encodings, as text shows when it was read as Latin-1, Windows-1252 or ASCII.

The facts (tables of UniKey, xvnkb and glibc, which agree) are regular enough to be written as rules:

- TCVN3 (ABC, fonts .Vn*): one sign for each small letter. Accented capitals have no code; a font …H draws the
  small ones large.
- VNI (fonts VNI-*): a letter and after it one for the mark; ơ, ư, đ, ỵ and the letters with i are single.
- VIQR: a letter and after it ASCII signs, «Nguye^~n».
- Windows-1258: Python has the codec.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from yearbook.vietnamese.letters import TONES


def _row(vowel: str, signs: Iterable[str], code: str = "") -> dict[str, str]:
    """`code` + each sign → the vowel without tone, then huyền, hỏi, ngã, sắc, nặng: a à ả ã á ạ."""
    toned = (unicodedata.normalize("NFC", vowel + tone) for tone in ("", *TONES))
    return {code + sign: letter for sign, letter in zip(signs, toned, strict=True) if code + sign != letter}


def _both_cases(small: dict[str, str]) -> dict[str, str]:
    """Codes that have a capital beside the small letter."""
    return small | {code.upper(): letter.upper() for code, letter in small.items()}


# ư without tone is the soft hyphen.
TCVN3 = {
    **_row("a", "aµ¶·¸¹"), **_row("ă", "¨»¼½¾Æ"), **_row("â", "©ÇÈÉÊË"),
    **_row("e", "eÌÎÏÐÑ"), **_row("ê", "ªÒÓÔÕÖ"), **_row("i", "i×ØÜÝÞ"),
    **_row("o", "oßáâãä"), **_row("ô", "«åæçèé"), **_row("ơ", "¬êëìíî"),
    **_row("u", "uïñòóô"), **_row("ư", "\u00adõö÷øù"), **_row("y", "yúûüýþ"), "ý": "ý",
    "®": "đ", "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ",
}  # fmt: skip
"""TCVN3 code → letter; the only capitals are the seven without tone."""

TCVN3_COPIED = str.maketrans("\u2010\u2011\u2212μ", "---µ")
"""What copying from a PDF makes of TCVN3: the soft hyphen of ư becomes a hyphen or minus, the µ of à a Greek mu."""

_MARKS = ("", *"øûõùï")
VNI = _both_cases(
    {
        **_row("a", _MARKS, "a"), **_row("ă", "êèúüéë", "a"), **_row("â", "âàåãáä", "a"),
        **_row("e", _MARKS, "e"), **_row("ê", "âàåãáä", "e"), **_row("i", ("i", *"ìæóíò")),
        **_row("o", _MARKS, "o"), **_row("ô", "âàåãáä", "o"), **_row("ơ", _MARKS, "ô"),
        **_row("u", _MARKS, "u"), **_row("ư", _MARKS, "ö"), **_row("y", ("y", "yø", "yû", "yõ", "yù", "î")),
        "ì": "ì", "í": "í", "ñ": "đ",
    }
)  # fmt: skip
"""VNI code of one or two letters → letter; the longer code goes first."""

_SIGNS = ("", *"`?~'.")
VIQR = _both_cases(
    {
        **_row("a", _SIGNS, "a"), **_row("ă", _SIGNS, "a("), **_row("â", _SIGNS, "a^"), **_row("e", _SIGNS, "e"),
        **_row("ê", _SIGNS, "e^"), **_row("i", _SIGNS, "i"), **_row("o", _SIGNS, "o"), **_row("ô", _SIGNS, "o^"),
        **_row("ơ", _SIGNS, "o+"), **_row("u", _SIGNS, "u"), **_row("ư", _SIGNS, "u+"), **_row("y", _SIGNS, "y"),
        "dd": "đ",
    }
) | {"Dd": "Đ", "dD": "Đ"}  # fmt: skip
"""VIQR code of one to three signs → letter."""
