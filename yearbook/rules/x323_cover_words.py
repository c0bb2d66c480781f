"""X323: words in title or compiler that may not stand on cover 1 (Luật Xuất bản 19/2012/QH13, Điều 27 khoản 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.records.model import Yearbook
from yearbook.vietnamese import search_key

_ISBN = re.compile(r"\bISBN\b|\b97[89][- ]\d", re.IGNORECASE)
_GUIDANCE = re.compile(r"\bchỉ đạo\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
# A year that nothing binds to the words before it: «năm 2020», «giai đoạn 2015 – 2020» belong to a title.
_YEAR = re.compile(r"(?<!năm )(?<!đoạn )(?<!kỳ )(?<![\d/–-])(?<!– )(?<!- )(?<!-)\b(?:19|20)\d{2}\b(?! ?[–-] ?\d)")


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    settings = yearbook.settings
    slogans = [key for slogan in yearbook.slogans if len((key := search_key(slogan.text)).split()) > 2]
    fields = [(settings.title, settings.span("title"))]
    # Lines that read as the title (else X209) repeat its faults.
    if settings.title_lines and " ".join(settings.title_lines) != settings.title:
        fields += [(line, settings.span("title_lines", i)) for i, line in enumerate(settings.title_lines)]
    if settings.compiler:
        fields.append((settings.compiler, settings.span("compiler")))
    for text, span in fields:
        for what in _faults(text, slogans):
            yield _finding(settings.id, span, text, what)


def _faults(text: str, slogans: list[str]) -> Iterator[str]:
    if match := _ISBN.search(text):
        yield f"ISBN («{text[match.start() :][:24]}»)"
    if match := _GUIDANCE.search(text):
        yield f"«{match[0]}»"
    if match := _YEAR.search(_BRACKETS.sub("", text)):
        yield f"năm «{match[0]}»"
    plain = search_key(text)
    if any(slogan in plain for slogan in slogans):
        yield "khẩu hiệu"


def _finding(record: str, span: Span, text: str, what: str) -> Diagnostic:
    return diagnose("X323", span, record=record, text=text, what=what)
