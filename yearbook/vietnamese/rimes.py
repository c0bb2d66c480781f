"""The closed sets of Vietnamese spelling: onsets, rimes, which go together, and where the tone mark stands.

Checked against a published list of 6,631 syllables. Rimes that few onsets take are listed with these onsets:
the tighter the table, the surer a garbled word («Vuõ», «đănh») is told from a rare one.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from yearbook.vietnamese.letters import TONES

TonePlacement = Literal["old", "new"]
"""Where open oa, oe, uy carry their mark: old «hòa, khỏe, thủy», new «hoà, khoẻ, thuỷ»."""

ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
    "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
"""Every onset as it is written. `gi` lends its i to rimes that begin with one («gì», «giếng»)."""

_PLAIN = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e em en eo ep et
ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt
ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
PLAIN = tuple(_PLAIN.split())
"""Rimes that any onset may take, as far as the spelling allows."""

_GLIDE = "- ch d đ h kh l n ng nh r s t th tr x"
RARE = {
    rime: frozenset("" if onset == "-" else onset for onset in onsets.split())
    for rime, onsets in {
        "oa": f"{_GLIDE} g", "oai": _GLIDE, "oan": f"{_GLIDE} v", "oang": _GLIDE, "oanh": _GLIDE, "oat": _GLIDE,
        "oay": f"{_GLIDE} m", "oe": _GLIDE, "oac": "- ch h kh l ng s t th x", "oach": "- h kh ng x",
        "oam": "- ng nh x", "oao": "kh ng", "oap": "- ch", "oăc": "h ng", "oăm": "- h kh",
        "oăn": "- ch h kh ng th x", "oăng": "- h kh l ng th", "oăt": "- ch h kh l ng th",
        "oem": "- nh", "oen": "ch h kh l ng nh t x", "oeo": "kh ng", "oet": "ch h kh l ng nh t x",
        "ooc": "c m s", "oong": "b ch c g l s t x",
        "uân": _GLIDE, "uât": _GLIDE, "uâng": "b kh", "uây": "- kh ng x", "uê": _GLIDE, "uêch": "- ch h kh ng t th x",
        "uênh": "ch d h kh x", "uơ": "- h kh th", "uy": f"{_GLIDE} ph", "uya": "kh l x", "uych": "- h",
        "uyên": _GLIDE, "uyêt": _GLIDE, "uyn": "l t", "uynh": "- ch h kh l x", "uyp": "t", "uyt": "- b h ng s t x",
        "uyu": "kh ng",
        "ec": "- b đ h k kh l ph s t v x", "eng": "- b ch k kh l m ph r t x", "ưm": "- h", "ưn": "ch nh s",
        "y": "- d h k l m n s t th v", "yêm": "-", "yên": "-", "yêng": "-", "yêt": "-", "yêu": "-",
    }.items()
}  # fmt: skip
"""Rimes that only these onsets take; `-` is no onset. After b, m, ph, v a glide (oa, uê, uy …) stands in loans
only: «buýt», «moay», «phuy», «voan»."""

_AFTER_QU = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e en eo et
ê êch ên ênh êt êu i ich in inh it ơ ơi ơn ơt ôc y yên yêt yn ynh yt
"""
AFTER_QU = tuple(_AFTER_QU.split())
"""Rimes after `qu`, whose u is the glide: «quốc», «quỳnh», «quở»."""

STOPS = ("c", "ch", "p", "t")
"""Finals after which only sắc and nặng are heard."""


def spelled_together(onset: str, rime: str) -> str | None:
    """The letters of an onset and a rime without tone, or None where spelling or custom keeps them apart.

    «c» + «a» → `ca`, «c» + «i» → None (it is `ki`), «gi» + «iêng» → `giêng`.
    """
    if onset == "qu":
        return f"qu{rime}" if rime in AFTER_QU else None
    if rime in RARE:
        return onset + rime if onset in RARE[rime] else None
    if rime not in PLAIN:
        return None
    front = rime[0] in "ieê"
    if onset == "gi":
        if rime in ("ia", "ê"):  # «gia» is gi + a, and «giê» stands in no word but Giê-su
            return None
        return onset + rime[1:] if rime[0] == "i" else onset + rime
    if onset in (("c", "g", "ng") if front else ("k", "gh", "ngh")):
        return None
    if not onset and rime.startswith("iê"):  # written yê
        return None
    return onset + rime


def tones_of(rime: str) -> tuple[int, ...]:
    """The tones a rime may bear: all six, or sắc and nặng before a stop."""
    return (4, 5) if rime.endswith(STOPS) else (0, 1, 2, 3, 4, 5)


def mark_at(rime: str, style: TonePlacement = "old") -> int:
    """The place in a rime of the letter that carries the tone: «oan» 1, «oai» 1, «ia» 0, «oa» 0 or 1 by style."""
    hatted = [i for i, letter in enumerate(rime) if letter in "ăâêôơư"]
    if hatted:
        # ươ carries it on ơ, ưa and ưu on ư.
        return hatted[-1]
    vowels = len(rime) - len(rime.lstrip("aeiouy"))
    if vowels < len(rime):
        return vowels - 1
    if rime in ("oa", "oe", "uy"):
        return int(style == "new")
    return 1 if vowels == 3 else 0


def toned(rime: str, tone: int, style: TonePlacement = "old") -> str:
    """A rime with its tone mark: («oa», 1) → «òa», in the new style «oà»; tone 0 changes nothing."""
    if not tone:
        return rime
    place = mark_at(rime, style)
    return rime[:place] + unicodedata.normalize("NFC", rime[place] + TONES[tone - 1]) + rime[place + 1 :]
