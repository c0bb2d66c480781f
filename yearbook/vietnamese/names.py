"""Names of persons: family name first, given name last, what stands between is the middle."""

from __future__ import annotations

from typing import Literal, NamedTuple

from yearbook.vietnamese.letters import letter
from yearbook.vietnamese.normalise import nfc

NameOrder = Literal["given_name", "family_name"]
"""How persons are put in order: by given name (the custom), or by the name as written."""


class NameParts(NamedTuple):
    """A name taken apart; `family` and `middle` may be empty («Bác Hồ» has no middle, «Thành» only a given name)."""

    family: str
    middle: str
    given: str


def split_name(name: str) -> NameParts:
    """«Nguyễn Thị Minh Khai» → Nguyễn · Thị Minh · Khai.

    The last syllable is taken as the given name and the first as the family name. Peoples who put the clan
    last (Ê Đê «Y Bru Niê») are not told apart: no list of names could do it surely.
    """
    syllables = name.split()
    if len(syllables) < 2:
        return NameParts("", "", "".join(syllables))
    return NameParts(syllables[0], " ".join(syllables[1:-1]), syllables[-1])


def initials(name: str) -> str:
    """Family and given initial for the tile of a missing portrait: «Nguyễn Văn An» → NA; tones are dropped."""
    parts = split_name(name)
    return _initial(parts.family) + _initial(parts.given)


def _initial(word: str) -> str:
    first = next((c for c in nfc(word) if c.isalnum()), "")
    return letter(first).bases[0].upper() if first else ""


def file_as(name: str, by: NameOrder = "given_name") -> str:
    """The form for catalogues and EPUB `file-as`: «An, Nguyễn Văn»; by family name the name as written."""
    parts = split_name(name)
    if by == "family_name" or not parts.family:
        return " ".join(name.split())
    return f"{parts.given}, {parts.family} {parts.middle}".rstrip()
