"""What `report.html` is made of. The pipeline fills it in: this room knows neither pipeline nor editions."""

from __future__ import annotations

import datetime as dt

from yearbook.diagnostics import Report
from yearbook.records import Yearbook
from yearbook.records.waivers import Waived
from yearbook.values import dataclass


@dataclass(frozen=True)
class ReportFile:
    """A row of «what was built»."""

    label: str
    name: str
    size: int  # bytes
    pages: int | None = None
    sha256: str = ""


@dataclass(frozen=True)
class ReportInput:
    """Everything the report tells. No `files` and no `build_id`: the data were only checked."""

    title: str
    report: Report
    yearbook: Yearbook | None
    date: dt.date
    files: tuple[ReportFile, ...] = ()
    build_id: str = ""
    final: bool = False
    preflight: str = ""  # name of the page beside this one that tells the preflight, if there is one
    waived: tuple[Waived, ...] = ()
    unit: str = ""  # the name of the unit whose findings alone are told, when the page goes to one unit
