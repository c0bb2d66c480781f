"""Print files for tests: a sound little PDF/X-4 (or X-1a) that a test draws on and may spoil before it is saved.

    file = PrintFile()
    page = file.page(BLEED + words(60, 500))       # content in pt, the origin is the trim's bottom left corner
    file.page(), file.page(), file.page()          # a book of four pages
    file.save(tmp_path / "sach.pdf")

Units: pt; the trim is 148 × 210 mm with 3 mm of bleed. Fonts `/F0` (Source Serif 4, one byte a letter), ExtGStates
`/OP` (overprint, mode 1) and `/KO` (knocks out) are on every page; other resources come by keyword.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.printfile import preflight
from yearbook.preflight.profile import PreflightProfile, default_profile

MM = 72 / 25.4
WIDTH, HEIGHT = 148 * MM, 210 * MM
BLEED = 3 * MM
ROOT = Path(__file__).resolve().parents[2]
PROFILE = ROOT / "profiles" / "ISOcoated_v2_300_bas.icc"
TITLE = "Sách thử"

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
{version}<pdf:Trapped>{trapped}</pdf:Trapped>
<xmp:CreateDate>2026-11-20T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>2026-11-20T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>2026-11-20T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:00000000-0000-5000-8000-000000000001</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@cache
def face(letters: str = "".join(map(chr, range(32, 127)))) -> tuple[bytes, tuple[int, ...]]:
    """A subset of Source Serif 4 and the widths of its letters in thousandths of an em, from the space on."""
    font = TTFont(ROOT / "fonts" / "SourceSerif4_400Regular.ttf")
    cmap, scale = font.getBestCmap(), 1000 / font["head"].unitsPerEm
    widths = tuple(round(font["hmtx"][cmap[ord(letter)]][0] * scale) for letter in letters)
    maker = subset.Subsetter(subset.Options(layout_features=[], hinting=False, notdef_outline=True))
    maker.populate(text=letters)
    maker.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue(), widths


@cache
def packed_profile() -> bytes:
    return zlib.compress(PROFILE.read_bytes())


def ink(c: float, m: float, y: float, k: float, stroke: bool = False) -> bytes:
    """Sets the fill (or stroke) colour; tints from 0 to 1."""
    return b"%g %g %g %g %s\n" % (c, m, y, k, b"K" if stroke else b"k")


def rectangle(x: float, y: float, width: float, height: float, colour: bytes = b"") -> bytes:
    """A filled rectangle; pt from the trim's bottom left corner."""
    return b"%s%f %f %f %f re f\n" % (colour, x, y, width, height)


def words(
    x: float, y: float, size: float = 10.5, text: bytes = b"Chu den", colour: bytes = b"/OP gs 0 0 0 1 k"
) -> bytes:
    """A run of text in /F0, by default in 100 K that overprints."""
    return b"q %s BT /F0 %g Tf %g %g Td (%s) Tj ET Q\n" % (colour, size, x, y, text)


def picture(name: bytes, x: float, y: float, width: float, height: float) -> bytes:
    """An image XObject of the page, placed in a box of this size."""
    return b"q %f 0 0 %f %f %f cm /%s Do Q\n" % (width, height, x, y, name)


FULL_BLEED = rectangle(-BLEED, HEIGHT - 60, WIDTH + 2 * BLEED, 60 + BLEED, ink(0.1, 0.9, 0.8, 0.1))
SOUND = FULL_BLEED + words(60, 400)


class PrintFile:
    """A sound print file until somebody spoils it through `pdf`, `page` or the names below."""

    def __init__(self, standard: str = "x-4") -> None:
        self.pdf = Pdf.new()
        self.standard = standard
        self.version = "1.6" if standard == "x-4" else "1.4"
        self.identifier = True  # a file identifier (/ID)
        self.font = self._font()
        self._describe()
        self._intent()

    def _font(self) -> Any:
        data, widths = face()
        descriptor = self.pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name("/ABCDEF+SourceSerif4-Regular"),
                Flags=34,
                FontBBox=Array([-200, -300, 1200, 1000]),
                ItalicAngle=0,
                Ascent=1000,
                Descent=-300,
                CapHeight=670,
                StemV=80,
                FontFile2=self.pdf.make_indirect(Stream(self.pdf, data, Length1=len(data))),
            )
        )
        return self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.TrueType,
                BaseFont=Name("/ABCDEF+SourceSerif4-Regular"),
                FirstChar=32,
                LastChar=31 + len(widths),
                Widths=Array(widths),
                Encoding=Name.WinAnsiEncoding,
                FontDescriptor=descriptor,
            )
        )

    def _describe(self) -> None:
        info = self.pdf.docinfo
        info["/Title"] = String(TITLE)
        info["/Trapped"] = Name("/False")
        info["/CreationDate"] = info["/ModDate"] = String("D:20261120000000+00'00'")
        if self.standard == "x-1a":
            info["/GTS_PDFXVersion"] = String("PDF/X-1a:2003")
        self.xmp()

    def xmp(self, version: str | None = None, trapped: str = "False", title: str = TITLE) -> None:
        """Writes the XMP packet; `version` is the PDF/X version in it, empty for none."""
        if version is None:
            version = "PDF/X-4" if self.standard == "x-4" else ""
        key = f"<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>" if version else ""
        packet = XMP.format(version=key, trapped=trapped, title=title).encode()
        self.pdf.Root.Metadata = self.pdf.make_indirect(Stream(self.pdf, packet, Type=Name.Metadata, Subtype=Name.XML))

    def _intent(self) -> None:
        self.icc = self.pdf.make_indirect(Stream(self.pdf, b"", N=4))
        self.icc.write(packed_profile(), filter=Name.FlateDecode)
        self.intent = self.pdf.make_indirect(
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String("FOGRA39"),
                RegistryName=String("http://www.color.org"),
                Info=String("ISO Coated v2 300%"),
                DestOutputProfile=self.icc,
            )
        )
        self.pdf.Root.OutputIntents = Array([self.intent])

    def page(self, content: bytes = SOUND, width: float = WIDTH, height: float = HEIGHT, **resources: object) -> Any:
        """A page with this trim (pt) and 3 mm of bleed; resources by category: `XObject={"/Im0": image}`."""
        self.pdf.add_blank_page(page_size=(100, 100))
        page = self.pdf.pages[-1].obj
        outer = [-BLEED, -BLEED, width + BLEED, height + BLEED]
        page.MediaBox, page.BleedBox = Array(outer), Array(outer)
        page.TrimBox = Array([0, 0, width, height])
        own: dict[str, Any] = {
            "Font": {"/F0": self.font},
            "ExtGState": {
                "/OP": Dictionary(op=True, OP=True, OPM=1),
                "/KO": Dictionary(op=False, OP=False, OPM=0),
            },
        }
        for category, names in resources.items():
            own[category] = {**own.get(category, {}), **names}  # type: ignore[dict-item]
        page.Resources = Dictionary({f"/{key}": Dictionary(names) for key, names in own.items()})
        if self.standard == "x-4":
            page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
        page.Contents = self.stream(content)
        return page

    def pages(self, count: int) -> None:
        """Sound pages up to this number."""
        while len(self.pdf.pages) < count:
            self.page()

    def stream(self, data: bytes, **keys: Any) -> Any:
        return self.pdf.make_indirect(Stream(self.pdf, data, **keys))

    def form(self, content: bytes, matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0), **keys: Any) -> Any:
        """A form XObject as large as you like; `Resources` and the rest by keyword."""
        keys.setdefault("BBox", Array([-10_000, -10_000, 10_000, 10_000]))
        return self.stream(content, Type=Name.XObject, Subtype=Name.Form, Matrix=Array(matrix), **keys)

    def image(
        self, width: int, height: int, space: Any = Name.DeviceCMYK, channels: int = 4, bits: int = 8, **keys: Any
    ) -> Any:
        """An image XObject in one even grey."""
        data = bytes([0x55]) * ((width * channels * bits + 7) // 8 * height)
        return self.stream(
            data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            ColorSpace=space,
            BitsPerComponent=bits,
            **keys,
        )

    def save(self, path: Path, **how: Any) -> Path:
        """As a file with an identifier that follows from its content."""
        how.setdefault("deterministic_id", "encryption" not in how)
        how.setdefault("fix_metadata_version", False)
        how.setdefault("object_stream_mode", pikepdf.ObjectStreamMode.disable)
        self.pdf.save(path, force_version=self.version, **how)
        if not self.identifier:
            data = path.read_bytes()
            start = data.rindex(b"/ID [")
            end = data.index(b"]", start) + 1
            path.write_bytes(data[:start] + b" " * (end - start) + data[end:])
        return path


def without_ink(**changes: Any) -> PreflightProfile:
    """The usual thresholds without the measuring of ink, which Ghostscript does and other tests are for."""
    return default_profile().model_copy(update={"severity": {"P260": "off"}, **changes})


def judged(file: PrintFile, folder: Path, profile: PreflightProfile | None = None, **how: Any) -> list[Diagnostic]:
    """What preflight finds in a file, which gets sound pages up to four before."""
    file.pages(4)
    return list(preflight(file.save(folder / "sach.pdf", **how), profile or without_ink()))


def second_page(
    draw: Callable[[PrintFile], Any], folder: Path, standard: str = "x-4", profile: PreflightProfile | None = None
) -> list[Diagnostic]:
    """Findings of a book of four pages, the second of which is drawn by the test."""
    file = PrintFile(standard)
    file.page()
    draw(file)
    return judged(file, folder, profile)


def one(found: list[Diagnostic]) -> tuple[str, str, str]:
    """The one finding: code, message, object; it is on the page of the test."""
    [finding] = found
    assert finding.spot is not None
    assert finding.spot.page == 2
    return finding.code, finding.message, finding.spot.object


def separation(name: str) -> Array:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, function])
