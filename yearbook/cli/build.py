"""`build`: checks, then makes the editions and publishes them whole, or publishes nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.cli.console import Console, command_line
from yearbook.cli.exits import Exit, exit_for
from yearbook.cli.options import add_data, add_weight, load, show
from yearbook.cli.parser import Parser, UsageError, closest, one_of
from yearbook.cli.progress import progress
from yearbook.cli.unchanged import keep, last_build
from yearbook.context import BuildContext, asset_root
from yearbook.diagnostics import Severity
from yearbook.diagnostics.render import columns, summary
from yearbook.pdf.imposition import SCHEMES
from yearbook.storage.inventory import is_built

if TYPE_CHECKING:
    from yearbook.pipeline import BuildResult, BuiltFile

HELP = "soát dữ liệu rồi dựng sách (lệnh mặc định)"
DESCRIPTION = (
    "Soát dữ liệu, dàn trang, kiểm tra lại từng tệp đã xong rồi mới đưa cả bộ vào thư mục kết quả.\n"
    "Còn lỗi thì không tệp nào bị thay: sách dựng lần trước được giữ nguyên."
)
REPORT = "report.html"


def add_arguments(parser: Parser) -> None:
    add_data(parser)
    parser.add_argument("--out", metavar="THƯ_MỤC", default="dist", help="thư mục kết quả (mặc định: dist)")
    parser.add_argument(
        "--edition",
        metavar="BẢN",
        action="append",
        help="chỉ dựng bản này: print, cover, proof, screen, archive, epub, epub-light; ghi nhiều lần hoặc cách nhau"
        " bằng dấu phẩy (mặc định: tất cả, bản lưu trữ archive chỉ khi sách đặt `archive:`)",
    )
    parser.add_argument(
        "--only", metavar="MÃ", nargs="+", action="extend", help="chỉ dựng các bản ghi có mã này, để xem thử"
    )
    parser.add_argument(
        "--impose",
        metavar="CÁCH",
        type=one_of(*SCHEMES),
        help="làm thêm bản bình trang từ ruột sách: " + "; ".join(f"{name}: {s.label}" for name, s in SCHEMES.items()),
    )
    parser.add_argument(
        "--executor",
        metavar="ĐỊA_CHỈ",
        type=executor_address,
        default="",
        help="giao việc cho cụm Dask: dask:MÁY:CỔNG; mọi máy của cụm phải thấy dữ liệu, thư mục kết quả, bộ đệm"
        " (YEARBOOK_CACHE) ở cùng đường dẫn (mặc định: các tiến trình trên máy này)",
    )
    add_weight(parser)


def executor_address(text: str) -> str:
    """An argument type: an address of `yearbook.workers.executor`."""
    from yearbook.workers import BadAddress, check_address

    try:
        return check_address(text)
    except BadAddress as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    only = (word for words in arguments.only or () for word in words.split(","))
    context = BuildContext(
        data=Path(arguments.data),
        out=Path(arguments.out),
        final=arguments.final,
        only=frozenset(word for word in only if word),
        jobs=arguments.jobs,
        impose=arguments.impose or "",
        executor=arguments.executor,
    )
    asked = tuple(word for words in arguments.edition or () for word in words.split(",") if word)
    if not is_built(context.out):
        _prepare(context)
    before, _, key = last_build(context, asked)
    if before:
        console.print("\n".join(before.words))
        return Exit.OK
    _prepare(context)  # here: a build that has nothing to do starts no process
    editions = _editions(arguments.edition)
    if arguments.impose and editions and "print" not in editions:
        raise UsageError("--impose: cần dựng cả bản in; thêm `print` vào --edition")
    from yearbook.crew import processes

    with processes(context, editions) as crew, progress(console, verbose=arguments.verbose) as listener:
        pipeline = load("yearbook.pipeline")
        result: BuildResult = pipeline.build(context, editions, listener, crew=crew)
    show((f for f in result.report if f.severity is not Severity.INFO), context, console)
    console.print(_outcome(result, context))
    if result.published and exit_for(result.report) is Exit.OK:
        beside = [REPORT, *([result.preflight.name] if result.preflight else [])]
        files = {file.path.name: file.sha256 for file in result.files} | dict.fromkeys(beside, "")
        keep(context, asked, key, files, _unchanged(result, context))
    return exit_for(result.report)


def _prepare(context: BuildContext) -> None:
    from yearbook.crew import prepare

    prepare(context)


def _editions(words: list[str] | None) -> tuple[str, ...]:
    """The editions asked for, in the order in which they are made; none means the usual ones."""
    from yearbook.pages.edition import editions

    known = editions(asset_root())
    wanted = [name for word in words or () for name in word.split(",") if name]
    for name in wanted:
        if name not in known:
            near = closest(name, known)
            hint = f"có phải «{near}»?" if near else "chọn trong: " + ", ".join(known)
            raise UsageError(f"--edition: không có bản «{name}»; {hint}")
    return tuple(name for name in known if name in wanted)


def _outcome(result: BuildResult, context: BuildContext) -> str:
    """The last lines: what was made and where it is, or what still stands there, and the count of findings."""
    lines = _made(result, context) if result.published else _not_made(context)
    told = summary(result.report)
    if infos := result.report.count(Severity.INFO):
        where = f"xem {REPORT}" if result.published else f"xem bằng `{command_line('check', '--data', context.data)}`"
        told += f" ({infos} lưu ý không in ở đây, {where})"
    return "\n".join([*lines, told])


def _unchanged(result: BuildResult, context: BuildContext) -> list[str]:
    """What the next build says if nothing changes until then."""
    first, *lines = _made(result, context)
    del first
    state = "bản in cuối" if context.final else "bản thảo"
    head = f"Không có gì thay đổi: {state} dựng lần trước, mã lần dựng {result.build_id}, vẫn đúng và nguyên vẹn:"
    return [head, *lines, f"{summary(result.report)} (xem {REPORT})"]


def _made(result: BuildResult, context: BuildContext) -> list[str]:
    from yearbook.vietnamese import format_number

    final = "bản in cuối" if context.final else "bản thảo"
    seconds = format_number(result.seconds, 1)
    lines = [f"Đã dựng {final} trong {seconds} giây, mã lần dựng {result.build_id}:"]
    lines += _table([_row(file) for file in result.files])
    lines.append(f"Báo cáo: {(context.out / REPORT).as_posix()}")
    if result.preflight:
        lines.append(f"Kiểm tra tệp in, có hình các trang: {result.preflight.as_posix()}")
    return lines


def _row(file: BuiltFile) -> tuple[str, ...]:
    from yearbook.report import size_text

    pages = f"{file.pages} trang" if file.pages is not None else ""
    return file.label, file.path.as_posix(), pages, size_text(file.size)


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    """Two columns of text, two of numbers."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        gaps = [" " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)]
        label, path, pages, size = row
        lines.append(f"  {label}{gaps[0]}  {path}{gaps[1]}  {gaps[2]}{pages}  {gaps[3]}{size}")
    return lines


def _not_made(context: BuildContext) -> list[str]:
    out = context.out.as_posix()
    if any(context.out.glob("*.pdf")) or any(context.out.glob("*.epub")):
        return [f"Chưa dựng được sách vì còn lỗi; sách dựng lần trước vẫn nguyên trong `{out}/`."]
    return [f"Chưa dựng được sách vì còn lỗi; chưa có tệp nào được đưa vào `{out}/`."]
