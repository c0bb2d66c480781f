"""`release`: the key of the publisher, a release checked again, the book of what was given to whom."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.cli.console import Console, command_line
from yearbook.cli.exits import Exit, exit_for
from yearbook.cli.options import add_data, add_jobs, load, show
from yearbook.cli.parser import ActionParser, Parser, UsageError, closest
from yearbook.cli.passwords import VARIABLE, known_password, new_password
from yearbook.cli.progress import progress
from yearbook.context import BuildContext, clock_now, default_key
from yearbook.diagnostics import Report, Severity
from yearbook.diagnostics.render import Sources, clean, columns, render_text, summary

if TYPE_CHECKING:
    from yearbook.release.log import Line
    from yearbook.release.make import Released
    from yearbook.release.minisign import PublicKey
    from yearbook.release.verify import Verified

HELP = "phát hành sách điện tử đến các đơn vị; kiểm lại, xem sổ đã gửi ai"
DESCRIPTION = (
    "Làm một bản phát hành: thư mục có ngày, có chữ ký, gồm sách, bản EPUB riêng và công văn của từng đơn vị,\n"
    "trang tải, danh mục OPDS. Làm trọn hoặc không làm gì; sách mà `--final` chưa cho qua thì không phát hành.\n"
    "Việc khác: yearbook release keygen | verify | log (thêm --help để xem hướng dẫn của từng việc)"
)
_VIETNAM = dt.timezone(dt.timedelta(hours=7))
_DIGITS = 12  # of a hash, enough to tell files apart by eye
_HEADS = ("ngày, giờ", "bản phát hành", "đơn vị", "sha-256", "tệp")


def add_arguments(parser: Parser) -> None:
    """Options of making a release belong to `parser` itself, those of the other actions to their own parsers."""
    add_data(parser)
    add_releases(parser)
    parser.add_argument(
        "--units",
        metavar="MÃ",
        nargs="+",
        action="extend",
        help="làm bản riêng cho các đơn vị có mã này; all: mọi đơn vị (mặc định: all)",
    )
    add_jobs(parser)
    actions = parser.add_subparsers(
        title="việc", metavar="VIỆC", dest="action", parser_class=ActionParser, help="không ghi: làm bản phát hành"
    )
    _add_keygen(actions.add_parser("keygen", help="tạo khóa ký của nơi phát hành", description=_KEYGEN))
    _add_verify(actions.add_parser("verify", help="kiểm lại một bản phát hành", description=_VERIFY))
    _add_log(actions.add_parser("log", help="xem sổ phát hành", description=_LOG))


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    actions: dict[str | None, Callable[[argparse.Namespace, Console], Exit]]
    actions = {"keygen": _keygen, "verify": _verify, "log": _log, None: _make}
    return actions[arguments.action](arguments, console)


# --- release: make one --------------------------------------------------------------------------------------


def _make(arguments: argparse.Namespace, console: Console) -> Exit:
    """`release` without a further word."""
    from yearbook.release.keys import load_key

    releasing = load("yearbook.release.make")

    context = BuildContext(data=Path(arguments.data), out=Path(arguments.out), final=True, jobs=arguments.jobs)
    key = load_key(default_key(), known_password(default_key()), data=context.data)
    show(key.diagnostics, context, console)
    words = [word for words in arguments.units or () for word in words.split(",") if word]
    wanted = () if "all" in words else words
    with progress(console, verbose=arguments.verbose) as listener:
        made: Released = releasing.make_release(context, wanted, Path(arguments.out), key.value, clock_now(), listener)
    show((f for f in made.report if f.severity is not Severity.INFO), context, console)
    console.print("\n".join(_told(made)))
    return exit_for(made.report)


def _told(made: Released) -> list[str]:
    if made.folder is None:
        return [f"Chưa phát hành: sách còn lỗi như trên, không thư mục nào được tạo. {summary(made.report)}"]
    return [
        f"Đã phát hành: {made.folder.as_posix()}",
        f"  bản riêng và công văn cho {made.units} đơn vị; trang tải: {(made.folder / 'index.html').as_posix()}",
        f"  kiểm lại: {command_line('release', 'verify', made.folder)}",
        summary(made.report),
    ]


# --- release keygen -----------------------------------------------------------------------------------------

_KEYGEN = (
    "Tạo cặp khóa của nơi phát hành, dạng minisign: khóa riêng để ký, khóa công khai để các đơn vị kiểm.\n"
    "Khóa riêng nằm ngoài thư mục của sách: ở $YEARBOOK_KEY, không đặt biến ấy thì ở ~/.config/yearbook.\n"
    f"Mật khẩu được hỏi hai lần; chạy bằng máy thì lấy từ ${VARIABLE}."
)


def _add_keygen(parser: Parser) -> None:
    add_data(parser)
    parser.add_argument("--no-password", action="store_true", help="khóa không có mật khẩu, không hỏi gì")


def _keygen(arguments: argparse.Namespace, console: Console) -> Exit:
    from yearbook.release.keys import check_place, create_key, public_path, refuse_present

    path, data = default_key(), Path(arguments.data)
    check_place(path, data)
    refuse_present(path)
    password = "" if arguments.no_password else new_password(console)
    key = create_key(path, password, data=data)
    console.print(_created(path, public_path(path), key, locked=bool(password)))
    return Exit.OK


def _created(path: Path, public: Path, key: PublicKey, *, locked: bool) -> str:
    told = "có mật khẩu" if locked else "KHÔNG có mật khẩu: ai chép được tệp này là ký được"
    return f"""\
Đã tạo khóa phát hành, mã khóa {key.id}.
  khóa riêng:      {path.as_posix()} ({told})
  khóa công khai:  {public.as_posix()}
                   {key.line}

Việc tiếp theo:
  1. Chép khóa riêng sang một nơi cất giữ khác. Mất nó thì phải báo khóa mới cho mọi đơn vị.
  2. Không gửi khóa riêng cho ai, không để vào thư mục của sách.
  3. Báo mã khóa và khóa công khai cho các đơn vị bằng công văn. Trong thư mục phát hành, họ kiểm bằng:
       minisign -Vm SHA256SUMS -P {key.line}
       sha256sum -c SHA256SUMS"""


# --- release verify -----------------------------------------------------------------------------------------

_VERIFY = (
    "Kiểm lại một bản phát hành: chữ ký, từng tệp, bản riêng của từng đơn vị; kể tên mỗi chỗ sai. Không sửa gì.\n"
    "Khóa để kiểm: --key; không ghi thì khóa công khai của máy này, máy này không có thì khóa đi kèm bản phát hành."
)
_KEY_LINE = re.compile(r"RW[A-Za-z0-9+/]{54}")


def _add_verify(parser: Parser) -> None:
    parser.add_argument("folder", metavar="THƯ_MỤC", help="thư mục của bản phát hành")
    parser.add_argument("--key", metavar="KHÓA", help="khóa công khai đã có: tên tệp, hoặc chính dòng chữ RW…")


def _verify(arguments: argparse.Namespace, console: Console) -> Exit:
    from yearbook.release.verify import verify

    outcome = verify(Path(arguments.folder), _known_key(arguments.key))
    report = Report.of(outcome.diagnostics)
    if text := render_text(report, Sources(), colour=console.colour):
        console.print(text)
    if outcome.value:
        console.print(_judged(outcome.value, report))
    return exit_for(report)


def _known_key(word: str | None) -> PublicKey | None:
    """The key the reader has: the one that is given, else that of this machine."""
    from yearbook.release.keys import load_public_key, public_path
    from yearbook.release.minisign import parse_public_key

    if word and _KEY_LINE.fullmatch(word):
        return parse_public_key(word.encode(), word)
    own = public_path(default_key())
    if word or own.is_file():
        return load_public_key(Path(word) if word else own)
    return None


def _judged(verified: Verified, report: Report) -> str:
    manifest = verified.manifest
    name = f"Bản phát hành {manifest.name}" if manifest else "Bản phát hành"
    sound = exit_for(report) is Exit.OK
    lines = [f"{name}: {'đúng như lúc ký' if sound else 'KHÔNG đúng như lúc ký'} ({summary(report)})"]
    units = f", bản riêng của {len(manifest.units)} đơn vị" if manifest else ""
    key = f"; kiểm bằng khóa {verified.key.id}" if verified.key else ""
    lines.append(f"  {verified.files} tệp{units}{key}")
    if verified.comment:
        lines.append(f"  lời ghi khi ký: {verified.comment}")
    return "\n".join(map(clean, lines))


# --- release log --------------------------------------------------------------------------------------------

_LOG = "Xem sổ phát hành: ngày nào, bản nào, đơn vị nào được giao tệp nào, mã SHA-256 của tệp (giờ Việt Nam)."


def add_releases(parser: Parser) -> None:
    parser.add_argument(
        "--out", metavar="THƯ_MỤC", default="releases", help="thư mục chứa các bản phát hành (mặc định: releases)"
    )


def _add_log(parser: Parser) -> None:
    add_releases(parser)
    parser.add_argument("--unit", metavar="MÃ", help="chỉ kể những gì đã giao cho đơn vị có mã này")


def _log(arguments: argparse.Namespace, console: Console) -> Exit:
    from yearbook.release.log import read_log

    outcome = read_log(Path(arguments.out))
    report = Report.of(outcome.diagnostics)
    lines = _of_unit(outcome.value, arguments.unit)
    if text := render_text(report, Sources(), colour=console.colour):
        console.print(text)
    if lines:
        console.print(_table(lines))
    else:
        console.print(f"Sổ phát hành trong «{Path(arguments.out).as_posix()}» chưa có dòng nào.")
    return exit_for(report)


def _of_unit(lines: Sequence[Line], unit: str | None) -> list[Line]:
    """The lines of one unit; an id of which the log knows nothing is answered with the nearest."""
    if not unit:
        return list(lines)
    known = {line.entry.unit for line in lines if line.entry.unit}
    if known and unit not in known:
        near = closest(unit, known)
        hint = f"; có phải «{near}»?" if near else ""
        raise UsageError(f"--unit: sổ phát hành chưa ghi đơn vị «{unit}»{hint}")
    return [line for line in lines if line.entry.unit == unit]


def _table(lines: Sequence[Line]) -> str:
    rows = [_HEADS, *(_row(line) for line in lines)]
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    shown = []
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        shown.append("  ".join(cells).rstrip())
    return "\n".join(shown)


def _row(line: Line) -> tuple[str, ...]:
    entry = line.entry
    time = line.time.astimezone(_VIETNAM).strftime("%d/%m/%Y %H:%M")
    cells = (time, entry.release, entry.unit_name or "(cả bản)", entry.sha256[:_DIGITS], entry.file)
    return tuple(map(clean, cells))
