"""X212: one ISBN for two formats (Thông tư 05/2016/TT-BTTTT, Điều 4)."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, Related, diagnose
from yearbook.records.isbn import bare, is_well_formed
from yearbook.records.model import Yearbook
from yearbook.rules.common import Isbn, isbns


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    first: dict[str, Isbn] = {}
    for isbn in isbns(yearbook.settings):
        if not is_well_formed(isbn.number):
            continue
        other = first.setdefault(bare(isbn.number), isbn)
        if other is not isbn:
            related = (Related(other.span, f"đã dùng cho {other.label}"),)
            yield diagnose(
                "X212",
                isbn.span,
                record=yearbook.settings.id,
                related=related,
                other=other.label,
                key=isbn.key,
                label=isbn.label,
                isbn=isbn.number,
            )
