"""What prose says, without its form: plain text, counts, notes."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.prose.model import (
    Block,
    Break,
    Divider,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    Prose,
    Quote,
    Strong,
    Table,
    Text,
)


def plain(prose: Prose, with_notes: bool = True) -> str:
    """The words only: one line for each paragraph, heading, item and table row; the notes at the end."""
    lines = [line for block in prose.blocks for line in _lines(block)]
    if with_notes:
        lines += [plain_inlines(note.inlines) for note in notes(prose)]
    return "\n".join(line for line in lines if line.strip())


def plain_inlines(inlines: Inlines) -> str:
    """The words of a heading, paragraph or cell; marks of notes are left out, forced breaks are spaces."""
    return "".join(_inline(inline) for inline in inlines)


def word_count(prose: Prose) -> int:
    """How many syllables or other words parted by spaces, notes included."""
    return len(plain(prose).split())


def notes(prose: Prose) -> tuple[NoteRef, ...]:
    """Each note once, in order of number: what stands at the foot of a page or the end of a chapter."""
    found: dict[int, NoteRef] = {}
    for block in prose.blocks:
        for inline in walk(block):
            if isinstance(inline, NoteRef):
                found.setdefault(inline.number, inline)
    return tuple(found[number] for number in sorted(found))


def walk(block: Block) -> Iterator[Inline]:
    """Every inline of a block, at any depth, in order; the contents of notes are not entered."""
    for inlines in _runs(block):
        yield from _deep(inlines)


def _deep(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Strong | Emphasis | Link | Foreign):
            yield from _deep(inline.inlines)


def _runs(block: Block) -> Iterator[Inlines]:
    match block:
        case Paragraph() | Heading():
            yield block.inlines
        case Quote():
            for inner in block.blocks:
                yield from _runs(inner)
        case ListBlock():
            for item in block.items:
                for inner in item:
                    yield from _runs(inner)
        case Table():
            yield from block.head
            for row in block.rows:
                yield from row
        case Divider():
            return


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        for row in (block.head, *block.rows):
            yield " ".join(plain_inlines(cell) for cell in row)
    elif isinstance(block, Quote):
        for inner in block.blocks:
            yield from _lines(inner)
    elif isinstance(block, ListBlock):
        for item in block.items:
            for inner in item:
                yield from _lines(inner)
    else:
        yield from (plain_inlines(run) for run in _runs(block))


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Break():
            return " "
        case NoteRef():
            return ""
        case _:
            return plain_inlines(inline.inlines)
