"""What `build` and `check` share: where the data are, how they are weighed, how findings are shown."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from yearbook.cli.console import Console
from yearbook.cli.parser import Parser, one_of, whole_number
from yearbook.context import BuildContext
from yearbook.diagnostics import Diagnostic
from yearbook.diagnostics.render import Sources, render_text


def add_data(parser: Parser) -> None:
    parser.add_argument("--data", metavar="THƯ_MỤC", default="data", help="thư mục dữ liệu (mặc định: data)")


def add_form(parser: Parser) -> None:
    parser.add_argument(
        "--format",
        metavar="DẠNG",
        type=one_of("text", "json", "html"),
        default="text",
        help="text: để đọc; json: cho chương trình khác; html: trang để gửi đi (mặc định: text)",
    )
    parser.add_argument("--output", metavar="TỆP", help="ghi vào tệp này thay vì in ra màn hình")


def add_weight(parser: Parser) -> None:
    parser.add_argument(
        "--final", action="store_true", help="bản in cuối: chỗ còn để trống, dữ liệu mẫu, bản nháp đều là lỗi"
    )
    add_jobs(parser)


def add_jobs(parser: Parser) -> None:
    jobs = os.cpu_count() or 1
    parser.add_argument(
        "--jobs", metavar="SỐ", type=whole_number, default=jobs, help=f"số việc chạy cùng lúc (mặc định: {jobs})"
    )
    parser.add_argument("--verbose", action="store_true", help="kể từng bước, kể cả khi không có màn hình")


def load(module: str) -> ModuleType:
    """A module by its name, imported only now: the other commands work on a machine that cannot lay out pages.

    WeasyPrint prints English advice when a library is missing; that is swallowed, the OSError goes on to `main`.
    """
    from yearbook.workers import uncollected  # with what starts processes: not for every command

    with contextlib.redirect_stdout(io.StringIO()), uncollected(stays=True):
        return importlib.import_module(module)


def show(findings: Iterable[Diagnostic], context: BuildContext, console: Console) -> None:
    """Print findings with their lines of the source."""
    if text := render_text(findings, Sources(context.data), colour=console.colour):
        console.print(text)


def write_text(path: Path, text: str) -> None:
    """Write what was asked for into a file, whole or not at all. Raises DataProblem S104 and the like."""
    from yearbook.storage import write_bytes, writing

    with writing(path):
        write_bytes(path, text.encode("utf-8", "replace"))
