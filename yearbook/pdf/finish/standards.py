"""The standards that a file may follow, each with its finisher: one table, and the one way through it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import ObjectStreamMode, Pdf, String

from yearbook.pdf.finish.common import Finish, settle
from yearbook.pdf.finish.marks import draw_marks
from yearbook.pdf.finish.particulars import read_particulars
from yearbook.pdf.finish.printing import finish_x1a, finish_x4
from yearbook.pdf.finish.reading import finish_archive, finish_plain, finish_screen
from yearbook.pdf.portable import Particulars
from yearbook.storage import Cache
from yearbook.values import dataclass


@dataclass(frozen=True)
class Standard:
    """variant: WeasyPrint's `pdf_variant`; tagged: with a structure tree; version: the PDF version written, empty
    for the one the file has, which `based_on` says of an interior; object_streams: packed objects (PDF 1.5 and
    later)."""

    variant: str | None
    finisher: Callable[[Pdf, Finish], None]
    tagged: bool = False
    version: str = ""
    based_on: str = "1.7"
    object_streams: bool = True
    packed: bool = False  # the finisher has packed all streams itself
    attaches: bool = False  # the records that the book was made of
    linked: bool = False  # all that an interior lacks are particulars, if it is named, inked and without groups


STANDARDS = {
    "x-4": Standard("pdf/x-4", finish_x4, based_on="1.6", linked=True),
    "x-1a": Standard("pdf/x-1a", finish_x1a, version="1.4", object_streams=False),
    "ua-1": Standard("pdf/ua-1", finish_screen, tagged=True),
    "a-2u": Standard("pdf/a-2u", finish_archive, tagged=True, object_streams=False, packed=True),
    "a-3u": Standard("pdf/a-3u", finish_archive, tagged=True, object_streams=False, packed=True, attaches=True),
    "plain": Standard(None, finish_plain),
}


def finish(data: bytes, how: Finish) -> bytes:
    """The same pages as a file whose bytes follow from its content alone."""
    out = io.BytesIO()
    _finish(io.BytesIO(data), out, how)
    return out.getvalue()


def finish_file(source: Path, target: Path, how: Finish) -> None:
    """The same from file to file."""
    with target.open("wb") as out:
        _finish(source, out, how)


def particulars(how: Finish, producer: str, cache: Cache | None = None) -> Particulars:
    """What `finish` would have a file say of itself, whatever its pages are. cache: as of `read_particulars`."""
    with Pdf.new() as pdf:
        pdf.docinfo["/Producer"] = String(producer)
        settle(pdf, how)
        STANDARDS[how.standard].finisher(pdf, how)
        return read_particulars(pdf, hashlib.sha256(how.identity.encode()).digest()[:16], cache)


def _finish(source: Path | BinaryIO, out: BinaryIO, how: Finish) -> None:
    standard = STANDARDS[how.standard]
    with pikepdf.open(source) as pdf:
        if how.marks:
            draw_marks(pdf, how.marks)
        settle(pdf, how)
        standard.finisher(pdf, how)
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=not standard.packed,
            object_stream_mode=ObjectStreamMode.generate if standard.object_streams else ObjectStreamMode.disable,
            force_version=standard.version,
        )
