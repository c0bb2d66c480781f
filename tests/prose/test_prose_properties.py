"""Any text at all can be read, and nothing of it is lost."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from yearbook.prose import Block, Inlines, Link, NoteRef, Paragraph, Quote, Strong, Text, notes, parse, plain, walk

PIECES = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "[",
        "]",
        "(",
        ")",
        "![",
        "[^1]",
        "\n[^1]: ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "# ",
        "|",
        "|-|-|",
        "    ",
        "\t",
        "\\",
        "<",
        ">",
        "https://a.vn",
        "javascript:",
        "---",
        "`",
        "&amp;",
        "chữ",
        " ",
        "\r\n",
        "\0",
        "x",
    ]
)
MARKDOWN = st.lists(PIECES, max_size=40).map("".join)
ANY = st.one_of(MARKDOWN, st.text(max_size=80))


def letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]", text)


@settings(max_examples=400)
@given(ANY, st.integers(1, 999))
def test_any_text_can_be_read(source: str, first_line: int) -> None:
    prose = parse(source, first_line)
    last_line = first_line + source.count("\n") + source.count("\r")
    assert all(first_line <= block.line <= last_line for block in prose.blocks)
    assert all(first_line <= problem.line <= last_line for problem in prose.problems)
    assert [block.line for block in prose.blocks] == sorted(block.line for block in prose.blocks)
    assert [note.number for note in notes(prose)] == list(range(1, len(notes(prose)) + 1))
    plain(prose)


@settings(max_examples=400)
@given(st.lists(PIECES.filter(lambda piece: "(" not in piece and "^" not in piece), max_size=40).map("".join))
def test_no_letter_is_lost(source: str) -> None:
    """Without addresses and notes, whose words rightly stand elsewhere, every letter is still there, in order."""
    assert letters(plain(parse(source))) == letters(source)


@given(MARKDOWN)
def test_links_are_safe_and_hold_no_links(source: str) -> None:
    for block in parse(source).blocks:
        for inline in walk(block):
            if isinstance(inline, Link):
                assert inline.href.startswith("https://")
                assert not any(isinstance(inner, Link | NoteRef) for inner in inline.inlines)


@given(MARKDOWN)
def test_texts_are_joined_and_not_empty(source: str) -> None:
    def look(inlines: Inlines) -> None:
        for before, after in pairwise(inlines):
            assert not (isinstance(before, Text) and isinstance(after, Text))
        for inline in inlines:
            assert not isinstance(inline, Text) or inline.text
            if isinstance(inline, Strong | Link):
                assert inline.inlines
                look(inline.inlines)

    def enter(blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                look(block.inlines)
            elif isinstance(block, Quote):
                enter(block.blocks)

    enter(parse(source).blocks)
