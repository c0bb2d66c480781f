"""From findings to what the page shows, in order; the template only lays it out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from yearbook.diagnostics import Entry, Severity, entries_of
from yearbook.diagnostics.render import Anchored, grouped
from yearbook.report.model import ReportInput
from yearbook.report.units import Owner, Owners
from yearbook.values import dataclass

TITLES = {
    Severity.ERROR: "Lỗi phải sửa",
    Severity.WARNING: "Cảnh báo nên xem",
    Severity.INFO: "Lưu ý",
}


@dataclass(frozen=True)
class Cluster:
    """Findings of one unit with the same code and the same advice: the advice is printed once."""

    code: str
    hint: str
    items: tuple[Anchored, ...]


@dataclass(frozen=True)
class UnitPart:
    """The findings of one unit within a section."""

    owner: Owner
    clusters: tuple[Cluster, ...]

    @property
    def count(self) -> int:
        return sum(len(cluster.items) for cluster in self.clusters)


@dataclass(frozen=True)
class Section:
    """All findings of one severity, by unit in protocol order."""

    severity: Severity
    title: str
    count: int
    units: tuple[UnitPart, ...]


def sections(items: Sequence[Anchored], owners: Owners) -> tuple[Section, ...]:
    """The gravest section first; one without findings is left out."""
    made = []
    for group in grouped(items):
        by_owner: dict[Owner, list[Anchored]] = {}
        for item in group.items:
            by_owner.setdefault(owners.of(item.finding), []).append(item)
        units = tuple(UnitPart(owner, _clusters(by_owner[owner])) for owner in sorted(by_owner))
        made.append(Section(group.severity, TITLES[group.severity], len(group.items), units))
    return tuple(made)


def _clusters(items: list[Anchored]) -> tuple[Cluster, ...]:
    def advice(item: Anchored) -> tuple[str, str]:
        return item.finding.code, item.finding.hint

    ordered = sorted(items, key=advice)  # stable: within a cluster the order of the report stays
    return tuple(Cluster(code, hint, tuple(group)) for (code, hint), group in groupby(ordered, advice))


def codes(items: Sequence[Anchored]) -> tuple[Entry, ...]:
    """The catalogue entries of the codes that occur, each once."""
    occurring = {item.finding.code for item in items}
    return entries_of(occurring)


def verdict(told: ReportInput) -> str:
    """One sentence on what this run came to."""
    if told.files:
        return "Bản in cuối đã dựng xong." if told.final else "Bản thảo đã dựng xong."
    if told.report.has_errors:
        return "Dữ liệu còn lỗi, chưa dựng sách." if not told.build_id else "Chưa dựng được sách vì còn lỗi."
    return "Dữ liệu không có lỗi." if not len(told.report) else "Dữ liệu không có lỗi, còn chỗ nên xem."
