"""`check`: reads all records and photos and tells what is wrong; mends what is certain when asked to."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.cli.console import Console, command_line
from yearbook.cli.exits import Exit, exit_for
from yearbook.cli.options import add_data, add_form, add_weight, show, write_text
from yearbook.cli.parser import Parser, UsageError, closest
from yearbook.context import BuildContext
from yearbook.diagnostics import FAMILIES, Diagnostic, Report, catalogue
from yearbook.diagnostics.render import Sources, render_json, render_text, summary
from yearbook.values import dataclass

if TYPE_CHECKING:
    from yearbook.checking import Mending
    from yearbook.records import Yearbook
    from yearbook.records.waivers import Waived
    from yearbook.report import ReportInput

HELP = "đọc và soát toàn bộ dữ liệu; --fix sửa những chỗ chắc chắn"
DESCRIPTION = (
    "Đọc mọi bản ghi và ảnh, kể mọi chỗ sai trong một lần: tệp, dòng, vì sao, cách sửa. Không dựng sách.\n"
    "Điều đã xem và muốn giữ nguyên thì ghi vào waivers.yaml (mã, bản ghi, lý do, người quyết định)."
)


def add_arguments(parser: Parser) -> None:
    add_data(parser)
    parser.add_argument(
        "--text",
        metavar="THƯ_MỤC",
        help="chỉ soát chữ nghĩa của các tệp .txt, .md trong thư mục này (tên riêng lấy từ --data nếu có)",
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="sửa ngay trong tệp những chỗ chắc chắn; không đụng tên riêng, lời trích, văn bản",
    )
    parser.add_argument("--diff", action="store_true", help="chỉ cho xem --fix sẽ sửa gì, không ghi tệp nào")
    for name, text in (("--select", "chỉ kể những mã này"), ("--ignore", "không kể những mã này")):
        parser.add_argument(
            name,
            metavar="MÃ",
            action="append",
            help=f"{text}: một mã (T305), một họ (T) hay phần đầu (T3); nhiều mã cách nhau bằng dấu phẩy",
        )
    add_form(parser)
    parser.add_argument(
        "--by-unit",
        metavar="THƯ_MỤC",
        help="ghi vào thư mục này một trang HTML cho mỗi đơn vị có điều phải sửa, để gửi lại",
    )
    add_weight(parser)


@dataclass(frozen=True)
class Subject:
    """What is checked: how it is done, where its files are, and the option that names them."""

    option: str
    root: Path
    run: Callable[[Path], Result]


@dataclass(frozen=True)
class Result:
    """What a check gave, whichever kind it was."""

    report: Report
    yearbook: Yearbook | None = None
    waived: tuple[Waived, ...] = ()
    syllables: int = 0


@dataclass(frozen=True)
class Choice:
    """The codes that count in this run."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]

    def of(self, report: Iterable[Diagnostic]) -> Report:
        selected = (d for d in report if not self.select or d.code.startswith(self.select))
        return Report.of(d for d in selected if not d.code.startswith(self.ignore))


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    choice = Choice(_codes("--select", arguments.select), _codes("--ignore", arguments.ignore))
    if arguments.fix and arguments.diff:
        raise UsageError("--diff chỉ cho xem, --fix mới sửa: dùng một trong hai")
    context = BuildContext(data=Path(arguments.data), out=Path("dist"), final=arguments.final, jobs=arguments.jobs)
    subject = _texts(Path(arguments.text), context) if arguments.text else _book(context)
    context = replace(context, data=subject.root)
    result = subject.run(subject.root)
    if arguments.diff:
        return _diff(subject, choice.of(result.report), choice, console)
    mending = None
    if arguments.fix:
        mending = _mend(subject.root, choice.of(result.report), lambda: choice.of(subject.run(subject.root).report))
        result = subject.run(subject.root)
    report = choice.of(result.report)
    if mending:
        console.print(_mended(mending))
        report = report.plus(*mending.refused)
    result = replace(result, report=report)
    if arguments.by_unit:
        console.print(_by_unit(Path(arguments.by_unit), result, context))
    if arguments.output:
        write_text(Path(arguments.output), _as_text(arguments.format, result, context))
        console.print(f"Đã ghi {Path(arguments.output).as_posix()}: {_summary(result)}.")
    elif arguments.format == "text":
        show(report, context, console)
        console.print(_summary(result))
        if not arguments.fix and (count := sum(bool(finding.fix) for finding in report)):
            console.print(f"{count} chỗ tự sửa được: xem trước bằng --diff, sửa bằng --fix")
    else:
        console.out.write(_as_text(arguments.format, result, context))
    return exit_for(report)


def _book(context: BuildContext) -> Subject:
    def run(root: Path) -> Result:
        from yearbook.checking import check

        checked = check(replace(context, data=root))
        return Result(checked.report, checked.yearbook, checked.waived)

    return Subject("--data", context.data, run)


def _texts(folder: Path, context: BuildContext) -> Subject:
    def run(root: Path) -> Result:
        from yearbook.checking import proofread

        read = proofread(root, context.data)
        return Result(read.report, syllables=read.syllables)

    return Subject("--text", folder, run)


def _codes(option: str, words: list[str] | None) -> tuple[str, ...]:
    """Codes or beginnings of codes; a wrong one is answered with the nearest."""
    known = catalogue()
    wanted = tuple(code.strip().upper() for word in words or () for code in word.split(",") if code.strip())
    for code in wanted:
        if not any(entry.startswith(code) for entry in known):
            near = closest(code.lower(), [entry.lower() for entry in known])
            hint = f"có phải «{near.upper()}»?" if near else "các họ: " + ", ".join(FAMILIES)
            raise UsageError(f"{option}: không có mã «{code}»; {hint}")
    return wanted


# --- mending ------------------------------------------------------------------------------------------------


def _mend(root: Path, report: Report, again: Callable[[], Report]) -> Mending:
    from yearbook.checking import mend

    return mend(root, report, again)


def _mended(mending: Mending) -> str:
    if not mending.edits:
        return "Không có chỗ nào tự sửa được."
    names = {file.shown: 0 for file in mending.files}
    for file in mending.files:
        names[file.shown] += len(file.edits)
    lines = [f"  {name}: {count} chỗ" for name, count in names.items()]
    return "\n".join([f"Đã sửa {mending.edits} chỗ trong {len(names)} tệp:", *lines, ""])


def _diff(subject: Subject, report: Report, choice: Choice, console: Console) -> Exit:
    """The mends as a diff: they are made on a copy of the texts, so that it tells all that `--fix` would do."""
    from yearbook.checking import edits_of
    from yearbook.records.mend import diff

    if not edits_of(report):
        console.print("Không có chỗ nào tự sửa được.")
        return exit_for(report)
    with tempfile.TemporaryDirectory(prefix="yearbook-diff-") as folder:
        copy = Path(folder) / (subject.root.resolve().name or "data")
        shutil.copytree(subject.root, copy, ignore=shutil.ignore_patterns("photos", "schema", ".*"))
        mending = _mend(copy, report, lambda: choice.of(subject.run(copy).report))
        before = {file.shown: file.before for file in reversed(mending.files)}
        after = {file.shown: file.after for file in mending.files}
    console.out.write("".join(diff(name, before[name], after[name]) for name in after))
    again = command_line("check", subject.option, subject.root, "--fix")
    console.print(f"\n{mending.edits} chỗ trong {len(after)} tệp sẽ được sửa; chưa ghi gì. Sửa thật: {again}")
    return exit_for(report)


# --- what is told -------------------------------------------------------------------------------------------


def _summary(result: Result) -> str:
    told = summary(result.report)
    if result.waived:
        told += f"; {len(result.waived)} điều được miễn (waivers.yaml)"
    if result.syllables:
        from yearbook.vietnamese import format_number

        rate = format_number(1000 * len(result.report) / result.syllables, 2)
        told += f"; {format_number(result.syllables)} âm tiết, {rate} điều trên 1.000 âm tiết"
    return told


def _as_text(form: str, result: Result, context: BuildContext) -> str:
    if form == "json":
        return render_json(result.report)
    if form == "text":
        return f"{render_text(result.report, Sources(context.data))}\n{_summary(result)}\n"
    from yearbook.report import render_report

    return render_report(_told(result, context))


def _told(result: Result, context: BuildContext) -> ReportInput:
    from yearbook.report import ReportInput

    book = result.yearbook
    title = book.settings.title if book else context.data.name
    return ReportInput(title, result.report, book, context.date, final=context.final, waived=result.waived)


def _by_unit(folder: Path, result: Result, context: BuildContext) -> str:
    """Write the pages for the units; a page of an earlier run for a unit that owes nothing any more is left alone."""
    from yearbook.report import render_for_units
    from yearbook.storage import writing

    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    pages = render_for_units(_told(result, context))
    for name, page in pages.items():
        write_text(folder / name, page)
    return f"Đã ghi {len(pages)} trang vào {folder.as_posix()}/: " + (", ".join(pages) or "không đơn vị nào phải sửa")
