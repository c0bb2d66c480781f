"""X312: an event is put before, into or after the congress against its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Event, Phase, Yearbook
from yearbook.vietnamese import format_date_short

CONGRESS_DAYS = dt.timedelta(days=2)
"""A congress lasts up to three days; the settings know one of them."""
LABELS = {Phase.BEFORE: "trước", Phase.DURING: "trong", Phase.AFTER: "sau"}


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    congress = yearbook.settings.congress.date
    for event in yearbook.events:
        if _wrong(event, congress):
            yield diagnose(
                "X312",
                event.span("phase"),
                record=event.id,
                phase=event.phase.value,
                label=LABELS[event.phase],
                date=format_date_short(event.date),
                congress=format_date_short(congress),
            )


def _wrong(event: Event, congress: dt.date) -> bool:
    if event.phase is Phase.BEFORE:
        return event.date > congress
    if event.phase is Phase.AFTER:
        return event.date < congress
    return not event.date - CONGRESS_DAYS <= congress <= (event.end or event.date) + CONGRESS_DAYS
