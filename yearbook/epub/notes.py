"""Prose whose footnotes are collected after it, each with a way back."""

from __future__ import annotations

from markupsafe import Markup

from yearbook.pages.markup import Renderer
from yearbook.prose import Prose
from yearbook.values import dataclass


@dataclass(frozen=True)
class Note:
    number: int
    id: str
    back: str  # id of the first call
    body: Markup


@dataclass(frozen=True)
class SetProse:
    """Blocks as markup and the notes that belong under them."""

    body: Markup
    notes: tuple[Note, ...]


def set_prose(
    prose: Prose | None, anchor: str, heading: int = 4, verbatim: bool = False, caption: str = ""
) -> SetProse:
    """Prose of the record `anchor`, `caption` for its tables; ids of its notes begin with `_n-<anchor>-` and so never
    meet a record's id."""
    if prose is None:
        return SetProse(Markup(""), ())
    prefix = f"_n-{anchor}-"
    renderer = Renderer(notes="end", verbatim=verbatim, heading=heading, prefix=prefix, caption=caption)
    body = renderer.blocks(prose.blocks)
    listed = tuple(
        Note(number, f"{prefix}note{number}", f"{prefix}ref{number}", words)
        for number, words in renderer.collected.items()
    )
    return SetProse(body, listed)
