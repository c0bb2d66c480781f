"""`ReportInput` → one HTML page: styles inside, no script, nothing fetched, everything from the data escaped."""

from __future__ import annotations

from dataclasses import replace

from yearbook.diagnostics import Diagnostic, Report, Severity
from yearbook.diagnostics.render import anchored, summary
from yearbook.records.waivers import Waived
from yearbook.report import missing, view
from yearbook.report.model import ReportInput
from yearbook.report.template import template
from yearbook.report.units import BOOK, Owner, Owners
from yearbook.vietnamese import slugify


def render_report(told: ReportInput) -> str:
    """The page as text (UTF-8 when written). The same input gives the same page."""
    items = anchored(told.report)
    owners = Owners(told.yearbook)
    rows = missing.missing_by_unit(items, owners)
    return template("report.html.j2").render(
        told=told,
        verdict=view.verdict(told),
        summary=summary(told.report),
        counts=[(s, told.report.count(s)) for s in Severity],
        sections=view.sections(items, owners),
        columns=missing.COLUMNS,
        rows=rows,
        silent=_silent(told, {row.owner.id for row in rows}),
        imprint=missing.missing_imprint(items),
        codes=view.codes((*items, *anchored(item.finding for item in told.waived))),
        book=BOOK,
    )


def render_for_units(told: ReportInput) -> dict[str, str]:
    """A page for every unit that has something to mend, by file name: `cuc-vien-thong.html`; what belongs to no unit
    in `chung-cua-sach.html`."""
    owners = Owners(told.yearbook)
    found: dict[Owner, list[Diagnostic]] = {}
    waived: dict[Owner, list[Waived]] = {}
    for finding in told.report:
        found.setdefault(owners.of(finding), []).append(finding)
    for item in told.waived:
        waived.setdefault(owners.of(item.finding), []).append(item)
    return {
        f"{owner.id or slugify(owner.name)}.html": render_report(
            replace(told, report=Report.of(found[owner]), unit=owner.name, waived=tuple(waived.get(owner, ())))
        )
        for owner in sorted(found)
    }


def _silent(told: ReportInput, named: set[str]) -> int:
    """How many units owe nothing; 0 without records."""
    return sum(unit.id not in named for unit in told.yearbook.units) if told.yearbook and not told.unit else 0
