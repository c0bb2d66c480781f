"""Numbers of official documents: «937/QĐ-BTTTT», «19/2012/QH13», «34-CT/TW» read, checked, set right.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (số, ký hiệu) and Phụ lục III (abbreviations of the kinds).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KIND = "QĐ|QD|NĐ|ND|KH|CT|TTLT|TTr|TT|NQ|TB|BC|HD|QC|CV|KL|qđ|qd"
_TYPED = re.compile(
    rf"(\d{{1,5}})( ?)/( ?)(?:((?:19|20)\d\d)( ?)/( ?))?({_KIND})( ?)([-–])( ?)([A-ZĐƯ][A-Za-zĐđƯư&]{{1,11}})(?!\w)"
)
_STATE = re.compile(r"(\d{1,5})(?:/((?:19|20)\d\d))?/([A-ZĐƯ][\wĐđƯư]{0,5})-([A-ZĐƯ][\w&]{1,11}(?:-[\w&]{1,12}){0,2})")
_ASSEMBLY = re.compile(r"(\d{1,5})/((?:19|20)\d\d)/((?:NQ-)?(?:QH|UBTVQH)\d{1,2})")
_PARTY = re.compile(r"(\d{1,5})-([A-ZĐƯ]{2,5})/([A-ZĐƯ][\w]{1,11})")
_PRESS = re.compile(r"(\d{1,5})/(QĐ) ?- ?(NXB(?: [A-ZĐ&]{2,10})?)")
_MEANT = {"QD": "QĐ", "ND": "NĐ", "qđ": "QĐ", "qd": "QĐ"}
_MEANT_ISSUER = {"HDND": "HĐND", "BGDDT": "BGDĐT", "LDTBXH": "LĐTBXH", "BLDTBXH": "BLĐTBXH"}


@dataclass(frozen=True)
class DocumentNumber:
    """A number taken apart: 937, no year, «QĐ», «BTTTT». `kind` is empty for laws («19/2012/QH13»)."""

    number: int
    year: int | None
    kind: str
    issuer: str
    text: str


def parse_document_number(text: str) -> DocumentNumber | None:
    """Read a number in one of the forms in use; None for anything else."""
    text = text.strip()
    if match := _STATE.fullmatch(text):
        number, year, kind, issuer = match.groups()
        return DocumentNumber(int(number), int(year) if year else None, kind, issuer, text)
    if match := _ASSEMBLY.fullmatch(text):
        return DocumentNumber(int(match[1]), int(match[2]), "", match[3], text)
    for form in (_PARTY, _PRESS):
        if match := form.fullmatch(text):
            return DocumentNumber(int(match[1]), None, match[2], match[3], text)
    return None


def format_document_number(number: int, kind: str, issuer: str, year: int | None = None) -> str:
    """«05/2016/TT-BTTTT»: numbers under 10 take a leading zero, no spaces anywhere."""
    return f"{number:02}/" + (f"{year}/" if year else "") + f"{kind}-{issuer}"


@dataclass(frozen=True)
class TypedNumber:
    """A document number as somebody typed it, and as it is officially written."""

    start: int
    end: int
    written: str
    proper: str


def find_document_numbers(text: str) -> Iterator[TypedNumber]:
    """Numbers of the form «số/loại-cơ quan» with whatever spaces, D for Đ or missing zero they were typed."""
    for match in _TYPED.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before.isalnum() or (before and before in "/.-"):
            continue  # the tail of a longer number
        number, year, kind, issuer = match[1], match[4], match[7], match[11]
        if issuer.startswith("NXB"):  # «14/QĐ - NXB TTTT»: publishers write it with spaces
            continue
        kind, issuer = _MEANT.get(kind, kind), _MEANT_ISSUER.get(issuer, issuer)
        proper = format_document_number(int(number), kind, issuer, int(year) if year else None)
        if number.startswith("0") and len(number) > 2:  # «0937»: not ours to shorten
            proper = proper.replace(f"{int(number):02}", number, 1)
        yield TypedNumber(*match.span(), match[0], proper)
