"""XLSX files: openpyxl reads values only; formulas, macros and links to other files are never followed.

The package is judged before it is opened (number and total size of its parts), its XML is read with entities refused.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from yearbook.diagnostics import DataProblem, Diagnostic, Outcome, Span, diagnose
from yearbook.reconcile.delimited import MAX_COLUMNS, MAX_ROWS
from yearbook.reconcile.model import Line, Sheet
from yearbook.reconcile.text import LONGEST, tidy

MAX_UNPACKED = 100_000_000
MAX_PARTS = 2_000
MAX_MERGES = 50_000
_LAST_ROW = 1_048_576  # of Excel; a file that claims more is not from a spreadsheet
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FAULTS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
Cells = dict[tuple[int, int], str]  # (row, column), both from 1


def read_workbook(data: bytes, shown: str) -> Outcome[tuple[Sheet, ...]]:
    """The visible sheets of a workbook. Raises DataProblem C101, C102, C103."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that it leaves out
            _judge(package, shown)
            return _read(data, package, shown)
    except DataProblem:
        raise
    except Exception as error:  # openpyxl, zipfile and expat raise whatever a broken file leads them to
        raise DataProblem(diagnose("C101", Span(shown), reason="tệp hỏng, hoặc không phải bảng tính")) from error


def _judge(package: zipfile.ZipFile, shown: str) -> None:
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise DataProblem(diagnose("C103", Span(shown), what="khi giải nén nặng hơn 100 MB"))
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        found = "có mật khẩu"
    elif "word/document.xml" in names:
        found = "là tệp Word"
    elif "mimetype" in names:
        found = "là tệp OpenDocument (.ods)"
    elif "xl/workbook.bin" in names:
        found = "là tệp .xlsb"
    elif "[Content_Types].xml" not in names:
        found = "là tệp nén, không phải bảng tính"
    else:
        return
    raise DataProblem(diagnose("C102", Span(shown), found=found))


def _read(data: bytes, package: zipfile.ZipFile, shown: str) -> Outcome[tuple[Sheet, ...]]:
    import openpyxl  # only here: the other commands need not load it

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets, findings = [], []
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                findings.append(diagnose("C111", Span(shown), sheet=tidy(sheet.title)))
                continue
            merges, hollow = _marks(package, sheet)
            lines, faults = _lines(sheet, merges, shown)
            sheets.append((tidy(sheet.title), lines))
            findings += _told(shown, sorted({*hollow, *faults}))
    finally:
        book.close()
    single = sum(bool(lines) for _, lines in sheets) < 2
    return Outcome(
        tuple(Sheet(shown, "" if single else title, lines) for title, lines in sheets if lines), tuple(findings)
    )


def _told(shown: str, places: list[tuple[int, int]]) -> list[Diagnostic]:
    if not places:
        return []
    more = f" (và {len(places) - 1} ô khác)" if len(places) > 1 else ""
    return [diagnose("C108", Span(shown, *places[0]), line=places[0][0], more=more)]


def _lines(sheet: Any, merges: list[tuple[int, ...]], shown: str) -> tuple[tuple[Line, ...], list[tuple[int, int]]]:
    """The lines with something in them, and the places of values that are faults of formulas."""
    lines, faults = [], []
    spread: Cells = {}
    told: set[int] = set()  # rows that a merged cell above speaks for
    starts = {(top, left): (bottom, left) for left, top, _, bottom in merges if bottom > top}
    rows = sheet.iter_rows(min_row=1, min_col=1, max_col=MAX_COLUMNS + 1, max_row=_LAST_ROW, values_only=True)
    for number, values in enumerate(rows, 1):
        if number not in told and values.count(None) == len(values):
            continue  # a sheet has a million rows, and nearly all of them are empty
        cells = [_text(value) for value in values]
        faults += [(number, column) for column, text in enumerate(cells, 1) if text in _FAULTS]
        for column in range(1, len(cells) + 1):
            # a cell merged over several rows speaks for each of them («Vụ Bưu chính» beside five names)
            if number_below := starts.get((number, column)):
                rows_below = range(number + 1, min(number_below[0], number + MAX_ROWS) + 1) if cells[column - 1] else ()
                spread |= {(below, column): cells[column - 1] for below in rows_below}
                told.update(rows_below)
            cells[column - 1] = cells[column - 1] or spread.pop((number, column), "")
        if cells[MAX_COLUMNS:] and cells[MAX_COLUMNS]:
            raise DataProblem(diagnose("C103", Span(shown, number), what=f"có hơn {MAX_COLUMNS} cột"))
        if any(cells):
            lines.append(Line(number, tuple("" if text in _FAULTS else text for text in cells[:MAX_COLUMNS])))
        if len(lines) > MAX_ROWS:
            raise DataProblem(diagnose("C103", Span(shown), what="có hơn 20.000 dòng"))
    return tuple(lines), faults


def _text(value: object) -> str:
    """A value as the reader of the sheet sees it: 1.0 → «1», a date → «03/06/2020»."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, int) and abs(value) >= 10**15:
        return ""
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return tidy(str(value)[:LONGEST])


def _marks(package: zipfile.ZipFile, sheet: Any) -> tuple[list[tuple[int, ...]], list[tuple[int, int]]]:
    """The merged ranges of a sheet, and its formulas that were saved without a value.

    openpyxl tells neither in read-only mode; without it a sheet of 20,000 rows would fill the memory.
    """
    from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

    merges: list[tuple[int, ...]] = []
    hollow: list[tuple[int, int]] = []
    for element in _elements(package, getattr(sheet, "_worksheet_path", "")):
        if element.tag == f"{_MAIN}mergeCell" and len(merges) < MAX_MERGES:
            bounds = range_boundaries(element.get("ref", ""))
            if None not in bounds and bounds[0] <= MAX_COLUMNS:
                merges.append(bounds)
        elif element.tag == f"{_MAIN}c":
            formula = element.find(f"{_MAIN}f") is not None
            if formula and not element.findtext(f"{_MAIN}v") and element.get("t") != "str" and element.get("r"):
                hollow.append(coordinate_to_tuple(element.get("r")))
        elif element.tag == f"{_MAIN}row":
            element.clear()
    return merges, hollow


def _elements(package: zipfile.ZipFile, part: str) -> Iterator[Any]:
    from defusedxml.ElementTree import iterparse

    if part in package.namelist():
        with package.open(part) as stream:
            for _, element in iterparse(stream):
                yield element
