"""Findings for people and programs: text with the line of the source, JSON, a grouped list for HTML.

What comes from the data never reaches a terminal raw: whatever does not print is shown as �.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from yearbook.diagnostics.model import Diagnostic, Related, Report, Severity, Span, Spot
from yearbook.values import dataclass

FORMAT = "yearbook-findings"
FORMAT_VERSION = 1
WIDTH = 100  # widest excerpt, in terminal columns
_BEFORE = 40  # of which so many may stand before the place itself
_MAX_BYTES = 5_000_000
_TOKEN = re.compile(r"\"[^\"]*\"?|'[^']*'?|[^\s:,\[\]{}]+")
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


class Sources:
    """The data files that spans name (`<data folder>/…`), read for excerpts; anything else has no lines."""

    def __init__(self, data: Path | None = None) -> None:
        self._root = Path(os.path.abspath(data)) if data else None  # noqa: PTH100 - a link is not followed
        self._known: dict[str, tuple[str, ...]] = {}

    def line(self, span: Span) -> str:
        """The line a span is on; empty when there is none to show."""
        if span.file not in self._known:
            self._known[span.file] = self._read(span.file)
        lines = self._known[span.file]
        return lines[span.line - 1] if 1 <= span.line <= len(lines) else ""

    def _read(self, name: str) -> tuple[str, ...]:
        root, parts = self._root, name.split("/")
        if root is None or parts[0] != root.name or ".." in parts:
            return ()
        path = root.joinpath(*parts[1:])
        try:
            if not path.resolve().is_relative_to(root.resolve()) or not path.is_file():
                return ()
            with path.open("rb") as stream:
                data = stream.read(_MAX_BYTES + 1)
            text = data.decode("utf-8-sig")
        except (OSError, ValueError, RuntimeError):  # unreadable, not UTF-8, links in a circle: no excerpt
            return ()
        if len(data) > _MAX_BYTES or "\0" in text:
            return ()
        return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


# --- text ---------------------------------------------------------------------------------------------------


def render_text(report: Iterable[Diagnostic], sources: Sources, *, colour: bool = False) -> str:
    """All findings one below the other, an empty line between them; empty for none."""
    return "\n".join(render_finding(finding, sources, colour=colour) for finding in report)


def render_finding(finding: Diagnostic, sources: Sources, *, colour: bool = False) -> str:
    """One finding: place, severity, code, message; the line with a caret below it; related places; the hint."""
    paint = _paint if colour else _plain
    where = finding.span or finding.spot
    place = paint(f"{clean(str(where))}: ", "1") if where else ""
    kind = paint(f"{finding.severity.label} {finding.code}", _COLOURS[finding.severity])
    lines = [f"{place}{kind}: {clean(finding.message)}"]
    here = [note for note in finding.related if finding.span and _starts_at(note.span, finding.span)]
    gutter = "   "
    if finding.span and (source := clean(sources.line(finding.span))):
        gutter = " " * (len(str(finding.span.line)) + 1)
        shown, below = _excerpt(source, finding.span)
        note = f" {clean(here.pop(0).note)}" if here else ""
        lines.append(f"{paint(f'{finding.span.line} |', '2')} {shown}".rstrip())
        lines.append(f"{gutter}{paint('|', '2')} {paint(below + note, _COLOURS[finding.severity])}")
    others = [*here, *(note for note in finding.related if not (finding.span and _starts_at(note.span, finding.span)))]
    lines += [f"{gutter}= {paint('xem', '1')}: {clean(str(note.span))}: {clean(note.note)}" for note in others]
    if finding.spot and finding.spot.object:
        lines.append(f"{gutter}= {paint('đối tượng', '1')}: {clean(finding.spot.object)}")
    for edit in finding.fix:
        change = f"«{clean(edit.old)}» → «{clean(edit.new)}»" if edit.new else f"bỏ «{clean(edit.old)}»"
        lines.append(f"{gutter}= {paint('sửa được', '1')}: {change} (`check --fix`)")
    if finding.hint:
        lines.append(f"{gutter}= {paint('gợi ý', '1')}: {clean(finding.hint)}")
    return "\n".join(lines) + "\n"


def clean(text: str) -> str:
    """Safe for a terminal, one character for one: white space → space, what does not print → �."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def summary(report: Report) -> str:
    """«2 lỗi, 3 cảnh báo, 1 lưu ý»; kinds that do not occur are left out, errors never."""
    if not len(report):
        return "không có lỗi, cảnh báo hay lưu ý nào"
    errors = report.count(Severity.ERROR)
    parts = [f"{errors} {Severity.ERROR.label}" if errors else "không có lỗi"]
    for severity in (Severity.WARNING, Severity.INFO):
        if count := report.count(severity):
            parts.append(f"{count} {severity.label}")
    return ", ".join(parts)


def _starts_at(one: Span, other: Span) -> bool:
    return (one.file, one.line, one.column) == (other.file, other.line, other.column)


def _excerpt(source: str, span: Span) -> tuple[str, str]:
    """The line, cut to a readable width, and the carets that belong below it."""
    start = min(span.column - 1, len(source))
    end = min(span.end_column - 1, len(source)) if span.end_column else _token_end(source, start)
    first, last = 0, len(source)
    if columns(source) > WIDTH:
        first = max(0, start - _BEFORE)
        last = min(len(source), first + WIDTH)
    head, tail = "…" if first else "", "…" if last < len(source) else ""
    before = " " * columns(head + source[first:start])
    carets = "^" * max(1, columns(source[start : min(end, last)]))
    return head + source[first:last] + tail, before + carets


def _token_end(source: str, start: int) -> int:
    match = _TOKEN.match(source, start)
    return match.end() if match else start + 1


def columns(text: str) -> int:
    """Columns of a terminal that a text takes: combining marks none, East Asian wide letters two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _paint(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


def _plain(text: str, _style: str) -> str:
    return text


# --- JSON ---------------------------------------------------------------------------------------------------


def render_json(report: Report) -> str:
    """`{format, version, errors, warnings, infos, findings: […]}`; a finding without a place has null there."""
    value = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "findings": [_finding_object(finding) for finding in report],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _finding_object(finding: Diagnostic) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        **_place_object(finding.span),
        "message": finding.message,
        "hint": finding.hint,
        "record": finding.record,
        "unit": finding.unit,
        "related": [_related_object(note) for note in finding.related],
        "spot": _spot_object(finding.spot),
        "fix": [{**_place_object(edit.span), "old": edit.old, "new": edit.new} for edit in finding.fix],
    }


def _spot_object(spot: Spot | None) -> dict[str, object] | None:
    """A place in a finished file; the box in mm from the top left corner of the trim box."""
    if spot is None:
        return None
    box = spot.box and {name: round(getattr(spot.box, name), 2) for name in ("left", "top", "width", "height")}
    return {"file": spot.file, "page": spot.page or None, "box_mm": box, "object": spot.object}


def _place_object(span: Span | None) -> dict[str, object]:
    if span is None:
        return {"file": None, "line": None, "column": None, "end_column": None}
    return {"file": span.file, "line": span.line, "column": span.column, "end_column": span.end_column or None}


def _related_object(note: Related) -> dict[str, object]:
    return {**_place_object(note.span), "note": note.note}


# --- for HTML -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Anchored:
    """A finding and the name by which a page can link to it: `x201-nguyen-van-a`."""

    anchor: str
    finding: Diagnostic


@dataclass(frozen=True)
class Group:
    """The findings of one severity, in the order of the report."""

    severity: Severity
    items: tuple[Anchored, ...]


def anchored(report: Iterable[Diagnostic]) -> tuple[Anchored, ...]:
    """Every finding with an anchor of its own, made of code and record, so that it survives other repairs."""
    seen: dict[str, int] = {}
    items = []
    for finding in report:
        about = finding.record or (finding.span.file.rsplit("/", 1)[-1] if finding.span else "")
        base = re.sub(r"[^a-z0-9]+", "-", f"{finding.code}-{about}".lower()).strip("-")
        seen[base] = seen.get(base, 0) + 1
        items.append(Anchored(base if seen[base] == 1 else f"{base}--{seen[base]}", finding))
    return tuple(items)


def grouped(items: Sequence[Anchored]) -> tuple[Group, ...]:
    """The gravest first; severities without a finding are left out."""
    groups = (Group(s, tuple(item for item in items if item.finding.severity is s)) for s in Severity)
    return tuple(group for group in groups if group.items)
