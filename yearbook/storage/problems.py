"""Turns the operating system's refusals into S-diagnostics that an editor can act on."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yearbook.diagnostics import DataProblem, diagnose

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
_HELD = {32, 33}  # Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_REASONS = {
    errno.ENOENT: "thư mục không còn ở đó",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EISDIR: "đã có một thư mục trùng tên",
    errno.EEXIST: "đã có một tệp trùng tên",
    errno.ENAMETOOLONG: "đường dẫn quá dài",
    errno.EXDEV: "thư mục tạm và thư mục ra nằm trên hai ổ đĩa khác nhau",
    errno.EIO: "ổ đĩa báo lỗi đọc ghi",
    errno.ELOOP: "đường dẫn đi vòng qua các lối tắt",
}


def write_problem(error: OSError, path: Path) -> DataProblem:
    """The finding for a failed write at `path`: S101 full, S102 not allowed, S103 held open, S104 the rest."""
    shown = path.as_posix()
    if error.errno in _FULL:
        return DataProblem(diagnose("S101", path=shown))
    if getattr(error, "winerror", None) in _HELD:
        return DataProblem(diagnose("S103", path=shown))
    if error.errno in _DENIED:
        return DataProblem(diagnose("S102", path=shown))
    reason = _REASONS.get(error.errno or 0) or os.strerror(error.errno or 0)
    return DataProblem(diagnose("S104", path=shown, reason=reason))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Inside, an OSError becomes the DataProblem of `write_problem`; `path` is what the user knows of the place."""
    try:
        yield
    except OSError as error:
        raise write_problem(error, path) from error
