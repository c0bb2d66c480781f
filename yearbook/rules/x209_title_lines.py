"""X209: the lines of the title must read as the title."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    settings = yearbook.settings
    joined = " ".join(settings.title_lines)
    if settings.title_lines and joined != settings.title:
        yield diagnose("X209", settings.span("title_lines"), record=settings.id, joined=joined, title=settings.title)
