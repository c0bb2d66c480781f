"""The XMP packet of a finished file, written whole: the same values as the Info dictionary, and nothing random.

What WeasyPrint writes is not kept: dates without a time, a random DocumentID, «proof:pdf» for a final rendition,
and PDF/X keys that belong to other versions of the standard.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from pikepdf import Name, Pdf, Stream

from yearbook.pdf.finish.common import Finish
from yearbook.values import dataclass

_PACKET = "W5M0MpCehiHzreSzNTczkc9d"  # the packet's fixed id (ISO 16684-1, 7.3.2)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True)
class Schema:
    """Simple properties of one namespace: name → text."""

    prefix: str
    uri: str
    values: Mapping[str, str]


def xmp_date(day: dt.date) -> str:
    """The moment that `pdf_date` names, as XMP writes it (ISO 16684-1, 8.2.1.2)."""
    return f"{day:%Y-%m-%d}T00:00:00+00:00"


def document_id(identity: str, part: str = "") -> str:
    """«uuid:…» that follows from the build; `part` makes another one of the same build."""
    return f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, identity + part)}"


def write_xmp(pdf: Pdf, how: Finish, *schemas: Schema, extension: str = "") -> None:
    """Put the packet of this file into the catalogue, replacing any other. Call it after `settle`.

    schemas: what the file's standard asks for beside the usual (pdfxid, pdfuaid, pdfaid …); extension: RDF
    properties that are no simple text, as XML with its namespaces declared (PDF/A extension schemas).
    """
    stream = Stream(pdf, _packet(pdf, how, schemas, extension).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)


def _packet(pdf: Pdf, how: Finish, schemas: Iterable[Schema], extension: str) -> str:
    simple = "\n".join(_description(schema) for schema in (*_usual(pdf, how), *schemas))
    more = f'\n<rdf:Description rdf:about="">{extension}</rdf:Description>' if extension else ""
    return (
        f'<?xpacket begin="\ufeff" id="{_PACKET}"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">\n'
        f"{_dublin_core(how)}\n{simple}{more}\n"
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _usual(pdf: Pdf, how: Finish) -> tuple[Schema, ...]:
    """What every file says: dates, tools, its own id. Producer, Creator, Trapped are those of the Info dictionary."""
    date = xmp_date(how.date)
    info = {key: str(pdf.docinfo[key]) for key in ("/Producer", "/Creator", "/Trapped") if key in pdf.docinfo}
    basic = {"CreatorTool": info["/Creator"]} if "/Creator" in info else {}
    basic |= {"CreateDate": date, "ModifyDate": date, "MetadataDate": date}
    adobe = {"Producer": info["/Producer"]} if "/Producer" in info else {}
    if "/Trapped" in info:
        adobe["Trapped"] = info["/Trapped"].removeprefix("/")
    rendition = {
        "DocumentID": document_id(how.identity),
        "InstanceID": document_id(how.identity, "#1"),
        "RenditionClass": "default",
        "VersionID": "1",
    }
    return (
        Schema("xmp", "http://ns.adobe.com/xap/1.0/", basic),
        Schema("pdf", "http://ns.adobe.com/pdf/1.3/", adobe),
        Schema("xmpMM", "http://ns.adobe.com/xap/1.0/mm/", rendition),
    )


def _description(schema: Schema) -> str:
    prefix = schema.prefix
    lines = "".join(f"<{prefix}:{name}>{escape(text)}</{prefix}:{name}>" for name, text in schema.values.items())
    return f'<rdf:Description rdf:about="" xmlns:{prefix}={quoteattr(schema.uri)}>{lines}</rdf:Description>'


def _dublin_core(how: Finish) -> str:
    """Title, author, language, as Dublin Core's lists."""
    title = escape(how.title)
    return (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li><rdf:li xml:lang="vi">{title}</rdf:li>'
        "</rdf:Alt></dc:title>"
        f"<dc:creator><rdf:Seq><rdf:li>{escape(how.author)}</rdf:li></rdf:Seq></dc:creator>"
        "<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>"
        "<dc:format>application/pdf</dc:format>"
        "</rdf:Description>"
    )
