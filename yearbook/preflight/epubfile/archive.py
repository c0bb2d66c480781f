"""The zip of an EPUB, unpacked within limits: it may come by mail, and a few bytes can unpack to gigabytes.

EPUB 3.3 §4.3.2: stored or deflated entries, no encryption of the zip's own.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.values import dataclass

MAX_ENTRIES = 20_000
MAX_TOTAL = 2**30  # bytes unpacked: more is no book of ours
MAX_ENTRY = 64 * 2**20
MAX_RATIO = 250  # unpacked to packed, for entries over a megabyte; pages reach about 15
MAX_DIRECTORY = 8 * 2**20  # bytes of the list of entries
_END, _ZIP64 = b"PK\x05\x06", b"PK\x06\x07"
_END_LENGTH, _COMMENT, _LOCATOR = 22, 65_535, 20
_BROKEN = "không phải tệp zip trọn vẹn"
_FAULTS = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Entry:
    """A file of the zip. `name` as it is written there; `plain`: stored, without an extra field."""

    name: str
    data: bytes
    plain: bool


class Unreadable(Exception):
    """The zip cannot be used; the text says why, in Vietnamese."""


def unpacked(path: Path) -> Iterator[Entry]:
    """Every file in the order of the zip, its checksum proven. Raises DataProblem E201."""
    with opened(path) as archive:
        for info in archive.infolist():
            if not info.filename.endswith("/"):
                plain = info.compress_type == zipfile.ZIP_STORED and not info.extra
                yield Entry(info.orig_filename, unpack(archive, info), plain)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip at a path. Raises DataProblem E201, also for what `unpack` finds inside."""
    try:
        with path.open("rb") as stream, opened_stream(stream) as archive:
            yield archive
    except Unreadable as problem:
        raise DataProblem(diagnose("E201", name=path.name, reason=str(problem))) from None
    except OSError:
        raise DataProblem(diagnose("E201", name=path.name, reason=_BROKEN)) from None


@contextmanager
def opened_stream(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The zip, its sizes judged before anything of it is unpacked. Raises Unreadable."""
    try:
        _judge_directory(stream)
        archive = zipfile.ZipFile(stream)
    except _FAULTS:
        raise Unreadable(_BROKEN) from None
    with archive:
        _judge(archive)
        yield archive


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry, never more than its header says. Raises Unreadable."""
    try:
        return archive.read(info)
    except _FAULTS:
        raise Unreadable(_BROKEN) from None


def _judge_directory(stream: BinaryIO) -> None:
    """The list of entries is read whole by `zipfile`, so its size is looked at first (APPNOTE 4.3.16)."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END_LENGTH - _COMMENT - _LOCATOR))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_LENGTH:
        raise Unreadable(_BROKEN)
    if tail[max(0, at - _LOCATOR) :].startswith(_ZIP64):
        raise Unreadable("nội dung quá lớn")  # only files over 4 GB need the longer form
    if int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_DIRECTORY:
        raise Unreadable("quá nhiều mục")


def _judge(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise Unreadable("quá nhiều mục")
    if sum(info.file_size for info in infos) > MAX_TOTAL or any(info.file_size > MAX_ENTRY for info in infos):
        raise Unreadable("nội dung quá lớn")
    for info in infos:
        if info.flag_bits & 1:
            raise Unreadable("có mục đặt mật khẩu")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable("có mục nén theo cách mà EPUB không cho phép")
        if info.file_size > 2**20 and info.file_size > MAX_RATIO * max(1, info.compress_size):
            raise Unreadable("có mục nén quá chặt, mở ra có thể làm treo máy")
