"""`main`: from the words of the command line to a command, and from whatever happens to an exit code."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from yearbook import __version__
from yearbook.cli.console import Console, command_line, takes_colour
from yearbook.cli.exits import Exit, is_missing_tool
from yearbook.cli.machine import missing_native
from yearbook.cli.parser import Parser, UsageError, closest
from yearbook.diagnostics import DataProblem, Diagnostic
from yearbook.diagnostics.render import Sources, clean, render_finding


class Command(Protocol):
    """What each module of a command offers."""

    HELP: str
    DESCRIPTION: str

    def add_arguments(self, parser: Parser, /) -> None: ...

    def run(self, arguments: argparse.Namespace, console: Console, /) -> Exit: ...


COMMANDS = (
    "build", "check", "preview", "preflight", "release", "reconcile", "restore", "explain", "doctor", "cache",
    "schema", "new",
)  # fmt: skip
DEFAULT = "build"
# On its way out Python would look for garbage among all that a command has read: half a second for 800 records.
atexit.register(gc.freeze)

_DESCRIPTION = "Dựng kỷ yếu từ dữ liệu và ảnh: bản in, bìa, bản đọc soát, bản đọc trên màn hình, EPUB."
_EPILOGUE = """\
Không ghi lệnh thì là `build`. Xem lựa chọn của một lệnh: yearbook LỆNH --help

mã thoát:
  0   xong, không có lỗi (có thể có cảnh báo)
  1   dữ liệu có lỗi
  2   dùng lệnh sai cách
  3   máy thiếu công cụ, thư viện hoặc phông chữ
  70  lỗi của phần mềm"""


def command(name: str) -> Command:
    """The module of a command; the others are not loaded."""
    return cast(Command, import_module(f"yearbook.cli.{name}"))


_LITTER = 20_000  # new things in memory before garbage is looked for: most values are made and kept, as in the workers


def make_parsers(names: Iterable[str] = COMMANDS) -> tuple[Parser, dict[str, Parser]]:
    """The parser of the program, and those of its commands (of these) by name."""
    parser = Parser(prog="yearbook", description=_DESCRIPTION, epilog=_EPILOGUE)
    parser.add_argument("--version", action="version", version=f"yearbook {__version__}", help="in số phiên bản")
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH", dest="command", parser_class=Parser)
    children = {}
    for name in names:
        module = command(name)
        children[name] = commands.add_parser(name, help=module.HELP, description=module.DESCRIPTION)
        module.add_arguments(children[name])
    return parser, children


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code. Prints nothing that is not for the reader: no traceback either."""
    words = list(sys.argv[1:] if argv is None else argv)
    gc.set_threshold(_LITTER)
    console = Console()
    try:
        code = _run(words, console)
        console.out.flush()
        return int(code)
    except UsageError as error:
        return int(_refuse(error, words, console))
    except DataProblem as problem:
        return int(_tell(problem.diagnostic, console))
    except KeyboardInterrupt:
        console.note("\nĐã dừng theo yêu cầu; sách lần trước còn nguyên.")
        return int(Exit.STOPPED)
    except BrokenPipeError:  # the reader of our output has gone, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.UNHEARD)
    except ImportError as error:
        if (error.name or "yearbook").split(".")[0] == "yearbook":
            return int(_bug(words, console))
        return int(_tell_library(error, console))
    except OSError as error:
        native = missing_native(error)
        return int(_tell(native, console) if native else _bug(words, console))
    except Exception:  # a bug: the traceback goes into a file, the editor reads one sentence
        return int(_bug(words, console))


def _run(words: list[str], console: Console) -> Exit:
    words = _with_command(words)
    known = words[0] in COMMANDS
    parser, children = make_parsers(words[:1] if known else COMMANDS)
    try:
        if not known:
            parser.parse_args(words)
        # the command's own parser, not the program's: a refusal then names its options and its usage
        arguments = children[words[0]].parse_args(words[1:])
    except SystemExit as end:  # --help, --version
        return Exit(int(end.code or 0))
    return command(words[0]).run(arguments, console)


def _with_command(words: list[str]) -> list[str]:
    """Without a command it is `build`; a word that is no command is answered with the nearest."""
    first = words[0] if words else ""
    if first in COMMANDS or first in {"-h", "--help", "--version"}:
        return words
    if not first or first.startswith("-"):
        return [DEFAULT, *words]
    near = closest(first, COMMANDS)
    hint = f"có phải `{near}`?" if near else "các lệnh: " + ", ".join(COMMANDS)
    raise UsageError(f"không có lệnh «{first}»; {hint}")


def _refuse(error: UsageError, words: list[str], console: Console) -> Exit:
    console.note(f"lỗi: {clean(error.message)}")
    if error.usage:
        console.note(error.usage)
    named = [word for word in words[:1] if word in COMMANDS]
    console.note(f"Xem hướng dẫn: {command_line(*named, '--help')}")
    return Exit.USAGE


def _tell(finding: Diagnostic, console: Console) -> Exit:
    console.note(render_finding(finding, Sources(), colour=takes_colour(console.err)).rstrip("\n"))
    return Exit.MISSING if is_missing_tool(finding) else Exit.DATA


def _tell_library(error: ImportError, console: Console) -> Exit:
    console.note(
        f"Chưa đủ thư viện để chạy lệnh này (thiếu «{error.name}»); hãy chạy `make setup`, "
        "hoặc cài lại bằng `pip install --force-reinstall yearbook`."
    )
    return Exit.MISSING


def _bug(words: list[str], console: Console) -> Exit:
    """Keep the traceback in a file to be sent; the terminal gets two sentences."""
    error = sys.exc_info()[1]
    about = f"yearbook {__version__}, Python {platform.python_version()}, {platform.platform()}"
    text = f"{about}\n{words!r}\n\n{traceback.format_exc()}"
    kept = _keep(text)
    console.note(
        f"Đây là lỗi phần mềm, không phải lỗi của dữ liệu ({type(error).__name__}). Sách lần trước còn nguyên."
    )
    if kept:
        console.note(f"Chi tiết ghi ở: {kept}\nXin gửi tệp ấy và lệnh đã chạy cho người phụ trách kỹ thuật.")
    else:
        console.note(clean(str(error)))
    return Exit.BUG


def _keep(text: str) -> Path | None:
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="replace", prefix="yearbook-loi-", suffix=".txt", delete=False
        ) as file:
            file.write(text)
    except OSError:  # a full disk must not hide the bug
        return None
    return Path(file.name)
