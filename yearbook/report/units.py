"""Whose a finding is: the unit of its record, by its official name, in protocol order."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.diagnostics import Diagnostic
from yearbook.records import Yearbook
from yearbook.values import dataclass

WHOLE_BOOK = "Chung của sách"


@dataclass(frozen=True, order=True)
class Owner:
    """A unit as the report orders and names it; `id` is empty for what concerns the whole book."""

    rank: int
    name: str
    id: str


BOOK = Owner(-1, WHOLE_BOOK, "")


class Owners:
    """Answers who has to mend a finding. Without records (`yearbook` None) only the ids are known."""

    def __init__(self, yearbook: Yearbook | None) -> None:
        self._units = {} if yearbook is None else {u.id: Owner(u.order, u.name, u.id) for u in yearbook.units}
        self._records = {} if yearbook is None else dict(_records(yearbook))
        self._last = 1 + max((owner.rank for owner in self._units.values()), default=0)

    def of(self, finding: Diagnostic) -> Owner:
        """The unit a finding names, else that of its record, else the whole book."""
        known = self._records.get(finding.record)
        unit = finding.unit or (known.unit if known else "")
        if not unit:
            return BOOK
        return self._units.get(unit) or Owner(self._last, f"Đơn vị có mã «{unit}» (chưa có trong units.yaml)", unit)

    def name(self, finding: Diagnostic) -> str:
        """Name of the person, collective or event a finding is about; its id when there is no such record."""
        known = self._records.get(finding.record)
        return known.name if known else finding.record


@dataclass(frozen=True)
class _Known:
    name: str
    unit: str


def _records(yearbook: Yearbook) -> Iterable[tuple[str, _Known]]:
    for document in yearbook.documents:
        yield document.id, _Known(document.subject, "")
    for text in yearbook.texts:
        yield text.id, _Known(text.title, text.unit or "")
    for event in yearbook.events:
        yield event.id, _Known(event.title, "")
    for collective in yearbook.collectives:
        yield collective.id, _Known(collective.name, collective.unit)
    for person in yearbook.individuals:
        yield person.id, _Known(person.name, person.unit)
