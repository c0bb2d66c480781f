"""`check`: reads all records and photos and tells what is wrong; makes nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.cli.console import Console
from yearbook.cli.exits import Exit, exit_for
from yearbook.cli.options import add_data, add_form, add_weight, load_pipeline, show, write_text
from yearbook.cli.parser import Parser
from yearbook.context import BuildContext
from yearbook.diagnostics import Report
from yearbook.diagnostics.render import Sources, render_json, render_text, summary

if TYPE_CHECKING:
    from yearbook.records import Yearbook

HELP = "đọc và soát toàn bộ dữ liệu, không làm ra tệp nào"
DESCRIPTION = "Đọc mọi bản ghi và ảnh, kể mọi chỗ sai trong một lần: tệp, dòng, vì sao, cách sửa. Không dựng sách."


def add_arguments(parser: Parser) -> None:
    add_data(parser)
    add_form(parser)
    add_weight(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    context = BuildContext(data=Path(arguments.data), out=Path("dist"), final=arguments.final, jobs=arguments.jobs)
    result = load_pipeline().check(context)
    report: Report = result.report
    if arguments.output:
        write_text(Path(arguments.output), _as_text(arguments.format, report, result.yearbook, context))
        console.print(f"Đã ghi {Path(arguments.output).as_posix()}: {summary(report)}.")
    elif arguments.format == "text":
        show(report, context, console)
        console.print(summary(report))
    else:
        console.out.write(_as_text(arguments.format, report, result.yearbook, context))
    return exit_for(report)


def _as_text(form: str, report: Report, yearbook: Yearbook | None, context: BuildContext) -> str:
    if form == "json":
        return render_json(report)
    if form == "text":
        return f"{render_text(report, Sources(context.data))}\n{summary(report)}\n"
    from yearbook.report import ReportInput, render_report

    title = yearbook.settings.title if yearbook else context.data.name
    return render_report(ReportInput(title, report, yearbook, context.date, final=context.final))
