"""X203, X204: what the law wants on the imprint page and on cover 4 and is not there yet (Luật Xuất bản, Điều 27)."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.records.settings import Imprint, Isbns


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    settings = yearbook.settings
    for key, field in Imprint.model_fields.items():
        if getattr(settings.imprint, key) is None:
            yield diagnose(
                "X203", settings.span("imprint"), record=settings.id, label=field.title, key=f"imprint.{key}"
            )
    for key, field in Isbns.model_fields.items():
        if getattr(settings.isbn, key) is None:
            yield diagnose("X203", settings.span("isbn"), record=settings.id, label=field.title, key=f"isbn.{key}")
    if settings.price is None:
        yield diagnose("X204", settings.span("price"), record=settings.id)
