"""Collects the findings of one file, so that a file with a hundred thousand faults cannot drown the report."""

from __future__ import annotations

from dataclasses import replace

from yearbook.diagnostics import Diagnostic, Edit, Related, Severity, Span, diagnose

MAX_FINDINGS = 1000


class Findings:
    """The findings of one file, at most `limit`; `close` says how many more there were."""

    def __init__(self, file: str, limit: int = MAX_FINDINGS) -> None:
        self.file = file
        self._limit = limit
        self._over = 0
        self._items: list[Diagnostic] = []

    def span(self, line: int = 1, column: int = 1, end_column: int = 0) -> Span:
        return Span(self.file, line, column, end_column)

    def add(
        self,
        code: str,
        span: Span | None = None,
        *,
        record: str = "",
        unit: str = "",
        related: tuple[Related, ...] = (),
        hint: str | None = None,
        fix: tuple[Edit, ...] = (),
        **words: object,
    ) -> None:
        """Note a finding; without a span it is about the file as a whole."""
        if len(self._items) >= self._limit:
            self._over += 1
            return
        place = span or self.span()
        self._items.append(
            diagnose(code, place, record=record, unit=unit, related=related, hint=hint, spot=None, fix=fix, **words)
        )

    def mend(self, code: str, edits: tuple[Edit, ...]) -> None:
        """Give the certain mend to the finding of this code."""
        self._items = [replace(item, fix=edits) if item.code == code else item for item in self._items]

    def has(self, span: Span, *codes: str) -> bool:
        """One of these codes is already noted where `span` starts."""
        place = (span.line, span.column)
        return any(d.code in codes and d.span and (d.span.line, d.span.column) == place for d in self._items)

    @property
    def errors(self) -> int:
        """How many errors (not warnings) there are so far."""
        return self._over + sum(item.severity is Severity.ERROR for item in self._items)

    @property
    def clean(self) -> bool:
        """Whether nothing is noted so far."""
        return not self._items

    @property
    def full(self) -> bool:
        return len(self._items) >= self._limit

    def skip(self, count: int) -> None:
        """Count findings that were not worth making any more."""
        self._over += count

    def close(self) -> tuple[Diagnostic, ...]:
        if self._over:
            self._items.append(diagnose("Y109", self.span(), count=self._over, limit=self._limit))
            self._over = 0
        return tuple(self._items)
