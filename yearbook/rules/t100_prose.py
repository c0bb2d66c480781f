"""T101–T110: what the small Markdown of the records cannot say, and words or texts that are far too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.prose import parse
from yearbook.records.model import Collective, Document, Editorial, Event, Individual, Text, Yearbook
from yearbook.vietnamese import format_number, long_words

FIELDS = {"narrative": "thành tích", "body": "nội dung"}
MAX_WORDS = 20_000
MAX_WORD = 60  # letters
_LISTS = re.compile(r"[ \t]+(?:[-*+]|\d+[.)])[ \t]|(?:(?:[-*+]|\d+[.)])[ \t]+){2}")


def texts(yearbook: Yearbook) -> Iterator[tuple[Editorial, str, str]]:
    """(record, key of the field, source) of every Markdown field."""
    narrated: tuple[Individual | Collective | Event, ...] = (*yearbook.honoured, *yearbook.events)
    for record in narrated:
        if record.narrative:
            yield record, "narrative", record.narrative
    written: tuple[Text | Document, ...] = (*yearbook.texts, *yearbook.documents)
    for text in written:
        yield text, "body", text.body


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for record, field, source in texts(yearbook):
        words = source.split()
        if _has_form(source) or max(map(len, words), default=0) > MAX_WORD or len(words) > MAX_WORDS:
            yield from _judge(record, field, source, len(words))


def _judge(record: Editorial, field: str, source: str, count: int) -> Iterator[Diagnostic]:
    start, unit = record.span(field), getattr(record, "unit", None) or ""
    for problem in parse(source, start.line).problems:
        span = Span(start.file, problem.line)
        yield diagnose(problem.kind.value, span, record=record.id, unit=unit, detail=problem.detail)
    for word in long_words(source):
        yield diagnose("T106", start, record=record.id, unit=unit, word=word[:24] + "…", count=len(word))
    if count > MAX_WORDS:
        yield diagnose("T107", start, record=record.id, unit=unit, field=FIELDS[field], count=format_number(count))


def _has_form(source: str) -> bool:
    """May the reader find something to tell? Only in tags, links, notes, pictures, quotations, lists in lists."""
    return any(sign in source for sign in "<>[") or any(_LISTS.match(line) for line in source.split("\n"))
