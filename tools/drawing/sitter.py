"""Who sits for a portrait, and the look that follows from it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from .colour import GOLD, INK, RED, RGB, SAGE, TERRACOTTA, darker, lighter, mix, rgb
from .seeds import Seed

YEAR = 2020  # the year of the Congress: ages are counted to it

SKINS = (rgb("efcda9"), rgb("e8c19a"), rgb("dfb389"), rgb("d3a277"), rgb("f1d3b3"))
HAIRS = (rgb("2a211f"), rgb("332724"), rgb("3b2b25"), rgb("25232a"))
GREYS = (rgb("a8a39d"), rgb("c4bfb8"), rgb("8f8983"))
GROUNDS = (
    (rgb("f6efe1"), rgb("dccdb0")),
    (rgb("dfe3d3"), rgb("b3bca3")),
    (rgb("dbe1e3"), rgb("a9b6be")),
    (rgb("f1dfd0"), rgb("d6b09a")),
    (rgb("f0e3c6"), rgb("d2b982")),
)
SUITS = (INK, rgb("38383f"), rgb("263342"), rgb("4a4038"), rgb("4b5561"), rgb("2c3a3a"))
TIES = (RED, rgb("6d2b33"), GOLD, rgb("41586b"), rgb("5f7159"), TERRACOTTA)
DRESSES = (RED, rgb("a8504a"), rgb("6f8579"), rgb("3f5c6b"), rgb("c9a35c"), rgb("efe3cb"), rgb("8a5565"), SAGE)

MEN_HAIR = ("side_part", "swept", "crew", "fringe_up", "receding", "bald_top")
WOMEN_HAIR = ("bob", "bangs", "long", "tied", "bun", "short")


@dataclass(frozen=True)
class Sitter:
    """What a record says of a person that a portrait may show."""

    id: str
    name: str = ""
    salutation: str = ""
    birth_year: int | None = None


@dataclass(frozen=True)
class Look:
    """Everything that is decided before the first stroke."""

    woman: bool
    age: int
    skin: RGB
    hair_colour: RGB
    hair: str
    clothes: str
    cloth: RGB
    accent: RGB
    ground: tuple[RGB, RGB]
    glasses: str
    light_left: bool

    @property
    def shadow(self) -> RGB:
        """The skin in shadow: redder, not greyer."""
        return mix(self.skin, rgb("a8604a"), 0.42)

    @property
    def line(self) -> RGB:
        """The skin's line colour (nose, folds)."""
        return mix(self.skin, rgb("84452f"), 0.62)


def is_woman(sitter: Sitter) -> bool:
    """From the salutation, else from the middle name, else by chance."""
    if sitter.salutation:
        return unicodedata.normalize("NFC", sitter.salutation) == "Bà"
    words = unicodedata.normalize("NFC", sitter.name).split()
    if "Thị" in words[1:-1]:
        return True
    return "Văn" not in words[1:-1] and Seed(sitter.id).branch("sex").chance(0.4)


def _hair_style(woman: bool, age: int, seed: Seed) -> str:
    if woman:
        return seed.pick(("short", "bob", "tied", "bun", "short") if age > 54 else WOMEN_HAIR[:5])
    if age > 56:
        return seed.pick(("receding", "side_part", "swept", "bald_top", "crew"))
    return seed.pick(("side_part", "swept", "crew", "receding") if age > 44 else MEN_HAIR[:4])


def _hair_colour(woman: bool, age: int, seed: Seed) -> RGB:
    dark = seed.pick(HAIRS)
    # many women of that age dye their hair; men mostly do not
    grey = min(max((age - 50) / 20, 0.0), 1.0) * (0.45 if woman else 0.95) * seed.between(0.5, 1.0)
    return mix(dark, seed.pick(GREYS), grey)


def look_of(sitter: Sitter) -> Look:
    """Decide a look: the same for the same id, salutation and year of birth."""
    seed = Seed(f"portrait:{sitter.id}")
    woman = is_woman(sitter)
    age = YEAR - sitter.birth_year if sitter.birth_year else seed.branch("age").whole(30, 58)
    if woman:
        clothes = seed.pick(("aodai", "aodai", "blazer", "blouse"))
        cloth = seed.pick(DRESSES) if clothes != "blazer" else seed.pick((*SUITS[:3], rgb("7a2e35"), rgb("6f7f76")))
        accent = lighter(cloth, 0.7) if clothes == "aodai" else seed.pick((rgb("f7f1e6"), rgb("ead9c4"), rgb("dbe1e3")))
    else:
        clothes = seed.pick(("suit", "suit", "suit", "shirt_tie", "open_suit"))
        cloth = seed.pick(SUITS) if clothes != "shirt_tie" else seed.pick((rgb("f6f4ee"), rgb("dfe6ea"), rgb("f1e9dc")))
        accent = seed.pick(TIES)
    ground = seed.pick(GROUNDS)
    return Look(
        woman=woman,
        age=age,
        skin=seed.pick(SKINS[:3] + SKINS[4:]) if woman else seed.pick(SKINS),
        hair_colour=_hair_colour(woman, age, seed.branch("hair colour")),
        hair=_hair_style(woman, age, seed.branch("hair style")),
        clothes=clothes,
        cloth=darker(cloth, 0.04),
        accent=accent,
        ground=ground,
        glasses=seed.pick(("thin", "dark", "half")) if seed.chance(0.24 + (0.14 if age > 50 else 0)) else "",
        light_left=seed.chance(0.7),
    )
