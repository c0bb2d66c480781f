"""X208: a delegate with neither a record nor a name."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for delegate in yearbook.delegates:
        if not delegate.person and not delegate.name:
            yield diagnose("X208", delegate.span(), record=delegate.id)
