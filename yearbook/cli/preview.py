"""`preview`: the book in a browser on this machine, laid out again whenever one of its files is saved."""

from __future__ import annotations

import argparse
import os
import signal
import threading
import webbrowser
from pathlib import Path
from types import FrameType
from typing import NoReturn

from yearbook.cli.console import Console
from yearbook.cli.exits import Exit
from yearbook.cli.options import add_data, load
from yearbook.cli.parser import Parser, UsageError, one_of, whole_number
from yearbook.context import BuildContext

HELP = "xem thử sách trong trình duyệt, tự dựng lại khi lưu tệp"
DESCRIPTION = (
    "Mở sách trong trình duyệt của máy này; lưu một tệp dữ liệu, ảnh hay mẫu trang thì trang đổi theo ngay tại chỗ.\n"
    "Bấm vào chữ để biết chữ ấy ở bản ghi, tệp, dòng nào. Không tệp nào trong thư mục kết quả bị thay.\n"
    "Chỉ người có địa chỉ in ra dưới đây mới xem được. Dừng: Ctrl+C"
)
EDITORS = ("vscode", "vscodium", "cursor", "zed", "idea", "none")  # those of `preview.view`, and none
SETTING = "YEARBOOK_EDITOR"


def add_arguments(parser: Parser) -> None:
    add_data(parser)
    parser.add_argument(
        "--port", metavar="SỐ", type=_port, default=0, help="cổng trên máy này (mặc định: một cổng còn trống)"
    )
    parser.add_argument("--no-browser", action="store_true", help="chỉ in địa chỉ, không tự mở trình duyệt")
    parser.add_argument(
        "--editor",
        metavar="CHƯƠNG_TRÌNH",
        type=one_of(*EDITORS),
        help=f"mở tệp bằng: {', '.join(EDITORS)} (mặc định: biến môi trường {SETTING}, không có thì chép đường dẫn)",
    )
    jobs = os.cpu_count() or 1
    parser.add_argument(
        "--jobs", metavar="SỐ", type=whole_number, default=jobs, help=f"số việc chạy cùng lúc (mặc định: {jobs})"
    )


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    data = Path(arguments.data)
    if not data.is_dir():
        raise UsageError(f"--data: không có thư mục «{arguments.data}»")
    serving = load("yearbook.preview.serve")
    context = BuildContext(data=data, out=data, jobs=arguments.jobs)  # the preview makes a private folder of its own
    signal.signal(signal.SIGTERM, _stop)
    try:
        with serving.preview(context, arguments.port, _editor(arguments.editor)) as url:
            console.print(f"Xem thử tại: {url}")
            console.print("Dừng: Ctrl+C")
            console.out.flush()
            if not arguments.no_browser:
                threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
            threading.Event().wait()
    except KeyboardInterrupt:
        console.note("\nĐã dừng xem thử.")
    return Exit.OK


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"cần một số từ 0 đến 65535, không phải «{text}»")
    return int(text)


def _editor(asked: str | None) -> str:
    """The editor of the option, else of the setting; empty for none."""
    name = str(asked or os.environ.get(SETTING, ""))
    if name and name not in EDITORS:
        raise UsageError(f"{SETTING}: không nhận «{name}»; chọn một trong: {', '.join(EDITORS)}")
    return "" if name == "none" else name
