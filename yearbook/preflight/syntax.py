"""What qpdf says of the syntax of a file: every stream unpacked, every content parsed.

That reads the file once more, so the cache keeps the hashes of the streams that were sound. When no object of a file
gives cause for complaint, only streams that are new need be looked at; if one of them is not sound, qpdf reads all.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from yearbook.preflight.kept import kept_key
from yearbook.storage import Cache

_SIZE = 32  # bytes of a hash


def syntax_problems(path: Path, pdf: Pdf, cache: Cache | None = None) -> list[str]:
    """qpdf's words (English), empty for a sound file. Takes the warnings out of `pdf`."""
    if cache is None:
        return pdf.check_pdf_syntax()
    streams = dict(_streams(pdf))
    warnings = [f"WARNING: {warning}" for warning in pdf.get_warnings()]
    name = kept_key("sound streams", None, pikepdf.__libqpdf_version__, path.name)
    kept = cache.get(name) or b""
    sound = {kept[start : start + _SIZE] for start in range(0, len(kept), _SIZE)}
    new = [stream for each, stream in streams.items() if each not in sound]
    if warnings or not sound or not _all_sound(new):
        problems = warnings + pdf.check_pdf_syntax()
        if problems:
            return problems
    if new or len(sound) != len(streams):
        cache.put(name, b"".join(sorted(streams)))
    return []


def _streams(pdf: Pdf) -> Iterator[tuple[bytes, Object | list[Stream]]]:
    """All streams, and the contents of each page as one, by a hash of what their soundness depends on."""
    hashes: dict[tuple[int, int], bytes] = {}
    for obj in pdf.objects:
        if isinstance(obj, Stream):
            found = sha256(_coding(obj))
            found.update(obj.read_raw_bytes())
            hashes[obj.objgen] = found.digest()
            yield found.digest(), obj
    for page in pdf.pages:
        value = page.obj.get("/Contents")
        parts = list(value) if isinstance(value, Array) else [value]
        streams = [part for part in parts if isinstance(part, Stream)]
        found = sha256(b"content" + b"".join(hashes.get(stream.objgen, b"") for stream in streams))
        yield found.digest(), streams


def _coding(stream: Object) -> bytes:
    """How a stream is packed, as a dictionary is written."""
    entries = {key: stream.get(key) for key in ("/Filter", "/DecodeParms")}
    return Dictionary({key: value for key, value in entries.items() if value is not None}).unparse(resolved=True)


def _all_sound(found: list[Object | list[Stream]]) -> bool:
    """Whether these are sound, looked at in a file of their own."""
    with Pdf.new() as pdf:
        pdf.Root.Streams = Array([])

        def take(stream: Object) -> Object:
            copy = Stream(pdf, b"")
            written = _coding(stream)
            if b" R" in written:
                raise ValueError("refers to other objects")
            coding: Any = Object.parse(written)
            copy.write(stream.read_raw_bytes(), filter=coding.get("/Filter"), decode_parms=coding.get("/DecodeParms"))
            return pdf.make_indirect(copy)

        try:
            for each in found:
                if isinstance(each, Object):
                    pdf.Root.Streams.append(take(each))
                else:
                    pdf.add_blank_page()
                    pdf.pages[-1].obj.Contents = Array([take(stream) for stream in each])
            return not pdf.check_pdf_syntax()
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
            return False
