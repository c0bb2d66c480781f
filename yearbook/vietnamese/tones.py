"""The two styles of placing a tone mark: old «hòa, khỏe, thủy», new «hoà, khoẻ, thuỷ».

They differ only in open oa, oe, uy; after q the u belongs to the onset («quý» is one spelling in both).
Words are changed one at a time, so that the caller can leave proper names alone («Hoà Bình», «Khánh Hòa»).
"""

from __future__ import annotations

from yearbook.vietnamese.normalise import nfc
from yearbook.vietnamese.rimes import ONSETS, RARE, TonePlacement, toned

_PAIRS = {rime: [(toned(rime, tone, "old"), toned(rime, tone, "new")) for tone in range(1, 6)] for rime in RARE}
_BOTH = {
    onset + form: (onset + old, onset + new)
    for rime in ("oa", "oe", "uy")
    for onset in ONSETS
    if onset in RARE[rime]
    for old, new in _PAIRS[rime]
    for form in (old, new)
}
"""Every syllable that has two spellings, under both."""


def placement(word: str) -> TonePlacement | None:
    """The style a word shows: «hòa» → old, «hoà» → new, None where both write it alike («toán», «quý», «hoa»)."""
    small = nfc(word).lower()
    spellings = _BOTH.get(small)
    if spellings is None:
        return None
    return "old" if small == spellings[0] else "new"


def respell(word: str, style: TonePlacement) -> str:
    """The same word in that style, letter by letter in its case: «HOÀ» → «HÒA»; other words come back as they are."""
    shown = placement(word)
    if shown is None or shown == style:
        return word
    composed = nfc(word)
    spelling = _BOTH[composed.lower()][style == "new"]
    return "".join(new.upper() if old.isupper() else new for old, new in zip(composed, spelling, strict=True))
