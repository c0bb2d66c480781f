"""Laid-out pages drawn into PDF objects that know nothing of the file they will stand in.

What another run of pages shares (fonts, pictures, colour spaces) or what depends on the place of the pages (their
numbers, the page tree, the structure tree) is named, not numbered: `link.py` puts the numbers in. Drawing is
WeasyPrint's own (private: the version is pinned, `tests/pdf/test_capture.py` holds the contract).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pydyf
from tinycss2.color5 import parse_color
from weasyprint.draw import draw_page, draw_stacking_context
from weasyprint.matrix import Matrix
from weasyprint.pdf import VARIANTS
from weasyprint.pdf.anchors import add_links
from weasyprint.pdf.fonts import build_fonts_dictionary
from weasyprint.pdf.tags import _build_box_tree
from weasyprint.stacking import StackingContext

from yearbook.pdf.canvas import Canvas, Case, Numbered, glyphs_of
from yearbook.pdf.inked import STATES, Inked, inked
from yearbook.pdf.portable import (
    DOCUMENT,
    FONTS,
    PAGES,
    PLATE,
    RESOURCES,
    SPACES,
    Drawn,
    Folio,
    Fonts,
    Glyphs,
    PageDrawn,
    Portable,
    font_place,
    image_place,
    is_blended,
    pack_glyphs,
    plate_place,
)
from yearbook.pdf.runs import Impression

SCALE = 0.75  # pt in a CSS pixel
BLEED_PT = 10.0  # WeasyPrint's BleedBox is at most so much larger than the trim
_SHOWN = re.compile(rb"^\[.*\] TJ$", re.MULTILINE)
_HEX = re.compile(rb"<[0-9a-f]+>")


class _Local(int):
    """The number of an object in its run, written so that it can be found and changed."""

    def __format__(self, spec: str) -> str:
        return f"\0{int(self)}\0"


class _Store(pydyf.PDF):  # type: ignore[misc]  # pydyf is untyped
    """Objects with local numbers."""

    def add_object(self, object_: Any) -> None:
        object_.number = _Local(len(self.objects))
        self.objects.append(object_)


def easels_of(impressions: Sequence[Impression]) -> list[Easel]:
    """An easel for each impression; the others draw what the first one has drawn, with its fonts."""
    first = Easel(impressions[0])
    return [first, *(Easel(impression, after=first) for impression in impressions[1:])]


class Easel:
    """Draws pages, run by run. margins: margin boxes are drawn and nothing else; after: the very pages have just been
    drawn by another."""

    def __init__(self, impression: Impression, *, margins: bool = False, after: Easel | None = None) -> None:
        variant = impression.variant
        self.follows = after is not None
        self.tagged, self.margins = impression.tagged and not margins, margins
        fonts = after.case.fonts if after else {}
        self.case: Case = Case(fonts, {f"--{name}": parse_color(value) for name, value in impression.inks})
        self.loose, self.lab = True, False
        self.intent = VARIANTS[variant][1].get("output_intent") if variant else None  # space of transparency
        self.ink = self.intent == "device-cmyk"  # for the press: black text overprints, nothing can be clicked

    def draw(self, pages: Sequence[Any], sources: Mapping[str, str]) -> Drawn:
        """In: laid-out pages (`weasyprint.document.Page`); sources: WeasyPrint's id of a picture → its name."""
        if not self.follows:
            self.case.empty()
        self.loose, self.lab = True, False
        store = _Store()
        fonts = pydyf.Dictionary()
        store.add_object(fonts)
        resources = _resources(fonts.reference)
        store.add_object(resources)
        assert (fonts.number, resources.number) == (FONTS, RESOURCES)
        images: dict[str, Any] = {}
        drawn, streams = [], []
        for page in pages:
            made, stream = self._page(page, store, resources, images)
            drawn.append(made)
            streams.append(stream)
        trees = self._structure(pages, streams, store) if self.tagged else ((), (), ())
        if not self.margins:
            resources["XObject"] |= {f"{PLATE}{place}": plate_place(place) for place in range(len(pages))}
        used = self.case.used()
        pictures = _reference(resources, images, sources, store)
        fonts.update({name: font_place(name) for name in sorted(used)})
        skipped = {id(store.pages), id(store.catalog), *(id(stream) for stream in streams)}
        objects = tuple(self._portable(thing, id(thing) in skipped) for thing in store.objects)
        specimens = self.case.specimens()
        top, owners, links = trees
        blended = is_blended(objects) or any(b"/SMask" in head for _, head in pictures.values())
        told = (self.loose, self.lab, blended)
        return Drawn(tuple(drawn), objects, pack_glyphs(used), specimens, pictures, top, owners, links, *told)

    def _portable(self, thing: Any, skipped: bool) -> Portable | None:
        """An object; for streams that are drawn in pages (groups, patterns) like the pages themselves."""
        if skipped or not isinstance(thing, Canvas):
            return _portable(thing, skipped)
        return Portable(_head(thing), zlib.compress(b"\n".join(self._inked(thing).items)))

    def fonts(self, pages: Sequence[Any], used: Mapping[str, Mapping[int, tuple[int, str]]]) -> Fonts:
        """In: pages with some text in each font; font → glyph → width, text. Out: the fonts with these glyphs."""
        for font in self._met(pages):
            glyphs = used.get(font.hash, {})
            font.widths = {glyph: width for glyph, (width, _) in sorted(glyphs.items())}
            font.to_unicode = {glyph: text for glyph, (_, text) in sorted(glyphs.items())}
        chosen = {font.hash: font for font in self.case.fonts.values() if font.to_unicode}
        store = _Store()
        options = {"hinting": False, "pdf_version": None}
        named = build_fonts_dictionary(store, dict(sorted(chosen.items())), True, True, options)
        objects = tuple(_portable(thing, thing in (store.pages, store.catalog)) for thing in store.objects)
        return Fonts(objects, {name: _number(reference) for name, reference in named.items()})

    def alphabets(self, pages: Sequence[Any], signs: Iterable[int]) -> Glyphs:
        """In: the same pages; code points. Out: the glyphs for them in each font."""
        return {font.hash: glyphs_of(font, signs) for font in self._met(pages)}

    def _met(self, pages: Sequence[Any]) -> list[Any]:
        """The fonts of pages."""
        store = _Store()
        for page in pages:
            self._page(page, store, _resources(b""), {})
        return list(self.case.fonts.values())

    def _page(self, page: Any, store: _Store, resources: Any, images: dict[str, Any]) -> tuple[PageDrawn, Canvas]:
        matrix = Matrix(SCALE, 0, 0, -SCALE, 0, page.height * SCALE)
        bleed = {side: value * SCALE for side, value in page.bleed.items()}
        width, height = page.width * SCALE, page.height * SCALE
        left, bottom, right, top = -bleed["left"], -bleed["top"], width + bleed["right"], height + bleed["bottom"]
        area = tuple(side / SCALE for side in (left, bottom, right, top))
        tags: dict[Any, Any] | None = {} if self.tagged else None
        canvas = Canvas(self.case.fonts, area, resources, images, tags, {}, self.intent, compress=False)
        canvas.case, canvas.numbered = self.case, []
        canvas.transform(d=-1, f=page.height * SCALE)
        near = [min(BLEED_PT, bleed[side]) for side in ("left", "top", "right", "bottom")]
        entry = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": PAGES,
                "MediaBox": pydyf.Array([left, bottom, right, top]),
                "TrimBox": pydyf.Array([0.0, 0.0, width, height]),
                "BleedBox": pydyf.Array([-near[0], -near[1], width + near[2], height + near[3]]),
                "Resources": resources.reference,
            }
        )
        store.add_page(entry)
        links = [link for link in page.links if link[0] in ("internal", "external") and not self.ink]
        anchors = [(name, x, y) for name, (x, y, _, _) in page.anchors.items()]
        names: list[Any] = []
        add_links((links, []), matrix, store, entry, names, tags)
        with canvas.stacked():
            canvas.transform(a=SCALE, d=SCALE)
            self._paint(page._page_box, canvas)
        places = tuple((name, *matrix.transform_point(x, y)) for name, x, y in anchors)
        marks = tuple((level, label, matrix.transform_point(*at), state) for level, label, at, state in page.bookmarks)
        content, folios = self._content(canvas)
        return PageDrawn(int(entry.number), content, places, marks, folios), canvas

    def _paint(self, box: Any, canvas: Canvas) -> None:
        if not self.margins:
            draw_page(box, canvas)
            return
        for child in box.children:
            draw_stacking_context(canvas, StackingContext.from_box(child, box))

    def _content(self, canvas: Canvas) -> tuple[bytes, tuple[Folio, ...]]:
        """The content stream; with page numbers in it, as it is, for they are put in later."""
        ink = self._inked(canvas)
        data = b"\n".join(ink.items)
        if not canvas.numbered:
            return zlib.compress(data), ()
        starts = [0]
        for item in ink.items:
            starts.append(starts[-1] + len(item) + 1)
        spans = ((starts[ink.places[n.start]], starts[ink.places[n.end - 1] + 1] - 1, n) for n in canvas.numbered)
        folios = tuple(f for start, end, n in spans if (f := self._folio(data, start, end, n)))
        return (data, folios) if folios else (zlib.compress(data), ())

    def _inked(self, stream: Canvas) -> Inked:
        """The items of a stream; for the press with the switches of overprint in them."""
        items = [item if isinstance(item, bytes) else pydyf._to_bytes(item) for item in stream.stream]
        self.lab = self.lab or any(item.startswith(b"/lab-") for item in items)
        if not self.ink:
            return Inked(items, list(range(len(items))), switched=False)
        ink = inked(items)
        if ink.switched:
            stream._resources["ExtGState"] |= {name: pydyf.Dictionary(values) for name, values in STATES.items()}
        return ink

    def _folio(self, data: bytes, start: int, end: int, numbered: Numbered) -> Folio | None:
        """Where the digits of a page number stand; None (and the run is no longer loose) when another number would
        need other room."""
        places = [
            at
            for string in _SHOWN.finditer(data, start, end)
            for run in _HEX.finditer(data, string.start(), string.end())
            for at in range(run.start() + 1, run.end() - 1, 4)
        ]
        glyphs = self.case.figures(numbered.font)
        wanted = [(at, sign) for at, sign in zip(places, numbered.text, strict=False) if sign.isdigit()]
        if (
            glyphs is None
            or len(places) != len(numbered.text)
            or len(numbered.refs) != numbered.count
            or any(int(data[at : at + 4], 16) != glyphs[int(sign)] for at, sign in wanted)
        ):
            self.loose = False
            return None
        self.case.use_figures(numbered.font, glyphs)
        return Folio(numbered.refs, tuple(at for at, _ in wanted), tuple(f"{glyph:04x}" for glyph in glyphs))

    def _structure(self, pages: Sequence[Any], streams: Sequence[Canvas], store: _Store) -> Any:
        """The structure elements of the pages: top elements, for each page the owners of its content, annotations."""
        document = pydyf.Dictionary({"S": "/Document"})
        document.number = _Local(0)  # never written: its children name DOCUMENT as their parent
        top: list[int] = []
        owners = []
        annotations: list[Any] = []
        for number, (page, stream) in enumerate(zip(pages, streams, strict=True)):
            nums: dict[int, Any] = {}
            made = _build_box_tree(page._page_box, document, store, number, nums, annotations, stream._tags)
            elements = list(made)
            for element in elements:
                element["P"] = DOCUMENT
                top.append(int(element.number))
            owners.append(tuple((mark, _number(nums[mark])) for mark in sorted(nums)))
        links = tuple((_number(owner), int(annotation.number)) for owner, annotation in annotations)
        for annotation, (_, thing) in zip(range(len(links)), annotations, strict=True):
            thing["StructParent"] = f"\0A{annotation}\0".encode()
        return tuple(top), tuple(owners), links


def _number(reference: bytes) -> int:
    return int(reference.split(b"\0")[1])


def _resources(fonts: bytes) -> Any:
    return pydyf.Dictionary(
        {
            "Font": fonts,
            "ExtGState": pydyf.Dictionary(),
            "XObject": pydyf.Dictionary(),
            "Pattern": pydyf.Dictionary(),
            "Shading": pydyf.Dictionary(),
            "ColorSpace": SPACES,
        }
    )


def _reference(resources: Any, images: dict[str, Any], sources: Mapping[str, str], store: _Store) -> dict[str, Any]:
    """Number what the resources name; pictures are named by their addresses. Out: the picture dictionaries."""
    pictures: dict[str, Any] = {}
    for key, thing in resources.get("XObject", {}).items():
        if thing is None:
            image = images[key]["image"]
            stream = image.get_x_object(images[key]["interpolate"], max(images[key]["dpi_ratios"]))
            address = sources[image.id]
            pictures[key] = (address, _head(stream))
            resources["XObject"][key] = image_place(key)
    drawings = [(kind, key, thing) for kind in ("XObject", "Pattern") for key, thing in resources.get(kind, {}).items()]
    for kind, key, thing in drawings:
        if not isinstance(thing, Canvas):
            continue  # named above: a picture, a plate
        store.add_object(thing)
        resources[kind][key] = thing.reference
        if "Resources" in thing.extra:
            inner = thing.extra["Resources"]
            inner["Font"] = resources["Font"]
            pictures |= _reference(inner, images, sources, store)
            store.add_object(inner)
            thing.extra["Resources"] = inner.reference
    for key, shading in resources.get("Shading", {}).items():
        store.add_object(shading)
        resources["Shading"][key] = shading.reference
    for state in resources.get("ExtGState", {}).values():
        if "SMask" in state and "G" in state["SMask"]:
            state["SMask"]["G"] = state["SMask"]["G"].reference
    return pictures


def _head(stream: Any) -> bytes:
    """The entries of a stream's dictionary, without its length."""
    return b"".join(b"/" + pydyf._to_bytes(key) + b" " + pydyf._to_bytes(value) for key, value in stream.extra.items())


def _portable(thing: Any, skipped: bool) -> Portable | None:
    if skipped or type(thing) is pydyf.Object:
        return None
    if isinstance(thing, pydyf.Stream):
        data = zlib.compress(b"\n".join(i if isinstance(i, bytes) else pydyf._to_bytes(i) for i in thing.stream))
        return Portable(_head(thing), data)
    return Portable(thing.data)
