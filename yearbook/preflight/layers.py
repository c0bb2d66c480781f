"""Pages of two layers: a content of its own, and a form laid over it.

The graphics state of the form is that of an empty page, for what the content changes is saved before it and restored
behind it: so each layer is read as if it stood alone, and is known again with another one over or under it. Books are
made so: a page that moves gets another folio and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Stream

from yearbook.preflight.content.streams import Damaged, unpacked
from yearbook.preflight.content.tokens import name
from yearbook.preflight.pdf import inherited

_OVER = re.compile(rb"\s*Q\s+q\s+/([^\0\s()<>\[\]{}/%]+)\s+Do\s+Q\s*")


@dataclass(frozen=True)
class Layers:
    """The content of a page, and the form over it, as the resources name it."""

    under: bytes
    over: Stream
    name: bytes


def layers(page: pikepdf.Page) -> Layers | None:
    """Those of a page whose content is three streams: `q`, anything, `Q q /Name Do Q`; None for any other."""
    contents = page.obj.get("/Contents")
    if not isinstance(contents, Array) or len(contents) != 3:
        return None
    try:
        before, under, behind = (unpacked(stream) for stream in contents)
    except Damaged:
        return None
    over = _OVER.fullmatch(behind)
    if before.strip() != b"q" or over is None:
        return None
    form = _external(page, name(over[1]))
    return Layers(under, form, over[1]) if form else None


def _external(page: pikepdf.Page, called: str) -> Stream | None:
    node = inherited(page.obj, "/Resources")
    node = node.get("/XObject") if isinstance(node, Dictionary) else None
    node = node.get(f"/{called}") if isinstance(node, Dictionary) else None
    return node if isinstance(node, Stream) and node.get("/Subtype") == "/Form" else None
