"""`preflight.html`: print files and what their preflight found, page by page, with the places framed on the pages."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from yearbook.diagnostics import Diagnostic, Report, Severity
from yearbook.diagnostics.render import Anchored, anchored, summary
from yearbook.report import view
from yearbook.report.template import template
from yearbook.values import dataclass

if TYPE_CHECKING:
    from yearbook.preflight.proved import Frame, Proved, Thumbnail

PREFLIGHT_TITLE = "Kiểm tra tệp in"


@dataclass(frozen=True)
class PreflightInput:
    """Everything the page tells. `profile`: the label of the thresholds; `build_id` is empty for a stranger's files."""

    title: str
    profile: str
    date: dt.date
    files: tuple[Proved, ...]
    build_id: str = ""
    final: bool = False

    @property
    def report(self) -> Report:
        return Report.of(finding for file in self.files for finding in file.report)


@dataclass(frozen=True)
class _Place:
    """A finding of a page: its number in the list, its frame on the thumbnail, where it is in words."""

    anchor: str
    finding: Diagnostic
    number: int
    frame: Frame | None
    where: str


@dataclass(frozen=True)
class _Page:
    """What is said of a page (0: of the whole file), and its picture as a data: address."""

    number: int
    clusters: tuple[tuple[str, tuple[_Place, ...]], ...]  # the advice, and the places it is for
    picture: str
    trim: Frame | None

    @property
    def places(self) -> tuple[_Place, ...]:
        return tuple(place for _, places in self.clusters for place in places)


@dataclass(frozen=True)
class _File:
    name: str
    pages: int
    summary: str
    told: tuple[_Page, ...]


def render_preflight(told: PreflightInput) -> str:
    """The page as text (UTF-8 when written): styles and pictures inside, nothing fetched, everything escaped."""
    report = told.report
    items = {item.finding: item for item in anchored(report)}
    return template("preflight.html.j2").render(
        told=told,
        heading=PREFLIGHT_TITLE,
        verdict=_verdict(report),
        summary=summary(report),
        counts=[(severity, report.count(severity)) for severity in Severity],
        files=[_file(file, items) for file in told.files],
        codes=view.codes(tuple(items.values())),
    )


def _verdict(report: Report) -> str:
    if report.has_errors:
        return "Chưa in được: còn lỗi phải sửa."
    return "Không có lỗi, còn chỗ nên xem." if len(report) else "Đạt mọi điểm kiểm tra."


def _file(file: Proved, items: dict[Diagnostic, Anchored]) -> _File:
    by_page: dict[int, list[Anchored]] = {}
    for finding in file.report:
        by_page.setdefault(finding.spot.page if finding.spot else 0, []).append(items[finding])
    pictures = {picture.page: picture for picture in file.thumbnails}
    pages = tuple(_page(number, found, pictures.get(number)) for number, found in sorted(by_page.items()))
    return _File(file.name, file.pages, summary(file.report), pages)


def _page(number: int, found: Sequence[Anchored], picture: Thumbnail | None) -> _Page:
    def advice(item: Anchored) -> tuple[int, str, str]:
        return item.finding.severity.rank, item.finding.code, item.finding.hint

    places = []
    for position, item in enumerate(sorted(found, key=advice), 1):
        box = item.finding.spot.box if item.finding.spot else None
        frame = picture.frame(box) if picture and box else None
        places.append(_Place(item.anchor, item.finding, position, frame, _where(item.finding)))
    groups = groupby(places, lambda place: (place.finding.code, place.finding.hint))
    clusters = tuple((hint, tuple(group)) for (_, hint), group in groups)
    if picture is None:
        return _Page(number, clusters, "", None)
    address = "data:image/jpeg;base64," + base64.b64encode(picture.jpeg).decode()
    return _Page(number, clusters, address, picture.trim)


def _where(finding: Diagnostic) -> str:
    """The place on its page: file and page stand above."""
    spot = finding.spot
    if not spot or not spot.box:
        return ""
    return str(spot).removeprefix(f"{spot.file}, trang {spot.page}, ")
