"""PDF/X: what a printing house asks of the file (ISO 15930-7 for X-4, ISO 15930-4 for X-1a)."""

from __future__ import annotations

from pikepdf import Name, Pdf

from yearbook.pdf.finish.common import Finish


def _strip_annotations(pdf: Pdf) -> None:
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]


def _cmyk_groups(pdf: Pdf) -> None:
    """Transparency groups blend in the colour space of the output, not in an ICC space of their own."""
    for page in pdf.pages:
        group = page.obj.get("/Group")
        if group is not None and "/CS" in group:
            group["/CS"] = Name.DeviceCMYK


def finish_print(pdf: Pdf, how: Finish) -> None:
    """No annotations (ISO 15930-7:2010, 6.17), groups in the colour space of the output."""
    _strip_annotations(pdf)
    _cmyk_groups(pdf)
