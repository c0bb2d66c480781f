"""What the checks of an EPUB find: each finding with its record, and never a million of the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml import etree

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.preflight.epubfile import Page, Places

MAX_SHOWN = 50  # findings of one code; the rest repeat the same fault and are counted


class Findings:
    """Collects findings; `places` knows which record a place of a page belongs to."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._found: list[Diagnostic] = []
        self._counts: Counter[str] = Counter()

    def add(self, code: str, *, record: str = "", **words: object) -> None:
        """A finding about the package as a whole, or about a record."""
        self._counts[code] += 1
        if self._counts[code] <= MAX_SHOWN:
            self._found.append(diagnose(code, self.places.span(record), record=record, **words))  # type: ignore[arg-type]

    def at(self, code: str, page: Page, element: etree._Element | None = None, **words: object) -> None:
        """A finding about a page (`{page}` of its message), in it about an element."""
        full = self._counts[code] >= MAX_SHOWN
        record = "" if element is None or full else self.places.record(page, element)
        self.add(code, record=record, page=page.short, **words)

    def all(self) -> tuple[Diagnostic, ...]:
        """Everything found, in the order of the checks; E261 for each code of which not all are shown."""
        over = {code: count - MAX_SHOWN for code, count in self._counts.items() if count > MAX_SHOWN}
        more = (diagnose("E261", kind=code, count=count) for code, count in over.items())
        return (*self._found, *more)


def shown(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The first of findings of one code, and E261 for the rest."""
    rest = len(found) - MAX_SHOWN
    return tuple(found) if rest <= 0 else (*found[:MAX_SHOWN], diagnose("E261", kind=found[0].code, count=rest))
