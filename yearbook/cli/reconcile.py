"""`reconcile`: the official list of a decision against the records that carry it; changes nothing unless asked to."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.cli.console import Console
from yearbook.cli.exits import Exit
from yearbook.cli.options import add_data, write_text
from yearbook.cli.parser import Parser, UsageError, one_of
from yearbook.diagnostics import Report, Severity
from yearbook.diagnostics.render import Sources, render_text

if TYPE_CHECKING:
    from yearbook.reconcile import Plan, Reconciliation
    from yearbook.records import Decision, Yearbook

HELP = "đối chiếu danh sách kèm theo quyết định với các bản ghi"
DESCRIPTION = (
    "So danh sách chính thức (tệp .xlsx hoặc .csv) của một quyết định với các bản ghi mang quyết định ấy:\n"
    "ai thiếu, ai thừa, ai lặp; tên, chức vụ, đơn vị, hình thức, hạng khác nhau ở đâu. Không sửa gì."
)


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "lists", metavar="DANH_SÁCH", nargs="+", help="tệp danh sách; quyết định có nhiều tệp thì ghi tất cả"
    )
    parser.add_argument(
        "--decision", metavar="MÃ", required=True, help="mã của quyết định trong decisions.yaml, hoặc số ký hiệu của nó"
    )
    add_data(parser)
    parser.add_argument(
        "--format",
        metavar="DẠNG",
        type=one_of("text", "json"),
        default="text",
        help="text: để đọc; json: cho chương trình khác (mặc định: text)",
    )
    parser.add_argument("--output", metavar="TỆP", help="ghi vào tệp này thay vì in ra màn hình")
    parser.add_argument(
        "--write-missing", action="store_true", help="tạo bản ghi nháp cho những dòng còn thiếu; không ghi đè tệp nào"
    )


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    from yearbook.reconcile import plan_drafts, reconcile, write_drafts
    from yearbook.records import load

    lists = _lists(arguments.lists)
    data = Path(arguments.data)
    outcome = load(data)
    # what cannot be loaded is missing on one side: the reader must know before believing the rest
    faults = [finding for finding in outcome.diagnostics if finding.severity is Severity.ERROR]
    if outcome.value is None:
        console.print(render_text(Report.of(faults), Sources(data), colour=console.colour).rstrip("\n"))
        return Exit.DATA
    decision = _decision(arguments.decision, outcome.value)
    found = reconcile(lists, outcome.value, decision)
    report = Report.of([*faults, *found.diagnostics])
    if not found.rows and report.has_errors and arguments.format == "text":
        # held against nothing, everybody in the book would be told as superfluous
        console.print(render_text(report, Sources(data), colour=console.colour))
        console.print("Không đọc được dòng nào của danh sách, nên chưa đối chiếu gì.")
        return Exit.DATA
    plan = None
    if arguments.write_missing:
        plan = plan_drafts(found, outcome.value, data)
        write_drafts(plan.drafts, data)
    _tell(arguments, console, found, outcome.value, report, plan)
    return Exit.DATA if found.differences or report.has_errors else Exit.OK


def _lists(names: Sequence[str]) -> list[Path]:
    """The list files; each once, each there."""
    paths = [Path(name) for name in dict.fromkeys(names)]
    for path in paths:
        if not path.exists():
            raise UsageError(f"không có tệp «{path.as_posix()}»")
        if path.is_dir():
            raise UsageError(f"«{path.as_posix()}» là thư mục; hãy ghi tên tệp danh sách")
    return paths


def _decision(word: str, book: Yearbook) -> Decision:
    """The decision of an id or of a number; an unknown one is answered with the nearest."""
    from yearbook.records import nearest

    found = [decision for decision in book.decisions if word in (decision.id, decision.number)]
    if found:
        return found[0]
    known = {name: decision.id for decision in book.decisions for name in (decision.number, decision.id)}
    near = nearest(word, known)
    hint = f"có phải «{known[near]}»?" if near else "mã các quyết định nằm trong decisions.yaml"
    raise UsageError(f"--decision: không có quyết định «{word}»; {hint}")


def _tell(
    arguments: argparse.Namespace,
    console: Console,
    found: Reconciliation,
    book: Yearbook,
    report: Report,
    plan: Plan | None,
) -> None:
    from yearbook.reconcile import render_json, render_plan, summary
    from yearbook.reconcile import render_text as render_differences

    if arguments.format == "json":
        text = render_json(found, book, report, plan)
    else:
        colour = console.colour and not arguments.output
        findings = render_text(report, Sources(Path(arguments.data)), colour=colour)
        drafts = render_plan(plan, Path(arguments.data).as_posix()) if plan else ""
        parts = [findings, render_differences(found, book, colour=colour), drafts]
        text = "\n".join(part for part in parts if part)
    if arguments.output:
        write_text(Path(arguments.output), text)
        console.print(f"Đã ghi {Path(arguments.output).as_posix()}: {summary(found)}.")
    else:
        console.out.write(text)
