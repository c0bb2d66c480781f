"""`cache`: what the cache holds, and emptying it."""

from __future__ import annotations

import argparse
import datetime as dt

from yearbook.cli.console import Console
from yearbook.cli.exits import Exit
from yearbook.cli.parser import ActionParser, Parser
from yearbook.context import CACHE_LIMIT, default_cache, default_cache_limit

HELP = "xem, dọn bộ đệm: những gì đã tính một lần, để lần dựng sau nhanh hơn"
DESCRIPTION = (
    "Bộ đệm giữ ảnh đã thu nhỏ, trang đã dàn và những gì chỉ cần tính một lần. Xóa hết cũng không mất dữ liệu, chỉ\n"
    "làm lần dựng sau chậm hơn. Chỗ đặt bộ đệm lấy từ $YEARBOOK_CACHE, giới hạn từ $YEARBOOK_CACHE_LIMIT (ví dụ 2G)."
)
_STATS = "In chỗ đặt bộ đệm, số mục, dung lượng, giới hạn và lần dùng xa nhất."
_CLEAR = (
    "Xóa mọi thứ chương trình đã ghi vào bộ đệm; tệp khác trong thư mục ấy giữ nguyên, không đi theo lối tắt nào.\n"
    "Đang có lần dựng dùng bộ đệm thì từ chối."
)


def add_arguments(parser: Parser) -> None:
    actions = parser.add_subparsers(
        title="việc", metavar="VIỆC", dest="action", required=True, parser_class=ActionParser, help="stats hoặc clear"
    )
    actions.add_parser("stats", help="xem bộ đệm có gì", description=_STATS)
    actions.add_parser("clear", help="xóa hết bộ đệm", description=_CLEAR)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    console.print(_stats() if arguments.action == "stats" else _clear())
    return Exit.OK


def _stats() -> str:
    from yearbook.report import size_text
    from yearbook.storage import usage
    from yearbook.vietnamese import format_number

    folder, limit = default_cache(), default_cache_limit()
    found = usage(folder)
    oldest = dt.datetime.fromtimestamp(found.oldest).strftime("%d/%m/%Y") if found.oldest else "không có"
    return "\n".join(
        (
            f"Bộ đệm:           {folder.as_posix()}",
            f"Số mục:           {format_number(found.entries)}",
            f"Dung lượng:       {size_text(found.size)}",
            f"Giới hạn:         {size_text(limit)} ({CACHE_LIMIT})",
            f"Lần dùng xa nhất: {oldest}",
        )
    )


def _clear() -> str:
    from yearbook.report import size_text
    from yearbook.storage import clear
    from yearbook.vietnamese import format_number

    folder = default_cache()
    gone = clear(folder)
    if not gone.entries and not gone.size:
        return f"Bộ đệm trống sẵn: {folder.as_posix()}"
    return f"Đã xóa {format_number(gone.entries)} mục, {size_text(gone.size)}: {folder.as_posix()}"
