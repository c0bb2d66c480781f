"""`restore`: a text in an old encoding → Unicode, word by word; what can be read two ways is asked about."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.cli.console import Console
from yearbook.cli.exits import Exit
from yearbook.cli.options import write_text
from yearbook.cli.parser import Parser, UsageError
from yearbook.diagnostics.render import clean

if TYPE_CHECKING:
    from yearbook.vietnamese import Restored

HELP = "đổi chữ theo bảng mã cũ (TCVN3, VNI, VIQR, Windows-1258) sang Unicode"
DESCRIPTION = (
    "Đọc một tệp chữ (.txt, .csv), đổi từng chữ gõ theo bảng mã cũ hay bị đọc sai bảng mã sang Unicode; chữ đã\n"
    "đúng thì giữ nguyên. In kết quả ra màn hình, hoặc vào tệp với --output; không sửa tệp gốc. Chữ đọc được hai\n"
    "cách thì được hỏi: mã thoát là 1 khi còn chữ phải hỏi."
)
MAX_BYTES = 5_000_000
_NAMES = {"tcvn3": "TCVN3", "vni": "VNI", "cp1258": "Windows-1258", "viqr": "VIQR", "mojibake": "đọc sai bảng mã"}


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="TỆP", help="tệp chữ cần đổi")
    parser.add_argument("--output", metavar="TỆP", help="ghi vào tệp này thay vì in ra màn hình")


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    from yearbook.vietnamese import restore

    lines = [restore(line) for line in _read(Path(arguments.file)).split("\n")]
    text = "\n".join(line.text for line in lines)
    if arguments.output:
        write_text(Path(arguments.output), text)
    else:
        console.out.write(text if text.endswith("\n") else f"{text}\n")
    console.note(_summary(lines))
    return Exit.DATA if any(line.questions for line in lines) else Exit.OK


def _read(path: Path) -> str:
    """The text of a file; one that is not UTF-8 holds the bytes of an old encoding, read as the tables expect them."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"không đọc được «{path.as_posix()}»: {_reason(error)}") from None
    if len(data) > MAX_BYTES:
        raise UsageError(f"«{path.as_posix()}» lớn hơn 5 MB; chia nhỏ ra")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if "\0" in text:
        raise UsageError(f"«{path.as_posix()}» không phải tệp chữ; trong Word, Excel hãy lưu dạng .txt hoặc .csv")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _reason(error: OSError) -> str:
    return "không có tệp này" if isinstance(error, FileNotFoundError) else "không có quyền đọc, hoặc không phải tệp"


def _summary(lines: list[Restored]) -> str:
    """How many words were restored from which encoding, and every word to be asked about with its line."""
    changed = Counter(_NAMES.get(w.encoding, "NFD") for line in lines for w in line.words if w.text != w.written)
    told = ", ".join(f"{name} {count}" for name, count in changed.most_common())
    answer = [f"Đã đổi {sum(changed.values())} chữ ({told})." if changed else "Không có chữ nào phải đổi."]
    asked = [(number, word) for number, line in enumerate(lines, 1) for word in line.questions]
    if asked:
        answer.append(f"{len(asked)} chữ đọc được nhiều cách, để như đã viết hoặc như dễ đúng nhất; xin hỏi lại:")
    for number, word in asked:
        readings = " hay ".join(f"«{clean(reading)}»" for reading in dict.fromkeys((word.text, *word.alternatives)))
        answer.append(f"  dòng {number}: «{clean(word.written)}» là {readings}?")
    return "\n".join(answer)
