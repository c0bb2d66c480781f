"""Colours of the illustrations: sRGB triples and the limited palette that agrees with the book's red and gold."""

from __future__ import annotations

RGB = tuple[int, int, int]


def rgb(code: str) -> RGB:
    """`8e1b1f` → (142, 27, 31)."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """`one` with `share` (0 … 1) of `other`."""
    r, g, b = (round(p + (q - p) * share) for p, q in zip(one, other, strict=True))
    return r, g, b


RED = rgb("8e1b1f")
GOLD = rgb("b08a3e")
PAPER = rgb("f6f0e4")
INK = rgb("2f3e4e")
SAGE = rgb("8d9c80")
TERRACOTTA = rgb("bf6f50")

WINE = rgb("641418")
ROSE = rgb("d9a295")
HONEY = rgb("d8b66c")
STRAW = rgb("eedfb9")
NIGHT = rgb("1f2a36")
MIST = rgb("c5ced3")
STEEL = rgb("7a8c9a")
MOSS = rgb("5f7159")
PINE = rgb("3d5147")
WOOD = rgb("8a5a3c")
DARKWOOD = rgb("54362a")
CREAM = rgb("fbf7ee")
SAND = rgb("e3d3b5")


def lighter(colour: RGB, share: float) -> RGB:
    """Towards warm white, never towards a cold one."""
    return mix(colour, CREAM, share)


def darker(colour: RGB, share: float) -> RGB:
    """Towards a warm near-black."""
    return mix(colour, (34, 22, 24), share)
