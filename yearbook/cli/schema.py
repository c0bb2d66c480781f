"""`schema`: writes the JSON Schemas with which editors complete and check YAML while typing."""

from __future__ import annotations

import argparse
from pathlib import Path

from yearbook.cli.console import Console
from yearbook.cli.exits import Exit
from yearbook.cli.parser import Parser

HELP = "ghi JSON Schema để trình soạn thảo gợi ý khi gõ"
DESCRIPTION = (
    "Ghi JSON Schema của mọi loại tệp dữ liệu. Trình soạn thảo (ví dụ Visual Studio Code có phần mở rộng YAML)\n"
    "đọc dòng `# yaml-language-server: $schema=…` ở đầu tệp rồi gợi ý từng mục và gạch chân chỗ sai ngay khi gõ."
)


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--out", metavar="THƯ_MỤC", default="data/schema", help="nơi ghi (mặc định: data/schema)")


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    from yearbook.records import write_schemas
    from yearbook.storage import writing

    folder = Path(arguments.out)
    with writing(folder):
        paths = write_schemas(folder)
    console.print(f"Đã ghi {len(paths)} tệp JSON Schema vào {folder.as_posix()}/.")
    return Exit.OK
