"""A list file → sheets of text. Looks at the bytes, not at the name; limits come before anything is opened."""

from __future__ import annotations

import stat
from pathlib import Path

from yearbook.diagnostics import DataProblem, Outcome, Span, diagnose
from yearbook.reconcile.delimited import read_delimited
from yearbook.reconcile.model import Sheet
from yearbook.reconcile.workbook import read_workbook

MAX_BYTES = 20_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and the wrapping of .xlsx files with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "là tệp PDF",
    b"{\\rtf": "là tệp RTF của Word",
    b"\x89PNG": "là ảnh",
    b"\xff\xd8\xff": "là ảnh",
    b"<html": "là trang web (phần mềm xuất ra với đuôi .xls)",
    b"<!doct": "là trang web (phần mềm xuất ra với đuôi .xls)",
    b"<?xml": "là tệp XML",
}


def read_list(path: Path, shown: str) -> Outcome[tuple[Sheet, ...]]:
    """The sheets of a list file, with what is wrong with it (C1xx); no sheets when it cannot be read.

    `shown` is the file as messages name it. Raises nothing for any content of the file.
    """
    try:
        data = _bytes(path, shown)
        if data.startswith(b"PK"):
            return read_workbook(data, shown)
        _refuse_others(data, shown)
        return read_delimited(data, shown)
    except DataProblem as problem:
        return Outcome((), (problem.diagnostic,))


def _bytes(path: Path, shown: str) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device could be read for ever
            raise DataProblem(diagnose("C101", Span(shown), reason="không phải tệp thường"))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = "không có quyền đọc" if isinstance(error, PermissionError) else f"hệ điều hành báo lỗi {error.errno}"
        raise DataProblem(diagnose("C101", Span(shown), reason=reason)) from error
    if len(data) > MAX_BYTES:
        raise DataProblem(diagnose("C103", Span(shown), what="nặng hơn 20 MB"))
    if not data.strip():
        raise DataProblem(diagnose("C101", Span(shown), reason="tệp trống"))
    return data


def _refuse_others(data: bytes, shown: str) -> None:
    found = ""
    if data.startswith(_OLE):
        encrypted = _ENCRYPTED in data
        found = "là tệp Excel có mật khẩu" if encrypted else "là tệp kiểu cũ (.xls hoặc .doc), không phải .xlsx"
    head = data[:200].lstrip().lower()
    for start, what in _OTHERS.items():
        if head.startswith(start.lower()):
            found = what
    if found:
        raise DataProblem(diagnose("C102", Span(shown), found=found))
