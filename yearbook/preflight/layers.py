"""Pages of two layers: a content of its own, and a form laid over it.

The graphics state of the form is that of an empty page, for what the content changes is saved before it and restored
behind it: so each layer is read as if it stood alone, and is known again with another one over or under it. Books are
made so: a page that moves gets another folio and nothing else.
"""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

from yearbook.preflight.content.streams import Damaged, unpacked
from yearbook.preflight.content.tokens import name
from yearbook.preflight.pdf import inherited
from yearbook.values import dataclass

MAX_AROUND = 200  # bytes
MAX_REMEMBERED = 256
_OVER = re.compile(rb"\s*Q\s+q\s+/([^\0\s()<>\[\]{}/%]+)\s+Do\s+Q\s*")


@dataclass(frozen=True)
class Layers:
    """The stream that is the content of a page, the form over it, and how the resources name that."""

    under: Stream
    over: Stream
    name: bytes


class Layering:
    """Tells the layers of the pages of one file."""

    def __init__(self) -> None:
        self._around: dict[tuple[int, int], bytes] = {}  # what stands around contents: pages share it

    def of(self, page: pikepdf.Page) -> Layers | None:
        """Those of a page whose content is three streams: `q`, anything, `Q q /Name Do Q`; None for any other."""
        contents = page.obj.get("/Contents")
        if not isinstance(contents, Array) or len(contents) != 3:
            return None
        try:
            over = _OVER.fullmatch(self._short(contents[2]))
            if over is None or self._short(contents[0]).strip() != b"q":
                return None
            under, form = contents[1], _external(page, name(over[1]))
            return Layers(under, form, over[1]) if form and isinstance(under, Stream) else None
        except Damaged:
            return None

    def _short(self, stream: Object) -> bytes:
        key = stream.objgen
        if key in self._around:
            return self._around[key]
        data = unpacked(stream, MAX_AROUND)
        if key != (0, 0) and len(self._around) < MAX_REMEMBERED:
            self._around[key] = data
        return data


def _external(page: pikepdf.Page, called: str) -> Stream | None:
    node = inherited(page.obj, "/Resources")
    node = node.get("/XObject") if isinstance(node, Dictionary) else None
    node = node.get(f"/{called}") if isinstance(node, Dictionary) else None
    return node if isinstance(node, Stream) and node.get("/Subtype") == "/Form" else None
