"""`--write-missing`: draft records for the rows that the book lacks. New files only, whole ones, all or none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.reconcile.lookup import Units
from yearbook.reconcile.match import name_key
from yearbook.reconcile.model import Draft, Reconciliation, Row
from yearbook.reconcile.reconciling import existing, records_by_key
from yearbook.records import Decision, RecipientKind, Yearbook
from yearbook.storage import write_bytes, writing
from yearbook.vietnamese import slugify

_MAX_ID, _MAX_LINE = 90, 400
_CLASSES = ("Nhất", "Nhì", "Ba")
# what YAML readers take for text without quotes, whatever stands in it (records keep every scalar as text)
_PLAIN = re.compile(r"[^\W\d_][^\x00-\x1f:#\"'{}\[\]&*!|>%@`,\\]*[^\W_)]|[^\W\d_]+")


class Refused(NamedTuple):
    """A missing row for which no record is written, and why, in Vietnamese."""

    row: Row
    reason: str


class Plan(NamedTuple):
    """What would be written, and what would not."""

    drafts: tuple[Draft, ...]
    refused: tuple[Refused, ...]


def plan_drafts(found: Reconciliation, book: Yearbook, data: Path) -> Plan:
    """Drafts for the missing rows, with ids that nothing else of the book has. Writes nothing."""
    units = Units(book)
    known = records_by_key(book, units)
    ids = _Ids(book, data)
    drafts: list[Draft] = []
    refused: list[Refused] = []
    for row in found.missing:
        same = known.get(name_key(row.kind, row.name, row.unit, units), [])
        if reason := _reason(row, bool(existing(row, same, found.decision.id))):
            refused.append(Refused(row, reason))
            continue
        folder = "individuals" if row.kind is RecipientKind.INDIVIDUAL else "collectives"
        identifier = ids.make(row, folder)
        drafts.append(Draft(row, identifier, f"{folder}/{identifier}.yaml", _text(row, identifier, found.decision)))
    return Plan(tuple(drafts), tuple(refused))


def _reason(row: Row, known: bool) -> str:
    if row.unit is None:
        return f"sách không có đơn vị «{row.unit_text}»" if row.unit_text else "danh sách không ghi đơn vị"
    if row.award is None:
        return "không rõ hình thức khen thưởng"
    if known:
        return "đã có bản ghi cùng tên, cùng đơn vị; hãy thêm khen thưởng vào bản ghi ấy"
    return "tên dài quá 400 chữ" if len(row.name) > _MAX_LINE else ""


class _Ids:
    """Makes ids that are free in the whole book, and whose files are not there either."""

    def __init__(self, book: Yearbook, data: Path) -> None:
        self._data = data
        others = (*book.all_records(), *book.awards, book.settings)
        self._taken = {record.id for record in others} | set(book.lost.ids)
        for folder in ("individuals", "collectives"):
            self._taken |= {path.stem.lower() for path in _files(data / folder)}

    def make(self, row: Row, folder: str) -> str:
        base = ("" if folder == "individuals" else "tt-") + (slugify(row.name)[:_MAX_ID].strip("-") or "ban-ghi")
        wider = f"{base}-{row.unit}"[:_MAX_ID].strip("-.")
        numbered = (f"{wider}-{number}" for number in range(2, 100_000))
        made = next(candidate for candidate in (base, wider, *numbered) if candidate not in self._taken)
        self._taken.add(made)
        return made


def _files(folder: Path) -> Iterable[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


# --- the text of a record -------------------------------------------------------------------------------------


def _text(row: Row, identifier: str, decision: Decision) -> str:
    """A record as an editor would begin it."""
    person = row.kind is RecipientKind.INDIVIDUAL
    file = row.place.file.rsplit("/", 1)[-1]
    where = f"trang tính «{row.place.sheet}», " if row.place.sheet else ""
    note = f"Lập từ danh sách «{file}», {where}dòng {row.place.line}, kèm quyết định {decision.number}; cần soát lại."
    fields = [("id", identifier), ("name", row.name)]
    if person:
        fields += [("salutation", row.salutation)] if row.salutation in ("Ông", "Bà") else []
        fields += [("degree", row.degree), ("office", row.office or "")]
    fields += [("unit", row.unit or ""), ("presentation", "entry"), ("status", "draft"), ("note", note)]
    lines = [f"# yaml-language-server: $schema=../schema/{'individual' if person else 'collective'}.schema.json"]
    lines += [f"{key}: {_scalar(value[:_MAX_LINE])}" for key, value in fields if value]
    lines += ["awards:", f"  - award: {row.award}"]
    lines += [f"    class: {row.class_}"] if row.class_ in _CLASSES else []
    lines += [f"    year: {row.year or decision.date.year}", f"    decision: {decision.id}"]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in {"null", "true", "false"} else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a YAML string


def write_drafts(drafts: Sequence[Draft], data: Path) -> None:
    """Write the files of a plan into the data folder; when one cannot be written, those before it are taken back.

    Raises DataProblem (S1xx, or C114 for a file that appeared in the meantime). Never replaces a file.
    """
    written: list[Path] = []
    try:
        for draft in drafts:
            path = data / draft.path
            with writing(path):
                path.parent.mkdir(exist_ok=True)
                if path.exists() or path.is_symlink():
                    raise DataProblem(diagnose("C114", path=path.as_posix()))
                write_bytes(path, draft.text.encode("utf-8"))
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
