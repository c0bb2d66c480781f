"""`preflight`: print files, ours or a stranger's, held against the thresholds of a printing house."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.cli.console import Console, takes_colour
from yearbook.cli.exits import Exit, exit_for
from yearbook.cli.options import add_form, write_text
from yearbook.cli.parser import Parser, UsageError
from yearbook.context import clock_date
from yearbook.diagnostics import Diagnostic, Outcome, Report, Spot, diagnose
from yearbook.diagnostics.render import Sources, clean, render_json, render_text, summary
from yearbook.values import dataclass

if TYPE_CHECKING:
    from yearbook.preflight.profile import PreflightProfile
    from yearbook.preflight.proved import Proved
    from yearbook.preflight.records import Records

HELP = "kiểm tra tệp PDF đem in, của mình hay của người khác"
DESCRIPTION = (
    "Soát tệp PDF như phòng chế bản của nhà in: chuẩn PDF/X, khung trang, phông, màu, ảnh, chữ nhỏ, tổng lượng mực.\n"
    "Mỗi chỗ sai kể rõ trang, vị trí, nghĩa là gì, cách sửa. Tệp không bị thay đổi."
)
_DATA = "data"
_NOT_INK = "P261"  # total ink not measured, for lack of Ghostscript


def add_arguments(parser: Parser) -> None:
    parser.add_argument("files", metavar="TỆP.pdf", nargs="+", help="các tệp PDF cần kiểm tra")
    parser.add_argument(
        "--profile",
        metavar="NGƯỠNG",
        help="tên bộ ngưỡng có sẵn (sheetfed-coated, sheetfed-uncoated) hoặc tệp YAML;"
        " mặc định theo `printing.check` của sách trong thư mục dữ liệu",
    )
    parser.add_argument(
        "--data",
        metavar="THƯ_MỤC",
        help="thư mục dữ liệu của sách, để chỗ sai chỉ về đúng bản ghi (mặc định: data, nếu có)",
    )
    add_form(parser)


@dataclass(frozen=True)
class _Book:
    """What the data folder adds: records by name, and the thresholds the book asks for."""

    data: Path | None
    records: Records
    check: str | None = None


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    book = _book(arguments.data)
    asked = _profile(arguments.profile, book)
    profile = asked.value
    if profile is None:
        faults = Report.of(asked.diagnostics)
        console.note(render_text(faults, Sources(book.data), colour=takes_colour(console.err)).rstrip("\n"))
        return Exit.DATA
    proved = [_prove(Path(name), profile, book.records, arguments.format == "html") for name in arguments.files]
    report = _weigh(Report.of(finding for file in proved for finding in file.report))
    text = _as_text(arguments.format, report, proved, profile, book)
    if arguments.output:
        write_text(Path(arguments.output), text)
        console.print(f"Đã ghi {Path(arguments.output).as_posix()}: {summary(report)}.")
    elif arguments.format == "text":
        if found := render_text(report, Sources(book.data), colour=console.colour):
            console.print(found)
        console.print(_outcome(report, proved, profile))
    else:
        console.out.write(text)
    return exit_for(report)


def _book(asked: str | None) -> _Book:
    """The book of the data folder. One that was not asked for may be missing or broken."""
    from yearbook.preflight.records import Records
    from yearbook.records import load

    data = Path(asked or _DATA)
    if not data.is_dir():
        if asked:
            raise UsageError(f"--data: không có thư mục «{asked}»")
        return _Book(None, Records())
    yearbook = load(data).value
    if yearbook is None:
        if asked:
            raise UsageError(f"--data: không đọc được dữ liệu của sách trong «{asked}»; hãy chạy `check` trước")
        return _Book(None, Records())
    return _Book(data, Records(yearbook.spans), yearbook.settings.printing.check)


def _profile(asked: str | None, book: _Book) -> Outcome[PreflightProfile | None]:
    from yearbook.preflight.profile import default_profile, load_profile

    if asked:
        return load_profile(asked)
    if book.data and book.check:
        return load_profile(book.check, book.data / "profiles")
    return Outcome(default_profile())


def _prove(path: Path, profile: PreflightProfile, records: Records, pictures: bool) -> Proved:
    """The preflight of one file; what is no PDF is a finding (P263), so that the other files are told all the same."""
    from yearbook.preflight.prove import prove
    from yearbook.preflight.proved import Proved

    if problem := _no_pdf(path):
        return Proved(path.name, 0, Report((diagnose("P263", spot=Spot(path.as_posix()), reason=problem),)))
    return prove(path, profile, records, pictures=pictures)


def _no_pdf(path: Path) -> str:
    """Why there is nothing to check; empty when there is."""
    try:
        if path.is_dir():
            return "đây là thư mục, không phải tệp"
        if not path.is_file():
            return "không có tệp này"
        with path.open("rb") as file:
            start = file.read(1024)
    except (OSError, ValueError):
        return "hệ điều hành không cho đọc tệp"
    return "" if b"%PDF-" in start else "đây không phải tệp PDF"


def _weigh(report: Report) -> Report:
    """Without Ghostscript the check is not complete, which the exit code must say: S201 once for all files."""
    if not any(finding.code == _NOT_INK for finding in report):
        return report
    return Report.of([*(finding for finding in report if finding.code != _NOT_INK), _no_ghostscript()])


def _no_ghostscript() -> Diagnostic:
    from yearbook.cli.inspection import TOOLS

    tool = next(tool for tool in TOOLS if tool.name == "gs")
    return diagnose("S201", tool="gs", purpose=tool.purpose, command=tool.package.command)


def _as_text(form: str, report: Report, proved: Sequence[Proved], profile: PreflightProfile, book: _Book) -> str:
    if form == "json":
        return render_json(report)
    if form == "text":
        return f"{render_text(report, Sources(book.data))}\n{_outcome(report, proved, profile)}\n"
    from yearbook.report import PreflightInput, render_preflight

    title = proved[0].name if len(proved) == 1 else f"{len(proved)} tệp"
    return render_preflight(PreflightInput(title, profile.label, clock_date(), tuple(proved)))


def _outcome(report: Report, proved: Sequence[Proved], profile: PreflightProfile) -> str:
    """The last line: what was checked against what, and the count of findings."""
    pages = sum(file.pages for file in proved)
    name = clean(proved[0].name) if len(proved) == 1 else f"{len(proved)} tệp"
    about = [f"{pages} trang"] if pages else []
    return f"{name} ({', '.join([*about, f'ngưỡng: {clean(profile.label)}'])}): {summary(report)}"
