"""`waivers.yaml`: what the editors have looked at and want to leave as it is, with the reason and who decided."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import Field, PrivateAttr, ValidationError

from yearbook.diagnostics import Diagnostic, Outcome, Report, Span, catalogue, diagnose, entry_of
from yearbook.records.events import parse
from yearbook.records.findings import Findings
from yearbook.records.layout import shown_name
from yearbook.records.nearest import nearest
from yearbook.records.nodes import MappingNode, Node, SequenceNode, is_blank, to_data
from yearbook.records.origin import NodeOrigin
from yearbook.records.problems import Subject, report_errors, report_unknown_blanks
from yearbook.records.reading import read_text
from yearbook.records.values import Id, Line, Part
from yearbook.values import dataclass

NAME = "waivers.yaml"
NOUN = "miễn trừ"


class Waiver(Part):
    """One decision: findings of this code that match every condition given are not told any more."""

    _span: Span = PrivateAttr(default=Span(NAME))

    code: Line = Field(title="mã", description="Mã trong thông báo, ví dụ T301.")
    record: Id | None = Field(None, title="bản ghi", description="Mã của bản ghi mà điều ấy nói đến.")
    place: Line | None = Field(
        None, title="chỗ", description="Tệp, hoặc tệp và dòng, như trong thông báo: data/texts/bai.md:12."
    )
    text: Line | None = Field(None, title="chữ", description="Chữ phải có trong thông báo, ví dụ tên riêng được miễn.")
    reason: Line = Field(title="lý do")
    who: Line = Field(title="người quyết định")

    @property
    def span(self) -> Span:
        return self._span

    def located(self, span: Span) -> Waiver:
        """Remember where it is written (the reader calls this once)."""
        self._span = span
        return self

    def covers(self, finding: Diagnostic) -> bool:
        """Is this finding what was decided on?"""
        return (
            finding.code == self.code
            and (self.record is None or self.record == finding.record)
            and (self.place is None or _is_at(finding.span, self.place))
            and (self.text is None or self.text in finding.message)
        )


def _is_at(span: Span | None, place: str) -> bool:
    return span is not None and place in (span.file, f"{span.file}:{span.line}", str(span))


def read_waivers(data: Path) -> Outcome[tuple[Waiver, ...]]:
    """The waivers of a data folder (none without the file), with every fault of the file at its line."""
    root = Path(os.path.abspath(data))  # noqa: PTH100 - the name as given: a link is not followed
    path = root / NAME
    shown = f"{shown_name(root.name)}/{NAME}"
    if not path.is_file():
        return Outcome(())
    if not path.resolve().is_relative_to(root.resolve()):
        return Outcome((), (diagnose("Y106", Span(shown), path=shown),))
    findings = Findings(shown)
    text = read_text(path, findings)
    node = parse(text, findings) if text is not None else None
    waivers = [w for item in _items(node, findings) if (w := _typed(item, findings))] if node else []
    return Outcome(tuple(waivers), findings.close())


def _items(node: Node, findings: Findings) -> list[Node]:
    if isinstance(node, MappingNode) and list(node.items) == ["waivers"]:
        node = node.items["waivers"]
    if isinstance(node, SequenceNode):
        return node.items
    if not is_blank(node):
        findings.add("R115", findings.span(node.line, node.column), noun=NOUN, found="một giá trị; cần một danh sách")
    return []


def _typed(node: Node, findings: Findings) -> Waiver | None:
    origin = NodeOrigin(findings.file, node)
    subject = Subject(Waiver, NOUN, origin, findings)
    report_unknown_blanks(subject)
    try:
        waiver = Waiver.model_validate(to_data(node))
    except ValidationError as error:
        report_errors(subject, error)
        return None
    entry = entry_of(waiver.code)
    if entry is None:
        near = nearest(waiver.code, catalogue())
        findings.add("R132", origin.span("code"), wanted=waiver.code, hint=f"có phải «{near}»?" if near else None)
        return None
    if not entry.waivable:
        findings.add("R131", origin.span("code"), wanted=waiver.code, title=entry.title)
        return None
    return waiver.located(origin.span("code"))


@dataclass(frozen=True)
class Waived:
    """A finding that is not told any more, and the decision about it."""

    finding: Diagnostic
    waiver: Waiver


@dataclass(frozen=True)
class Sifted:
    """What is left of a report, and what was waived."""

    report: Report
    waived: tuple[Waived, ...]


def sift(report: Report, waivers: Iterable[Waiver]) -> Sifted:
    """Take out what was decided on; a waiver that meets nothing is a finding of its own (R130)."""
    by_code: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        by_code.setdefault(waiver.code, []).append(waiver)
    left: list[Diagnostic] = []
    waived: list[Waived] = []
    used: set[int] = set()
    for finding in report:
        met = [waiver for waiver in by_code.get(finding.code, ()) if waiver.covers(finding)]
        used.update(map(id, met))
        if met:
            waived.append(Waived(finding, met[0]))
        else:
            left.append(finding)
    unused = [w for some in by_code.values() for w in some if id(w) not in used]
    left += [diagnose("R130", waiver.span, wanted=waiver.code) for waiver in unused]
    return Sifted(Report.of(left), tuple(waived))
