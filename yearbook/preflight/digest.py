"""What a page is made of, as one hash: its content, the resources that the content names with all that these refer to,
its boxes. Object numbers are left out, so a page stays the same when the file around it grows.

Books name all their images and fonts in the resources of every page; only those count whose names stand in the content.
A page gets no hash when it cannot be told what it depends on: annotations, resources that lead back to themselves,
forms that borrow the resources of their caller, broken streams.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

from yearbook.preflight.content.streams import Damaged, RawHashes, unpacked
from yearbook.preflight.content.tokens import name
from yearbook.preflight.known import Known
from yearbook.preflight.layers import Layers
from yearbook.preflight.pdf import inherited

MAX_DEPTH = 32
MAX_STREAMS = 1000
MAX_RESOURCES = 64  # dictionaries read last that are remembered: pages that share one are neighbours
MAX_WRITTEN, MAX_VALUES = 200, 64  # bytes of a value that is remembered as it is written, and how many are
_NAME = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]*+)")
# qpdf writes strings with brackets escaped; what looks like a reference inside one is none
_PART = re.compile(rb"\((?:[^()\\]++|\\.)*+\)|<[\dA-Fa-f]*+>|(?<![^\s\[<>/()])(\d+) (\d+) R(?![^\s\]<>/()])", re.DOTALL)
_CATEGORIES = ("/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Properties", "/Shading", "/XObject")
_ALWAYS = {"DefaultCMYK", "DefaultGray", "DefaultRGB"}
_OF_THE_PAGE = ("/MediaBox", "/CropBox", "/Rotate")  # a page inherits them
_ITS_OWN = ("/TrimBox", "/BleedBox", "/ArtBox", "/UserUnit", "/Group")


# By the hash of a packed stream of content: that of what is in it, and the names in it.
Told = Known[bytes, tuple[bytes, Sequence[str]]]


class Unknowable(Exception):
    """What something depends on cannot be told."""


_UNTOLD = (Unknowable, Damaged, pikepdf.PdfError, ValueError, TypeError, RuntimeError)


class Digests:
    """The hashes of the pages and objects of one file, each reckoned once."""

    def __init__(self, pdf: pikepdf.Pdf, raw: RawHashes | None = None, told: Told | None = None) -> None:
        """raw: those of this file; told: what is known of streams of content."""
        self._pdf = pdf
        self._raw = raw or RawHashes()
        self._streams = told or Known(None, "")
        self._known: dict[tuple[int, int], bytes | None] = {}
        self._resources: dict[tuple[int, int], Mapping[str, Sequence[tuple[str, object]]]] = {}
        self._written: dict[bytes, bytes] = {}
        self._layers = pdf.Root.get("/OCProperties") is not None

    def page(self, page: pikepdf.Page) -> str:
        """64 hex digits; empty when there can be none."""
        return "".join(self._told(page, lambda: self._content(_contents(page), *_resources(page))))

    def layers(self, page: pikepdf.Page, layers: Layers) -> tuple[str, ...]:
        """The hashes of this page with the lower layer alone, and with the upper one alone; none when there can be
        none."""
        return self._told(
            page,
            lambda: self._content([layers.under], *_resources(page)),
            lambda: sha256(b"over" + self._value(layers.over, 0)).digest(),
        )

    def thing(self, value: object) -> bytes:
        """32 bytes for any value; none when there can be none."""
        try:
            return self._value(value, 0)
        except _UNTOLD:
            return b""

    def _told(self, page: pikepdf.Page, *shown: Callable[[], bytes]) -> tuple[str, ...]:
        """For each thing that the page might show its hash; none when one cannot be told."""
        obj, found = page.obj, []
        if self._layers or "/Annots" in obj:
            return ()
        try:
            own = [(key, inherited(obj, key)) for key in _OF_THE_PAGE]
            own += [(key, obj.get(key)) for key in _ITS_OWN if key in obj]
            around = sha256(b"".join(key.encode() + self._value(value, 0) for key, value in own if value is not None))
            for reckon in shown:
                each = around.copy()
                each.update(reckon())
                found.append(each.hexdigest())
        except _UNTOLD:
            return ()
        return tuple(found)

    def _content(self, streams: Iterable[Object], resources: object, depth: int) -> bytes:
        """Streams of content and what their names stand for."""
        if not isinstance(resources, Dictionary):
            raise Unknowable
        named = self._named(resources)
        told = [self._stream(stream) for stream in streams]
        found = sha256(b"".join(digest for digest, _ in told))
        for each in sorted(named.keys() & _ALWAYS.union(*(names for _, names in told))):
            for category, value in named[each]:
                found.update(f"{category}/{each}\0".encode() + self._value(value, depth))
        return found.digest()

    def _stream(self, stream: Object) -> tuple[bytes, Sequence[str]]:
        """The hash of what is in a stream, and the names in it: looked up, if it is packed as most are."""
        key = b""
        if isinstance(stream, Stream) and stream.get("/Filter") == "/FlateDecode" and not _has_parameters(stream):
            key = self._raw.of(stream)
        if known := self._streams.find(key):
            return known
        data = unpacked(stream)
        told = sha256(data).digest(), tuple(sorted({name(match) for match in set(_NAME.findall(data))}))
        return self._streams.learn(key, told)

    def _named(self, resources: Dictionary) -> Mapping[str, Sequence[tuple[str, object]]]:
        """What stands in a resource dictionary by name: categories and values."""
        key = resources.objgen
        if key in self._resources:
            return self._resources[key]
        named: dict[str, list[tuple[str, object]]] = {}
        for category in _CATEGORIES:
            entries = resources.get(category) if category in resources else None
            for each, value in entries.items() if isinstance(entries, Dictionary) else ():
                named.setdefault(each[1:], []).append((category, value))
        if key != (0, 0):
            self._resources[key] = named
            if len(self._resources) > MAX_RESOURCES:
                del self._resources[next(iter(self._resources))]
        return named

    def _value(self, value: object, depth: int) -> bytes:
        """32 bytes for any value of a file, through all its references."""
        if not isinstance(value, Object):
            return sha256(f"{type(value).__name__} {value}".encode()).digest()
        key = value.objgen
        if key == (0, 0):
            return self._direct(value, depth)
        if key not in self._known:
            self._known[key] = None  # while it is being reckoned: who meets this leads back to it
            self._known[key] = self._reckon(value, depth)
        known = self._known[key]
        if known is None:
            raise Unknowable
        return known

    def _direct(self, value: Object, depth: int) -> bytes:
        """That of a value without a number; the same are written again and again."""
        written = value.unparse()
        if written not in self._written:
            found = self._reckon(value, depth)
            if len(written) > MAX_WRITTEN or b" R" in written or len(self._written) >= MAX_VALUES:
                return found
            self._written[written] = found
        return self._written[written]

    def _reckon(self, value: Object, depth: int) -> bytes:
        if depth > MAX_DEPTH:
            raise Unknowable
        if not isinstance(value, Stream):
            return sha256(b"".join(self._parts(value.unparse(resolved=True), depth))).digest()
        entries = {key: value.get(key) for key in sorted(value.keys())}
        if entries.get("/Subtype") == "/Form" or "/PatternType" in entries:
            body = self._content([value], entries.pop("/Resources", None), depth + 1)
        else:
            body = self._raw.of(value)
        parts = (key.encode() + b"\0" + self._value(each, depth + 1) for key, each in entries.items())
        return sha256(b"stream" + body + b"".join(parts)).digest()

    def _parts(self, written: bytes, depth: int) -> Iterator[bytes]:
        """A value as it is written, with hashes for its references."""
        start = 0
        for match in _PART.finditer(written):
            if match[1]:
                yield written[start : match.start()]
                yield self._value(self._pdf.get_object(int(match[1]), int(match[2])), depth + 1)
                start = match.end()
        yield written[start:]


def _resources(page: pikepdf.Page) -> tuple[object, int]:
    return inherited(page.obj, "/Resources"), 0


def _has_parameters(stream: Stream) -> bool:
    return "/DecodeParms" in stream or "/DP" in stream


def _contents(page: pikepdf.Page) -> list[Object]:
    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, Array) else [contents] if contents is not None else []
    if len(streams) > MAX_STREAMS:
        raise Unknowable
    return streams
