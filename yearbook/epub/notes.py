"""Prose whose footnotes are collected after it, each with a way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from yearbook.pages import markup
from yearbook.prose import Inlines, NoteRef, Prose, notes

CALL = Markup('<a class="noteref" epub:type="noteref" role="doc-noteref" id="{0}ref{1}" href="#{0}note{1}">{1}</a>')
AGAIN = Markup('<a class="noteref" epub:type="noteref" role="doc-noteref" href="#{0}note{1}">{1}</a>')


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


class _Renderer(markup.Renderer):
    """Calls of notes: the first one carries the id that the note leads back to."""

    def __init__(self, **options: Any) -> None:
        super().__init__(notes="end", **options)
        self.called: set[int] = set()

    def _note(self, note: NoteRef) -> Markup:
        call = AGAIN if note.number in self.called else CALL
        self.called.add(note.number)
        return call.format(self.prefix, note.number)

    def note(self, inlines: Inlines) -> Markup:
        return self.inlines(inlines)


def set_prose(prose: Prose | None, anchor: str, heading: int = 4, verbatim: bool = False) -> SetProse:
    """Prose of the record `anchor`; ids of its notes begin with `_n-<anchor>-` and so never meet a record's id."""
    if prose is None:
        return SetProse(Markup(""), ())
    prefix = f"_n-{anchor}-"
    renderer = _Renderer(verbatim=verbatim, heading=heading, prefix=prefix)
    body = renderer.blocks(prose.blocks)
    listed = tuple(
        Note(note.number, f"{prefix}note{note.number}", f"{prefix}ref{note.number}", renderer.note(note.inlines))
        for note in notes(prose)
    )
    return SetProse(body, listed)
