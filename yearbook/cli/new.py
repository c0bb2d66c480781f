"""`new`: a small starting book that builds at once, with comments that explain each file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from yearbook.cli.console import Console, command_line
from yearbook.cli.exits import Exit
from yearbook.cli.parser import Parser, UsageError

HELP = "tạo một sách nhỏ để bắt đầu"
DESCRIPTION = (
    "Tạo thư mục dữ liệu của một sách mới: vài bản ghi mẫu có lời giải thích bên trong, dựng được ngay.\n"
    "Thư mục phải chưa có, hoặc đang trống."
)
_TODAY = "@HOM-NAY@"  # in the starter's yearbook.yaml: the day the book is begun


def add_arguments(parser: Parser) -> None:
    parser.add_argument("folder", metavar="THƯ_MỤC", help="thư mục sẽ tạo, ví dụ sach-cua-toi")


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    folder = Path(arguments.folder)
    _refuse_occupied(folder)
    count = _write(folder)
    console.print(_next_steps(folder, count))
    return Exit.OK


def _refuse_occupied(folder: Path) -> None:
    if folder.is_dir():
        if any(folder.iterdir()):
            raise UsageError(
                f"thư mục «{folder.as_posix()}» đã có tệp bên trong; hãy chọn thư mục khác hoặc thư mục trống"
            )
    elif folder.exists() or folder.is_symlink():
        raise UsageError(f"«{folder.as_posix()}» là một tệp; hãy chọn tên khác cho thư mục")


def _write(folder: Path) -> int:
    """Returns how many data files were written (the schemas are not counted)."""
    from yearbook.context import clock_date
    from yearbook.records import write_schemas
    from yearbook.storage import write_bytes, writing

    today = clock_date().strftime("%d/%m/%Y")
    count = 0
    with writing(folder):
        for name, source in starter_files():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = source.read_text("utf-8").replace(_TODAY, today)
            write_bytes(path, text.encode("utf-8"), durable=False)
            count += 1
        write_schemas(folder / "schema")
    return count


def starter_files() -> Iterator[tuple[PurePosixPath, Traversable]]:
    """The files of the starting book, with their paths inside the data folder."""
    yield from _below(files("yearbook.cli") / "starter", PurePosixPath())


def _below(folder: Traversable, place: PurePosixPath) -> Iterator[tuple[PurePosixPath, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.is_dir():
            yield from _below(item, place / item.name)
        else:
            yield place / item.name, item


def _next_steps(folder: Path, count: int) -> str:
    shown = folder.as_posix()
    check = command_line("check", "--data", folder)
    build = command_line("build", "--data", folder)
    return f"""\
Đã tạo sách mới trong thư mục «{shown}» ({count} tệp).

Việc tiếp theo:
  1. Dựng thử ngay để xem sách trông thế nào:
       {build}
     Các tệp làm ra nằm trong thư mục `dist/`.
  2. Mở `{shown}/yearbook.yaml`, ghi tên sách, đại hội, nhà xuất bản; trong mỗi tệp có lời giải thích.
  3. Thay các bản ghi mẫu bằng dữ liệu thật, chép ảnh vào `{shown}/photos/`.
  4. Kiểm tra sau mỗi lần sửa:
       {check}"""
