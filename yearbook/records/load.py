"""The way in: a data folder → `Yearbook`, with every fault of every file in one run."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from yearbook.diagnostics import Diagnostic, Edit, Outcome, Related, Report, Span, diagnose
from yearbook.records.events import parse
from yearbook.records.findings import Findings
from yearbook.records.kept import KeptFiles, Raw, book_in
from yearbook.records.kinds import KINDS, SHARED_IDS, Form, Kind
from yearbook.records.layout import DataFile, discover, shown_name
from yearbook.records.markdown_head import parse_text
from yearbook.records.model import Award, Lost, Yearbook
from yearbook.records.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_blank, scalars, to_data
from yearbook.records.origin import NodeOrigin, PackedOrigin
from yearbook.records.problems import Subject, report_errors, report_unknown_blanks, short, thousands
from yearbook.records.reading import clean_text, read_bytes, sound_text
from yearbook.records.settings import HouseStyle, Settings
from yearbook.records.values import Record
from yearbook.records.written import Source
from yearbook.storage import Cache
from yearbook.storage.hashes import Mark, settled_mark
from yearbook.values import dataclass

MAX_ID = 100


@dataclass
class _Harvest:
    """Records by kind, in order, and what was found."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lost_kinds: set[str] = field(default_factory=set)
    lost_ids: set[str] = field(default_factory=set)

    def add(self, other: _Harvest) -> None:
        """What one more file brings."""
        for name, records in other.records.items():
            self.records.setdefault(name, []).extend(records)
        self.diagnostics += other.diagnostics
        self.lost_kinds |= other.lost_kinds
        self.lost_ids |= other.lost_ids

    def lose(self, kind: Kind, node: Node | None) -> None:
        """Remember a record (or a whole file) that is there but cannot be loaded."""
        name = node.items.get("id") if isinstance(node, MappingNode) else None
        if isinstance(name, ScalarNode) and name.text:
            self.lost_ids.add(name.text)
        else:
            self.lost_kinds.add(kind.field)


def load(data: Path, cache: Cache | None = None) -> Outcome[Yearbook | None]:
    """Read all records under `data`. cache: has what sound files said the last time.

    Wrong records are left out and named; the value is None only without a folder or without sound settings
    (`yearbook.yaml`). Nothing is checked across records but ids. Raises nothing for any content of the folder.
    """
    root = Path(os.path.abspath(data))  # noqa: PTH100 - the name as given: a link is not followed
    if not root.is_dir():
        name = shown_name(str(data))
        return Outcome(None, (diagnose("Y101", Span(name), path=name),))
    layout = discover(root)
    harvest = _Harvest(diagnostics=list(layout.diagnostics))
    for gone in _PARSED.keys() - set(layout.files):
        del _PARSED[gone]
    settings = next((file for file in layout.files if file.kind.form is Form.SETTINGS), None)
    kept = KeptFiles(None if _PARSED else cache, book_in(settings))  # who remembers some has no need of it
    for file in layout.files:
        harvest.add(_read_file(file, kept))
    kept.close()
    if settings is None:
        shown = shown_name(root.name)
        harvest.diagnostics.append(diagnose("Y102", Span(f"{shown}/yearbook.yaml"), path=shown))
    _drop_duplicates(harvest)
    return Outcome(_assemble(harvest), tuple(Report.of(harvest.diagnostics)))


def _assemble(harvest: _Harvest) -> Yearbook | None:
    records = harvest.records
    settings = records.pop("settings", [])
    if not settings:
        return None
    awards: dict[str, Record] = {award.id: award for award in catalogue_awards()}
    awards.update((award.id, award) for award in records.pop("awards", []))
    parts: dict[str, Any] = {name: tuple(items) for name, items in records.items()}
    main = settings[0]
    assert isinstance(main, Settings)
    lost = Lost(frozenset(harvest.lost_kinds), frozenset(harvest.lost_ids))
    named = tuple(_as_written(a, main.style) for a in awards.values() if isinstance(a, Award))
    return Yearbook(settings=main, **parts, awards=named, lost=lost)


def _as_written(award: Award, style: HouseStyle) -> Award:
    """A form of award under the name that this book prints."""
    name = style.award_name(award.name)
    return award if name == award.name else award.model_copy(update={"name": name})


@cache
def catalogue_awards() -> tuple[Award, ...]:
    """The forms of award of the law that ship with the package (`records/awards.yaml`)."""
    shown = "yearbook/records/awards.yaml"
    kind = next(kind for kind in KINDS if kind.field == "awards")
    with as_file(files("yearbook.records") / "awards.yaml") as path:
        harvest = _read_file(DataFile(kind, path, shown), KeptFiles(None, ""))
    if harvest.diagnostics:
        raise RuntimeError(f"{shown}: {harvest.diagnostics[0].message}")  # a fault of the package, not of the data
    return tuple(award for award in harvest.records["awards"] if isinstance(award, Award))


@dataclass(frozen=True)
class _Parsed:
    """What is in a file that says `text`. mark: of the file, while it may be believed."""

    mark: Mark | None
    text: str
    harvest: _Harvest


_PARSED: dict[DataFile, _Parsed] = {}


def _read_file(file: DataFile, kept: KeptFiles) -> _Harvest:
    """What is in a file; it is read only when it was touched since the last time in this process, and parsed only when
    it says something else."""
    mark = _mark(file.path)
    known = _PARSED.get(file)
    if known and mark and known.mark == mark:
        return known.harvest
    findings = Findings(file.shown)
    data = read_bytes(file.path, findings)
    raw = None if data is None else kept.find(file, data)
    if data is not None and raw is not None and (recalled := _recalled(file, text := sound_text(data), raw)):
        _PARSED[file] = _Parsed(mark, text, recalled)
        return recalled
    found = None if data is None else clean_text(data, findings, markdown=file.kind.form is Form.MARKDOWN)
    if data is None or found is None or not findings.clean:
        return _parsed(file, found, findings, [])  # with what the bytes are found to be
    if known and known.text == found:
        harvest = known.harvest
    else:
        harvest = _parsed(file, found, findings, raw := [])
        if not (harvest.diagnostics or harvest.lost_kinds or harvest.lost_ids):
            kept.add(file, data, raw)
    _PARSED[file] = _Parsed(mark, found, harvest)
    return harvest


def _recalled(file: DataFile, text: str, raw: list[Raw]) -> _Harvest | None:
    source, model = Source(file.shown, text), file.kind.model
    try:
        records = [model.model_validate(values).located(PackedOrigin(file.shown, tree, source)) for values, tree in raw]
    except ValidationError:
        return None
    return _Harvest({file.kind.field: records})


def _mark(path: Path) -> Mark | None:
    """None: the file has just been written, and may be written again in the same moment."""
    try:
        return settled_mark(path)
    except OSError:
        return None


def _parsed(file: DataFile, text: str | None, findings: Findings, raw: list[Raw]) -> _Harvest:
    """raw: gets what sound records are made of."""
    harvest = _Harvest()
    markdown = file.kind.form is Form.MARKDOWN
    node = None
    if text is not None:
        node = parse_text(text, findings) if markdown else parse(text, findings)
        broken = bool(findings.errors)
        if node is None and not broken and not markdown:
            if file.kind.form is Form.SETTINGS:
                node = MappingNode(1, 1, 0)  # empty: then every required field is missing
            else:
                findings.add("Y108")
    if node is not None:
        records = harvest.records.setdefault(file.kind.field, [])
        source = Source(file.shown, text or "")
        if not unicodedata.is_normalized("NFC", text or ""):
            # The same text by Unicode's own definition, so names and documents may be composed too.
            stretches = (stretch for scalar in scalars(node) for stretch in source.decomposed(scalar))
            findings.mend(
                "Y112", tuple(Edit(s.span, s.written, unicodedata.normalize("NFC", s.written)) for s in stretches)
            )
        for item in _items(file.kind, node, findings):
            if (record := _typed(file.kind, item, source, findings, raw)) is not None:
                records.append(record)
            else:
                harvest.lose(file.kind, item)
    elif findings.errors:
        harvest.lose(file.kind, None)
    harvest.diagnostics += findings.close()
    return harvest


def _items(kind: Kind, node: Node, findings: Findings) -> list[Node]:
    """The raw records of a file: a list, one record, or (`units:` in units.yaml) a mapping that holds the list."""
    if kind.form is Form.FILE and isinstance(node, MappingNode) and list(node.items) == [kind.field]:
        node = node.items[kind.field]
        if is_blank(node):
            return []
    if isinstance(node, SequenceNode) and kind.form in (Form.FILE, Form.FOLDER):
        return node.items
    if isinstance(node, SequenceNode):
        findings.add("R115", findings.span(node.line, node.column), noun=kind.noun, found="một danh sách")
        return []
    return [node]


def _typed(kind: Kind, node: Node, source: Source, findings: Findings, raw: list[Raw]) -> Record | None:
    """A raw record → the typed one, or None with findings."""
    origin = NodeOrigin(findings.file, node, source)
    subject = Subject(kind.model, kind.noun, origin, findings)
    report_unknown_blanks(subject)
    values = to_data(node)
    try:
        record = kind.model.model_validate(values)
    except ValidationError as error:
        report_errors(subject, error)
        return None
    if len(record.id) > MAX_ID:
        size, limit = thousands(len(record.id)), thousands(MAX_ID)
        subject.add("R109", origin.span("id"), subject="«mã» (id)", size=size, limit=limit)
        return None
    packed = origin.packed()
    raw.append((values, packed.tree))
    return record.located(packed)


def _drop_duplicates(harvest: _Harvest) -> None:
    """The second record of an id is named with the place of the first, and left out."""
    seen: dict[tuple[str, str], Record] = {}
    for name, records in harvest.records.items():
        space = "shared" if name in SHARED_IDS else name
        kept = []
        for record in records:
            first = seen.setdefault((space, record.id), record)
            if first is record:
                kept.append(record)
                continue
            place = first.span("id")
            harvest.diagnostics.append(
                diagnose(
                    "R101",
                    record.span("id"),
                    record=record.id,
                    unit=getattr(record, "unit", None) or "",
                    related=(Related(place, "mã này đã dùng ở đây"),),
                    id=short(record.id),
                    place=str(place),
                )
            )
        harvest.records[name] = kept
