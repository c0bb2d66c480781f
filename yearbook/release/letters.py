"""The covering letters of a release: for each unit, what its letter says of its file."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from yearbook.pdf.letter import Letter
from yearbook.release.model import SITE, Release, UnitOffer
from yearbook.release.qr import qr_svg
from yearbook.report import size_text
from yearbook.vietnamese import format_number


def unit_letters(release: Release, date: dt.date | None = None) -> tuple[Letter, ...]:
    """One letter a unit, in the order of the units.

    date: of the letters; None leaves it open, for the registry of outgoing letters gives number and date together
    (Nghị định 30/2020/NĐ-CP, Điều 15).
    """
    return tuple(_letter(release, unit, date) for unit in release.units)


def _letter(release: Release, own: UnitOffer, date: dt.date | None) -> Letter:
    epub, unit = own.epub, own.unit
    url = release.address(epub.path)
    return Letter(
        key=unit.id,
        recipient=unit.name,
        address=unit.address or "",
        file=epub.name,
        size=f"{size_text(epub.size)} ({format_number(epub.size)} byte)",
        sha256=epub.sha256,
        url=url,
        site=release.address(SITE),
        qr=qr_svg(url, f"Mã QR dẫn tới bản EPUB của {unit.name}") if url else Markup(""),
        date=date,
    )
