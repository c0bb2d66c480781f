"""X210: an ISBN of the wrong form or with a wrong check digit (ISO 2108:2017)."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.isbn import fault
from yearbook.records.model import Yearbook
from yearbook.rules.common import isbns


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    for isbn in isbns(yearbook.settings):
        if detail := fault(isbn.number):
            yield diagnose(
                "X210",
                isbn.span,
                record=yearbook.settings.id,
                detail=detail,
                key=isbn.key,
                label=isbn.label,
                isbn=isbn.number,
            )
