"""The standards that a file may follow, each with its finisher: one table, and the one way through it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import ObjectStreamMode, Pdf

from yearbook.pdf.finish.common import Finish, settle
from yearbook.pdf.finish.marks import draw_marks
from yearbook.pdf.finish.printing import finish_x1a, finish_x4
from yearbook.pdf.finish.reading import finish_archive, finish_plain, finish_screen


@dataclass(frozen=True)
class Standard:
    """variant: WeasyPrint's `pdf_variant`; tagged: with a structure tree; version: the PDF version written, empty
    for the one the file has; object_streams: packed objects (PDF 1.5 and later)."""

    variant: str | None
    finisher: Callable[[Pdf, Finish], None]
    tagged: bool = False
    version: str = ""
    object_streams: bool = True
    packed: bool = False  # the finisher has packed all streams itself


STANDARDS = {
    "x-4": Standard("pdf/x-4", finish_x4),
    "x-1a": Standard("pdf/x-1a", finish_x1a, version="1.4", object_streams=False),
    "ua-1": Standard("pdf/ua-1", finish_screen, tagged=True),
    "a-2u": Standard("pdf/a-2u", finish_archive, tagged=True, object_streams=False, packed=True),
    "a-3u": Standard("pdf/a-3u", finish_archive, tagged=True, object_streams=False, packed=True),
    "plain": Standard(None, finish_plain),
}


def finish(data: bytes, how: Finish) -> bytes:
    """The same pages as a file whose bytes follow from its content alone."""
    standard = STANDARDS[how.standard]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if how.marks:
            draw_marks(pdf, how.marks)
        settle(pdf, how)
        standard.finisher(pdf, how)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=not standard.packed,
            object_stream_mode=ObjectStreamMode.generate if standard.object_streams else ObjectStreamMode.disable,
            force_version=standard.version,
        )
    return out.getvalue()
