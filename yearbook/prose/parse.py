"""Source text → `Prose`. Never raises, whatever the text; takes time in proportion to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it.token import Token

from yearbook.prose.footnotes import lift
from yearbook.prose.inlines import InlineReader
from yearbook.prose.markdown import MAX_NESTING, reader
from yearbook.prose.model import (
    Block,
    Divider,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Problem,
    ProblemKind,
    Prose,
    Quote,
    Table,
    Text,
)

REMEMBERED = 4096  # texts: rules and pages read the same ones, and most are those of the last time
MAX_LENGTH = 400_000
"""Longer texts are not read as Markdown (records end at 200,000 characters)."""


@lru_cache(maxsize=REMEMBERED)
def parse(source: str, first_line: int = 1) -> Prose:
    """Read the Markdown subset of records; `first_line` is the line of the file where `source` begins.

    Text that cannot be read (too long, nested too deep) comes back as plain paragraphs with a problem.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if len(source) > MAX_LENGTH:
        return _as_it_is(source, first_line, f"dài quá {MAX_LENGTH:,} chữ cái".replace(",", "."))
    body, definitions = lift(source)
    tokens = reader().parse(body)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        # Beyond this depth the reader drops text in silence.
        return _as_it_is(source, first_line, f"có danh sách hoặc trích dẫn lồng nhau quá {MAX_NESTING // 2} tầng")
    inlines = InlineReader(definitions, first_line)
    blocks = _Blocks(tokens, inlines).until("")
    inlines.finish()
    return Prose(blocks, tuple(sorted(inlines.problems, key=lambda p: (p.line, p.kind, p.detail))))


def _as_it_is(source: str, first_line: int, reason: str) -> Prose:
    blocks: list[Block] = []
    lines = source.split("\n")
    begin = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            if begin < number:
                blocks.append(Paragraph((Text(" ".join(lines[begin:number])),), first_line + begin))
            begin = number + 1
    return Prose(tuple(blocks), (Problem(first_line, ProblemKind.NOT_READ, reason),))


class _Blocks:
    """Walks the flat token list once."""

    def __init__(self, tokens: Sequence[Token], inlines: InlineReader) -> None:
        self._tokens = tokens
        self._inlines = inlines
        self._at = 0

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _line(self, token: Token) -> int:
        return self._inlines.first_line + (token.map[0] if token.map else 0)

    def _text(self) -> Inlines:
        """The inline token that comes next, and the closing token behind it."""
        token = self._next()
        self._at += 1
        return self._inlines.read(token.children or (), token.map[0] if token.map else 0)

    def until(self, closing: str) -> tuple[Block, ...]:
        """All blocks up to the token `closing` (or the end)."""
        blocks: list[Block] = []
        while self._at < len(self._tokens):
            token = self._next()
            if token.type == closing:
                break
            blocks.append(self._block(token))
        return tuple(blocks)

    def _block(self, token: Token) -> Block:
        line = self._line(token)
        match token.type:
            case "heading_open":
                return Heading(int(token.tag[1]), self._text(), line)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, line)
            case "blockquote_open":
                return Quote(self.until("blockquote_close"), line)
            case "table_open":
                return self._table(line)
            case "hr":
                return Divider(line)
            case _:
                return Paragraph(self._text(), line)

    def _list(self, token: Token, line: int) -> ListBlock:
        ordered = token.type == "ordered_list_open"
        begin = self._at
        items: list[tuple[Block, ...]] = []
        while self._next().type == "list_item_open":
            items.append(self.until("list_item_close"))
        level = token.level + 2
        tight = all(t.hidden for t in self._tokens[begin : self._at] if t.type == "paragraph_open" and t.level == level)
        start = int(token.attrs.get("start", 1)) if ordered else 1
        return ListBlock(ordered, start, tuple(items), line, token.markup, tight)

    def _table(self, line: int) -> Table:
        rows: list[tuple[Inlines, ...]] = []
        row: list[Inlines] = []
        aligns: list[str] = []
        while (token := self._next()).type != "table_close":
            if token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    aligns.append(_align(token))
                row.append(self._text())
            elif token.type == "tr_close":
                rows.append(tuple(row))
                row = []
        return Table(rows[0], tuple(rows[1:]), tuple(aligns), line)


def _align(token: Token) -> str:
    match = re.search(r"text-align:(left|center|right)", str(token.attrs.get("style", "")))
    return match[1] if match else ""
