"""What qpdf says of the syntax of a file: every stream unpacked, every content parsed.

That reads the file once more, so the cache keeps the hashes of the streams that were sound, and only new ones need be
looked at. They are first read in a quicker way, that of qpdf without what takes its time: a JPEG that its markers show
to be plain and whole is not decoded, another to an eighth of its size, which reads every byte of it as well, and no
token of a content is told to Python. Where anything
is not as it should be, qpdf reads all of the file and has the word.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream, StreamDecodeLevel

from yearbook.images.formats import decode, open_image
from yearbook.images.jpeg import is_plain_jpeg
from yearbook.preflight.content.streams import RawHashes, filters
from yearbook.preflight.kept import kept_key
from yearbook.storage import Cache

_SIZE = 32  # bytes of a hash
_PLAIN = frozenset({"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"})
_PART = 8  # of the size of a JPEG
_NO_OPERATOR = "none"  # that there is


def syntax_problems(path: Path, pdf: Pdf, cache: Cache | None = None, raw: RawHashes | None = None) -> list[str]:
    """qpdf's words (English), empty for a sound file. Takes the warnings out of `pdf`. raw: those of this file."""
    streams = dict(_streams(pdf, raw or RawHashes()))
    name = kept_key("sound streams", None, pikepdf.__libqpdf_version__, path.name)
    kept = (cache.get(name) if cache else None) or b""
    sound = {kept[start : start + _SIZE] for start in range(0, len(kept), _SIZE)}
    new = [stream for each, stream in streams.items() if each not in sound]
    all_sound = all(map(_is_sound, new))
    warnings = [f"WARNING: {warning}" for warning in pdf.get_warnings()]
    if warnings or not all_sound:
        problems = list(dict.fromkeys(warnings + pdf.check_pdf_syntax()))
        if problems:
            return problems
    if cache and (new or len(sound) != len(streams)):
        cache.put(name, b"".join(sorted(streams)))
    return []


def _streams(pdf: Pdf, raw: RawHashes) -> Iterator[tuple[bytes, Object | Page]]:
    """All streams, and each page for its content, by a hash of what their soundness depends on."""
    hashes: dict[tuple[int, int], bytes] = {}
    for obj in pdf.objects:
        if isinstance(obj, Stream):
            found = sha256(raw.of(obj) + _coding(obj))
            hashes[obj.objgen] = found.digest()
            yield found.digest(), obj
    for page in pdf.pages:
        value = page.obj.get("/Contents")
        parts = list(value) if isinstance(value, Array) else [value]
        streams = [part for part in parts if isinstance(part, Stream)]
        found = sha256(b"content" + b"".join(hashes.get(stream.objgen, b"") for stream in streams))
        yield found.digest(), page


def _coding(stream: Object) -> bytes:
    """How a stream is packed, as a dictionary is written."""
    name = stream.get("/Filter") if "/Filter" in stream else None
    if isinstance(name, Name) and "/DecodeParms" not in stream:
        return str(name).encode()  # as most are
    entries = {key: stream.get(key) for key in ("/Filter", "/DecodeParms") if key in stream}
    return Dictionary(entries).unparse(resolved=True)


def _is_sound(each: Object | Page) -> bool:
    """Whether a stream, or the content of a page, can be read to its end; of what is odd in it qpdf warns."""
    try:
        if isinstance(each, Page):
            pikepdf.parse_content_stream(each, operators=_NO_OPERATOR)
            return True
        names = filters(each)
        if b" R" in _coding(each):
            return False  # what it says of itself stands elsewhere
        if names == ["/DCTDecode"]:
            return _is_sound_jpeg(each.read_raw_bytes())
        if not _PLAIN.issuperset(names):
            return False
        each.read_bytes(StreamDecodeLevel.generalized)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, MemoryError):
        return False
    return True


def _is_sound_jpeg(data: bytes) -> bool:
    if is_plain_jpeg(data):
        return True
    try:
        with open_image(data, "JPEG") as image:
            image.draft(None, (max(1, image.width // _PART), max(1, image.height // _PART)))
            decode(image)
    except Exception:  # Pillow raises whatever damaged data lead to
        return False
    return True
