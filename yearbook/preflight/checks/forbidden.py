"""What PDF/X forbids and the other checks do not see: features that a press may print differently or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Dictionary, Object, Stream

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.checks import Look
from yearbook.preflight.content import PageContent, Picture
from yearbook.preflight.content.streams import filters
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault

_IDENTITY = {"/Identity", "/Default"}
_KINDS = (Dictionary, Stream)
_SIGNS = re.compile(rb"/(?:TR2?|HTP|LZWDecode|PS|Alternates|OPI)(?![^\s/<>\[\](){}%])")  # of all that is looked for


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Objects that are forbidden wherever they stand; each kind is told once."""
    old = subject.standard == "x-1a"
    told: dict[str, None] = {}
    for obj in subject.pdf.objects:
        if isinstance(obj, _KINDS) and _SIGNS.search(_written(obj)):
            for fault in _faults(obj, old):
                told[fault] = None
    if old and subject.pdf.Root.get("/OCProperties") is not None:
        told["các lớp ẩn hiện (OCProperties), không được có trong PDF/X-1a"] = None
    for what in told:
        yield subject.found("P236", what=what)
    for number, page in enumerate(subject.pdf.pages, 1):
        if "/SeparationInfo" in page.obj:
            yield subject.found("P236", number, what="trang đã tách màu sẵn (SeparationInfo)")


def _written(obj: Object) -> bytes:
    """As a file has it, the data of a stream left out; names as they are meant (`/T#52` is `/TR`)."""
    return (obj.stream_dict if isinstance(obj, Stream) else obj).unparse(resolved=True)


def _faults(obj: Object, old: bool) -> Iterator[str]:
    """Of an object that has one of the names."""
    kind = obj.get("/Type")
    if kind in ("/ExtGState", None):
        yield from _state(obj)
    for state in (*_direct_states(obj), *_direct_states(obj.get("/Resources"))):
        yield from _state(state)
    if not isinstance(obj, Stream):
        return
    if old and "/LZWDecode" in filters(obj):
        yield "dữ liệu nén LZW, không được có trong PDF/X-1a"
    subtype = obj.get("/Subtype")
    if subtype == "/PS":
        yield "đoạn mã PostScript"
    if subtype == "/Image" and "/Alternates" in obj:
        yield "ảnh thay thế (Alternates)"
    if "/OPI" in obj:
        yield "ảnh thế chỗ (OPI)"


def _direct_states(resources: object) -> Iterator[Object]:
    states = resources.get("/ExtGState") if isinstance(resources, _KINDS) else None
    if not isinstance(states, Dictionary):
        return
    for key in list(states.keys())[:1000]:
        state = states[key]
        if isinstance(state, Dictionary):
            yield state


def _state(state: Object) -> Iterator[str]:
    if "/TR" in state and str(state.get("/TR")) not in _IDENTITY:
        yield "hàm chuyển tông (TR)"
    if "/TR2" in state and str(state.get("/TR2")) != "/Default":
        yield "hàm chuyển tông (TR2)"
    if "/HTP" in state:
        yield "pha của tram (HTP)"


def watch(subject: Subject) -> Look:
    """Images that PDF/X-1a has no means for: JPEG 2000 and 16 bits came later."""

    def look(content: PageContent) -> Iterator[Fault]:
        if content.postscript:
            yield Fault("P236", words={"what": "đoạn mã PostScript"})
        if subject.standard != "x-1a":
            return
        for thing in content.painted:
            if isinstance(thing, Picture):
                what = "ảnh nén JPEG 2000" if "JPXDecode" in thing.image.filters else "ảnh 16 bit"
                if what == "ảnh nén JPEG 2000" or thing.image.bits == 16:
                    note = f"{what}, không được có trong PDF/X-1a"
                    yield Fault("P236", thing.rect, thing.image.label, {"what": note})
                    return

    return look
