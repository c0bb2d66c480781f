"""CSV files as offices save them: UTF-8, UTF-16 or Windows-1258; semicolon, comma or tab."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from yearbook.diagnostics import DataProblem, Outcome, Span, diagnose
from yearbook.reconcile.columns import header_weight
from yearbook.reconcile.model import Line, Sheet
from yearbook.reconcile.text import tidy

MAX_ROWS = 20_000
MAX_COLUMNS = 100
_DELIMITERS = ";,\t"
_PROBE = 200  # lines that decide on the delimiter: title lines and a header stand among them


def read_delimited(data: bytes, shown: str) -> Outcome[tuple[Sheet, ...]]:
    """The one sheet of a CSV file. Raises DataProblem C101, C103."""
    text = _decode(data, shown)
    first, _, rest = text.partition("\n")
    stated = first.strip().lower()
    delimiter = stated[4:] if stated.startswith("sep=") and stated[4:] in _DELIMITERS else ""
    skipped = 1 if delimiter else 0  # Excel's own «sep=;» line
    lines = _lines(rest if skipped else text, delimiter or _delimiter(text), shown)
    return Outcome((Sheet(shown, "", tuple(Line(line.number + skipped, line.cells) for line in lines)),))


def _decode(data: bytes, shown: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tried = ["utf-16"]
    elif data[:200].count(0) * 4 >= len(data[:200]):
        tried = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    else:
        tried = ["utf-8-sig", "cp1258"]
    for encoding in tried:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise DataProblem(diagnose("C101", Span(shown), reason="không phải bảng tính, cũng không phải văn bản UTF-8"))


def _delimiter(text: str) -> str:
    """The delimiter under which a header is seen best; then the one that gives the most cells."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            rows = [row for row, _ in zip(_reader(text, delimiter), range(_PROBE), strict=False)]
        except csv.Error:
            return (0, 0)
        return max((header_weight(tuple(map(tidy, row))) for row in rows), default=0), sum(map(len, rows))

    return max(_DELIMITERS, key=score)


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _lines(text: str, delimiter: str, shown: str) -> list[Line]:
    lines = []
    try:
        for number, row in enumerate(_reader(text, delimiter), 1):
            cells = tuple(tidy(cell) for cell in row)
            if any(cells[MAX_COLUMNS:]):
                raise DataProblem(diagnose("C103", Span(shown, number), what=f"có hơn {MAX_COLUMNS} cột"))
            if any(cells):
                lines.append(Line(number, cells[:MAX_COLUMNS]))
            if len(lines) > MAX_ROWS:
                raise DataProblem(diagnose("C103", Span(shown), what="có hơn 20.000 dòng"))
    except csv.Error as error:
        raise DataProblem(diagnose("C101", Span(shown), reason="ô quá dài hoặc dấu ngoặc kép không khép")) from error
    return lines
