"""What every finished PDF gets: page labels, font names, and dates that follow from the content alone.

WeasyPrint leaves these to us (prepress.md): PageLabels are never written, dates are those of the moment, fonts are
named as Pango describes them. Identifiers stand in the XMP (`xmp.py`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import field

import pikepdf
from pikepdf import Dictionary, Name, Pdf, String

from yearbook import __version__
from yearbook.pdf.finish.marks import Marks
from yearbook.values import dataclass


@dataclass(frozen=True)
class OutputIntent:
    """The printing condition: its name in the ICC registry (empty: none), the profile and the profile's own name."""

    condition: str
    description: str
    profile: bytes = field(repr=False)


@dataclass(frozen=True)
class Source:
    """A data file that the book was made of: path in the data folder, bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Finish:
    """What distinguishes the finished files."""

    title: str
    author: str
    date: dt.date
    identity: str  # build id and edition: what the file's own id is made from
    faces: Mapping[str, str] = field(default_factory=dict)  # plain name → PostScript name; none: all are named already
    standard: str = "plain"  # a key of STANDARDS
    intent: OutputIntent | None = None  # for print files
    marks: Marks | None = None  # on request
    inked: bool = False  # black text overprints already, and no page offers colour spaces that it does not use
    grouped: bool = True  # there may be groups in it
    sources: tuple[Source, ...] = ()  # for the archive


def pdf_date(day: dt.date) -> str:
    """Midnight UTC of the day in PDF's own writing (ISO 32000-2, 7.9.4)."""
    return f"D:{day:%Y%m%d}000000+00'00'"


def plain_name(name: str) -> str:
    """A font name as it can be compared: «Source-Serif-4-Semi-Bold» and «SourceSerif4-SemiBold» are one face."""
    return re.sub(r"[^a-z0-9]|regular", "", name.lower())


def face_name(name: str, faces: Mapping[str, str]) -> str:
    """The PostScript name of a face that WeasyPrint calls so."""
    return faces.get(plain_name(name), name)


def _name_fonts(pdf: Pdf, faces: Mapping[str, str]) -> None:
    """Fonts under their PostScript names: WeasyPrint writes Pango's description of them instead."""
    for obj in pdf.objects if faces else ():
        for key in ("/BaseFont", "/FontName"):
            if isinstance(obj, Dictionary) and obj.get("/Type") in ("/Font", "/FontDescriptor") and key in obj:
                tag, _, name = str(obj[key])[1:].rpartition("+")
                true_name = face_name(name, faces)
                obj[key] = Name(f"/{tag}+{true_name}" if tag else f"/{true_name}")


def settle(pdf: Pdf, how: Finish) -> None:
    """Labels, language, names, ids and dates, the same for every standard."""
    labels = pikepdf.Array([0, Dictionary(S=Name.D, St=1)])
    pdf.Root.PageLabels = Dictionary(Nums=labels)
    pdf.Root.Lang = String("vi")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    _name_fonts(pdf, how.faces)
    info = pdf.docinfo
    info["/Title"] = String(how.title)
    info["/Author"] = String(how.author)
    info["/Creator"] = String(f"yearbook {__version__}")
    info["/CreationDate"] = String(pdf_date(how.date))
    info["/ModDate"] = String(pdf_date(how.date))
