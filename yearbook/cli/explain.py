"""`explain`: what a code means, why it matters, how to mend it."""

from __future__ import annotations

import argparse
import difflib
import textwrap

from yearbook.cli.console import Console
from yearbook.cli.exits import Exit
from yearbook.cli.parser import Parser, UsageError
from yearbook.diagnostics import FAMILIES, Entry, catalogue

HELP = "giải thích một mã lỗi; không ghi mã thì liệt kê tất cả"
DESCRIPTION = "Giải thích một mã: vì sao có, sai thế nào, đúng thế nào, cách sửa. Không ghi mã thì liệt kê mọi mã."
_WIDTH = 88


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "code", metavar="MÃ", nargs="?", help="mã trong thông báo, ví dụ R104; viết hoa hay thường đều được"
    )


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    console.print(_list() if arguments.code is None else _entry(_find(arguments.code)))
    return Exit.OK


def _find(word: str) -> Entry:
    entries = catalogue()
    code = word.strip().upper()
    if code in entries:
        return entries[code]
    near = difflib.get_close_matches(code, entries, n=3, cutoff=0.5)
    hint = "gần giống: " + ", ".join(near) if near else "chạy `explain` không kèm mã để xem mọi mã"
    raise UsageError(f"không có mã «{word}»; {hint}")


def _list() -> str:
    entries = catalogue().values()
    parts = []
    for letter, title in FAMILIES.items():
        rows = [f"  {e.code}  {e.severity.label:<8}  {e.title}" for e in entries if e.code.startswith(letter)]
        if rows:
            parts.append("\n".join([f"{letter} – {title}", *rows]))
    return "\n\n".join(parts)


def _entry(entry: Entry) -> str:
    """The page of one code."""
    severity = f"mức độ: {entry.severity.label}"
    if entry.final and entry.final is not entry.severity:
        severity += f"; khi dựng bản in cuối (--final): {entry.final.label}"
    parts = [f"{entry.code} – {entry.title}\n{severity}", _block("Vì sao", _wrapped(entry.explain))]
    if entry.wrong:
        parts.append(_block("Sai", entry.wrong))
    if entry.right:
        parts.append(_block("Đúng", entry.right))
    if hint := entry.general_hint:
        parts.append(_block("Cách sửa", _wrapped(hint)))
    if entry.fixable:
        parts.append(
            _block("Tự sửa", _wrapped("`check --fix` sửa những chỗ chắc chắn; xem trước bằng `check --diff`."))
        )
    if entry.waivable:
        parts.append(_block("Miễn trừ, nếu đã xem và muốn giữ", waiver_example(entry)))
    return "\n\n".join(parts)


def waiver_example(entry: Entry) -> str:
    """What to write in `waivers.yaml` to keep a finding of this code as it is."""
    return (
        "thêm vào data/waivers.yaml:\n"
        f"- code: {entry.code}\n"
        "  record: …            # mã bản ghi; hoặc place: tệp:dòng; thêm text: nếu chỉ miễn một chữ\n"
        "  reason: …\n"
        "  who: …"
    )


def _block(title: str, text: str) -> str:
    return f"{title}:\n{textwrap.indent(text.rstrip(), '  ')}"


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), _WIDTH, break_long_words=False, break_on_hyphens=False)
