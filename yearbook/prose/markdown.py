"""The Markdown reader: markdown-it-py with only what records may use, and four rules of our own.

Left out on purpose: raw HTML, images, code, character references, reference links, underlined headings.
What is left out stays visible as text.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from yearbook.prose.footnotes import MARK

MAX_NESTING = 20
"""Open blocks at one place (a list and its item count as two)."""

_NOTE = re.compile(MARK)
_FOREIGN = re.compile(r"\[([^\[\]\n]{1,400})\]\{lang=([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2})\}")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,400}\]\([^()\n]{0,1000}\)")


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Let every address through: `parse` drops the bad ones and reports them."""
        return True


@cache
def reader() -> MarkdownIt:
    """The one reader; it keeps no state between texts."""
    md = _Reader("zero", {"maxNesting": MAX_NESTING})
    md.enable(["heading", "list", "blockquote", "table", "hr", "newline", "escape", "emphasis", "link", "autolink"])
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler.before("link", "note", _note)
    md.inline.ruler.before("link", "picture", _picture)
    md.inline.ruler.before("link", "foreign", _foreign)
    return md


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Emphasis only at the edges of words, for `*` as CommonMark has it for `_`: `2*3*4` is arithmetic."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = state.scanDelims(state.pos, False)
    for _ in range(run.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=run.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=run.can_open,
                close=run.can_close,
            )
        )
    state.pos += run.length
    return True


def _token(state: StateInline, silent: bool, pattern: re.Pattern[str], kind: str) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = match[0]
        token.markup = match[1] if match.re.groups else ""
    state.pos = match.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """`[^1]` → token `note` with the mark in `markup`."""
    return state.src[state.pos] == "[" and _token(state, silent, _NOTE, "note")


def _picture(state: StateInline, silent: bool) -> bool:
    """`![…](…)` → token `picture`, to be shown as it is written."""
    return state.src[state.pos] == "!" and _token(state, silent, _IMAGE, "picture")


def _foreign(state: StateInline, silent: bool) -> bool:
    """`[Make in Viet Nam]{lang=en}` → token `foreign`: its words in `content`, the language (BCP 47) in `markup`."""
    match = _FOREIGN.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("foreign", "", 0)
        token.content, token.markup = match.groups()
    state.pos = match.end()
    return True
