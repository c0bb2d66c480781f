"""Files for readers: the screen edition (PDF/UA-1, ISO 14289-1) and the archive edition (PDF/A, ISO 19005)."""

from __future__ import annotations

from pikepdf import Pdf

from yearbook.pdf.finish.common import Finish


def _crop_to_trim(pdf: Pdf) -> None:
    """On a screen nobody trims the paper: the page is the trim box."""
    for page in pdf.pages:
        page.mediabox = page.cropbox = page.bleedbox = page.trimbox


def finish_plain(pdf: Pdf, how: Finish) -> None:
    _crop_to_trim(pdf)


def finish_screen(pdf: Pdf, how: Finish) -> None:
    _crop_to_trim(pdf)


def finish_archive(pdf: Pdf, how: Finish) -> None:
    _crop_to_trim(pdf)
