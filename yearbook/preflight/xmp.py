"""The XMP packet of a file, as far as a printer reads it (ISO 16684-1); hostile XML is refused, never expanded."""

from __future__ import annotations

import pikepdf
from lxml import etree

from yearbook.preflight.content.streams import Damaged, unpacked
from yearbook.values import dataclass

MAX_BYTES = 4 * 2**20
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PDFX = ("{http://www.npes.org/pdfx/ns/id/}", "{http://ns.adobe.com/pdfx/1.3/}")


@dataclass(frozen=True)
class Xmp:
    """What the packet says; empty for what it does not."""

    version: str  # GTS_PDFXVersion
    title: str
    trapped: str
    created: str
    modified: str


def read_xmp(pdf: pikepdf.Pdf) -> Xmp | None:
    """None when there is no packet or it cannot be read."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        data = unpacked(stream, MAX_BYTES)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        tree = etree.fromstring(data.strip(b"\0 \t\r\n"), parser)
    except (Damaged, etree.XMLSyntaxError, ValueError):
        return None
    if tree.find(f".//{_RDF}RDF") is None and tree.tag != f"{_RDF}RDF":
        return None
    return _read(tree)


def _read(tree: etree._Element) -> Xmp:
    values: dict[str, str] = {}
    for node in tree.iter(f"{_RDF}Description"):
        for key, value in node.attrib.items():
            values.setdefault(str(key), str(value))
        for child in node.iterchildren(etree.Element):
            values.setdefault(str(child.tag), _text(child))
    version = next((values[space + "GTS_PDFXVersion"] for space in _PDFX if space + "GTS_PDFXVersion" in values), "")
    return Xmp(
        version.strip(),
        values.get(f"{_DC}title", "").strip(),
        values.get(f"{_PDF}Trapped", "").strip(),
        values.get(f"{_XMP}CreateDate", "").strip(),
        values.get(f"{_XMP}ModifyDate", "").strip(),
    )


def _text(node: etree._Element) -> str:
    """The text of a property; of a language alternative the one that is the default."""
    items = list(node.iter(f"{_RDF}li"))
    default = [item for item in items if item.get("{http://www.w3.org/XML/1998/namespace}lang") == "x-default"]
    chosen = (default or items or [node])[0]
    return "".join(chosen.itertext(etree.Element))
