"""The answer for people and programs: differences grouped by kind, list and record side by side; JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from yearbook.diagnostics import Report, Span
from yearbook.diagnostics.render import clean, columns
from yearbook.diagnostics.render import render_json as findings_json
from yearbook.reconcile.drafts import Plan, Refused
from yearbook.reconcile.model import Difference, Holding, Kind, Reconciliation, Row
from yearbook.records import RecipientKind, Yearbook
from yearbook.vietnamese import format_date_short

FORMAT = "yearbook-reconciliation"
FORMAT_VERSION = 1
LABELS = {
    Kind.MISSING: "thiếu trong sách",
    Kind.EXTRA: "thừa so với quyết định",
    Kind.NAME: "khác tên",
    Kind.NAME_SPELLING: "tên khác cách viết",
    Kind.OFFICE: "khác chức vụ",
    Kind.OFFICE_SPELLING: "chức vụ khác cách viết",
    Kind.UNIT: "khác đơn vị",
    Kind.AWARD: "khác hình thức khen thưởng",
    Kind.CLASS: "khác hạng",
    Kind.TWICE_IN_LIST: "lặp trong danh sách",
    Kind.TWICE_IN_RECORDS: "lặp trong sách",
}
# the field of a record that a kind is about: which cell is marked, and where in the file it stands
_FIELDS = {
    Kind.NAME: "name",
    Kind.NAME_SPELLING: "name",
    Kind.OFFICE: "office",
    Kind.OFFICE_SPELLING: "office",
    Kind.UNIT: "unit",
    Kind.AWARD: "award",
    Kind.CLASS: "class",
}
_EMPTY = "(trống)"
Cells = dict[str, str]
Paint = Callable[[str, str], str]


def place_of(difference: Difference) -> Span | None:
    """Where the record's side of a difference stands."""
    if difference.holding is None:
        return None
    record, field = difference.holding.record, _FIELDS.get(difference.kind, "name")
    if field in ("award", "class"):
        return record.span("awards", difference.holding.position, field)
    return record.span(field)


def row_cells(row: Row, book: Yearbook) -> Cells:
    """What the list says, by field; unit and award in the book's words where they are the same thing."""
    cells = {"name": row.name}
    if row.kind is RecipientKind.INDIVIDUAL and row.office is not None:
        cells["office"] = row.office
    cells["unit"] = row.unit_text
    award = book.award_by_id.get(row.award or "")
    cells["award"] = award.name if award else row.award_text
    cells["class"] = row.class_
    return cells


def holding_cells(holding: Holding, book: Yearbook) -> Cells:
    """What the record says, by field."""
    unit, award = book.unit_by_id.get(holding.record.unit), book.award_by_id.get(holding.grant.award)
    cells = {"name": holding.record.name}
    if holding.kind is RecipientKind.INDIVIDUAL:
        cells["office"] = holding.office
    cells["unit"] = unit.name if unit else holding.record.unit
    cells["award"] = award.name if award else holding.grant.award
    cells["class"] = holding.grant.class_ or ""
    return cells


# --- text -----------------------------------------------------------------------------------------------------


def render_text(found: Reconciliation, book: Yearbook, *, colour: bool = False) -> str:
    """Title, differences by kind, summary; ends with a line end."""
    paint: Paint = (lambda text, style: f"\x1b[{style}m{text}\x1b[0m") if colour else (lambda text, _style: text)
    parts = [paint(clean(_title(found)), "1")]
    for kind in Kind:
        group = [difference for difference in found.differences if difference.kind is kind]
        if group:
            head = paint(f"{LABELS[kind]}: {len(group)}", "1;33" if "spelling" in kind else "1;31")
            parts.append("\n".join([head, *(_pair(difference, book, paint) for difference in group)]))
    return "\n\n".join([*parts, summary(found)]) + "\n"


def _title(found: Reconciliation) -> str:
    decision = found.decision
    lists = ", ".join(name.rsplit("/", 1)[-1] for name in found.lists)
    return f"Đối chiếu {lists} với quyết định {decision.number} ngày {format_date_short(decision.date)} ({decision.id})"


def _pair(difference: Difference, book: Yearbook, paint: Paint) -> str:
    """Both sides, one below the other, cells under cells."""
    sides: list[tuple[str, Cells | None]] = []
    if difference.row or difference.kind is Kind.EXTRA:
        place = f" ({difference.row.place.words})" if difference.row else ""
        sides.append((f"danh sách{place}", row_cells(difference.row, book) if difference.row else None))
    if difference.holding or difference.kind is Kind.MISSING:
        where = f" {place_of(difference)}" if difference.holding else ""
        sides.append((f"bản ghi{where}", holding_cells(difference.holding, book) if difference.holding else None))
    width = max(columns(clean(label)) for label, _ in sides)
    marked = _FIELDS.get(difference.kind, "")
    names = [name for name in ("name", "office", "unit", "award", "class") if any(c and c.get(name) for _, c in sides)]
    names += [marked] if marked and marked not in names else []
    lines = []
    for label, cells in sides:
        label = f"{clean(label)}:" + " " * (width - columns(clean(label)))
        texts = "không có" if cells is None else " | ".join(_cell(cells, name, name == marked, paint) for name in names)
        lines.append(f"  {label} {texts}")
    if difference.note:
        lines.append(f"  = {clean(difference.note)}")
    return "\n".join(lines)


def _cell(cells: Cells, name: str, marked: bool, paint: Paint) -> str:
    text = clean(cells.get(name, ""))
    if name == "class" and text:
        text = f"hạng {text}"
    return paint(f"[{text or _EMPTY}]", "1") if marked else text or "–"


def summary(found: Reconciliation) -> str:
    """«khớp 290, khác 10 (thiếu trong sách 2, khác chức vụ 8)», after the size of both sides."""
    counts = [(LABELS[kind], sum(d.kind is kind for d in found.differences)) for kind in Kind]
    detail = ", ".join(f"{label} {count}" for label, count in counts if count)
    sizes = f"danh sách {len(found.rows)} dòng, sách {len(found.holdings)} khen thưởng theo quyết định này"
    return f"{sizes}: khớp {found.matched}, khác {len(found.differences)}" + (f" ({detail})" if detail else "")


def render_plan(plan: Plan, folder: str) -> str:
    """What `--write-missing` did, one line a file; what it did not, and why."""
    lines = []
    if plan.drafts:
        lines.append(f"Đã tạo {len(plan.drafts)} bản ghi nháp:")
        lines += [f"  {clean(folder)}/{d.path}  ({clean(d.row.name)}, {clean(d.row.place.words)})" for d in plan.drafts]
    else:
        lines.append("Không tạo bản ghi nào.")
    if plan.refused:
        lines.append(f"Không tạo cho {len(plan.refused)} dòng:")
        lines += [f"  {clean(r.row.place.words)}: {clean(r.row.name)}: {clean(r.reason)}" for r in plan.refused]
    return "\n".join(lines) + "\n"


# --- JSON -----------------------------------------------------------------------------------------------------


def render_json(found: Reconciliation, book: Yearbook, report: Report, plan: Plan | None = None) -> str:
    """`{format, version, decision, lists, rows, records, matched, differences: […], findings: […], drafts}`."""
    decision = found.decision
    value = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "decision": {"id": decision.id, "number": decision.number, "date": decision.date.isoformat()},
        "lists": list(found.lists),
        "rows": len(found.rows),
        "records": len(found.holdings),
        "matched": found.matched,
        "differences": [_difference(difference, book) for difference in found.differences],
        "findings": json.loads(findings_json(report))["findings"],
        "drafts": None if plan is None else _plan(plan),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _difference(difference: Difference, book: Yearbook) -> dict[str, object]:
    row, holding, span = difference.row, difference.holding, place_of(difference)
    listed = row and {
        "file": row.place.file,
        "sheet": row.place.sheet or None,
        "row": row.place.line,
        "kind": row.kind.value,
        **row_cells(row, book),
        "unit_id": row.unit,
        "award_id": row.award,
    }
    recorded = holding and {
        "id": holding.record.id,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "kind": holding.kind.value,
        **holding_cells(holding, book),
        "unit_id": holding.record.unit,
        "award_id": holding.grant.award,
    }
    return {
        "kind": difference.kind.value,
        "label": LABELS[difference.kind],
        "field": _FIELDS.get(difference.kind),
        "note": difference.note,
        "list": listed,
        "record": recorded,
    }


def _plan(plan: Plan) -> dict[str, object]:
    return {
        "written": [
            {"id": d.id, "path": d.path, "row": d.row.place.line, "list": d.row.place.file} for d in plan.drafts
        ],
        "refused": _refusals(plan.refused),
    }


def _refusals(refused: Sequence[Refused]) -> list[dict[str, object]]:
    return [{"row": row.place.line, "list": row.place.file, "name": row.name, "reason": why} for row, why in refused]
