"""X209: the lines of the congress's name must read as its name."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    congress = yearbook.settings.congress
    joined = " ".join(congress.lines)
    if congress.lines and joined != congress.name:
        span = yearbook.settings.span("congress", "lines")
        yield diagnose("X209", span, record=yearbook.settings.id, joined=joined, name=congress.name)
