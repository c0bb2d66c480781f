"""What the page is told, as JSON: the state of an edition, the areas of a page, the source of a click, hits."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from typing import Any
from urllib.parse import quote

from yearbook.diagnostics import Box, Diagnostic, Severity, Span, entry_of
from yearbook.diagnostics.render import anchored
from yearbook.pages.areas import PageAreas
from yearbook.preview.live import Live, LivePage
from yearbook.preview.search import Found
from yearbook.preview.session import Session
from yearbook.preview.source import Source, Sources, file_of
from yearbook.report.missing import COLUMNS, Missing, missing_by_unit, missing_imprint
from yearbook.report.units import Owners
from yearbook.values import dataclass

LABELS = {"print": "Bản in", "proof": "Đọc soát", "screen": "Màn hình", "epub": "EPUB"}
IMPRINT = "_part-imprint"
_ANCHORS = ("", "_delegate-", "_slogan-", "_abbreviation-", "_committee-", "_gallery-")
EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
}
"""Editors that open an address of their own, by the name that `--editor` takes."""


@dataclass(frozen=True)
class Places:
    """How a place in the data is told: its file on this machine, and the address that opens it in the editor."""

    data: Path
    editor: str = ""  # a key of EDITORS, or empty

    def of(self, span: Span | None) -> dict[str, Any]:
        if span is None:
            return {"place": "", "path": "", "line": 0, "column": 0, "link": ""}
        file = file_of(span, self.data)
        path = str(file) if file else ""
        link = ""
        if path and self.editor:
            posix = Path(path).as_posix()
            spelled = quote(posix if posix.startswith("/") else f"/{posix}")
            link = EDITORS[self.editor].format(path=spelled, line=span.line, column=span.column)
        return {"place": str(span), "path": path, "line": span.line, "column": span.column, "link": link}


def state(session: Session, edition: str, places: Places) -> dict[str, Any]:
    """Everything the page shows but pictures and areas."""
    shown = session.shown(edition)
    live = shown.live
    findings = anchored(live.report)
    known = {item.anchor: index for index, item in enumerate(findings)}
    pages = _PagesOf(live, shown.sources)
    return {
        "edition": edition,
        "editions": [{"id": name, "label": LABELS[name]} for name in session.editions],
        "title": live.yearbook.settings.title if live.yearbook else "",
        "version": shown.version,
        "building": shown.building,
        "made": shown.made_of > 0 and not (shown.building and live.file is None and not len(live.report)),
        "ok": live.ok,
        "ready": live.file is not None,
        "seconds": round(live.seconds, 1),
        "build": live.build_id,
        "ebook": bool(live.documents),
        "pages": [_page(page) for page in live.pages],
        "documents": [{"path": d.path, "title": d.title, "key": d.key} for d in live.documents],
        "contents": [
            {
                "level": line.level,
                "number": line.number,
                "title": line.title,
                "detail": line.detail,
                "page": line.page,
                "target": line.target,
            }
            for line in live.contents
        ],
        "counts": {severity.value: live.report.count(severity) for severity in Severity},
        "diagnostics": [_finding(item.finding, pages, places, shown.sources) for item in findings],
        "missing": _missing(live, known),
    }


def _page(page: LivePage) -> dict[str, Any]:
    return {
        "number": page.number,
        "folio": page.folio,
        "side": page.side,
        "width": page.width_mm,
        "height": page.height_mm,
        "key": page.key,
    }


def areas(known: PageAreas, sources: Sources | None) -> list[dict[str, Any]]:
    """The places of a page that can be clicked, the largest first: what is inside lies on top."""
    ordered = sorted(known, key=lambda area: -area.width * area.height)
    return [
        {
            "left": round(area.left, 2),
            "top": round(area.top, 2),
            "width": round(area.width, 2),
            "height": round(area.height, 2),
            "label": _called(sources, area.record, area.field),
        }
        for area in ordered
    ]


def _called(sources: Sources | None, record: str, field: str) -> str:
    if sources is None:
        return record
    words = (sources.name(record), sources.label(record, field))
    return " – ".join(word for word in words if word)


def source(found: Source | None, places: Places) -> dict[str, Any]:
    """Where clicked words come from."""
    if found is None:
        return {"found": False}
    return {
        "found": True,
        "record": found.record,
        "kind": found.kind,
        "name": found.name,
        "field": found.field,
        "label": found.label,
        **places.of(found.span),
    }


def hits(found: tuple[Found, ...], boxes: tuple[tuple[Box, ...], ...], paths: tuple[str, ...]) -> dict[str, Any]:
    """Hits in order; boxes (mm) of each on its page, or the document it is in."""
    return {
        "hits": [
            {
                "page": 0 if paths else item.place,
                "path": paths[item.place - 1] if paths else "",
                "before": item.hit.before,
                "words": item.hit.words,
                "after": item.hit.after,
                "boxes": [{"left": b.left, "top": b.top, "width": b.width, "height": b.height} for b in marks],
            }
            for item, marks in zip(found, boxes, strict=True)
        ]
    }


# --- findings ------------------------------------------------------------------------------------------------


class _PagesOf:
    """On which page a finding is to be seen."""

    def __init__(self, live: Live, sources: Sources | None) -> None:
        self.anchors = live.anchors
        self.settings = live.yearbook.settings.id if live.yearbook else ""
        self.by_file: dict[str, list[tuple[int, str]]] = {}
        for span, record in sources.begins() if sources else ():
            self.by_file.setdefault(span.file, []).append((span.line, record))
        for places in self.by_file.values():
            places.sort()

    def of(self, finding: Diagnostic) -> int:
        """The page, 0 for none."""
        if finding.spot and finding.spot.page:
            return finding.spot.page
        if page := self._of_record(finding.record):
            return page
        if finding.record and finding.record == self.settings:
            return self.anchors.get(IMPRINT, 0)
        return self._of_span(finding.span) if finding.span else 0

    def called(self, record: str, sources: Sources | None) -> str:
        """The name of the record of a finding; what concerns the book itself has none."""
        if not record or record == self.settings:
            return ""
        return sources.name(record) if sources else record

    def _of_record(self, record: str) -> int:
        return next((page for mark in _ANCHORS if record and (page := self.anchors.get(mark + record, 0))), 0)

    def _of_span(self, span: Span) -> int:
        """Of the record in whose lines the place is."""
        places = self.by_file.get(span.file, [])
        index = bisect_right(places, (span.line, "\uffff")) - 1
        return self._of_record(places[index][1]) if index >= 0 else 0


def _finding(finding: Diagnostic, pages: _PagesOf, places: Places, sources: Sources | None) -> dict[str, Any]:
    entry = entry_of(finding.code)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "label": finding.severity.label,
        "title": entry.title if entry else "",
        "message": finding.message,
        "hint": finding.hint,
        "record": finding.record,
        "name": pages.called(finding.record, sources),
        "page": pages.of(finding),
        **places.of(finding.span),
    }


def _missing(live: Live, known: dict[str, int]) -> list[dict[str, Any]]:
    """What is still to come: of the imprint page, then unit by unit; each leads to its finding."""
    findings = anchored(live.report)
    groups = []

    def item(what: str, missing: Missing) -> dict[str, Any]:
        return {"what": what, "name": missing.name, "finding": known[missing.anchor]}

    if imprint := missing_imprint(findings):
        groups.append({"title": "Trang bản quyền", "items": [item("", missing) for missing in imprint]})
    for row in missing_by_unit(findings, Owners(live.yearbook)):
        cells = [item(what, missing) for what, cell in zip(COLUMNS, row.cells, strict=True) for missing in cell]
        groups.append({"title": row.owner.name, "items": cells})
    return groups
