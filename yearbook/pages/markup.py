"""From text and prose to safe HTML: typography and glue on every text node, the small set of tags of `prose`.

The same functions serve the PDF and the EPUB. Nothing here trusts its input: all text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from itertools import zip_longest

from markupsafe import Markup, escape

from yearbook import prose as p
from yearbook.vietnamese import NBSP, segments, typographic

NOWRAP = Markup('<span class="nw">{}</span>')
SPACE = Markup("<span> </span>")


NOTE_CALL = Markup(
    '<a class="noteref" epub:type="noteref" role="doc-noteref" id="{0}ref{1}" href="#{0}note{1}">{1}</a>'
)
NOTE_AGAIN = Markup('<a class="noteref" epub:type="noteref" role="doc-noteref" href="#{0}note{1}">{1}</a>')


def _set(value: str) -> Markup:
    """Segments as HTML. A space before a span gets a span of its own: WeasyPrint 70 counts the last space of a
    text node into the line's width and would break a word too early."""
    parts = segments(value)
    pieces = []
    for part, following in zip_longest(parts, parts[1:]):
        if part.nowrap:
            pieces.append(NOWRAP.format(part.text))
        elif following and part.text.endswith(" "):
            pieces += [escape(part.text[:-1]), SPACE]
        else:
            pieces.append(escape(part.text))
    return Markup("").join(pieces)


def text(value: object) -> Markup:
    """A string as it is printed: quotes, ellipses, dashes of years, and phrases that must not break."""
    return value if isinstance(value, Markup) else _typeset(str(value))


@lru_cache(maxsize=8192)
def _typeset(words: str) -> Markup:
    """Names of units, awards, decisions are met again and again."""
    return _set(typographic(words))


@lru_cache(maxsize=4096)
def _running(words: str, before: str) -> tuple[str, Markup]:
    """Running words behind others, with their signs, and as HTML: narratives are set again while a book is edited."""
    words = typographic(words, before)
    return words, _set(words)


def verbatim(value: object) -> Markup:
    """A string of an official document: glued, but no sign of it changed."""
    return _set(str(value))


def _without_runt(inlines: p.Inlines) -> p.Inlines:
    """The last two syllables of a paragraph kept together: no last line of one short syllable."""
    if not inlines or not isinstance(inlines[-1], p.Text):
        return inlines
    kept = re.sub(r" (\S{1,8})$", f"{NBSP}\\1", inlines[-1].text)
    return (*inlines[:-1], p.Text(kept))


class Renderer:
    """Prose to HTML.

    notes: "float" sets a footnote where it is called (paged media), "end" leaves numbered calls and
    collects the notes in `self.collected`, for EPUB. `verbatim` keeps every sign as it is.
    heading: the HTML level that a Markdown `##` becomes. prefix: makes the ids of notes unique in a file.
    caption: of its tables, for those who do not see the text around them.
    """

    def __init__(
        self, *, notes: str = "float", verbatim: bool = False, heading: int = 4, prefix: str = "", caption: str = ""
    ) -> None:
        self.notes, self.heading, self.prefix, self.verbatim = notes, heading, prefix, verbatim
        self.caption = Markup('<caption class="unseen">{}</caption>').format(caption) if caption else ""
        self.collected: dict[int, Markup] = {}
        self._before = ""  # what is set in this paragraph so far: quotes pair across emphasis

    def blocks(self, blocks: Iterable[p.Block]) -> Markup:
        return Markup("\n").join(self.block(block) for block in blocks)

    def block(self, block: p.Block) -> Markup:
        if isinstance(block, p.Paragraph):
            return Markup("<p>{}</p>").format(self.line(_without_runt(block.inlines)))
        if isinstance(block, p.Heading):
            level = min(6, self.heading + max(0, block.level - 2))
            return Markup('<h{} class="sub sub-{}">{}</h{}>').format(
                level, max(1, block.level - 1), self.line(block.inlines), level
            )
        if isinstance(block, p.ListBlock):
            return self._list(block)
        if isinstance(block, p.Quote):
            return Markup('<blockquote class="pull">{}</blockquote>').format(self.blocks(block.blocks))
        if isinstance(block, p.Divider):
            return Markup('<hr class="divider"/>')
        return self._table(block)

    def _list(self, block: p.ListBlock) -> Markup:
        items = Markup("").join(Markup("<li>{}</li>").format(self._tight(item)) for item in block.items)
        if block.ordered:
            start = Markup(' start="{}"').format(block.start) if block.start != 1 else ""
            return Markup("<ol{}>{}</ol>").format(start, items)
        return Markup("<ul>{}</ul>").format(items)

    def _tight(self, blocks: tuple[p.Block, ...]) -> Markup:
        if len(blocks) == 1 and isinstance(blocks[0], p.Paragraph):
            return self.line(blocks[0].inlines)
        return self.blocks(blocks)

    def _table(self, table: p.Table) -> Markup:
        aligns = [align or "left" for align in table.aligns]
        head = Markup("").join(
            Markup('<th scope="col" class="{}">{}</th>').format(align, self.line(cell))
            for align, cell in zip(aligns, table.head, strict=False)
        )
        rows = Markup("").join(
            Markup("<tr>{}</tr>").format(
                Markup("").join(
                    Markup('<td class="{}">{}</td>').format(align, self.line(cell))
                    for align, cell in zip(aligns, row, strict=False)
                )
            )
            for row in table.rows
        )
        return Markup('<table class="prose">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
            self.caption, head, rows
        )

    def line(self, inlines: p.Inlines) -> Markup:
        """The inlines of a whole paragraph, heading, cell or note."""
        before, self._before = self._before, ""
        line = self.inlines(inlines)
        self._before = before
        return line

    def text(self, words: str) -> Markup:
        if self.verbatim:
            return verbatim(words)
        words, made = _running(words, self._before if '"' in words else "")
        self._before += words
        return made

    def inlines(self, inlines: p.Inlines) -> Markup:
        """A run of inlines; the space before an element stands in a span of its own (see `_set`)."""
        pieces: list[Markup] = []
        for inline, following in zip_longest(inlines, inlines[1:]):
            if isinstance(inline, p.Text) and following is not None and inline.text.endswith(" "):
                pieces += [self.text(inline.text[:-1]), SPACE]
                self._before += " "
            else:
                pieces.append(self.inline(inline))
        return Markup("").join(pieces)

    def inline(self, inline: p.Inline) -> Markup:
        if isinstance(inline, p.Text):
            return self.text(inline.text)
        if isinstance(inline, p.Strong):
            return Markup("<strong>{}</strong>").format(self.inlines(inline.inlines))
        if isinstance(inline, p.Emphasis):
            return Markup("<em>{}</em>").format(self.inlines(inline.inlines))
        if isinstance(inline, p.Link):
            return Markup('<a class="ext" href="{}">{}</a>').format(inline.href, self.inlines(inline.inlines))
        if isinstance(inline, p.Foreign):
            words = self.inlines(inline.inlines)
            return Markup('<span lang="{0}" xml:lang="{0}">{1}</span>').format(inline.language, words)
        if isinstance(inline, p.NoteRef):
            return self._note(inline)
        return Markup("<br/>")

    def _note(self, note: p.NoteRef) -> Markup:
        """The first mention sets or collects the note; a later one only shows its number."""
        first = note.number not in self.collected
        if first:
            self.collected[note.number] = self.line(note.inlines)
        if self.notes == "end":
            return (NOTE_CALL if first else NOTE_AGAIN).format(self.prefix, note.number)
        if first:
            return Markup('<span class="footnote">{}</span>').format(self.collected[note.number])
        return Markup('<sup class="footnote-again">{}</sup>').format(note.number)


def page_links(pages: Mapping[str, int], main: Collection[str], shown: Callable[[int], str] = str) -> Markup:
    """Page references of an index entry: «**45**, 112, 118–119», each page once, linked to the first anchor on it.

    pages: anchor → page; main: anchors of the record itself, set bold; shown: how a number is written. `data-refs`
    are the anchors whose pages the text names.
    """
    first: dict[int, str] = {}
    for anchor, page in pages.items():
        first.setdefault(page, anchor)
        if anchor in main:
            first[page] = anchor
    runs: list[list[int]] = []
    for page in sorted(first):
        alone = first[page] in main
        if runs and page == runs[-1][-1] + 1 and not alone and first[runs[-1][0]] not in main:
            runs[-1].append(page)
        else:
            runs.append([page])
    links = []
    for run in runs:
        ends = run if len(run) == 1 else (run[0], run[-1])
        bold = ' class="main"' if first[run[0]] in main else ""
        refs, words = " ".join(first[page] for page in ends), "–".join(map(shown, ends))
        # not by `Markup.format`, which takes ten times as long, for there are thousands
        links.append(f'<a href="#{escape(first[run[0]])}"{bold} data-refs="{escape(refs)}">{escape(words)}</a>')
    return Markup(", ".join(links))
