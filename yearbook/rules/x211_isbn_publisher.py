"""X211: a sound ISBN that is not of this publisher; tells nothing where the publisher's prefix is not known."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.isbn import has_prefix, isbn_digits
from yearbook.records.model import Yearbook
from yearbook.rules.common import isbns


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    settings = yearbook.settings
    prefix = settings.publisher.isbn_prefix
    for isbn in isbns(settings):
        if prefix and isbn_digits(isbn.number) and not has_prefix(isbn.number, prefix):
            yield diagnose(
                "X211", isbn.span, record=settings.id, prefix=prefix, key=isbn.key, label=isbn.label, isbn=isbn.number
            )
