"""Files for readers: the screen edition (PDF/UA-1, ISO 14289-1) and the archive edition (PDF/A, ISO 19005)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream, String

from yearbook.pdf.finish.common import Finish, pdf_date
from yearbook.pdf.finish.semantics import mend
from yearbook.pdf.finish.structure import drawn_glyphs, read_structure, write_structure
from yearbook.pdf.finish.xmp import Schema, write_xmp

PDFUA = "http://www.aiim.org/pdfua/ns/id/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
PRINTED = 4  # annotation flag «Print»; all others off (ISO 19005-2, 6.3.2)
LINE_ENDS = (b"\r", b"\n")
MIME = {".yaml": "text/yaml", ".yml": "text/yaml", ".md": "text/markdown"}


def finish_plain(pdf: Pdf, how: Finish) -> None:
    """A PDF of no standard."""
    _crop_to_trim(pdf)
    write_xmp(pdf, how)


def finish_screen(pdf: Pdf, how: Finish) -> None:
    """PDF/UA-1."""
    _read_well(pdf)
    write_xmp(pdf, how, Schema("pdfuaid", PDFUA, {"part": "1"}))


def finish_archive(pdf: Pdf, how: Finish) -> None:
    """PDF/A-2u or 3u: all text can be read out as Unicode; 3u carries the records that the book was made of."""
    _read_well(pdf)
    for obj in pdf.objects:
        if isinstance(obj, Stream) and obj.get("/Subtype") == Name.Image and "/Interpolate" in obj:
            del obj["/Interpolate"]  # an archive shows the pixels there are (ISO 19005-2, 6.2.8.3)
    _write_intent(pdf)
    part, level = how.standard[2], how.standard[3].upper()
    if part == "3":
        _attach(pdf, how)
    write_xmp(pdf, how, Schema("pdfaid", PDFA, {"part": part, "conformance": level}))
    _pack_streams(pdf)


def _write_intent(pdf: Pdf) -> None:
    """What the colours of the file mean (ISO 19005-2, 6.2.3): sRGB, by the profile that WeasyPrint brings."""
    found = find_spec("weasyprint")
    assert found is not None and found.origin is not None
    profile = pdf.make_indirect(Stream(pdf, (Path(found.origin).parent / "pdf" / "sRGB2014.icc").read_bytes()))
    profile.N = 3
    name = String("sRGB2014.icc")
    entry = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(entry)])


def _pack_streams(pdf: Pdf) -> None:
    """Pack every stream but the XMP, and see to it that none ends in CR or LF.

    Those would be taken for the line end before `endstream`, and the stream's /Length for wrong (ISO 19005-2, 6.1.7.1).
    The last bytes of a packed stream are a checksum of what is in it, so such a stream stays as it is, or gets a blank.
    """
    for obj in pdf.objects:
        if not isinstance(obj, Stream) or obj.get("/Type") == Name.Metadata:
            continue
        if "/Filter" not in obj:
            obj.write(zlib.compress(bytes(obj.read_bytes())), filter=Name.FlateDecode)
        if bytes(obj.read_raw_bytes())[-1:] in LINE_ENDS:
            data = bytes(obj.read_bytes())
            obj.write(data + b" " if data[-1:] in LINE_ENDS else data)


def _read_well(pdf: Pdf) -> None:
    """What every reading file gets: the trimmed page, a structure that holds, links that say where they lead."""
    _crop_to_trim(pdf)
    document = read_structure(pdf)
    if document:
        write_structure(pdf, document, mend(document, drawn_glyphs(pdf)))
    _describe_links(pdf)


def _crop_to_trim(pdf: Pdf) -> None:
    """On a screen nobody trims the paper: the page is the trim box."""
    for page in pdf.pages:
        page.mediabox = page.cropbox = page.bleedbox = page.trimbox


def _describe_links(pdf: Pdf) -> None:
    """Every link says in words where it leads (ISO 14289-1, 7.18.5)."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    named = dict(_destinations(pdf))
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            annotation.F = PRINTED
            if annotation.get("/Subtype") != Name.Link:
                continue
            target = named.get(str(annotation.get("/Dest", "")).removeprefix("/"))
            number = pages.get(target[0].objgen) if isinstance(target, Array) else None
            action = annotation.get("/A")
            address = str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""
            elsewhere = f"Mở {address}" if address else "Liên kết"
            annotation.Contents = String(f"Đến trang {number}" if number else elsewhere)


def _destinations(pdf: Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and "/Dests" in names:
        yield from ((str(name), target) for name, target in pikepdf.NameTree(names.Dests).items())


def _attach(pdf: Pdf, how: Finish) -> None:
    """The records as files of the file (ISO 19005-3, 6.8): associated with the document as its source."""
    date = pdf_date(how.date)
    associated = Array()
    for path in how.sources:
        name = "__".join(path.name.split("/"))
        spec = AttachedFileSpec(
            pdf,
            path.data,
            description=f"Dữ liệu của sách: {path.name}",
            filename=name,
            mime_type=MIME[path.name[path.name.rindex(".") :]],
            creation_date=date,
            mod_date=date,
            relationship=Name.Source,  # type: ignore[call-arg]  # the stub lacks it
        )
        pdf.attachments[name] = spec
        associated.append(spec.obj)
    if len(associated):
        pdf.Root.AF = associated
