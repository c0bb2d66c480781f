"""PDF/X: what a printing house asks of the file (ISO 15930-7 for X-4, ISO 15930-4 for X-1a)."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from yearbook.pdf.finish.common import Finish, OutputIntent
from yearbook.pdf.finish.content import contents
from yearbook.pdf.finish.overprint import overprint_black
from yearbook.pdf.finish.xmp import Schema, write_xmp

REGISTRY = "http://www.color.org"
PDFXID = "http://www.npes.org/pdfx/ns/id/"  # ISO 15930-7, 6.3
PDFX = "http://ns.adobe.com/pdfx/1.3/"  # where readers of X-1a and X-3 look as well


def finish_x4(pdf: Pdf, how: Finish) -> None:
    """PDF/X-4 (ISO 15930-7): the version stands in the XMP."""
    _prepare(pdf, how)
    write_xmp(pdf, how, Schema("pdfxid", PDFXID, {"GTS_PDFXVersion": "PDF/X-4"}))


def finish_x1a(pdf: Pdf, how: Finish) -> None:
    """PDF/X-1a:2003 (ISO 15930-4): the version stands in the Info dictionary, no live transparency."""
    _prepare(pdf, how)
    pdf.docinfo["/GTS_PDFXVersion"] = String("PDF/X-1a:2003")
    write_xmp(pdf, how, Schema("pdfx", PDFX, {"GTS_PDFXVersion": "PDF/X-1a:2003"}))
    if not _transparent(pdf):
        for state in _states(pdf):
            for key in {"/ca", "/CA", "/BM", "/SMask", "/AIS"} & set(state.keys()):
                del state[key]


def _prepare(pdf: Pdf, how: Finish) -> None:
    for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    pdf.docinfo["/Trapped"] = Name("/False")
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]  # ISO 15930-7, 6.17: no annotations on the printed area
    if how.grouped:
        _flatten_groups(pdf)
    if not how.inked:
        _drop_unused_spaces(pdf)
        overprint_black(pdf)
    if how.intent:
        _write_intent(pdf, how.intent)


def _states(pdf: Pdf) -> Iterator[Dictionary]:
    """Every ExtGState that a resource dictionary names."""
    for content in contents(pdf):
        states = content.resources.get("/ExtGState", Dictionary())
        yield from (state for _, state in states.items() if isinstance(state, Dictionary))


def _transparent(pdf: Pdf) -> bool:
    """Whether anything in the file is composited: an alpha below 1, a blend mode, a soft mask."""
    for state in _states(pdf):
        if any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA")):
            return True
        if state.get("/BM", Name.Normal) not in (Name.Normal, Name.Compatible):
            return True
        if state.get("/SMask", "/None") != "/None":
            return True
    return any(isinstance(obj, Stream) and "/SMask" in obj for obj in pdf.objects)


def _flatten_groups(pdf: Pdf) -> None:
    """Groups in which nothing is transparent do no more than stop overprint at their edge: they go.

    Where something is, they blend in the inks of the press and not in an ICC space of their own.
    """
    keep = _transparent(pdf)
    for holder in (*(page.obj for page in pdf.pages), *(obj for obj in pdf.objects if isinstance(obj, Stream))):
        group = holder.get("/Group")
        if not isinstance(group, Dictionary):
            continue
        if not keep:
            del holder["/Group"]
        elif "/CS" in group:
            group["/CS"] = Name.DeviceCMYK


def _drop_unused_spaces(pdf: Pdf) -> None:
    """WeasyPrint offers Lab and ICC spaces to every page: what no stream uses must not stand in a print file."""
    found = list(contents(pdf))
    used = {
        str(instruction.operands[0])
        for content in found
        for instruction in content.instructions()
        if str(instruction.operator) in {"cs", "CS"}
    }
    for content in found:
        spaces = content.resources.get("/ColorSpace")
        if isinstance(spaces, Dictionary):
            for key in [key for key in set(spaces.keys()) if key not in used and not key.startswith("/Default")]:
                del spaces[key]


def _write_intent(pdf: Pdf, intent: OutputIntent) -> None:
    """One output intent with the profile inside (ISO 15930-7, 6.2.3; ISO 32000-1, 14.11.5)."""
    profile = pdf.make_indirect(Stream(pdf, intent.profile))
    profile.N = 4
    entry = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(intent.condition or intent.description),
        OutputCondition=String(intent.description),
        Info=String(intent.description),
        DestOutputProfile=profile,
    )
    if intent.condition:
        entry.RegistryName = String(REGISTRY)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(entry)])
