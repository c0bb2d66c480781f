"""`doctor`: which tools, libraries and faces are there, and the command that brings what is missing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from yearbook.cli.console import Console
from yearbook.cli.exits import Exit
from yearbook.cli.inspection import Item, inspect
from yearbook.cli.parser import Parser
from yearbook.context import asset_root
from yearbook.diagnostics.render import columns

HELP = "xem máy đã đủ công cụ, thư viện, phông chữ chưa"
DESCRIPTION = "Liệt kê Python, thư viện, phông chữ, hồ sơ màu, công cụ: cái nào đã có, cái nào thiếu và lệnh để cài."


def add_arguments(_parser: Parser) -> None:
    return None


def run(_arguments: argparse.Namespace, console: Console) -> Exit:
    lacking: list[Item] = []
    for title, items in inspect(asset_root()):
        console.print(title)
        for line in lines(items):
            console.print(line)
        console.print()
        lacking += [item for item in items if item.required and not item.found]
    console.print(verdict(lacking))
    return Exit.MISSING if lacking else Exit.OK


def lines(items: Sequence[Item]) -> list[str]:
    """One line an item, and the mending command below what is not there."""
    width = max((columns(item.name) for item in items), default=0)
    shown = []
    for item in items:
        mark = "có     " if item.found else "THIẾU  " if item.required else "chưa có"
        shown.append(f"  {mark}  {item.name}{' ' * (width - columns(item.name))}  {item.detail}".rstrip())
        if not item.found:
            shown.append(f"           {' ' * width}  cài: {item.command}")
    return shown


def verdict(lacking: Sequence[Item]) -> str:
    """The last line."""
    if not lacking:
        return "Máy đã đủ để dựng sách."
    return f"Máy còn thiếu {len(lacking)} thứ bắt buộc: {', '.join(item.name for item in lacking)}."
